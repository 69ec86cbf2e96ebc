"""What people type of the partnerships plan."""

from typing import Any

from django import forms

from precept.do.partners.forms.fields import (
    BodyField,
    PersonField,
    Prioritised,
    area,
    money,
    source,
    why,
)
from precept.do.partners.models import Chance, PartnerService
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, day, line, text


class ServiceOfPartner(Prioritised):
    """A service that a partner commissions by itself."""

    title = line("Title", "Enter the service’s title", most=300)
    purpose = text("What it is for", rows=3)
    area = area()
    starts = day("First day", "The first day")
    ends = day("Last day", "The last day", hint="Chances to commission together are found by it.")
    amount = money("Value")
    source = source("Say where this is known from")


class NewServiceOfPartner(ServiceOfPartner):
    """One that is not noted yet."""

    field_order = ("organisation",)
    organisation = BodyField("Who commissions it?", "Enter who commissions it")
    is_invented = forms.BooleanField(label="Invented for the demonstration", required=False)


class ChangeServiceOfPartner(ServiceOfPartner, Versioned):
    """The same, of one that is."""

    @staticmethod
    def was(of: PartnerService) -> dict[str, Any]:
        """What the form starts with."""
        names = [name for name in ServiceOfPartner.base_fields if name != "version"]
        return {**{name: getattr(of, name) for name in names}, "version": of.version}


class NextStep(Form):
    """Who does what next, and by when."""

    owner = PersonField("Who sees to it?", "Choose who sees to it", hint="Public as a role alone.")
    next_step = text("What is the next step?", "Enter the next step", rows=3, most=2_000)
    due = day("By when?", "The day it is due", needed=True)


class TakeUp(NextStep):
    """An overlap that is put into the plan."""

    field_order: tuple[str, ...] = ("title",)
    title = line("What could be commissioned together?", "Enter a title", most=300)


class WriteDown(Prioritised, TakeUp):
    """A chance that no rule can find."""

    field_order = ("title", "why")
    why = text("Why could it be commissioned together?", "Say why", rows=3, most=2_000)
    is_invented = forms.BooleanField(label="Invented for the demonstration", required=False)


class MoveOn(NextStep, Versioned):
    """Another next step."""

    @staticmethod
    def was(of: Chance) -> dict[str, Any]:
        """What the form starts with."""
        return {
            "owner": of.owner,
            "next_step": of.next_step,
            "due": of.due,
            "version": of.version,
        }


class Settle(Versioned):
    """What came of it."""

    state = choice(
        "What came of it?",
        "Say what came of it",
        [("joined", "It became a joint service"), ("left", "It is not taken further")],
    )
    why = why()


class PublishWhy(Form):
    """Why something is published again, where it is worth saying."""

    why = line(
        "Why is it published or corrected?",
        hint="Optional. Anyone can read it beside the version.",
        most=500,
        called="The reason",
    )
