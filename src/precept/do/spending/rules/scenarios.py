"""Settlements that may come: what a cut touches, what each choice saves, and the gap that is left. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money

DOES: Final = (
    ("keep", "Keep it as it is"),
    ("reduce", "Reduce it"),
    ("end", "End it"),
)


@dataclass(frozen=True)
class Touched:
    """An agreement that a fund pays for in the year of a cut.

    ``promised`` is what it has in that year; ``free`` how much of it was neither claimed nor paid yet.
    """

    reference: str
    promised: Money
    free: Money
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Choice:
    """What would be done with an agreement; ``percent`` is by how much it is reduced."""

    does: str = "keep"
    percent: int = 0

    @property
    def share(self) -> int:
        """How many per cent of what can still be saved this choice saves."""
        return {"keep": 0, "reduce": self.percent, "end": 100}[self.does]


@dataclass(frozen=True)
class Consequence:
    """What a choice comes to: when notice would have to be given, what is paid while it runs, what is saved."""

    touched: Touched
    choice: Choice
    notice_by: date
    """The last day for a notice that ends before the year begins."""
    notice_ends: date
    """The day on which a notice given today, or on the day above, ends."""
    bridging: Money
    """What must be paid in the year while notice runs, of what the choice would save."""
    saved: Money


@dataclass(frozen=True)
class Settlement:
    """A scenario worked out: the cut, what the choices save of it, and what is left to find."""

    before: Money
    cut: Money
    consequences: tuple[Consequence, ...]

    @property
    def expected(self) -> Money:
        """What the fund would have."""
        return self.before - self.cut

    @property
    def promised(self) -> Money:
        """What agreements have of the year already."""
        return sum((one.touched.promised for one in self.consequences), Money(0))

    @property
    def saved(self) -> Money:
        """What the choices save."""
        return sum((one.saved for one in self.consequences), Money(0))

    @property
    def bridging(self) -> Money:
        """What must be paid while notices run."""
        return sum((one.bridging for one in self.consequences), Money(0))

    @property
    def gap(self) -> Money:
        """What is left to find: the cut less what the choices save; below nothing where they save more."""
        return self.cut - self.saved


def cut_of(before: Money, per_cent: Decimal) -> Money:
    """So many per cent of a budget, rounded to the penny, halves up."""
    pence = (Decimal(before.pence) * per_cent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return Money(int(pence))


def worked_out(
    *,
    before: Money,
    per_cent: Decimal,
    touched: Sequence[Touched],
    choices: Mapping[str, Choice],
    year: str,
    notice_days: int,
    today: date,
) -> Settlement:
    """A scenario as it stands today. ``choices`` are by the agreements' references; one without is kept."""
    kept = Choice()
    return Settlement(
        before,
        cut_of(before, per_cent),
        tuple(
            consequence(one, choices.get(one.reference, kept), year, notice_days, today)
            for one in touched
        ),
    )


def consequence(
    of: Touched, choice: Choice, year: str, notice_days: int, today: date
) -> Consequence:
    """What a choice comes to for one agreement.

    Notice is given today, or on the last day on which it still ends before the year begins, whichever is
    later. What falls on its days within the year (the year's money spread evenly over the agreement's days)
    must be paid; of the rest, and of no more than was not yet claimed, the choice saves its share, to the
    penny and rounded down.
    """
    of_year = FinancialYear.parse(year)
    notice_by = of_year.start - timedelta(days=notice_days + 1)
    notice_ends = max(today, notice_by) + timedelta(days=notice_days)
    first = max(of_year.start, of.starts or of_year.start)
    last = min(of_year.end, of.ends or of_year.end)
    days = max((last - first).days + 1, 1)
    running = min(max((notice_ends - first).days + 1, 0), days)
    during = -(-of.promised.pence * running // days)
    can_be_saved = max(min(of.promised.pence - during, of.free.pence), 0)
    return Consequence(
        of,
        choice,
        notice_by,
        notice_ends,
        bridging=Money(during * choice.share // 100),
        saved=Money(can_be_saved * choice.share // 100),
    )
