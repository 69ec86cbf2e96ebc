"""What people type of bids for government money."""

from datetime import datetime
from typing import Any

from django import forms

from precept.do.opportunities.forms.fields import Doubted, TimeOfDay
from precept.do.partners.forms.fields import (
    BodiesField,
    BodyField,
    PersonField,
    Prioritised,
    money,
    why,
    year,
)
from precept.do.partners.models import GrantBid
from precept.foundation import clock
from precept.foundation.web.forms import Versioned
from precept.foundation.web.inputs import day, line, text, whole


class GrantForm(Doubted, Prioritised):
    """What is kept of a bid for government money."""

    moments = ("closes",)
    title = line("What is the bid for?", "Enter what the bid is for", most=300)
    programme = line("What does the department call the opportunity?", "Enter what it is called")
    department = BodyField("Which department?", "Enter the department")
    what = text("What would the money do?", rows=4)
    closes = day("On which day does it close?", "The day it closes", needed=True)
    closes_time = TimeOfDay("At what time?", "the time it closes")
    lead = BodyField("Who leads the bid?", "Enter who leads the bid")
    partners = BodiesField("Which local partners join it, or does the office support?")
    amount = money("How much is asked for?", "Enter how much is asked for")
    match = money("Match funding")
    match_words = line("Where does the match come from?", most=300)
    owner = PersonField("Who here sees to it?", "Choose who sees to it")
    instead = text(
        "What happens if it is lost?", "Say what happens if it is lost", rows=3, most=2_000
    )
    instead_owner = PersonField("Who sees to that?", "Choose who sees to that")
    instead_days = whole("In how many days after the bid is lost?", "Enter how many days", most=365)

    def taken(self) -> dict[str, Any]:
        """What was typed, the day and time as one wall time."""
        said = {**super().taken(), **self.walls()}
        del said["closes_time"]
        return said


class NewGrant(GrantForm):
    """A bid that is not noted yet."""

    is_invented = forms.BooleanField(label="Invented for the demonstration", required=False)


class ChangeGrant(GrantForm, Versioned):
    """The same, of one that is."""

    @staticmethod
    def was(of: GrantBid) -> dict[str, Any]:
        """What the form starts with."""
        wall = of.closes.wall
        plain = (
            "title",
            "programme",
            "department",
            "what",
            "priorities",
            "lead",
            "amount",
            "match",
            "match_words",
            "owner",
            "instead",
            "instead_owner",
            "instead_days",
            "version",
        )
        return {
            **{name: getattr(of, name) for name in plain},
            "closes": wall.date(),
            "closes_time": wall.time(),
            "partners": list(of.partners.order_by("name")),
        }


class Submitted(Versioned):
    """When a bid went to the department."""

    at = day("On which day did it go?", "The day it went", needed=True)
    at_time = TimeOfDay("At what time?", "the time it went")

    def taken(self) -> dict[str, Any]:
        """The instant at which it went, and the version that was read."""
        said = self.cleaned_data
        wall = datetime.combine(said["at"], said["at_time"])
        return {"at": wall.replace(tzinfo=clock.UK), "version": said["version"]}


class Withdraw(Versioned):
    """Why a bid is taken back."""

    why = why()


class Won(Versioned):
    """What was won, with which conditions."""

    on = day("When was it decided?", "The day it was decided", needed=True)
    won = money("How much was won?", "Enter how much was won")
    conditions = text(
        "With which conditions?",
        "Enter the conditions, or that there are none",
        rows=6,
        hint="One a line. They stand in the fund, and every agreement that it pays for bears them.",
    )
    outcome = text("What did the department say?", rows=3, most=2_000)


class Lost(Versioned):
    """Why a bid was lost."""

    on = day("When was it decided?", "The day it was decided", needed=True)
    outcome = text(
        "What did the department say?", "Say what the department said", rows=3, most=2_000
    )


class MakeFund(Versioned):
    """The fund that a grant becomes."""

    code = line(
        "Code",
        "Enter a code of letters, digits and hyphens",
        hint="It stands in addresses and cannot be changed later.",
        most=40,
        width="govuk-input--width-10",
    )
    short_name = line(
        "Short name",
        "Enter the short name that tables print",
        most=40,
        width="govuk-input--width-10",
    )
    year = year()
    starts = day("First day", "The first day")
    ends = day("Last day", "The last day", hint="The last day on which it may be spent")
