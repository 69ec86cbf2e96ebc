"""What people type of the strategy, the plan and the measures."""

from typing import Any

from django import forms

from precept.foundation import clock
from precept.foundation.web.dates import DateField
from precept.foundation.web.forms import Form
from precept.parties.models import Organisation
from precept.understand import rules


def words(
    label: str, needed: str, *, rows: int = 4, hint: str = "", required: bool = True
) -> forms.CharField:
    """A longer text with our own words; ``needed`` is the message where it is missing."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": needed,
            "max_length": f"{label} must be 60,000 characters or fewer",
        },
    )


def line(
    label: str, needed: str, *, hint: str = "", most: int = 200, required: bool = True
) -> forms.CharField:
    """A line of text with our own words."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        error_messages={
            "required": needed,
            "max_length": f"{label} must be {most} characters or fewer",
        },
    )


def choice(label: str, needed: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    """One of a few things."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": needed, "invalid_choice": needed},
    )


def year_number(label: str, needed: str) -> forms.IntegerField:
    """A calendar year."""
    return forms.IntegerField(
        label=label,
        min_value=2012,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": needed,
            "invalid": f"{label} must be a year, such as 2024",
            "min_value": f"{label} must be 2012 or later",
            "max_value": f"{label} must be 2100 or earlier",
        },
    )


class StrategyHead(Form):
    """What a version of the strategy says of itself."""

    title = line("Title", "Enter a title")
    dated = DateField(called="The date of this version", label="Date of this version")
    note = words("Note", "", required=False, hint="Shown under the title. Plain text.", rows=3)


class AmendStrategy(Form):
    """Beginning the next version."""

    dated = DateField(called="The date of the new version", label="Date of the new version")
    why = words(
        "Why is it changed?", "Enter why it is changed", hint="The reason is public.", rows=3
    )


class Section(Form):
    """A section of the strategy."""

    heading = line("Heading", "Enter a heading")
    text = words(
        "Text",
        "",
        required=False,
        rows=18,
        hint="Plain text. A blank line starts a paragraph; “- ” starts a point of a list.",
    )
    note = words("Note", "", required=False, rows=3, hint="Such as what a drawing showed.")


class PlanHead(Form):
    """What a version of the plan says of itself."""

    title = line("Title", "Enter a title")
    term = line("Term", "Enter the term", hint="As the plan states it, such as 2021–2024.", most=40)
    first_year = year_number("First year", "Enter the first year")
    last_year = year_number("Last year", "Enter the last year")
    review_on = DateField(called="The review date", label="When is it reviewed?", required=False)
    basis = words("What shaped the priorities?", "", required=False)
    note = words("Note", "", required=False, rows=3)


class AmendPlan(Form):
    """Beginning the next version of the plan."""

    why = words(
        "Why is it changed?", "Enter why it is changed", hint="The reason is public.", rows=3
    )


class PriorityForm(Form):
    """A priority of the plan."""

    title = line("Title", "Enter a title")
    text = words("The priority in full", "Enter the priority in full")
    term = choice("Term", "Choose a term", rules.priority_terms)


class EvidenceForm(Form):
    """What stands behind a priority."""

    kind = choice("What kind of evidence is it?", "Choose a kind of evidence", rules.evidence_kinds)
    text = words("What does it say?", "Enter what it says")
    source = line("Source", "", most=300, required=False, hint="A report, a survey, a meeting.")
    dated = DateField(called="The date", label="Its date", required=False)


class ResourceAreas(Form):
    """The areas that come first."""

    names = words("Areas, one on each line", "Enter at least one area", rows=10)

    def clean_names(self) -> list[str]:
        """One name a line."""
        return [name.strip() for name in self.cleaned_data["names"].splitlines() if name.strip()]


class AimForm(Form):
    """A strategic aim of a year."""

    title = line("Title", "Enter a title")
    statement = words("The aim", "Enter the aim", rows=3)
    introduction = words("Introduction", "", required=False)
    lead = words("Words that lead in to the measures", "", required=False, rows=2)
    priorities = forms.MultipleChoiceField(
        label="Which of the plan’s priorities does it serve?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Choose priorities of the published plan",
            "invalid_list": "Choose priorities of the published plan",
        },
    )

    def __init__(self, *args: Any, priorities: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["priorities"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(priorities.items())


class NewAim(AimForm):
    """A new aim, with its year."""

    field_order = ("year",)
    year = line("Financial year", "Enter the financial year", hint="Such as 2026-27.", most=9)

    def clean_year(self) -> str:
        """The year in its one spelling."""
        try:
            return str(clock.FinancialYear.parse(self.cleaned_data["year"]))
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from None


class MeasureForm(Form):
    """A measure of an aim."""

    kind = choice("What is it?", "Choose what it is", rules.measure_kinds)
    text = words("The measure", "Enter the measure")
    responsible = forms.ModelChoiceField(
        label="Who owes it?",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="The office itself",
        error_messages={"invalid_choice": "Choose a body from the list"},
    )
    owner = line("Owner", "", most=120, required=False, hint="The role that sees to it.")
    due = DateField(called="The due date", label="When is it due?", required=False)
    timescale = line(
        "Timescale in words",
        "",
        required=False,
        hint="What the source says of the time where it names no date.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(is_protected=False, ends__isnull=True)


class Request(Form):
    """Asking for a deliverable."""

    due = DateField(called="The due date", label="By when?")
    note = words("What do you ask for?", "", required=False, rows=3)


class Receive(Form):
    """A deliverable that came."""

    received = DateField(called="The date it came", label="When did it come?")
    evidence = words("What was received?", "Enter what was received", rows=3)
    link = forms.URLField(
        label="Where is it published?",
        required=False,
        assume_scheme="https",
        max_length=300,
        error_messages={
            "invalid": "Enter a web address, such as https://www.example.org/strategy",
            "max_length": "The web address must be 300 characters or fewer",
        },
    )


class Assess(Form):
    """What was found of a deliverable."""

    assessment = words(
        "Is it what was asked for?",
        "Enter what you found",
        hint="Public once the measures are published.",
    )


class Schedule(Form):
    """How often something is monitored."""

    schedule = choice("How often is it monitored?", "Choose how often", rules.schedules)
    next_due = DateField(called="The next date", label="When next?", required=False)


class PublishMeasures(Form):
    """Releasing a year's measures."""

    why = words(
        "Why are they published now?",
        "",
        required=False,
        rows=2,
        hint="Public. You can leave it empty.",
    )
