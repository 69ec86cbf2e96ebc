"""What people type of the plan."""

from django import forms

from precept.foundation.web.forms import AsRead, Form, Revised
from precept.foundation.web.inputs import choice, day, line, text
from precept.understand import rules
from precept.understand.forms.fields import public_reason, short, year_number


class PlanHead(Form):
    """What a version of the plan says of itself."""

    title = line("Title", "Enter a title")
    term = short(
        "Term", "Enter the term", hint="As the plan states it, such as 2021–2024.", most=40
    )
    first_year = year_number("First year", "Enter the first year")
    last_year = year_number("Last year", "Enter the last year")
    review_on = day(
        "When is it to be reviewed?",
        "The review date",
        hint="Leave it empty where the plan states no date.",
    )
    basis = text(
        "What shaped the priorities?",
        hint="What the plan says of consultation, partners and threats as a whole.",
    )
    note = text("Note", rows=3, hint="Shown under the title. Plain text.", most=5_000)


class ChangePlanHead(PlanHead, Revised):
    """The same, of a draft that is there."""


class ChangeAmendedPlan(ChangePlanHead):
    """The same, of a version that followed another."""

    why = public_reason()


class AmendPlan(Form):
    """Beginning the next version of the plan."""

    why = public_reason()


class PriorityForm(Form):
    """A priority of the plan."""

    title = line("Title", "Enter a title")
    text = text("The priority in full", "Enter the priority in full")
    term = choice("Is it short-term or medium-term?", "Choose a term", rules.priority_terms)


class ChangePriority(PriorityForm, Revised):
    """The same, of a priority that is there."""


class EvidenceForm(Form):
    """What stands behind a priority."""

    kind = choice("What kind of evidence is it?", "Choose a kind of evidence", rules.evidence_kinds)
    text = text("What does it say?", "Enter what it says", most=5_000)
    source = line("Source", most=300, hint="A report, a survey, a meeting.")
    dated = day("When is it from?", "The date")


class ResourceAreas(AsRead):
    """The areas that come first; ``read`` is the list as it was shown."""

    names = text("Areas, one on each line", "Enter at least one area", rows=10)
    read = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean_names(self) -> list[str]:
        """One name a line."""
        return listed(self.cleaned_data["names"])

    def clean_read(self) -> list[str]:
        """One name a line."""
        return listed(self.cleaned_data["read"])


def listed(text: str) -> list[str]:
    """The lines that say something."""
    return [name.strip() for name in text.splitlines() if name.strip()]
