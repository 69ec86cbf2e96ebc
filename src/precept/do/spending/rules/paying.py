"""What a fund may pay for, and in which year money is promised. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from precept.foundation.clock import FinancialYear, spoken
from precept.foundation.money import Money, share


@dataclass(frozen=True)
class Restriction:
    """What a fund's giver allows: of which sort, and the values of which an agreement must have one."""

    sort: str
    values: tuple[str, ...]
    words: str
    """The condition in the giver's words, shown where it refuses something."""


@dataclass(frozen=True)
class Paid:
    """An agreement as a fund's restrictions look at it."""

    kind: str
    priorities: tuple[str, ...]


@dataclass(frozen=True)
class FundPeriod:
    """From when until when a fund may pay; no day where none is stated."""

    name: str
    starts: date | None
    ends: date | None


def restriction_problem(restrictions: Sequence[Restriction], of: Paid) -> str | None:
    """Why a fund may not pay for an agreement, in words; nothing where it may."""
    for one in restrictions:
        has = (of.kind,) if one.sort == "kinds" else of.priorities
        if not set(has) & set(one.values):
            return f"The fund may not pay for this: “{one.words}”"
    return None


def year_problem(fund: FundPeriod, year: str) -> str | None:
    """Why a fund can promise nothing in a financial year; nothing where it can."""
    of = FinancialYear.parse(year)
    if fund.ends is not None and of.start > fund.ends:
        return (
            f"{fund.name} ended on {spoken(fund.ends)}, before {of.spoken} begins:"
            " it can promise nothing in that year."
        )
    if fund.starts is not None and of.end < fund.starts:
        return (
            f"{fund.name} begins on {spoken(fund.starts)}, after {of.spoken} is over:"
            " it can promise nothing in that year."
        )
    return None


def day_problem(fund: FundPeriod, day: date) -> str | None:
    """Why a fund can pay nothing on a day; nothing where it can."""
    if fund.ends is not None and day > fund.ends:
        return (
            f"{fund.name} ended on {spoken(fund.ends)}: nothing can be paid from it after that day."
        )
    if fund.starts is not None and day < fund.starts:
        return f"{fund.name} begins on {spoken(fund.starts)}: nothing can be paid from it before."
    return None


@dataclass(frozen=True)
class Part:
    """Money of one fund in one financial year."""

    fund: str
    year: str
    amount: Money


def split(shares: Sequence[tuple[str, Money]], years: Sequence[tuple[str, Money]]) -> list[Part]:
    """The parts by fund and year of an agreement whose funds and years are both known, to the penny.

    ``shares`` and ``years`` add up to the same whole. Years are filled in their order from each fund in
    proportion to its share, and the last year takes what is left, so that both margins hold.
    """
    left = {fund: amount.pence for fund, amount in shares}
    parts: list[Part] = []
    for place, (year, of_year) in enumerate(years):
        last = place == len(years) - 1
        for fund, pence in _taken(left, of_year, last=last):
            if pence:
                parts.append(Part(fund, year, Money(pence)))
                left[fund] -= pence
    return parts


def _taken(left: dict[str, int], amount: Money, *, last: bool) -> list[tuple[str, int]]:
    funds = list(left)
    if last:
        return [(fund, left[fund]) for fund in funds]
    weights = [left[fund] for fund in funds]
    if not any(weights):
        return []
    return list(zip(funds, (one.pence for one in share(amount, weights)), strict=True))


def by_year(
    payments: Sequence[tuple[date | None, Money]], otherwise: date
) -> list[tuple[str, Money]]:
    """What falls due in each financial year, the earliest first; a payment without a day falls on ``otherwise``."""
    found: dict[str, int] = {}
    for due, amount in payments:
        label = FinancialYear.of(due or otherwise).label
        found[label] = found.get(label, 0) + amount.pence
    return [(year, Money(found[year])) for year in sorted(found)]


def taken(held: Sequence[Part], amount: Money, until: str) -> tuple[list[Part], str | None]:
    """From which funds and years an amount is taken: the oldest year first, funds in proportion.

    ``held`` is what is committed; only years up to ``until`` may be touched. The second is why not.
    """
    open_years = sorted({one.year for one in held if one.year <= until})
    parts: list[Part] = []
    left = amount.pence
    for year in open_years:
        of_year = [one for one in held if one.year == year and one.amount.pence > 0]
        whole = sum(one.amount.pence for one in of_year)
        now = min(left, whole)
        if now == 0:
            continue
        shares = share(Money(now), [one.amount.pence for one in of_year])
        parts += [
            Part(one.fund, year, piece)
            for one, piece in zip(of_year, shares, strict=True)
            if piece.pence
        ]
        left -= now
    if left == 0:
        return parts, None
    there = Money(amount.pence - left)
    later = sum(one.amount.pence for one in held if one.year > until)
    words = f"{there} is committed up to {FinancialYear.parse(until).spoken}, and this asks for {amount}."
    if later:
        words += f" {Money(later)} more is committed for later years."
    return [], words


def in_line(wanted: Sequence[Part], promised: Sequence[Part]) -> list[tuple[str, str, int]]:
    """What has to move so that what is promised becomes what is wanted: fund, year, pence more or less."""
    change: dict[tuple[str, str], int] = {}
    for one in wanted:
        key = (one.fund, one.year)
        change[key] = change.get(key, 0) + one.amount.pence
    for one in promised:
        key = (one.fund, one.year)
        change[key] = change.get(key, 0) - one.amount.pence
    return [(fund, year, pence) for (fund, year), pence in sorted(change.items()) if pence]
