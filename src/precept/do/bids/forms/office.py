"""What the office types: opening, late bids, other ways, entries for others, interests."""

from collections.abc import Sequence
from typing import Any

from django import forms

from precept.do.bids import rules
from precept.do.bids.queries import Listed
from precept.foundation.web.forms import AsRead, Form
from precept.foundation.web.inputs import OUT_OF_DATE, choice, line, text


def _unseen(needed: str = "") -> forms.CharField:
    """A word that the page sends and nobody sees."""
    field = line("", needed, most=64, called="This page")
    field.widget = forms.HiddenInput()
    return field


class Open(Form):
    """Opening the bids: nothing to type, a button alone."""


class Settle(Form):
    """What becomes of a late bid, and why."""

    accept = choice(
        "What becomes of this bid?",
        "Choose whether this bid is accepted",
        [
            ("no", "It is not accepted, as the rule says"),
            ("yes", "It is accepted, which takes two people"),
        ],
    )
    why = text(
        "Why?",
        "Enter the reason",
        hint="The bidder is told. Where a late bid is accepted, the reason is published.",
        most=2_000,
        called="The reason",
    )

    def taken(self) -> dict[str, Any]:
        """The choice as yes or no."""
        return {"accept": self.cleaned_data["accept"] == "yes", "why": self.cleaned_data["why"]}


class Met(Form):
    """How a request for another way was met."""

    how = text("How was this met?", "Enter how this was met", most=2_000, called="What you enter")


class Assist(Form):
    """Whom an officer enters a bid for, and how they say it."""

    for_whom = line(
        "Who do you enter this for?",
        "Enter the name of the person you enter this for",
        most=120,
        called="The name",
        autocomplete="off",
    )
    channel = choice("How do they apply?", "Choose how they apply", rules.other_ways)
    email = line(
        "Their e-mail address",
        hint="Optional. They can then sign in, read what you enter, and submit it themselves.",
        most=200,
        called="The e-mail address",
        inputmode="email",
        spellcheck="false",
        autocomplete="off",
    )
    key = _unseen()


class Confirmed(Form):
    """Who confirmed what was read back, and how."""

    confirmed_by = line(
        "Who confirmed it?",
        "Enter the name of the person who confirmed it",
        most=120,
        called="The name",
        autocomplete="off",
    )
    confirmed_how = text(
        "How did they confirm it?",
        "Enter how they confirmed it",
        hint="For example: said yes on the telephone after each section was read out.",
        most=2_000,
        called="What you enter",
    )


class EndConflict(Form):
    """Why a declared conflict is ended."""

    why = text(
        "Why is this conflict ended?",
        "Enter why this conflict is ended",
        hint="Only where it was declared by mistake. The reason stands in the history of the bid.",
        most=2_000,
        called="The reason",
    )


class Interests(AsRead):
    """At which bidders somebody has an interest; the list says nothing of what they bid for."""

    has = choice(
        "Do you have an interest in any of these?",
        "Choose whether you have an interest in any of them",
        [("no", "No, in none of them"), ("yes", "Yes, in those I tick below")],
    )
    listed = _unseen(needed=OUT_OF_DATE)

    def __init__(self, *args: Any, rows: Sequence[Listed] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = list(rows)
        known = {one.key for one in self.rows}
        sent = self.data.getlist("which") if hasattr(self.data, "getlist") else []
        self.chosen = [one for one in sent if one in known]

    def clean(self) -> dict[str, Any]:
        """An interest needs somebody it is in; none needs nobody."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("has") == "yes" and not self.chosen:
            self.add_error("has", "Tick every organisation that you have an interest in")
        if given.get("has") == "no" and self.chosen:
            self.add_error("has", "You ticked an organisation: choose yes, or take the tick away")
        return given


class Interest(Form):
    """What kind of interest it is: one form for each organisation ticked."""

    kind = choice("What is your interest?", "Choose what your interest is", rules.conflict_kinds)
    words = text(
        "Say more about it",
        hint="Optional, unless it is something else. Those who run the round can read it.",
        rows=2,
        most=1_000,
        called="What you enter",
    )

    def clean(self) -> dict[str, Any]:
        """Something else needs words."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("kind") == "other" and not given.get("words"):
            self.add_error("words", "Say what your interest is")
        return given
