"""What people type of a framework's lines."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.foundation.money import TBC, Money
from precept.foundation.web.forms import Form, Revised
from precept.foundation.web.inputs import choice, line, text
from precept.plan import queries, rules
from precept.plan.forms.fields import money
from precept.plan.models import FrameworkLine, Fund
from precept.understand import queries as understand

NOT_A_FUND = "Choose one of the funds."


class LineForm(Form):
    """A line that somebody types."""

    kind = choice("Kind", "Choose what this line is.", rules.line_kinds)
    number = line("Number", hint="Of the contract or round", most=80, width="govuk-input--width-10")
    name = line("Name, theme or purpose", "Enter what this line is for.", most=300)
    when = line("Due, period or deadline", hint="In words, as it is to be printed", most=120)
    limit = line("Most that one award may be", hint="For rounds, as it is to be printed", most=120)
    provider = line("Provider or recipient", hint="Leave empty where it is not decided", most=200)
    fund = choice("Fund", "", [], drops_down=True, wrong=NOT_A_FUND)
    amount = money(
        "Amount",
        hint="The whole of it. Enter tbc where it is not yet known; leave empty where none is stated.",
        may_be_unknown=True,
    )
    other_fund = choice(
        "Second fund", "", [], hint="Where two funds pay", drops_down=True, wrong=NOT_A_FUND
    )
    other_amount = money("What the second fund pays", hint="The first fund pays the rest")
    area = choice("Resource area", "", [], drops_down=True, wrong=rules.NOT_AN_AREA)
    available = money("Available to spend", hint="Where the spend is not yet known")
    note = text("Note", rows=3)
    is_invented = forms.BooleanField(label="Invented for the demonstration", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        funds = queries.fund_choices()
        for name in ("fund", "other_fund"):
            self.let_choose(name, [("", "None"), *funds])
        self.let_choose("area", area_choices())

    def clean(self) -> dict[str, Any]:
        """What two funds pay has to be known, and no more than the whole."""
        typed: dict[str, Any] = self.cleaned_data
        other, amount = typed.get("other_amount"), typed.get("amount")
        if typed.get("other_fund"):
            if not typed.get("fund"):
                self.add_error("fund", "Choose the first fund too.")
            if other is None and isinstance(amount, Money):
                self.add_error("other_amount", "Enter what the second fund pays.")
            if isinstance(other, Money) and isinstance(amount, Money) and other > amount:
                self.add_error("other_amount", f"Enter no more than the whole, {amount}.")
        elif other is not None:
            self.add_error("other_fund", "Choose the fund that pays this.")
        return typed

    def typed(self) -> rules.TypedLine:
        """The line, once the form is valid."""
        said = self.cleaned_data
        amount, other = said["amount"], said["other_amount"]
        shares: tuple[rules.TypedShare, ...] = ()
        if said["other_fund"]:
            names = dict(Fund.objects.values_list("code", "short_name"))
            rest = amount - other if isinstance(amount, Money) and other is not None else TBC
            shares = (
                rules.TypedShare(said["fund"], names[said["fund"]], rest),
                rules.TypedShare(
                    said["other_fund"], names[said["other_fund"]], TBC if other is None else other
                ),
            )
        return rules.TypedLine(
            kind=said["kind"],
            name=said["name"],
            number=said["number"],
            when=said["when"],
            limit=said["limit"],
            provider=said["provider"],
            fund=said["fund"],
            amount=amount,
            shares=shares,
            available=said["available"],
            area=said["area"],
            note=said["note"],
            is_invented=said["is_invented"],
        )


class ChangeLine(LineForm, Revised):
    """A typed line, changed."""

    @staticmethod
    def was(line: FrameworkLine) -> dict[str, Any]:
        """What the form starts with."""
        amounts = rules.amounts_of(queries.line_published(line))
        amount = amounts[0] if amounts else None
        two = line.shares if len(line.shares) == 2 else []
        pence = two[1]["pence"] if two else None
        return {
            "kind": line.kind,
            "number": line.number,
            "name": line.name,
            "when": line.when,
            "limit": line.limit,
            "provider": line.provider,
            "fund": two[0]["fund"] if two else line.fund,
            "amount": "tbc" if amount is TBC else amount,
            "other_fund": two[1]["fund"] if two else "",
            "other_amount": None if pence is None else Money(pence),
            "available": line.available,
            "area": line.area,
            "note": line.note,
            "is_invented": line.is_invented,
            "revision": line.revision,
        }


class Areas(Revised):
    """The resource area of each line of a draft, table by table."""

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str, str]], **options: Any) -> None:
        """``lines``: (reference, what the line is, the area that it has)."""
        super().__init__(*args, **options)
        self.references = [reference for reference, _, _ in lines]
        offered = area_choices()
        for reference, words, now in lines:
            field = choice(words, "", offered, drops_down=True, wrong=rules.NOT_AN_AREA)
            # A plan may have dropped an area that a line still states: it stays until somebody changes it.
            field.choices = [*offered, (now, now)] if now and now not in dict(offered) else offered
            field.initial = now
            self.fields[reference] = field

    def clean(self) -> dict[str, Any]:
        """The areas by the reference of the line, gathered under one name."""
        typed = super().clean() or {}
        kept = {name: typed.pop(name, "") for name in self.references if name in typed}
        typed["areas"] = kept
        return typed


def area_choices() -> list[tuple[str, str]]:
    """The resource areas of the plan in force to choose from, with none first."""
    return [("", "None stated"), *((name, name) for name in understand.areas_in_force())]


class Move(Form):
    """Where to move a line to."""

    direction = choice("Move it", "Choose up or down.", [("up", "Up"), ("down", "Down")])
