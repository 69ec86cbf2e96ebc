"""What people type of the finance system's ledger."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.do.spending import rules
from precept.do.spending.models import Payment
from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import choice, line


class GiveSpendFile(Form):
    """A file of the finance system's ledger."""

    file = forms.FileField(
        label="The ledger",
        help_text="CSV or XLSX with the columns Date, Supplier and Amount; Reference, Description and"
        " Cost code where there are such columns.",
        max_length=300,
        error_messages={
            "required": "Choose a file",
            "missing": "Choose a file",
            "invalid": "Choose a file",
            "empty": "This file is empty. Choose another",
            "max_length": "Give the file a shorter name",
        },
    )

    def taken(self) -> dict[str, Any]:
        """The file and its name."""
        given = self.cleaned_data["file"]
        return {"name": given.name, "content": given}


class TakeOver(Form):
    """That the lines of a file count from now on."""


class DropFile(Form):
    """Why a file is dropped."""

    why = line("Why? (optional)", most=300, called="The reason")


ANOTHER, AGREEMENT = "payment", "agreement"


class SettleLine(Form):
    """What a line in doubt is."""

    what = choice("What is it?", "Choose what it is", [])
    payment = line(
        "Reference of the payment",
        most=18,
        called="The reference",
        hint="Where it is another payment of ours.",
        width="govuk-input--width-20",
    )
    agreement = line(
        "Reference of the agreement",
        most=40,
        called="The reference",
        hint="Where it is of an agreement, and no payment of ours.",
        width="govuk-input--width-20",
    )

    def __init__(self, *args: Any, could_be: Sequence[Payment], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["what"].choices = [  # type: ignore[attr-defined]  # a field of choices
            *((f"={one.reference}", f"Payment {one.reference}: {_said(one)}") for one in could_be),
            (ANOTHER, "Another payment of ours"),
            (AGREEMENT, "Of an agreement, but no payment of ours"),
            (rules.OTHER, "Neither"),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the reference that a choice needs."""
        cleaned = super().clean() or self.cleaned_data
        for what, needed in (
            (ANOTHER, "Enter the reference of the payment"),
            (AGREEMENT, "Enter the reference of the agreement"),
        ):
            if cleaned.get("what") == what and not cleaned.get(what):
                self.add_error(what, needed)
        return cleaned

    def taken(self) -> dict[str, Any]:
        """The choice as the action takes it."""
        said = dict(self.cleaned_data)
        if said["what"].startswith("="):
            return {"what": ANOTHER, "payment": said["what"][1:]}
        return {key: said[key] for key in ("what", "payment", "agreement")}


def _said(one: Payment) -> str:
    return f"{one.amount} to {one.payee.name}, {one.claim.agreement.reference}"
