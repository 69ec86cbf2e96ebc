"""What people type of payment files and payments."""

from collections.abc import Sequence
from typing import Any

from precept.do.spending.models import Claim
from precept.do.spending.queries.payments import Payable
from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import day, line, several, text


class MakeFile(Form):
    """Which approved claims go into a file."""

    claims = several("Which claims are paid?", "One of these claims no longer waits to be paid")

    def __init__(self, *args: Any, payable: Sequence[Payable], **options: Any) -> None:
        super().__init__(*args, **options)
        self.known: dict[str, Claim] = {one.claim.reference: one.claim for one in payable}
        self.fields["claims"].choices = [  # type: ignore[attr-defined]  # a field of choices
            (one.claim.reference, _said(one.claim)) for one in payable
        ]
        self.fields["claims"].choice_hints = {  # type: ignore[attr-defined]  # what fields_on_page reads
            one.claim.reference: f"Cannot be paid now. {one.problem}"
            if one.problem
            else f"{one.claim.agreement.reference} {one.claim.agreement.title}"
            for one in payable
        }

    def taken(self) -> dict[str, Any]:
        """The claims themselves."""
        return {"claims": [self.known[key] for key in self.cleaned_data["claims"]]}


def _said(one: Claim) -> str:
    provider = one.agreement.provider.name if one.agreement.provider else "Nobody is named"
    return f"{one.reference}: {one.amount} to {provider}"


class ReleaseFile(Form):
    """A payment file released by a second person."""


class UndoFile(Form):
    """Why a payment file is taken back."""

    why = text("Why is it undone?", "Say why it is undone", most=2_000, rows=3, called="The reason")


class ConfirmPaid(Form):
    """That a payment reached its bank."""

    day = day("On which day was it paid?", "The day", needed=True)
    note = line(
        "How do you know?",
        "Say how you know",
        hint="For example, the bank statement of 14 November.",
        most=300,
        called="How you know",
    )


class CameBack(Form):
    """That a payment came back."""

    day = day("On which day did it come back?", "The day", needed=True)
    why = text("Why?", "Say why it came back", most=2_000, rows=3, called="The reason")
