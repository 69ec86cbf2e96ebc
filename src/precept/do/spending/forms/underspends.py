"""What people type of money that was paid and not spent."""

from precept.do.spending.forms.claims import amount
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, day, text


class FindUnderspend(Form):
    """An underspend that somebody found."""

    amount = amount("How much was not spent?")
    why = text(
        "How is it known, and why was it not spent?",
        "Say how it is known, and why it was not spent",
        most=4_000,
        hint="The provider reads it in the letter.",
        called="How it is known",
    )


class AgreeUnderspend(Versioned):
    """What was agreed with the provider."""

    amount = amount("How much comes back?")
    due = day("By when?", "The day", needed=True)
    why = text("What was agreed? (optional)", most=2_000, rows=3, called="What was agreed")


class AskBack(Versioned):
    """That the letter goes out."""


class Recover(Versioned):
    """Money that came back."""

    amount = amount("How much came back?")
    day = day("On which day?", "The day", needed=True)
    goes = choice(
        "Where does it go?",
        "Choose where the money goes",
        [
            ("reuse", "Back to its fund, to be used again"),
            ("given back", "Back to whoever gave us the fund"),
        ],
    )


class WriteOff(Versioned):
    """Why money is not recovered."""

    why = text(
        "Why is it written off?", "Say why it is written off", most=2_000, called="The reason"
    )


class WithdrawUnderspend(Versioned):
    """Why it is no underspend."""

    why = text("Why is it none?", "Say why it is none", most=2_000, called="The reason")
