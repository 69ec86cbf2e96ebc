"""What is due in a year, of every kind, in one list by month. Pure."""

from calendar import month_name
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from precept.foundation.clock import FinancialYear
from precept.foundation.clock.due import tone_of

kinds = [
    ("duty", "The office’s duties"),
    ("framework", "Framework and plan"),
    ("measure", "Measures"),
    ("review", "Reviews"),
    ("project", "Projects"),
    ("agreement", "Agreements"),
    ("publish", "To be published"),
    ("improvement", "Improvement plans and meetings"),
    ("answer", "Questions to answer"),
]
KINDS: Final = dict(kinds)
states = [("open", "Still to do"), ("late", "Late"), ("done", "Done")]
MINE: Final = "me"
YEAR: Final = 12


@dataclass(frozen=True, order=True)
class Due:
    """A thing that is due: where its page is, whose it is, and whether it was done.

    ``since`` shows a thing that has no last day in law: its day is the one from which it is owed.
    """

    day: date
    title: str
    href: str
    kind: str
    whose: str = ""
    is_mine: bool = False
    is_done: bool = False
    note: str = ""
    key: str = ""
    """What calendars call it, alike from one file to the next."""


@dataclass(frozen=True)
class Stand:
    """How a thing stands, in words and as a colour of the design system."""

    key: str
    text: str
    tag: str


STANDS: Final = {
    "done": Stand("done", "Done", "govuk-tag--green"),
    "red": Stand("late", "Late", "govuk-tag--red"),
    "amber": Stand("open", "Soon", "govuk-tag--yellow"),
    "grey": Stand("open", "To come", "govuk-tag--grey"),
}


def stand_of(one: Due, today: date) -> Stand:
    """Done, late, soon (a fortnight) or to come."""
    return STANDS["done" if one.is_done else tone_of(one.day, today)]


@dataclass
class Month:
    """A month of the year: what is due in it, and how that stands."""

    first: date
    rows: list[tuple[Due, Stand]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """As a page says it: April 2026."""
        return f"{month_name[self.first.month]} {self.first.year}"

    @property
    def key(self) -> str:
        """What an address calls it: 2026-04."""
        return self.first.isoformat()[:7]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"month-{self.key}"

    def count(self, stand: str = "") -> int:
        """How many things stand so; all, where nothing is named."""
        return sum(not stand or one.key == stand for _, one in self.rows)


def months_of(year: FinancialYear) -> list[Month]:
    """The twelve months of a financial year, with nothing in them yet."""
    return [Month(_month(year, at)) for at in range(YEAR)]


def in_months(
    year: FinancialYear, found: Iterable[Due], today: date
) -> tuple[list[tuple[Due, Stand]], list[Month]]:
    """What is left over from before a year, and the twelve months with what is due in each, by day."""
    before: list[tuple[Due, Stand]] = []
    months = months_of(year)
    for one in sorted(found):
        if one.day in year:
            months[(one.day.month - year.start.month) % YEAR].rows.append(
                (one, stand_of(one, today))
            )
        elif one.day < year.start and not one.is_done:
            before.append((one, stand_of(one, today)))
    return before, months


def _month(year: FinancialYear, at: int) -> date:
    first = year.start
    return date(first.year + (first.month - 1 + at) // YEAR, (first.month - 1 + at) % YEAR + 1, 1)


def narrowed(
    found: Sequence[Due],
    today: date,
    *,
    whose: str = "",
    kind: str = "",
    state: str = "",
    month: str = "",
) -> list[Due]:
    """Those of some things that an address asks for; "" asks for all."""
    return [
        one
        for one in found
        if (whose != MINE or one.is_mine)
        and (not kind or one.kind == kind)
        and (not state or stand_of(one, today).key == state)
        and (not month or one.day.isoformat().startswith(month))
    ]


AHEAD: Final = timedelta(days=400)
BEHIND: Final = timedelta(days=400)
"""How far a person's own calendar and their desk reach."""
