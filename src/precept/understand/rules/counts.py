"""Counts of need: what a file may not hold, months, rates, and which figures stay in the office. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.foundation.clock import NotADate, read_date
from precept.foundation.clock.days import MONTHS

count_groups = [
    ("", "Not stated"),
    ("victims", "Victims"),
    ("offences", "Offences"),
    ("referrals", "Referrals"),
    ("perpetrators", "Perpetrators"),
]
GROUPS: Final = dict(count_groups)

SMALL: Final = 5
"""Counts below this never leave the office."""
FEWER: Final = f"fewer than {SMALL}"
KEPT_BACK: Final = "not shown"
LARGEST: Final = 10_000_000
MOST_MONTHS: Final = tuple(one.capitalize() for one in MONTHS)
_SHORT: Final = {
    name: at
    for at, one in enumerate(_MONTHS, 1)
    for name in {one.lower(), one[:3].lower(), "sept" if at == 9 else one.lower()}
}
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})")
_NUMBERS: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{4})")
_WORDS: Final = re.compile(r"([a-z]+)\.?[-/ ']*([0-9]{4}|[0-9]{2})")


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def read_month(given: object) -> date | None:
    """The first day of the month somebody wrote: "April 2021", "2021-04", "04/2021" or a day; None where it is none."""
    if isinstance(given, date):
        return date(given.year, given.month, 1)
    text = " ".join(str(given).split()).lower()
    year = month = 0
    if found := _YEAR_FIRST.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    elif found := _NUMBERS.fullmatch(text):
        year, month = int(found[2]), int(found[1])
    elif (found := _WORDS.fullmatch(text)) and found[1] in _SHORT:
        year, month = int(found[2]), _SHORT[found[1]]
        year += 2000 if year < 100 else 0
    else:
        try:
            return month_of(read_date(text))
        except NotADate:
            return None
    return date(year, month, 1) if 1 <= month <= 12 and 1990 <= year <= 2199 else None


def month_words(month: date) -> str:
    """A month as people say it: "April 2021"."""
    return f"{_MONTHS[month.month - 1]} {month.year}"


def short_month(month: date) -> str:
    """A month as an axis says it: "Apr 21"."""
    return f"{_MONTHS[month.month - 1][:3]} {month.year % 100:02}"


def months_between(first: date, last: date) -> list[date]:
    """Every month from the first to the last, both included; at most twenty years."""
    found: list[date] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month) and len(found) < MOST_MONTHS:
        found.append(date(year, month, 1))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def tenths_of_rate(count: int, population: int | None) -> int | None:
    """How many in 1,000 people, in tenths, rounded half up; None where nobody knows how many people there are."""
    if not population:
        return None
    return (count * 20_000 + population) // (2 * population)


def rate_words(tenths: int | None) -> str:
    """A rate in words: "3.4 in 1,000"."""
    return "not known" if tenths is None else f"{tenths / 10:,.1f} in 1,000"


@dataclass(frozen=True)
class Shown:
    """What the public may know of a figure: the figure itself, or the words that stand in its place."""

    count: int | None
    words: str


def withheld(counts: Sequence[int]) -> list[Shown] | None:
    """A line of counts as the public may read it beside their sum; None where none of it may be shown.

    A count below five is not shown. So that it cannot be worked out from the sum, the smallest of the
    others are not shown either, until each small one could still be anything from nought to four for
    whoever takes the line apart knowing which places are small. The same sum may stand beside other
    lines that were treated so: they have nothing else in common.
    """
    small = [place for place, one in enumerate(counts) if one < SMALL]
    kept_back: list[int] = []
    if small and not _could_be_anything(counts, small, kept_back):
        rest = sorted((one, place) for place, one in enumerate(counts) if one >= SMALL)
        for _, place in rest:
            kept_back.append(place)
            if _could_be_anything(counts, small, kept_back):
                break
        else:
            return None
    return [_shown(one, place in small, place in kept_back) for place, one in enumerate(counts)]


def _could_be_anything(counts: Sequence[int], small: list[int], kept_back: list[int]) -> bool:
    """Whether each small count could be anything from nought to four, of what does not stand there."""
    hidden = sum(counts[place] for place in (*small, *kept_back))
    least = SMALL * len(kept_back)
    most = (SMALL - 1) * (len(small) - 1)
    reaches_four = hidden - (SMALL - 1) >= least
    reaches_nought = bool(kept_back) or hidden <= most
    return reaches_four and reaches_nought


def _shown(count: int, is_small: bool, is_kept_back: bool) -> Shown:
    if is_small:
        return Shown(None, FEWER)
    if is_kept_back:
        return Shown(None, KEPT_BACK)
    return Shown(count, f"{count:,}")
