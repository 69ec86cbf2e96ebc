"""How often something is due, and on which days: worked out, never typed. Pure."""

from calendar import month_name, monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.foundation.clock import spoken

rhythms = [
    ("monthly", "Every month"),
    ("quarterly", "Every quarter"),
    ("half-yearly", "Every half-year"),
    ("yearly", "Every year"),
    ("once", "Once"),
]
RHYTHMS: Final = dict(rhythms)
MONTHS: Final = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
"""How many months lie between one time and the next."""
YEAR: Final = 12
LONGEST: Final = 2_400
"""The most months that are looked through for the next day: two centuries."""


@dataclass(frozen=True)
class Rhythm:
    """How often, and one month and day of it; of what is due once, its only day.

    A day that a month does not have is that month's last.
    """

    often: str
    month: int = 1
    day: int = 1
    once_on: date | None = None


def _days_from(rhythm: Rhythm, first: date) -> Iterator[date]:
    """The days of a rhythm, from the month of a day on, in order."""
    if rhythm.often == "once":
        if rhythm.once_on is not None:
            yield rhythm.once_on
        return
    step = MONTHS[rhythm.often]
    begin = first.year * YEAR + first.month - 1
    begin += (rhythm.month - 1 - begin) % step
    for count in range(begin, begin + LONGEST, step):
        year, month = count // YEAR, count % YEAR + 1
        if year > date.max.year:
            return
        yield date(year, month, min(rhythm.day, monthrange(year, month)[1]))


def days_between(rhythm: Rhythm, first: date, last: date) -> list[date]:
    """Every day on which it is due from one day to another, both counted, in order."""
    found = []
    for one in _days_from(rhythm, first):
        if one > last:
            break
        if one >= first:
            found.append(one)
    return found


def falls_on(rhythm: Rhythm, day: date) -> bool:
    """Whether a day is one of the rhythm's."""
    return days_between(rhythm, day, day) == [day]


def next_day(rhythm: Rhythm, since: date, settled: Collection[date]) -> date | None:
    """The first day from ``since`` on that is not settled; None where nothing is left."""
    for one in _days_from(rhythm, since):
        if one >= since and one not in settled:
            return one
    return None


def rhythm_words(rhythm: Rhythm) -> str:
    """A rhythm as a page says it: Every quarter, on the 30th of April, July, October and January."""
    if rhythm.often == "once":
        return f"Once, by {spoken(rhythm.once_on)}" if rhythm.once_on else "Once"
    if rhythm.often == "monthly":
        return f"Every month, by {_day_words(rhythm.day)}"
    step = MONTHS[rhythm.often]
    names = [
        month_name[(rhythm.month - 1 + step * turn) % YEAR + 1] for turn in range(YEAR // step)
    ]
    if rhythm.often == "yearly":
        return f"Every year, by {min(rhythm.day, 31)} {names[0]}"
    months = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{RHYTHMS[rhythm.often]}, by {_day_words(rhythm.day)} of {months}"


def _day_words(day: int) -> str:
    if day >= 31:
        return "the last day"
    ending = "th" if day % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"the {day}{ending}"
