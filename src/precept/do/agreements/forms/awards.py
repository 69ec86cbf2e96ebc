"""What people type of letters, offers and awards."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.do.agreements import rules
from precept.do.agreements.models import Award, Awarding
from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.dates import DateField
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import LARGEST, choice, line, several, text, whole

PAYMENTS_OFFERED = 6
OUTCOMES_OFFERED = 3


def reason(label: str, needed: str, hint: str = "") -> forms.CharField:
    """A reason that has to be there."""
    return text(label, needed, most=2_000, rows=3, hint=hint, called="The reason")


def required_day(label: str, called: str, hint: str = "") -> DateField:
    """A date that has to be there."""
    return DateField(label=label, called=called, help_text=hint)


class DraftDecision(Form):
    """A notice to be drafted from the frozen recommendation."""

    reference = line(
        "Reference of the decision",
        "",
        most=40,
        hint="Optional. Leave it empty to take the next number of the office’s series.",
        called="The reference",
    )


class Wording(Versioned):
    """What the round's letters say."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind, title in rules.letter_kinds:
            names = ", ".join(f"${name}" for name in sorted(rules.FIELDS_OF[kind]))
            self.fields[kind] = text(
                title,
                f"Enter what the letter says: {title.lower()}",
                rows=9,
                most=rules.LONGEST_WORDING,
                hint=f"Filled in for each applicant: {names}.",
                called="The letter",
            )

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = self.cleaned_data
        return {
            "version": said["version"],
            "wording": {kind: said[kind] for kind in rules.LETTER_KINDS},
        }


class Terms(Versioned):
    """The conditions that offers bear, and the days to accept them in."""

    conditions = text(
        "Standard conditions",
        "",
        rows=8,
        hint="One condition a line. An award’s own conditions come before them.",
        called="The conditions",
    )
    accept_days = forms.IntegerField(
        label="Working days to accept an offer",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter the working days to accept an offer",
            "invalid": "Enter the days as a number, like 10",
        },
    )

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        given = dict(self.cleaned_data)
        return {**given, "conditions": given["conditions"].splitlines()}


class Checked(Versioned):
    """That the letters are right."""


class TakeBack(Versioned):
    """Why checked letters are taken back."""

    why = reason("What has to change?", "Say what has to change")


class Send(Versioned):
    """The letters that were read, to be sent."""

    sha256 = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class LettersSent(Form):
    """That all letters went out on a day by other means."""

    day = required_day("On which day were they told?", "The day", "For example, 28 11 2024")
    way = choice("How were they told?", "Choose how they were told", rules.other_ways)
    why = reason(
        "How is that known?",
        "Say how they were told, and how that is known",
        "For example: the letters of 28 November are in the paper file.",
    )


class Told(LettersSent):
    """Which applicants were told in another way."""

    def __init__(self, *args: Any, bids: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = several("Who was told?", "Choose applicants of the list", list(bids))
        self.fields = {"bids": field, **self.fields}


class Describe(Versioned):
    """What the public reads of an award."""

    purpose = line(
        "What it is for",
        "Enter what the award is for",
        most=300,
        hint="The public reads this. Name nothing that shows where a protected place is.",
        called="What it is for",
    )
    summary = text("In a few sentences", "", most=4_000, called="The summary")
    starts = DateField(label="First day", called="The first day", required=False)
    ends = DateField(label="Last day", called="The last day", required=False)


class Outcomes(Versioned):
    """What an award is to change for people, how that is measured, and when it is reported."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        held = sum(name.startswith("change_") for name in self.initial)
        self.places = range(1, max(OUTCOMES_OFFERED, held + 1) + 1)
        for place in self.places:
            self.fields[f"people_{place}"] = whole(
                f"Outcome {place}: how many people", "", most=LARGEST, hint="For example: 80"
            )
            self.fields[f"percent_{place}"] = whole(
                f"Outcome {place}: how many of them in a hundred",
                "",
                most=100,
                hint="For example: 80",
            )
            self.fields[f"change_{place}"] = line(
                f"Outcome {place}: what changes for them",
                "",
                most=rules.LONGEST_CHANGE,
                hint="For example: report better wellbeing",
                called="What changes",
            )
            self.fields[f"measure_{place}"] = line(
                f"Outcome {place}: how it is measured",
                "",
                most=rules.LONGEST_CHANGE,
                hint="For example: a survey at the start and at the end",
                called="How it is measured",
            )
        self.fields["report_by"] = DateField(
            label="The outcomes are reported by", called="The reporting date", required=False
        )
        self.fields["why"] = reason(
            "Where do they come from, or why do they change?",
            "Say where the outcomes come from, or why they change",
            "For example: agreed with the applicant by telephone on 3 December.",
        )

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = self.cleaned_data
        boxes = ("people", "percent", "change", "measure")
        rows = [{box: said[f"{box}_{place}"] for box in boxes} for place in self.places]
        return {
            "version": said["version"],
            "outcomes": [rules.Outcome(**row) for row in rows],
            "report_by": said["report_by"],
            "why": said["why"],
        }


class Acceptance(Versioned):
    """That an offer was accepted on paper."""

    day = required_day("On which day was it accepted?", "The day")
    on_paper = line(
        "Where is the signed paper kept?",
        "Say where the signed paper is kept",
        most=300,
        called="The place",
    )
    why = reason("Why was it accepted on paper?", "Say why it was accepted on paper")


class Declined(Versioned):
    """Why an offer is declined."""

    why = reason("Why is it declined?", "Say why it is declined", "The office alone reads this.")


class Extend(Versioned):
    """More time to accept."""

    day = required_day("Last day to accept", "The last day")
    why = reason("Why is there more time?", "Say why there is more time")


class Reserve(Form):
    """An award for the first of the reserve list."""

    amount = MoneyFormField(label="Amount", error_messages={"required": "Enter the amount"})
    why = reason("Why is it awarded now?", "Say why this bid is awarded now")


class Payments(Versioned):
    """When an award is paid."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(1, PAYMENTS_OFFERED + 1):
            self.fields[f"amount_{place}"] = MoneyFormField(
                label=f"Payment {place}", required=False
            )
            self.fields[f"due_{place}"] = DateField(
                label=f"Payment {place} is due",
                called=f"The day of payment {place}",
                required=False,
            )
            self.fields[f"condition_{place}"] = line(
                f"What must have happened before payment {place}",
                "",
                most=500,
                called=f"The condition of payment {place}",
            )
        self.fields["why"] = reason("Why do the payments change?", "Say why the payments change")

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = self.cleaned_data
        payments = [
            rules.Payment(said[f"due_{place}"], said[f"amount_{place}"], said[f"condition_{place}"])
            for place in range(1, PAYMENTS_OFFERED + 1)
            if said[f"amount_{place}"] is not None
        ]
        return {"version": said["version"], "payments": payments, "why": said["why"]}


class Accept(Versioned):
    """That somebody accepts an award for their organisation."""

    declares = forms.BooleanField(
        label=rules.DECLARATION,
        error_messages={"required": "Confirm that you may accept this award"},
    )


class CorrectResults(Versioned):
    """Why the published results are published anew."""

    why = reason(
        "What is put right, and why?", "Say what is put right, and why", "The reason is public."
    )


class AllowOffer(Versioned):
    """Why an award is offered in spite of a failed check."""

    why = reason("Why is it offered all the same?", "Say why it is offered all the same")


class CloseReserve(Versioned):
    """Why a reserve list is closed."""

    why = reason("Why is the reserve list closed?", "Say why the reserve list is closed")


def initial_wording(of: Awarding) -> dict[str, Any]:
    """What stands in the fields of the letters."""
    return {"version": of.version, **rules.STARTING, **of.wording}


def initial_terms(of: Awarding) -> dict[str, Any]:
    """What stands in the fields of the terms."""
    return {
        "version": of.version,
        "conditions": "\n".join(of.conditions),
        "accept_days": of.accept_days,
    }


def initial_description(of: Award) -> dict[str, Any]:
    """What stands in the fields of an award's description."""
    names = ("version", "purpose", "summary", "starts", "ends")
    return {name: getattr(of, name) for name in names}


def initial_outcomes(of: Award) -> dict[str, Any]:
    """What stands in the fields of an award's outcomes."""
    initial: dict[str, Any] = {"version": of.version, "report_by": of.report_by}
    for place, one in enumerate(of.outcomes, 1):
        initial |= {f"{name}_{place}": value for name, value in one.items()}
    return initial


def initial_payments(of: Award) -> dict[str, Any]:
    """What stands in the fields of an award's payments."""
    initial: dict[str, Any] = {"version": of.version}
    if of.agreement is not None:
        for place, one in enumerate(of.agreement.payments.all()[:PAYMENTS_OFFERED], 1):
            initial |= {
                f"amount_{place}": one.amount,
                f"due_{place}": one.due,
                f"condition_{place}": one.condition,
            }
    return initial
