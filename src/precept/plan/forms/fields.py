"""The fields and the plainest forms that funds and frameworks are typed in."""

from typing import Any

from django import forms

from precept.foundation.clock import FinancialYear, NotAFinancialYear
from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.forms import Form, Revised
from precept.foundation.web.inputs import text


def money(label: str, *, hint: str = "", may_be_unknown: bool = False) -> MoneyFormField:
    """An amount, which may be left out."""
    return MoneyFormField(
        label=label, help_text=hint, required=False, may_be_unknown=may_be_unknown
    )


class FinancialYearField(forms.CharField):
    """A financial year however it is written, as 2022-23."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Financial year",
            help_text="For example, 2022-23",
            max_length=20,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
            error_messages={
                "required": "Enter the financial year.",
                "max_length": "Enter a financial year, like 2022-23.",
            },
            **options,
        )

    def to_python(self, value: object) -> str:
        """The year's label."""
        typed = str(value or "").strip()
        if not typed:
            return ""
        try:
            return FinancialYear.parse(typed).label
        except NotAFinancialYear as problem:
            raise forms.ValidationError(problem.words, code="invalid") from problem


class Confirm(Form):
    """Nothing to type: only the button."""


class ConfirmRead(Revised):
    """Nothing to type, but what was read matters."""


class Reason(Form):
    """Why something is done."""

    why = text("Why", "Say why.", rows=3, most=2_000)


class PublicReason(Form):
    """Why something public changes."""

    why = text(
        "Why", "Say why. The reason is public.", hint="This is published.", rows=3, most=2_000
    )


class WhyPublished(Form):
    """Why something is published again, where it is worth saying."""

    why = text(
        "Why",
        hint="Where it corrects what was public before. This is published.",
        rows=3,
        most=2_000,
    )
