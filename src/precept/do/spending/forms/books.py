"""What people type to move money in the books by hand."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from precept.do.spending import queries, rules
from precept.foundation.clock import FinancialYear, NotAFinancialYear
from precept.foundation.money import Money
from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.forms import AsRead, Form
from precept.foundation.web.inputs import OUT_OF_DATE, choice, line, text

ROWS = 8
"""Up to how many funds and years empty rows are offered for a commitment by hand."""
BLANK = 2


def amount(label: str, *, hint: str = "", needed: bool = True) -> MoneyFormField:
    """An amount of money."""
    return MoneyFormField(
        label=label,
        help_text=hint,
        required=needed,
        error_messages={"required": "Enter the amount, like £1,234.56"},
    )


class YearField(forms.CharField):
    """A financial year however it is written, as 2022-23; nothing where it may be left out."""

    def __init__(self, label: str = "Financial year", *, needed: bool = True) -> None:
        super().__init__(
            label=label,
            help_text="For example, 2026-27",
            required=needed,
            max_length=20,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
            error_messages={
                "required": "Enter the financial year",
                "max_length": "Enter a financial year, like 2026-27",
            },
        )

    def to_python(self, value: object) -> str:
        """The year's label. ValidationError where it is none."""
        typed = str(value or "").strip()
        if not typed:
            return ""
        try:
            return FinancialYear.parse(typed).label
        except NotAFinancialYear as wrong:
            raise ValidationError(wrong.words) from wrong


class Confirm(Form):
    """Nothing is typed: the button is the answer."""


class MaybeWhy(Form):
    """Why something is done, where it is worth saying."""

    why = line("Why", hint="Optional. It stands in the history.", most=500, called="The reason")


class Authorise(Form):
    """Leave to promise more of a fund's year than there is."""

    amount = amount("Beyond the budget, in all")
    why = text("Why more may be promised", "Say why more may be promised than there is", rows=3)
    decision = line(
        "Decision that it rests on",
        hint="Optional. Its reference, where a decision notice says so",
        most=60,
        width="govuk-input--width-20",
    )


class PaidBefore(Form):
    """What was paid of an agreement before the books began."""

    amount = amount("Paid before")
    why = line(
        "Where the figure comes from",
        "Say where the figure comes from",
        hint="For example, the finance system’s ledger of 31 October",
        most=500,
        called="The source",
    )


class StateForecast(Form):
    """What an agreement will cost a fund in a year."""

    of = choice("Fund and year", "Choose the fund and the year", (), drops_down=True)
    amount = amount("It will cost", hint="For the whole year, with what was paid already")
    why = text("Why", "Say why it will cost this", rows=3)

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["of"].choices = [("", "Choose one"), *offered]  # type: ignore[attr-defined]  # a choice field

    def taken(self) -> dict[str, Any]:
        """What was typed, with the fund and the year apart."""
        said = super().taken()
        code, _, year = said.pop("of").rpartition(" ")
        return {**said, "fund": queries.fund_or_404(code), "year": year}


class Commit(AsRead):
    """What an agreement is promised in all: rows of a fund, a year and an amount, some left empty."""

    read = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": OUT_OF_DATE}, max_length=20_000
    )
    why = line("Why", "Say why it is committed by hand", most=500, called="The reason")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        parts = self.initial.get("parts", ())
        self.many = max(len(parts), min(len(parts) + BLANK, ROWS))
        offered = queries.fund_choices()
        for place in range(1, self.many + 1):
            self.fields[f"fund_{place}"] = choice(
                f"Fund {place}",
                "",
                offered,
                drops_down=True,
                wrong="Choose one of the funds",
            )
            self.fields[f"year_{place}"] = YearField(f"Financial year {place}", needed=False)
            self.fields[f"amount_{place}"] = amount(f"Amount {place}", needed=False)
        for place, part in enumerate(parts, start=1):
            self.initial[f"fund_{place}"] = part.fund
            self.initial[f"year_{place}"] = part.year
            self.initial[f"amount_{place}"] = part.amount
        self.order_fields([name for name in self.fields if name != "why"] + ["why"])

    @staticmethod
    def was(promised: Sequence[rules.Part]) -> dict[str, Any]:
        """What the form starts with."""
        return {"parts": list(promised), "read": json.dumps(queries.kept_parts(promised))}

    def clean_read(self) -> list[rules.Part]:
        """What it was promised when the page was made."""
        try:
            return queries.parts_of(json.loads(self.cleaned_data["read"]))
        except (ValueError, TypeError) as wrong:
            raise ValidationError(OUT_OF_DATE) from wrong

    def clean(self) -> dict[str, Any]:
        """Each row that is begun is whole."""
        said = super().clean() or {}
        for place in range(1, self.many + 1):
            row = {name: said.get(f"{name}_{place}") for name in ("fund", "year", "amount")}
            if not any(row.values()):
                continue
            for name, words in (
                ("fund", "Choose the fund"),
                ("year", "Enter the financial year"),
                ("amount", "Enter the amount, like £1,234.56"),
            ):
                key = f"{name}_{place}"
                if not row[name] and key not in self.errors and not isinstance(row[name], Money):
                    self.add_error(key, f"{words} of row {place}")
        return said

    def taken(self) -> dict[str, Any]:
        """The parts that were typed, and why."""
        said = self.cleaned_data
        parts = [
            rules.Part(said[f"fund_{place}"], said[f"year_{place}"], said[f"amount_{place}"])
            for place in range(1, self.many + 1)
            if said[f"fund_{place}"]
        ]
        return {"parts": parts, "why": said["why"], "as_read": said["read"]}
