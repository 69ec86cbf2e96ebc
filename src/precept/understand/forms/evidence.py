"""What people type of evidence."""

from typing import Any

from django import forms

from precept.foundation import clock
from precept.foundation.documents.kinds import accepted_in_words
from precept.foundation.web.forms import Amendment, Form, Versioned
from precept.foundation.web.inputs import (
    choice,
    day,
    line,
    several,
    text,
    upload,
    web_address,
    whole,
)
from precept.understand import rules
from precept.understand.actions.keeping import NO_PRIORITY
from precept.understand.forms.fields import Prioritised


def step(label: str, needed: str, *, is_strength: bool) -> forms.TypedChoiceField:
    """A step of a scale of today, with what it means."""

    def offered() -> list[tuple[str, str]]:
        scale = rules.evidence_scale_on(clock.today())
        steps = scale.strength if is_strength else scale.relevance
        return [(str(one.number), f"{one.number} {one.title}. {one.words}") for one in steps]

    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=offered,
        widget=forms.RadioSelect,
        error_messages={"required": needed, "invalid_choice": needed},
    )


class SourceForm(Prioritised):
    """A source of evidence."""

    title = line("Title", "Enter a title", most=300)
    publisher = line("Who published it?", "Enter who published it")
    year = whole(
        "Year (optional)",
        "",
        least=rules.FIRST_YEAR,
        most=2100,
        hint="Leave it empty where the source does not state one.",
    )
    link = web_address(
        "Where can it be read?",
        "Enter an address of the web that begins with https://",
        hint="An address of the web. A file can be added afterwards.",
        most=400,
    )
    kind = choice("What kind of source is it?", "Choose what kind it is", rules.source_kinds)
    agreement = line(
        "Which agreement of ours was evaluated?",
        hint="Its reference in the register. Only for an evaluation of our own service.",
        most=40,
        called="The reference",
    )
    strength = step("How strong is it?", "Choose how strong it is", is_strength=True)
    relevance = step("How close is it to what we do?", "Choose how close it is", is_strength=False)
    says = text("What does it say?", "Enter what it says", most=5_000)
    does_not_say = text(
        "What does it not say?",
        "Enter what it does not say",
        hint="Whom it leaves out, what it did not measure, what does not carry over to here.",
        most=5_000,
    )
    priorities = several("Which priorities is it about?", NO_PRIORITY)


class NewSource(SourceForm):
    """A new source, with the day on which it is looked at again."""

    review_on = day(
        "When is it to be looked at again?", "The day it is looked at again", needed=True
    )


class ChangeSource(SourceForm, Amendment):
    """The same, of a source that is there."""


class LookAgain(Versioned):
    """That a source still holds."""

    words = text("What did you find?", "Say what you found", rows=3, most=2_000)
    review_on = day("When is it to be looked at next?", "The day it is looked at next", needed=True)


class WithdrawSource(Versioned):
    """That a source no longer holds."""

    why = text("Why does it no longer hold?", "Say why it no longer holds", rows=3, most=2_000)


class AddFile(Form):
    """A file of a source, or of what people said."""

    file = upload(
        "File", hint=f"{accepted_in_words()}. A scanner looks at it before anybody can open it."
    )

    def taken(self) -> dict[str, Any]:
        """The file with its name."""
        file = self.cleaned_data["file"]
        return {"file": (file.name, file)}
