"""What people type of formula funding."""

from datetime import date
from typing import Any

from django import forms

from precept.do.partners import rules
from precept.do.partners.forms.fields import (
    BodyField,
    DaysField,
    FundField,
    money,
    source,
    why,
    year,
)
from precept.do.partners.models import Formula, FormulaArea
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, day, line, text, whole


class FormulaForm(Form):
    """What a formula shares, and by which weights."""

    title = line("Title", "Enter a title")
    fund = FundField("Which fund pays?", "Choose the fund that pays")
    amount = money("What is there to share?", "Enter what there is to share")
    population = whole("Weight of population, per cent", "Enter the weight", most=100, least=0)
    crime = whole("Weight of recorded crime, per cent", "Enter the weight", most=100, least=0)
    demand = whole(
        "Weight of demand that is not crime, per cent", "Enter the weight", most=100, least=0
    )
    phase = whole(
        "How much does the formula decide, per cent?",
        "Enter how much the formula decides",
        most=100,
        least=0,
        hint="The rest goes by what each had the year before: 100 where it is not phased in.",
    )
    conditions = text("Conditions", rows=5, hint="One a line")
    accept_by = day("Accepted by when?", "The last day to accept", needed=True)
    returns_due = DaysField("When are returns due?", "Say when returns are due")
    source = source("Say where the weights come from")

    def taken(self) -> dict[str, Any]:
        """What was typed, the weights together."""
        said = super().taken()
        said["weights"] = {name: said.pop(name) for name in rules.MEASURES}
        return said


class NewFormula(FormulaForm):
    """A year's first formula."""

    field_order = ("year",)
    year = year()
    is_invented = forms.BooleanField(label="Invented for the demonstration", required=False)


class ChangeFormula(FormulaForm, Versioned):
    """A draft, changed."""

    @staticmethod
    def was(of: Formula) -> dict[str, Any]:
        """What the form starts with."""
        return {
            "title": of.title,
            "fund": of.fund,
            "amount": of.amount,
            **of.weights,
            "phase": of.phase,
            "conditions": of.conditions,
            "accept_by": of.accept_by,
            "returns_due": [date.fromisoformat(day) for day in of.returns_due],
            "source": of.source,
            "version": of.version,
        }


class Figures(Versioned):
    """A community safety partnership's figures."""

    organisation = BodyField("Which partnership?", "Enter the partnership’s name or reference")
    population = whole("Population", "Enter the population", most=100_000_000, least=0)
    crime = whole("Recorded crimes", "Enter the recorded crimes", most=100_000_000, least=0)
    demand = whole(
        "Calls and other demand that is not crime",
        "Enter the demand that is not crime",
        most=100_000_000,
        least=0,
    )
    previous = money("What it had the year before")
    source = source("Say where the figures come from")
    dated = day("Date of the figures", "The date of the figures", needed=True)

    @staticmethod
    def was(of: FormulaArea | None, version: int) -> dict[str, Any]:
        """What the form starts with."""
        if of is None:
            return {"version": version}
        names = [name for name in Figures.base_fields if name != "version"]
        return {**{name: getattr(of, name) for name in names}, "version": version}


class AmendFormula(Form):
    """A new version of a formula in force."""

    why = why("Say why there is a new version")


class AnswerAllocation(Form):
    """What a partnership answers itself."""

    accepts = choice(
        "Does your partnership accept the allocation and its conditions?",
        "Say whether it accepts",
        [("yes", "Yes, it accepts them"), ("no", "No, it declines")],
    )
    said = text(
        "Anything the office should know", rows=3, most=1_000, hint="Say why, if it declines"
    )

    def taken(self) -> dict[str, Any]:
        """Whether it accepts, and what it says."""
        said = super().taken()
        return {**said, "accepts": said["accepts"] == "yes"}


class SettleAllocation(Form):
    """What a partnership answered."""

    accepts = choice(
        "What did the partnership answer?",
        "Say what it answered",
        [("yes", "It accepts the allocation and its conditions"), ("no", "It declines")],
    )
    on = day("When?", "The day of the answer", needed=True)
    words = text(
        "Who answered, and where is the paper?",
        "Say who answered for the partnership, and where the paper is",
        rows=2,
        hint="Their role, not their name",
        most=1_000,
    )

    def taken(self) -> dict[str, Any]:
        """What was typed."""
        said = super().taken()
        return {**said, "accepts": said["accepts"] == "yes"}


class ReceiveReturn(Form):
    """What a partnership reported."""

    on = day("When did it come?", "The day it came", needed=True)
    spent = money("Spent so far", "Enter what was spent so far")
    underspend = money("What will not be spent", "Enter what will not be spent, or 0")
    said = text("What it reported", rows=4, most=5_000)


class Nothing(Versioned):
    """Nothing to type, but what was read matters."""
