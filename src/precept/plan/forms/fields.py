"""The fields and the plainest forms that funds and frameworks are typed in."""

from typing import Any

from django import forms

from precept.foundation.clock import FinancialYear, NotAFinancialYear
from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.dates import DateField
from precept.foundation.web.forms import Form

LOST = "Open this page again: it does not say which version you read."


def text(
    label: str, needed: str = "", *, rows: int = 4, hint: str = "", most: int = 20_000
) -> forms.CharField:
    """A longer text; it has to be given where ``needed`` says what to enter."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": needed or f"Enter {label[0].lower()}{label[1:]}.",
            "max_length": f"{label} must be {most:,} characters or fewer.",
        },
    )


def line(
    label: str, needed: str = "", *, hint: str = "", most: int = 200, width: str = ""
) -> forms.CharField:
    """A line of text; it has to be given where ``needed`` says what to enter."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=most,
        widget=forms.TextInput(attrs={"class": width} if width else {}),
        error_messages={
            "required": needed or f"Enter {label[0].lower()}{label[1:]}.",
            "max_length": f"{label} must be {most} characters or fewer.",
        },
    )


def choice(
    label: str,
    needed: str,
    choices: list[tuple[str, str]],
    *,
    hint: str = "",
    drops_down: bool = False,
    required: bool = True,
) -> forms.ChoiceField:
    """One of a few things."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=choices,
        required=required,
        widget=forms.Select if drops_down else forms.RadioSelect,
        error_messages={"required": needed, "invalid_choice": needed},
    )


def money(label: str, *, hint: str = "", may_be_unknown: bool = False) -> MoneyFormField:
    """An amount, which may be left out."""
    return MoneyFormField(
        label=label, help_text=hint, required=False, may_be_unknown=may_be_unknown
    )


def day(label: str, called: str, *, hint: str = "") -> DateField:
    """A date, which may be left out."""
    return DateField(label=label, called=called, help_text=hint, required=False)


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


class Revised(Form):
    """A form that says which revision was read, so that a stale save is noticed."""

    revision = forms.IntegerField(
        min_value=1,
        max_value=2_000_000_000,
        widget=forms.HiddenInput,
        error_messages={
            "required": LOST,
            "invalid": LOST,
            "min_value": LOST,
            "max_value": LOST,
        },
    )

    def overtaken(self, words: str, revision: int) -> None:
        """Say that somebody else was first; saving again then means: after reading theirs."""
        typed = dict(self.data.items())
        self.data = {**typed, "revision": str(revision)}
        self.add_error(None, words)


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
