"""What people type of procedures and documents."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from precept.do.procedures import rules
from precept.foundation.people.staff import staff_today
from precept.foundation.web.chosen import Chosen
from precept.foundation.web.forms import Form, Revised, Versioned
from precept.foundation.web.inputs import choice, day, line, several, text, whole

FIELDS_HINT = (
    "Fields that are filled in when it is used: "
    + ", ".join(f"${name}" for name in rules.FIELDS)
    + ". A line that begins with “- ” is a point of a list."
)


class Owned(Form):
    """A form that says whose something is."""

    owner = Chosen(
        "Who owns it?",
        "Choose who owns it",
        hint="They are reminded of its yearly review.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = {one.reference: one for one in staff_today()}
        field = self.fields["owner"]
        assert isinstance(field, Chosen)
        field.offer(people, {key: one.name for key, one in people.items()})


class NewStandard(Owned):
    """A procedure or document of the office's own."""

    title = line("What is it called?", "Enter what it is called")
    used_when = text("When is it used?", "Say when it is used", rows=3, most=2_000)
    field_order = ["title", "used_when", "owner"]


class SetOwner(Owned, Versioned):
    """Who owns it from now on."""


class BeginNext(Form):
    """Why the next version follows."""

    why = text(
        "Why does it change?",
        "Say why it changes",
        rows=3,
        most=2_000,
        hint="Anyone reads it beside a procedure’s version.",
    )


class Head(Revised):
    """What a draft says of itself. Of the first version nobody asks why."""

    title = line("What is it called?", "Enter what it is called")
    used_when = text("When is it used?", "Say when it is used", rows=4, most=2_000)
    procedures = several("Which procedures use it?", "Choose procedures of the list")
    why = text(
        "Why does it change?",
        "Say why it changes",
        rows=3,
        most=2_000,
        hint="Anyone reads it beside a procedure’s version.",
    )

    def __init__(
        self,
        *args: Any,
        is_first: bool,
        procedures: Sequence[tuple[str, str]] | None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["procedures"]
        assert isinstance(field, forms.MultipleChoiceField)
        if procedures is None:
            del self.fields["procedures"]
        else:
            field.choices = procedures
        if is_first:
            del self.fields["why"]


class Placed(Revised):
    """A form that may say at which place something stands."""

    place = whole(
        "At which place? (optional)", "", most=rules.MOST_SECTIONS, hint="1 is the first."
    )


class StageForm(Placed):
    """A stage of a procedure."""

    name = line("What is the stage called?", "Enter what the stage is called", most=100)
    who = line("Who acts?", "Enter who acts", hint="A role, not a name.", most=200)
    what = text("What is done?", "Enter what is done", rows=3, most=2_000)
    how_long = line("How long does it take?", "Enter how long it takes", most=150)
    field_order = ["name", "who", "what", "how_long", "place"]


class PartForm(Revised):
    """A section of a procedure: its heading is fixed."""

    text = text(
        "What does it say?",
        "Enter what it says",
        rows=6,
        most=rules.LONGEST,
        hint="A blank line begins a new paragraph; a line that begins with “- ” is a point of a list.",
    )


class SectionForm(Placed):
    """A section of a document."""

    heading = line("Heading", "Enter a heading")
    text = text(
        "What does it say?", "Enter what it says", rows=8, most=rules.LONGEST, hint=FIELDS_HINT
    )
    field_order = ["heading", "text", "place"]


class Confirm(Revised):
    """Nothing to type, but what was read matters."""


class Reason(Revised):
    """Why something is done with a version that was read."""

    why = text("Why?", "Say why", rows=3, most=2_000)


class SendBack(Revised):
    """What is to change before it can be approved."""

    why = text("What is to change?", "Say what is to change", rows=4, most=2_000)


class Approve(Revised):
    """From when a version is in force, and when it is reviewed."""

    begins = day(
        "From when is it in force?",
        "The first day",
        needed=True,
        hint="A day in the past only where it was used from then on already.",
    )
    review_on = day(
        "When is it reviewed?",
        "The day of the review",
        hint="Leave it empty for a year from today, or the sooner day that stands already.",
    )


class Retire(Versioned):
    """From when it is no longer used, and why."""

    since = day("Since when is it no longer used?", "The day", needed=True)
    why = text(
        "Why is it no longer used?",
        "Say why it is no longer used",
        rows=3,
        most=2_000,
        hint="Anyone reads it on the page of a procedure.",
    )


class FeedbackForm(Form):
    """What somebody said."""

    who = choice("Who said it?", "Choose who said it", rules.feedback_from)
    words = text(
        "What did they say?",
        "Enter what they said",
        rows=5,
        most=5_000,
        hint="In their words as far as you can, without names.",
    )
    received = day("When?", "The day", needed=True)
    round = line(
        "From which round or tender? (optional)",
        hint="Its reference, such as CSF-2022-R1.",
        most=40,
    )


class Answer(Versioned):
    """What came of a piece of feedback."""

    state = choice(
        "Is something changed because of it?",
        "Choose whether something was changed",
        [("changed", "Yes, something is changed"), ("no change", "No change")],
    )
    answer = text(
        "What was changed, or why not?",
        "Say what was changed, or why nothing was",
        rows=3,
        most=2_000,
    )


class CloseReview(Versioned):
    """What came of a yearly review."""

    held_on = day("When was the review held?", "The day of the review", needed=True)
    outcome = choice(
        "What came of it?",
        "Choose what came of it",
        [("changed", "It was changed"), ("no change", "No change, because …")],
    )
    words = text(
        "What was changed, or why not?",
        "Say what was changed, or why nothing changes",
        rows=4,
        most=2_000,
        hint="Anyone reads it on the page of a procedure.",
    )
    next_on = day(
        "When is the next review?",
        "The day of the next review",
        hint="Leave it empty for a year after this one. It cannot be later.",
    )


class Fill(Form):
    """The fields of a document, filled in for one use. What is left empty says what belongs there."""

    def __init__(self, *args: Any, fields: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in fields:
            words: Mapping[str, str] = rules.FIELDS
            label = f"{words[name][0].upper()}{words[name][1:]} (optional)"
            self.fields[name] = line(label, most=300)
