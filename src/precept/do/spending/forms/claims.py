"""What people type of claims."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.do.agreements.models import PlannedPayment
from precept.foundation import clock
from precept.foundation.documents.kinds import accepted_in_words
from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, line, text

OTHER = "other"


def amount(label: str = "Amount", *, needed: bool = True, hint: str = "") -> MoneyFormField:
    """An amount of money."""
    return MoneyFormField(
        label=label,
        required=needed,
        help_text=hint,
        error_messages={"required": "Enter the amount, like £1,234.56"},
    )


def evidence_file(*, needed: bool = False) -> forms.FileField:
    """A file that shows what was done for the money."""
    return forms.FileField(
        label="Evidence" if needed else "Evidence (optional)",
        help_text=f"An invoice, a report, a receipt: {accepted_in_words()}. You can add more files"
        " afterwards.",
        required=needed,
        max_length=300,
        error_messages={
            "required": "Choose a file",
            "missing": "Choose a file",
            "invalid": "Choose a file",
            "empty": "This file is empty. Choose another",
            "max_length": "Give the file a shorter name",
        },
    )


def _given(file: Any) -> tuple[str, Any] | None:
    return None if file is None else (file.name, file)


class MakeClaim(Form):
    """A claim: for an instalment that is due, or an amount by itself."""

    instalment = choice("What is it for?", "Choose what the claim is for", [])
    amount = amount(
        needed=False, hint="Leave it empty to claim the whole of the payment that you chose."
    )
    invoice = line("Your invoice number (optional)", most=60, called="The invoice number")
    words = text(
        "What was done for it?",
        "Say what was done for the money",
        most=4_000,
        called="What was done",
    )
    evidence = evidence_file()

    def __init__(self, *args: Any, instalments: Sequence[PlannedPayment], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = {str(one.pk): one for one in instalments}
        if not self.known:
            del self.fields["instalment"]
            self.fields["amount"].help_text = ""
            return
        self.fields["instalment"].choices = [  # type: ignore[attr-defined]  # a field of choices
            *((key, _said(one)) for key, one in self.known.items()),
            (OTHER, "Another amount"),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the amount where no instalment says it."""
        cleaned = super().clean() or self.cleaned_data
        chosen = self.known.get(cleaned.get("instalment", OTHER))
        if chosen is None and cleaned.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", "Enter the amount, like £1,234.56")
        return cleaned

    def taken(self) -> dict[str, Any]:
        """The claim as the action takes it."""
        said = dict(self.cleaned_data)
        chosen = self.known.get(said.get("instalment", OTHER))
        whole = chosen.amount if chosen else None
        return {
            **said,
            "instalment": chosen,
            "amount": said["amount"] if said["amount"] is not None else whole,
            "evidence": _given(said["evidence"]),
        }


def _said(one: PlannedPayment) -> str:
    due = f", due {clock.spoken(one.due)}" if one.due else ""
    condition = f": {one.condition}" if one.condition else ""
    return f"Payment {one.place}, {one.amount}{due}{condition}"


class AnswerClaim(Versioned):
    """A claim that was sent back, put right."""

    amount = amount()
    invoice = line("Your invoice number (optional)", most=60, called="The invoice number")
    words = text(
        "What was done for it?",
        "Say what was done for the money",
        most=4_000,
        called="What was done",
    )
    evidence = evidence_file()

    def taken(self) -> dict[str, Any]:
        """The answer as the action takes it."""
        return {**self.cleaned_data, "evidence": _given(self.cleaned_data["evidence"])}


class AddEvidence(Form):
    """One more file."""

    evidence = evidence_file(needed=True)

    def taken(self) -> dict[str, Any]:
        """The file as the action takes it."""
        return {"evidence": _given(self.cleaned_data["evidence"])}


class WithdrawClaim(Versioned):
    """A claim taken back."""

    why = text("Why? (optional)", most=2_000, rows=3, called="The reason")


class CheckClaim(Versioned):
    """What was seen of a claim's evidence."""

    found = text(
        "What evidence did you see?",
        "Say what evidence you saw",
        most=4_000,
        hint="For example, the report of the quarter, 38 young people in the register of attendance.",
        called="What you saw",
    )


class SendClaimBack(Versioned):
    """What has to be put right."""

    why = text(
        "What has to be put right?",
        "Say what the provider has to put right",
        most=2_000,
        hint="The provider reads it.",
        called="What has to be put right",
    )


class RefuseClaim(Versioned):
    """Why a claim is refused."""

    why = text(
        "Why is it refused?",
        "Say why it is refused",
        most=2_000,
        hint="The provider reads it. A claim that was refused cannot be taken up again.",
        called="The reason",
    )


class ApproveClaim(Versioned):
    """Approval, by another hand than the check's."""


class ChooseAgreement(Form):
    """The agreement that something is written for."""

    reference = line(
        "Which agreement?",
        "Enter the reference of the agreement",
        most=40,
        hint="Its reference in the register, such as CORE004.",
        called="The reference",
        width="govuk-input--width-20",
    )
