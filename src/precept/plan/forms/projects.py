"""What people type of projects, their steps and the steps of the cycle."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django import forms

from precept.foundation.ledger.actions import Refused
from precept.foundation.people.staff import staff_today
from precept.foundation.web.chosen import Chosen
from precept.foundation.web.forms import Amendment, Form, Versioned
from precept.foundation.web.inputs import (
    NONE_CHOSEN,
    choice,
    day,
    line,
    several,
    text,
    upload,
    whole,
)
from precept.plan import rules, sign_ups
from precept.plan.forms.fields import money
from precept.understand import queries as understand

NOBODY = "Choose somebody who works here"


class Peopled(Form):
    """A form that says whose something is, of the people who work here."""

    owner = Chosen("Whose is it?", NOBODY)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = {one.reference: one for one in staff_today()}
        field = self.fields["owner"]
        assert isinstance(field, Chosen)
        field.offer(people, {key: one.name for key, one in people.items()})


class NewProject(Peopled):
    """A commissioning project."""

    title = line("What is it called?", "Enter a name for it")
    purpose = text(
        "What is to change, and for whom?",
        "Enter what is to change, and for whom",
        rows=4,
        most=4_000,
    )
    priorities = several(
        "Which of the plan’s priorities does it serve?", "Choose priorities of the plan"
    )
    wanted_on = day(
        "By when must what follows be in place?",
        "The day by which it must be in place",
        hint="Leave it empty where nobody knows yet.",
    )
    estimate = money(
        "What may it cost over its whole life?", hint="Leave it empty where it is not known yet."
    )
    is_for_perpetrators = forms.BooleanField(
        label="It serves people who did harm",
        help_text="Then its plan says how the needs of victims were considered.",
        required=False,
    )
    field_order = [
        "title",
        "purpose",
        "priorities",
        "owner",
        "wanted_on",
        "estimate",
        "is_for_perpetrators",
    ]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = understand.offered_priorities(self.initial.get("priorities") or [])
        self.let_choose("priorities", list(offered.items()))
        if not offered:
            del self.fields["priorities"]

    def taken(self) -> dict[str, Any]:
        """What was typed; no priority where the plan has none to offer."""
        return {"priorities": [], **super().taken()}


class ChangeProject(NewProject, Amendment):
    """The same, of a project that is under way."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reason_last()


class Stop(Versioned):
    """Why a project is stopped."""

    words = text("Why is it stopped?", "Say why it is stopped", rows=4, most=4_000)


class TieKind(Form):
    """What kind of thing a project is tied to."""

    kind = choice("What is it?", "Choose what it is", [])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.let_choose("kind", [(one.name, one.title) for one in sign_ups.piece_kinds()])


class Tie(Form):
    """Something of a kind that a project rests on or led to: one of the newest, or another by its reference."""

    chosen = choice(
        "Which one?",
        "",
        [],
        hint="The newest that are not tied to it yet.",
        drops_down=True,
        wrong="Choose one of the list, or enter a reference",
    )
    typed = line("Its reference", most=80)
    why = line("What has it to do with the project? (optional)", most=300, called="What you enter")

    def __init__(
        self,
        *args: Any,
        kind: sign_ups.PieceKind,
        offered: Sequence[sign_ups.Piece],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.of_kind = kind
        if offered:
            listed = [(one.reference, one.called) for one in offered]
            self.let_choose("chosen", [NONE_CHOSEN, *listed])
            self.fields["typed"].help_text = f"Where it is not in the list. {kind.hint}."
        else:
            del self.fields["chosen"]
            self.fields["typed"].help_text = f"As its own page shows it. {kind.hint}."

    def clean(self) -> dict[str, Any]:
        """Ask for one of the list or a reference, never for both."""
        typed = super().clean() or {}
        if self.errors:
            return typed
        if typed.get("chosen") and typed["typed"]:
            self.add_error("typed", "Choose one of the list or enter a reference, not both")
        elif not typed.get("chosen") and not typed["typed"]:
            wrong = "Choose one of the list, or enter a reference"
            where = "chosen" if "chosen" in self.fields else "typed"
            self.add_error(where, wrong if where == "chosen" else "Enter its reference")
        return typed

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Put what was refused of the reference beside the list where that was chosen from."""
        with super().refusals():
            try:
                yield
            except Refused as refusal:
                if refusal.field == "typed" and self.cleaned_data.get("chosen"):
                    raise Refused(refusal.words, field="chosen") from refusal
                raise

    def taken(self) -> dict[str, Any]:
        """What was chosen or typed, as its own pages call it."""
        said = super().taken()
        chosen = said.pop("chosen", "")
        return {**said, "kind": self.of_kind.name, "typed": chosen or said["typed"]}


class Untie(Form):
    """Why something does not belong to a project."""

    why = text("Why does it not belong to this project?", "Say why", rows=3, most=2_000)


class SetStep(Peopled, Versioned):
    """Whose a step is, and by when."""

    due = day("By when?", "The day it is due", needed=True)
    field_order = ["owner", "due", "version"]


class NewStep(Peopled):
    """A step of one project."""

    title = line("What is to be done?", "Enter what is to be done")
    guidance = text("What does that mean here? (optional)", rows=3, most=2_000, called="The words")
    phase = choice("In which phase?", "Choose a phase", rules.phases)
    due = day("By when?", "The day it is due", needed=True)
    is_needed = forms.BooleanField(
        label="The gate at the end of the phase asks for it", required=False
    )
    field_order = ["title", "guidance", "phase", "owner", "due", "is_needed"]


class FinishStep(Versioned):
    """What was done, and what shows it."""

    outcome = text(
        "What was done, and what shows it?",
        "Say what was done, and what shows it",
        rows=4,
        most=4_000,
    )
    evidence = upload("A file that shows it (optional)")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["evidence"].required = False

    def taken(self) -> dict[str, Any]:
        """What was typed, with the file as it was given."""
        said = super().taken()
        given = said.pop("evidence")
        return {**said, "evidence": (given.name, given) if given else None}


class Why(Versioned):
    """Why something is done."""

    why = text("Why?", "Say why", rows=3, most=2_000)


class CycleStepForm(Form):
    """A step that every new project takes."""

    title = line("What is to be done?", "Enter what is to be done")
    phase = choice("In which phase?", "Choose a phase", rules.phases)
    guidance = text(
        "What helps whoever does it? (optional)", rows=4, most=4_000, called="The guidance"
    )
    weeks = whole(
        "How many weeks after its phase begins is it due?", "Enter a number of weeks", most=260
    )
    place = whole("Where does it stand among the steps of its phase?", "Enter a number", most=99)
    is_needed = forms.BooleanField(
        label="The gate at the end of the phase asks for it", required=False
    )


class ChangeCycleStep(CycleStepForm, Versioned):
    """The same, of a step that is there."""


class AskGate(Versioned):
    """What whoever signs should know."""

    words = text(
        "What should whoever signs know? (optional)", rows=4, most=4_000, called="What you enter"
    )


class PassGate(Versioned):
    """Signing a gate."""

    choice = choice("What becomes of it?", "Choose what becomes of it", rules.futures)
    answer = text(
        "What do you say to it? (optional)",
        hint="It is kept with your signature.",
        rows=4,
        most=4_000,
        called="What you say",
    )
    exception = text(
        "Why can nobody else sign it?",
        hint="Only where you asked for it or the project is yours.",
        rows=3,
        most=2_000,
        called="The reason",
    )

    def __init__(self, *args: Any, is_last: bool, is_own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_last:
            del self.fields["choice"]
        if not is_own:
            del self.fields["exception"]


class SendBack(Form):
    """What has to change before a gate is passed."""

    answer = text("What has to change?", "Say what has to change", rows=4, most=4_000)


class TakeBack(Form):
    """Why a project is taken back from its gate."""

    why = text("Why is it taken back?", "Say why it is taken back", rows=3, most=2_000)
