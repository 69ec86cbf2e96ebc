"""An amount of money as people type it, or as their spreadsheets hold it."""

import re
from decimal import Decimal
from math import isfinite
from typing import Final

from precept.foundation.money.values import TBC, Amount, Money

MINUSES: Final = "-−‐‑–—"
ABBREVIATED: Final = r"(?:m|mn|mil|million|millions|k|thousand|bn|billion)"
NEGATIVE: Final = re.compile(
    rf"[{MINUSES}] ?£? ?[0-9][0-9,.]*|£ ?[{MINUSES}] ?[0-9][0-9,.]*|\(£? ?[0-9][0-9,.]*\)"
)

_LONGEST: Final = 60
_SHOWN: Final = 40
_LARGEST: Final = Money.of("999999999999.99")
_EXACT_DIGITS: Final = 15

_ASK: Final = "Enter an amount of money, like £1,234.56, or “tbc” if it is not yet known."
_NOT_YET_KNOWN: Final = frozenset({"tbc", "to be confirmed", "not yet known"})
_POINTED: Final = re.compile(r"£? ?([0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(\.[0-9]{1,2})?")
_SHORTENED: Final = re.compile(rf"£? ?[0-9][0-9,.]* ?{ABBREVIATED}\b.*", re.IGNORECASE)
_FINE: Final = re.compile(r"£? ?[0-9,]+\.[0-9]{3,}")
_COMMAS: Final = re.compile(r"£? ?[0-9,]*,[0-9,]*(?:\.[0-9]*)?")
_FOREIGN: Final = re.compile(r"[€$¥]|\b(?:EUR|USD)\b", re.IGNORECASE)


class NotMoney(ValueError):
    """What was given is no amount of money; `words` say why, fit to show."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def read_money(given: object) -> Amount:
    """The amount somebody typed ("£204,030.33", "56,000", "tbc"), or a spreadsheet's pounds.

    NotMoney, with words of its own for each reason, for abbreviations (£2.8m), more than two
    decimals, misplaced commas, anything negative, empty or above £999,999,999,999.99, and words.
    """
    if isinstance(given, Money):
        return _bounded(given)
    if isinstance(given, (int, float, Decimal)) and not isinstance(given, bool):
        return _number(given)
    if given is not None and not isinstance(given, str):
        raise NotMoney(_ASK)
    text = " ".join((given or "").split())
    if not text:
        raise NotMoney(_ASK)
    if text.lower() in _NOT_YET_KNOWN:
        return TBC
    if len(text) <= _LONGEST and (found := _POINTED.fullmatch(text)):
        return _bounded(Money.of(found[1].replace(",", "") + (found[2] or "")))
    raise NotMoney(why_not(text[:_LONGEST]))


def why_not(text: str) -> str:
    """Why a text is no amount, in plain words that name the first thing to put right."""
    quoted = f"“{shown(text)}”"
    if _SHORTENED.fullmatch(text):
        return f"Write the amount out in full, like £2,800,000: {quoted} is shortened."
    if NEGATIVE.fullmatch(text):
        return f"Enter an amount that is not less than nothing: {quoted} is negative."
    if _FOREIGN.search(text):
        return f"Enter the amount in pounds: {quoted} is in another currency."
    if _FINE.fullmatch(text):
        return f"Enter pounds and pence: {quoted} has more than two digits after the point."
    if _COMMAS.fullmatch(text):
        return (
            f"A comma in {quoted} is in the wrong place. Put commas only before each three digits, "
            "and a point before the pence, like £5,600.00."
        )
    if text.count("£") > 1:
        return f"Enter one amount: {quoted} holds several."
    return f"{quoted} is not an amount. {_ASK}"


def shown(text: str) -> str:
    """A text as a message quotes it, cut where it is long."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _number(given: int | float | Decimal) -> Money:
    if isinstance(given, float):
        if not isfinite(given):
            raise NotMoney(_ASK)
        # A spreadsheet's sum of 0.1 and 0.2 is 0.30000000000000004. It shows 15 digits: so do we.
        given = Decimal(f"{given:.{_EXACT_DIGITS}g}")
    if isinstance(given, Decimal) and not given.is_finite():
        raise NotMoney(_ASK)
    if given < 0:
        raise NotMoney(f"Enter an amount that is not less than nothing: “{given}” is negative.")
    if given > _LARGEST.pounds:
        # Before anything is made of it: 1E+999999 would be a number of a million digits.
        return _bounded(_LARGEST + Money(1))
    try:
        return Money.of(given)
    except ValueError:
        raise NotMoney(
            f"Enter pounds and pence: “{given}” has more than two digits after the point."
        ) from None


def _bounded(amount: Money) -> Money:
    if amount > _LARGEST:
        raise NotMoney(f"Enter an amount up to {_LARGEST}.")
    if amount.pence < 0:
        raise NotMoney(f"Enter an amount that is not less than nothing: “{amount}” is negative.")
    return amount
