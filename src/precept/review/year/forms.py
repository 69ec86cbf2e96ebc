"""What people type of the office's duties, and of the times that each is due."""

from typing import Any

from django import forms

from precept.foundation.people.queries import titles_on
from precept.foundation.people.rules import ROLES
from precept.foundation.people.staff import staff_today
from precept.foundation.web.chosen import Chosen
from precept.foundation.web.forms import AsRead, Form, Versioned
from precept.foundation.web.inputs import choice, day, hidden_number, line, text, whole
from precept.plan import sign_ups
from precept.review.year import rules

WRONG_DAYS = "Enter numbers of days, such as 30, 7: at most six, none above 200"


def offices_roles() -> list[tuple[str, str]]:
    """The roles of those who work in the office, as they are called today."""
    return [(key, title) for key, title in titles_on().items() if ROLES[key].staff]


def _people(field: Any) -> None:
    people = {one.reference: one for one in staff_today()}
    field.offer(people, {key: one.name for key, one in people.items()})


class Begin(Form):
    """From when the calendar counts."""

    since = day(
        "From which day does it count?",
        "The day from which it counts",
        needed=True,
        hint="Nothing that was due before it is late.",
    )


class DutyForm(Form):
    """Something that the office must do."""

    title = line("What is to be done?", "Enter what is to be done")
    guidance = text(
        "What helps whoever does it? (optional)", rows=3, most=4_000, called="The guidance"
    )
    often = choice("How often?", "Choose how often", rules.rhythms)
    month = whole(
        "In which month?",
        "",
        most=12,
        hint="1 for January to 12 for December. Where it is due several times a year, one of them:"
        " the others follow. Leave it empty where it is due every month, or once.",
    )
    of_month = whole(
        "By which day of the month?",
        "",
        most=31,
        hint="31 is the last day of any month. Leave it empty where it is due once.",
    )
    once_on = day("By which day, where it is due once?", "The day by which it is due")
    source = line(
        "What asks for it?",
        "Enter what asks for it",
        hint="The law, the strategy, a grant’s conditions, or the office’s own rule.",
        most=300,
    )
    shows = line("What shows that it was done?", "Enter what shows that it was done", most=300)
    role = choice(
        "Which role owes it?", "Choose the role that owes it", offices_roles, drops_down=True
    )
    owner = Chosen("Who does it? (optional)", hint="Else everybody who has the role is reminded.")
    remind = line(
        "How many days before is somebody reminded?",
        hint="Such as 30, 7. Whoever is late is reminded once more.",
        most=60,
    )
    since = day("From which day does it count?", "The day from which it counts", needed=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _people(self.fields["owner"])

    def clean_remind(self) -> list[int]:
        """The days, the most first."""
        days = rules.read_days(self.cleaned_data["remind"])
        if days is None:
            raise forms.ValidationError(WRONG_DAYS)
        return days

    def clean(self) -> dict[str, Any]:
        """Ask for the month and the day that a rhythm needs."""
        typed = super().clean() or {}
        often = typed.get("often")
        asks = {
            "month": ("Enter a month", often in {"quarterly", "half-yearly", "yearly"}),
            "of_month": ("Enter a day of the month", bool(often) and often != "once"),
        }
        for name, (words, is_asked) in asks.items():
            if is_asked and typed.get(name) is None and name not in self.errors:
                self.add_error(name, words)
        return typed

    def taken(self) -> dict[str, Any]:
        """What was typed; the first where a rhythm asks for no month or day."""
        said = super().taken()
        day_of_month = said.pop("of_month")
        return {**said, "month": said["month"] or 1, "day": day_of_month or 1}


class ChangeDuty(DutyForm, Versioned):
    """The same, of a duty that is there."""


class Why(Versioned):
    """Why something is done."""

    why = text("Why?", "Say why", rows=3, most=2_000)


class OfATime(AsRead):
    """A form about one time of a duty: nothing may have been said of it yet, which is version 0."""

    version = hidden_number(least=0)


class Give(OfATime):
    """Whose it is this time."""

    owner = Chosen(
        "Who does it this time?", hint="Choose nobody to give it back to whom the duty belongs."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _people(self.fields["owner"])


class Move(OfATime):
    """Another day, this time alone."""

    to = day("By when, this time?", "The new day", needed=True)
    why = text("Why is it moved?", "Say why it is moved", rows=3, most=2_000)


class TakeUp(OfATime):
    """Why it is still to be done."""

    why = text("Why is it to be done again?", "Say why", rows=3, most=2_000)


class Finish(OfATime):
    """What was done, and what shows it."""

    done_on = day("When was it done?", "The day it was done", needed=True)
    outcome = text(
        "What was done, and what shows it?",
        "Say what was done, and what shows it",
        rows=4,
        most=4_000,
    )
    kind = choice("Which record of the office shows it? (optional)", "", [], drops_down=True)
    typed = line(
        "Its reference",
        hint="As its own page shows it, such as EXE-2026-0004. Leave both empty where no record does.",
        most=80,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.let_choose(
            "kind",
            [
                ("", "None"),
                *((one.name, one.title) for one in sign_ups.piece_kinds()),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the kind and the reference together."""
        typed = super().clean() or {}
        if typed.get("kind") and not typed.get("typed"):
            self.add_error("typed", "Enter its reference")
        if typed.get("typed") and not typed.get("kind") and "kind" not in self.errors:
            self.add_error("kind", "Choose what kind of record it is")
        return typed
