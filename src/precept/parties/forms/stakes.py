"""What people type of their interests, and of gifts and hospitality that they were offered."""

from typing import Any

from django import forms

from precept.foundation.money.field import MoneyFormField
from precept.foundation.people.models import Person
from precept.foundation.web.chosen import Chosen
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, day, line, text
from precept.parties import rules
from precept.parties.rules import stakes

KEPT_BACK = "The public must read no details, because they could put somebody in danger"


class StakeForm(Form):
    """What an interest and a gift have alike."""

    body = line(
        "In or from which organisation or person?",
        "Enter the organisation or person",
        hint="Its full name. It is compared with who bids and who is paid.",
    )
    scheme = choice(
        "Has it a number in a register? (optional)",
        "",
        rules.scheme_choices,
        drops_down=True,
        wrong="Choose a register from the list",
    )
    number = line("Its number there", most=60, hint="So that it is found under another name too.")
    words = text("What is it?", "Enter what it is", rows=3, most=4_000)
    is_kept_back = forms.BooleanField(
        label=KEPT_BACK,
        help_text="Such as the address of somebody who is at risk. Only the office reads it then.",
        required=False,
    )


class InterestForm(StakeForm):
    """What somebody has a stake in, and since when."""

    kind = choice("What kind of interest is it?", "Choose what it is", stakes.interest_kinds)
    starts = day("Since when? (optional)", "The first day")
    ends = day("Until when?", "The last day", hint="Leave it empty while it goes on.")
    field_order = ["kind", "body", "scheme", "number", "words", "starts", "ends", "is_kept_back"]


class GiftForm(StakeForm):
    """A gift or hospitality that was offered."""

    kind = choice("What was offered?", "Choose what it is", stakes.gift_kinds)
    starts = day("When was it offered?", "The day it was offered", needed=True)
    value = MoneyFormField(
        label="What is it worth? (optional)",
        help_text="An estimate will do. Leave it empty where nobody can say.",
        required=False,
    )
    answer = choice("What became of it?", "Choose what became of it", stakes.answers)
    why = text("Why? (optional)", rows=2, most=2_000, called="The reason")
    field_order = [
        "kind",
        "body",
        "scheme",
        "number",
        "words",
        "starts",
        "value",
        "answer",
        "why",
        "is_kept_back",
    ]


class ChangeInterest(InterestForm, Versioned):
    """The same, of an interest that is entered."""


class ChangeGift(GiftForm, Versioned):
    """The same, of a gift that is entered."""


class ForSomebody(Form):
    """Whose it is, where somebody enters it for them."""

    person = Chosen("Whose is it?", "Choose whose it is")

    def __init__(self, *args: Any, people: list[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["person"]
        assert isinstance(field, Chosen)
        known = {one.reference: one for one in people}
        field.offer(known, {key: one.name for key, one in known.items()})
        self.order_fields(["person"])


class InterestFor(ForSomebody, InterestForm):
    """An interest of somebody else."""


class GiftFor(ForSomebody, GiftForm):
    """A gift that somebody else was offered."""


class RemoveStake(Versioned):
    """Why a line was a mistake."""

    why = text(
        "Why was it entered by mistake?",
        "Say why it was a mistake",
        hint="An interest that is over is not taken out: change it, and enter its last day.",
        rows=3,
        most=2_000,
    )


class PublishStakes(Form):
    """Why a register is published again."""

    why = text(
        "Why is it published or corrected? (optional)",
        hint="Anyone can read it beside the version.",
        rows=2,
        most=500,
        called="The reason",
    )
