"""What people type of rounds."""

from typing import Any

from django import forms

from precept.do.opportunities import queries, rules
from precept.do.opportunities.forms.fields import TimeOfDay
from precept.do.opportunities.models import Opportunity
from precept.foundation.money import Money
from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.dates import DateField
from precept.foundation.web.forms import Amendment, Form
from precept.foundation.web.inputs import choice, line, several, text
from precept.plan import queries as plan
from precept.plan.models import Fund

SHARES_OFFERED = 4


def theme() -> forms.CharField:
    """The theme of a round."""
    return line("Theme", "Enter the round’s theme", most=rules.LONGEST_THEME, called="The theme")


def _deadline_time() -> TimeOfDay:
    """The time of the deadline, where one is known."""
    return TimeOfDay("Time of the deadline (optional)", "the time of the deadline", required=False)


def deadline() -> DateField:
    """The day applications are due."""
    return DateField(
        label="Deadline for applications", called="The deadline", help_text="For example, 9 12 2022"
    )


class NewRound(Form):
    """A round that is not in the register yet."""

    programme = line(
        "Programme",
        "Enter the programme that the round belongs to",
        most=120,
        hint="Such as Commissioner’s Safety Fund. Its rounds are numbered from 1 each year.",
        called="The programme",
    )
    year = choice("Financial year", "Choose the financial year", queries.years, drops_down=True)
    number = forms.IntegerField(
        label="Round number",
        min_value=1,
        max_value=rules.LARGEST_NUMBER,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter the round’s number",
            "invalid": "Enter the round’s number, like 5",
            "min_value": "The number must be 1 or more",
            "max_value": f"The number must be {rules.LARGEST_NUMBER} or less",
        },
    )
    fund = choice("Fund it draws on", "Choose the fund", plan.fund_choices, drops_down=True)
    theme = theme()
    deadline = deadline()
    deadline_time = _deadline_time()
    limit = MoneyFormField(label="The most that one award may be", required=False)
    available = MoneyFormField(label="Available to spend", required=False)
    state = choice("State", "Choose the state of the round", rules.states)

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return self.cleaned_data | {"fund": plan.fund_or_none(self.cleaned_data["fund"])}


class About(Amendment):
    """What a round is for, and where it stands."""

    theme = theme()
    state = choice("State", "Choose the state of the round", rules.states)
    fund = choice("Fund it draws on", "", plan.fund_choices, drops_down=True)
    source = line("Source", "", most=300, called="The source")
    note = text("Note", "", most=2_000, rows=3, called="The note")

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return super().taken() | {"fund": plan.fund_or_none(self.cleaned_data["fund"])}


class Deadline(Amendment):
    """When applications are due."""

    deadline = deadline()
    deadline_time = _deadline_time()


class Limit(Amendment):
    """The most that one award may be."""

    limit = MoneyFormField(label="The most that one award may be", required=False)
    limit_words = line(
        "In words",
        "",
        most=rules.LONGEST_LIMIT,
        hint="As tables print it, such as £10,000 per contract.",
        called="The words",
    )


class Priorities(Amendment):
    """The priorities that a round serves."""

    priorities = several(
        "Which priorities of the plan does it serve?",
        "Choose priorities of the list",
        queries.priority_choices,
    )


class InFramework(Amendment):
    """The table of its year's framework in which a round stands."""

    section = choice(
        "Table of the framework",
        "",
        lambda: queries.tables("rounds"),
        hint="Leave it empty to take the round off the framework.",
        drops_down=True,
    )


PARTS: dict[str, tuple[str, type[Amendment]]] = {
    "about": ("Change what the round is for", About),
    "deadline": ("Change the deadline", Deadline),
    "limit": ("Change the limit of an award", Limit),
    "priorities": ("Change the priorities", Priorities),
    "framework": ("Change its place in the framework", InFramework),
}


class Shares(Amendment):
    """Which funds put money into a round, what each is called here, and how much it puts in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(1, SHARES_OFFERED + 1):
            self.fields[f"fund_{place}"] = choice(
                f"Fund {place}", "", plan.fund_choices, drops_down=True
            )
            self.fields[f"name_{place}"] = line(
                f"What fund {place} is called here", most=rules.LONGEST_NAME, called="The name"
            )
            self.fields[f"amount_{place}"] = MoneyFormField(
                label=f"What fund {place} puts in", required=False
            )
        self.reason_last()

    def clean(self) -> dict[str, Any]:
        """Each share needs its fund and its amount."""
        for place in range(1, SHARES_OFFERED + 1):
            fund, amount = (self.cleaned_data.get(f"{what}_{place}") for what in ("fund", "amount"))
            if fund and amount is None and not self.errors.get(f"amount_{place}"):
                self.add_error(f"amount_{place}", f"Enter what fund {place} puts in")
            if amount is not None and not fund:
                self.add_error(f"fund_{place}", f"Choose fund {place}")
        return self.cleaned_data

    def shares(self) -> list[tuple[Fund, str, Money]]:
        """The funds that were chosen, each with its name here and what it puts in."""
        typed = self.cleaned_data
        chosen = (
            (place, plan.fund_or_none(typed[f"fund_{place}"]))
            for place in range(1, SHARES_OFFERED + 1)
        )
        return [
            (fund, typed[f"name_{place}"] or fund.short_name, typed[f"amount_{place}"])
            for place, fund in chosen
            if fund is not None
        ]


class Spend(Shares):
    """What a round came to, what is available, and who put in how much."""

    spend = MoneyFormField(
        label="Total round spend",
        required=False,
        may_be_unknown=True,
        help_text="Leave it empty where it is not yet known.",
    )
    available = MoneyFormField(label="Available to spend", required=False)

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        spend = self.cleaned_data["spend"]
        return {
            "spend": spend if isinstance(spend, Money) else None,
            "available": self.cleaned_data["available"],
            "shares": self.shares(),
            "version": self.cleaned_data["version"],
            "why": self.cleaned_data["why"],
        }


SHOWN_AS_THEY_ARE = (
    "version",
    "theme",
    "state",
    "source",
    "note",
    "deadline",
    "deadline_time",
    "limit",
    "limit_words",
    "priorities",
    "section",
    "spend",
    "available",
)


def initial_of(of: Opportunity) -> dict[str, Any]:
    """What stands in the fields of a round's forms before anything is typed."""
    initial: dict[str, Any] = {name: getattr(of, name) for name in SHOWN_AS_THEY_ARE}
    initial["fund"] = of.fund.code if of.fund else ""
    for place, one in enumerate(of.shares.select_related("fund")[:SHARES_OFFERED], start=1):
        initial |= {
            f"fund_{place}": one.fund.code,
            f"name_{place}": one.name,
            f"amount_{place}": one.amount,
        }
    return initial
