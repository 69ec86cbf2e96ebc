"""What people type of a year's aims and measures."""

from typing import Any

from django import forms

from precept.foundation import clock
from precept.foundation.documents.kinds import accepted_in_words
from precept.foundation.people.models import Person
from precept.foundation.web.forms import Form, Revised
from precept.foundation.web.inputs import choice, day, line, several, text, upload, web_address
from precept.understand import rules
from precept.understand.actions.keeping import NO_PRIORITY
from precept.understand.forms.fields import BodyField, Prioritised, short


class AimForm(Prioritised):
    """A strategic aim of a year."""

    title = line("Title", "Enter a title")
    statement = text("The aim", "Enter the aim", rows=3)
    introduction = text("Introduction", hint="What stands before the aim in the framework.")
    lead = text(
        "Words that lead in to the measures",
        rows=2,
        hint="Such as: By the end of the year, we would like to see:",
    )
    priorities = several("Which of the plan’s priorities does it serve?", NO_PRIORITY)


class ChangeAim(AimForm, Revised):
    """The same, of an aim that is there."""


class NewAim(AimForm):
    """A new aim, with its year."""

    field_order = ("year",)
    year = short("Financial year", "Enter the financial year", hint="Such as 2026-27.", most=9)

    def clean_year(self) -> str:
        """The year in its one spelling."""
        try:
            return clock.FinancialYear.parse(self.cleaned_data["year"]).label
        except clock.NotAFinancialYear as problem:
            raise forms.ValidationError(problem.words) from None


class MeasureForm(Form):
    """A measure of an aim."""

    kind = choice(
        "What is it?",
        "Choose what it is",
        rules.measure_kinds,
        hint="A deliverable is something written that somebody owes by a date. A monitored measure is"
        " watched to a schedule.",
    )
    text = text("The measure", "Enter the measure")
    responsible = BodyField(
        "Which other body owes it?",
        "Its name or reference in the list of organisations, such as the force’s. Leave it empty"
        " where the office itself owes it.",
    )
    owner = line("Owner", most=120, hint="The role that sees to it, not a person’s name.")
    due = day("When is it due?", "The due date", hint="Of a deliverable, where a date is stated.")
    timescale = line(
        "Timescale in words", hint="What the source says of the time where it names no date."
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        assert isinstance(field, BodyField)
        field.person = person


class ChangeMeasure(MeasureForm, Revised):
    """The same, of a measure that is there."""


class Request(Revised):
    """Asking for a deliverable."""

    due = day("By when?", "The due date", needed=True)
    note = text("What do you ask for?", rows=3, hint="Kept in its history.", most=2_000)


class Receive(Revised):
    """A deliverable that came."""

    received = day("When did it come?", "The date it came", needed=True)
    evidence = text(
        "What was received?",
        "Enter what was received",
        rows=3,
        hint="Public once the measures are published.",
        most=5_000,
    )
    link = web_address(
        "Where is it published?",
        "Enter a web address, such as https://www.example.org/strategy",
        hint="A web address. Leave it empty where it is not public.",
        most=300,
    )


class Assess(Revised):
    """What was found of a deliverable."""

    assessment = text(
        "Is it what was asked for?",
        "Enter what you found",
        hint="Public once the measures are published.",
        most=5_000,
    )


class Schedule(Revised):
    """How often something is monitored."""

    schedule = choice("How often is it monitored?", "Choose how often", rules.schedules)
    next_due = day("When next?", "The next date")


class LookAt(Revised):
    """What a monitored measure showed."""

    looked_on = day("When was it looked at?", "The day it was looked at", needed=True)
    found = text(
        "What did it show?",
        "Enter what it showed",
        rows=4,
        hint="Figures with what they are of. Nobody’s name.",
        most=5_000,
    )
    link = web_address(
        "Where can it be read?",
        "Enter a web address, such as https://www.example.org/board-paper",
        hint="A web address. Leave it empty where it is not public.",
        most=300,
    )


class PublishMeasures(Form):
    """Releasing a year's measures."""

    review = line(
        "When are they reviewed?",
        hint="As the year’s framework prints it, such as: To be reviewed and updated – April 2023.",
    )
    why = text(
        "Why are they published now?",
        rows=2,
        hint="Public. You can leave it empty.",
        most=2_000,
    )


class EvidenceFile(Form):
    """A file that came for a measure: the written strategy itself."""

    file = upload(
        "The file", hint=f"{accepted_in_words()}. A scanner looks at it before anybody can open it."
    )
