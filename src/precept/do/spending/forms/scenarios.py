"""What people type of settlements that may come."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from precept.do.spending import queries, rules
from precept.do.spending.forms.books import MaybeWhy, YearField
from precept.do.spending.models import Scenario
from precept.foundation import clock
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, line, text, whole

__all__ = ["ChangeScenario", "Choices", "MaybeWhy", "NewScenario"]

WRONG_CUT = "Enter a cut from 0.01 to 100 per cent, like 4.2"
WRONG_PERCENT = "Enter a whole number from 1 to 99"


class Supposed(Form):
    """What a scenario supposes."""

    name = line(
        "Name", "Enter a name for the scenario", hint="For example, Ministry cuts 4.2%", most=120
    )
    cut = forms.DecimalField(
        label="Cut in per cent",
        help_text="By how much less than the year before, for example 4.2",
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
        error_messages={
            "required": "Enter the cut in per cent",
            **dict.fromkeys(
                (
                    "invalid",
                    "min_value",
                    "max_value",
                    "max_digits",
                    "max_decimal_places",
                    "max_whole_digits",
                ),
                WRONG_CUT,
            ),
        },
    )
    notice_days = whole(
        "Days of notice",
        "Enter the days of notice",
        most=730,
        hint="How long before it takes effect an agreement is told, as its terms say",
    )
    note = text("Note", rows=3, most=2_000)


class NewScenario(Supposed):
    """A new scenario: a fund and a year as well."""

    field_order = ["name", "fund", "year"]
    fund = choice("Fund", "Choose the fund", queries.fund_choices, drops_down=True)
    year = YearField()

    def taken(self) -> dict[str, Any]:
        """What was typed, with the fund itself."""
        said = super().taken()
        return {**said, "fund": queries.fund_or_404(said["fund"])}


class ChangeScenario(Supposed, Versioned):
    """What a scenario supposes, changed."""

    @staticmethod
    def was(scenario: Scenario) -> dict[str, Any]:
        """What the form starts with."""
        return {
            "name": scenario.name,
            "cut": scenario.cut.normalize(),
            "notice_days": scenario.notice_days,
            "note": scenario.note,
            "version": scenario.version,
        }


class Choices(Versioned):
    """What would be done with each agreement that a fund pays for: two fields an agreement."""

    def __init__(
        self, *args: Any, paid: Sequence[queries.Paid], scenario: Scenario, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.references = [one.agreement.reference for one in paid]
        self.initial = {"version": scenario.version, **self.initial}
        ended = queries.if_ended(scenario, paid)
        for place, (one, end) in enumerate(zip(paid, ended, strict=True)):
            chosen = scenario.choices.get(one.agreement.reference, {})
            label = f"{one.agreement.reference} {one.agreement.title}"
            self.fields[f"does_{place}"] = choice(
                label,
                f"Choose what would be done with {one.agreement.reference}",
                rules.DOES,
                hint=(
                    f"{one.provider}: {one.touched.promised} in the year. Notice by"
                    f" {clock.spoken(end.notice_by)}; ended, it saves {end.saved}, and"
                    f" {end.bridging} is paid while notice runs."
                ),
            )
            self.fields[f"percent_{place}"] = forms.IntegerField(
                label=f"By how many per cent is {one.agreement.reference} reduced?",
                required=False,
                min_value=1,
                max_value=99,
                widget=forms.TextInput(
                    attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}
                ),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), WRONG_PERCENT),
            )
            self.initial[f"does_{place}"] = chosen.get("does", "keep")
            self.initial[f"percent_{place}"] = chosen.get("percent") or None

    def clean(self) -> dict[str, Any]:
        """What is reduced says by how much."""
        said = super().clean() or {}
        for place in range(len(self.references)):
            key = f"percent_{place}"
            if (
                said.get(f"does_{place}") == "reduce"
                and not said.get(key)
                and key not in self.errors
            ):
                self.add_error(
                    key, f"Enter by how many per cent {self.references[place]} is reduced"
                )
        return said

    def pairs(self) -> list[tuple[Any, Any]]:
        """The two fields of each agreement, as the page shows them."""
        return [
            (self[f"does_{place}"], self[f"percent_{place}"])
            for place in range(len(self.references))
        ]

    def taken(self) -> dict[str, Any]:
        """The choices by reference, and the version that was read."""
        said = self.cleaned_data
        return {
            "version": said["version"],
            "choices": {
                reference: rules.Choice(said[f"does_{place}"], said[f"percent_{place}"] or 0)
                for place, reference in enumerate(self.references)
            },
        }
