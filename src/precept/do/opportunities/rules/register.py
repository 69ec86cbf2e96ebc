"""Rounds: how their cells are read, what adds up, and the states they are in. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from precept.foundation.clock import FinancialYear, NotADate, NotAFinancialYear, read_date, spoken
from precept.foundation.clock.days import wall_words
from precept.foundation.money import (
    TBC,
    Money,
    NotMoney,
    ReadAmount,
    SharesDoNotAddUp,
    check_shares,
    read_amounts,
)

procedures = [("grant round", "Grant round")]
states = [
    ("planned", "Planned"),
    ("open", "Open"),
    ("closed", "Closed"),
    ("awarded", "Awarded"),
]
STATES: Final = dict(states)

LARGEST_NUMBER: Final = 999
LONGEST_THEME: Final = 300
LONGEST_LIMIT: Final = 120
LONGEST_NAME: Final = 80
_NUMBER: Final = re.compile(r"(?:round|no\.?|number|#)?\s*([0-9]{1,3})(?:\.0+)?", re.IGNORECASE)
_REFERENCE: Final = re.compile(r"[A-Z0-9][A-Z0-9._-]{0,39}")
_YEAR: Final = re.compile(r"(?<![0-9])[0-9]{4} ?[-‐‑–—/] ?(?:[0-9]{4}|[0-9]{2})(?![0-9])")
_AVAILABLE: Final = re.compile(r"\bavailable\b", re.IGNORECASE)
_TOTAL: Final = re.compile(r"total|spend|spent|in all|altogether", re.IGNORECASE)
_FILLING: Final = re.compile(r"^(?:from|by|of which|incl\.?|including)\s+", re.IGNORECASE)


class Unclear(ValueError):
    """What a cell or an answer says cannot be taken as it stands; ``words`` say why, fit to show."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Limit:
    """The most that one award may be, with the words that say so; no amount where none is stated."""

    amount: Money | None
    words: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spend:
    """What a round came to (None: not yet known), what is available, and who put in how much."""

    amount: Money | None
    available: Money | None = None
    shares: tuple[tuple[str, Money], ...] = ()
    doubts: tuple[str, ...] = ()


def read_reference(given: str) -> str:
    """A round's reference as addresses spell it. Unclear where it is none."""
    text = "".join(given.split()).upper()
    if _REFERENCE.fullmatch(text) is None:
        raise Unclear(
            "Enter a reference of letters, figures, dots and dashes, at most 40 of them, like"
            " CSF-2022-23-1."
        )
    return text


def reference_of(code: str, year: str, number: int) -> str:
    """The reference of a fund's round in a financial year: CSF-2022-23-5."""
    return read_reference(f"{code}-{year}-{number}")


def read_number(given: object) -> int:
    """A round's number: 5, "5" or "Round 5". Unclear where it is none."""
    text = " ".join(str(given if given is not None else "").split())
    found = None if isinstance(given, bool) else _NUMBER.fullmatch(text)
    number = int(found[1]) if found else 0
    if not 1 <= number <= LARGEST_NUMBER:
        raise Unclear(f"Enter the round’s number, from 1 to {LARGEST_NUMBER}.")
    return number


def read_theme(given: str) -> str:
    """A round's theme on one line. Unclear where it is empty or too long."""
    text = " ".join(given.split())
    if not text:
        raise Unclear("Enter the round’s theme.")
    if len(text) > LONGEST_THEME:
        raise Unclear(f"The theme must be {LONGEST_THEME} characters or fewer.")
    return text


def read_deadline(given: object) -> tuple[date, time | None]:
    """The day applications were due, and the time where a spreadsheet's cell states one. Unclear if none."""
    try:
        day = read_date(given)
    except NotADate as refused:
        raise Unclear(refused.words) from refused
    is_moment = isinstance(given, datetime)
    return day, given.time() if is_moment else None  # type: ignore[attr-defined]  # just asked


def round_words(programme: str, number: int, year: str) -> str:
    """A round by programme, number and financial year: ``Safety Fund, round 5 of 2022–23``."""
    return f"{programme}, round {number} of {year.replace('-', '–')}"


def deadline_words(day: date, at: time | None) -> str:
    """A deadline as a table shows it: "9 December 2022", or "5pm on 9 December 2022"."""
    return spoken(day) if at is None else wall_words(datetime.combine(day, at))


def read_limit(given: object) -> Limit:
    """The most one award may be: "£10,000 per contract" is £10,000, with all its words kept.

    Unclear where it holds figures that cannot be read as money.
    """
    words = " ".join(str(given).split()) if isinstance(given, str) else ""
    if len(words) > LONGEST_LIMIT:
        raise Unclear(f"Enter the limit in {LONGEST_LIMIT} characters or fewer.")
    try:
        found = read_amounts(given)
    except NotMoney as refused:
        if words and not re.search("[0-9]", words):
            return Limit(None, words, (f"“{words}” names no amount. It is kept as it is written.",))
        raise Unclear(refused.words) from refused
    known = [one.amount for one in found if isinstance(one.amount, Money)]
    doubts = () if len(known) < 2 else (f"The largest, {max(known)}, is taken as the limit.",)
    largest = max(known, default=None)
    return Limit(largest, words or (largest.short if largest else ""), doubts)


def read_spend(given: object) -> Spend:
    """What a round came to, with what each fund put in and what is still available.

    "£204,030.33 (OPCC £100,000) (VRN £104,030.33)", or "TBC - £111,000.00 available to spend". Unclear
    where it cannot be read, names somebody twice, or does not add up to the penny.
    """
    try:
        found = read_amounts(given)
    except NotMoney as refused:
        raise Unclear(refused.words) from refused
    whole = [one for one in found if not one.words or _TOTAL.search(_without_available(one.words))]
    available = [one for one in found if one not in whole and _AVAILABLE.search(one.words)]
    named = [one for one in found if one not in whole and one not in available]
    if len(whole) > 1 or len(available) > 1:
        raise Unclear(
            "This cell holds several totals. Write one total, and who puts in how much in brackets,"
            " like £204,030.33 (OPCC £100,000) (VRN £104,030.33)."
        )
    shares = tuple(_share(one) for one in named)
    names = [name.casefold() for name, _ in shares]
    twice = next((name for name, _ in shares if names.count(name.casefold()) > 1), None)
    if twice is not None:
        raise Unclear(f"“{twice}” stands twice in this cell.")
    total = _total(whole, shares)
    left = available[0].amount if available else None
    return Spend(
        amount=total,
        available=left if isinstance(left, Money) else None,
        shares=shares,
        doubts=_doubts(whole, shares),
    )


def _without_available(words: str) -> str:
    # "available to spend" is no spend.
    return "" if _AVAILABLE.search(words) else words


def _share(one: ReadAmount) -> tuple[str, Money]:
    name = _FILLING.sub("", one.words).strip(" …:")
    if not isinstance(one.amount, Money):
        raise Unclear(f"What “{name}” puts in must be an amount: leave it out until it is known.")
    if len(name) > LONGEST_NAME:
        raise Unclear(f"A name must be {LONGEST_NAME} characters or fewer.")
    return name, one.amount


def _total(whole: Sequence[ReadAmount], shares: Sequence[tuple[str, Money]]) -> Money | None:
    amounts = [amount for _, amount in shares]
    if not whole:
        return sum(amounts, Money(0)) if amounts else None
    total = whole[0].amount
    if not isinstance(total, Money):
        return None
    if amounts:
        try:
            check_shares(total, amounts)
        except SharesDoNotAddUp as refused:
            raise Unclear(refused.words) from refused
    return total


def _doubts(whole: Sequence[ReadAmount], shares: Sequence[tuple[str, Money]]) -> tuple[str, ...]:
    if not shares:
        return ()
    if not whole:
        return ("No total is written: it is taken as what the shares add up to.",)
    if whole[0].amount is TBC:
        return ("The total is not yet known, so the shares could not be checked against it.",)
    return ()


def state_by(deadline: date, on: date) -> str:
    """The state of a round of which only the deadline is known: closed once that day is over."""
    return "closed" if deadline < on else "planned"


def joined(words: Sequence[str]) -> str:
    """Things in a row, as one says them: "theme and deadline"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def year_in(texts: Sequence[str]) -> str | None:
    """The first financial year that one of these texts speaks of, as 2022-23; None where none does."""
    for text in texts:
        for found in _YEAR.finditer(text):
            try:
                return FinancialYear.parse(found[0]).label
            except NotAFinancialYear:
                continue
    return None


def spend_words(spend: Money | None, available: Money | None) -> str:
    """What a round came to, in words: "not yet known, £111,000 available to spend"."""
    said = spend.short if spend is not None else str(TBC)
    return said if available is None else f"{said}, {available.short} available to spend"


def fund_named(name: str, funds: Mapping[str, Sequence[str]], own: str, other: str) -> str | None:
    """The code of the fund that a name in a cell stands for; None where nobody can say.

    ``funds`` are each code's names; ``own`` is the fund meant by the office's own names, whatever
    funds are called, ``other`` the one meant by any name that no fund has ("" for none).
    """
    wanted = " ".join(name.casefold().split())
    if wanted in OFFICE_NAMES and own:
        return own
    for code, names in funds.items():
        if wanted in {" ".join(one.casefold().split()) for one in (code, *names)}:
            return code
    return other or None


OFFICE_NAMES: Final = frozenset({"opcc", "pcc", "office", "the office", "commissioner"})
"""What offices call themselves in their tables."""


def check_round_shares(spend: Money | None, shares: Sequence[Money]) -> None:
    """Unclear where what the funds put in is not the round's known spend, to the penny."""
    if any(one.pence < 0 for one in shares):
        raise Unclear("A share can’t be less than nothing.")
    if spend is None or not shares:
        return
    try:
        check_shares(spend, shares)
    except SharesDoNotAddUp as refused:
        raise Unclear(refused.words) from refused
