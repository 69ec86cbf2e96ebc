"""What a year's lines come to, fund by fund; what was typed, and whether it adds up. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from precept.foundation.clock import FinancialYear
from precept.foundation.money import (
    TBC,
    Amount,
    Money,
    SharesDoNotAddUp,
    Total,
    check_shares,
    total,
)
from precept.plan.published import AreaPublished, LinePublished, SlicePublished, TotalPublished
from precept.plan.rules.choices import line_kinds
from precept.plan.rules.tables import amounts_of, total_of, total_text

FUND_NOT_STATED: Final = "Fund not stated"
BY_AREA: Final = "Intended spend by resource area"
NO_AREA: Final = "No resource area stated"
NOT_AN_AREA: Final = "Choose one of the plan’s resource areas."
_NOTHING: Final = Total(Money(0))


def shares_problem(line: LinePublished) -> str | None:
    """Why what each fund pays does not come to the line's amount, to the penny; None where it does.

    Where the amount or a share is not yet known, there is nothing to add up.
    """
    shares = [share.pence for share in line.shares]
    amounts = [amount.pence for amount in line.amounts]
    if not shares or not amounts or None in shares or None in amounts:
        return None
    try:
        check_shares(
            Money(sum(pence or 0 for pence in amounts)), [Money(pence or 0) for pence in shares]
        )
    except SharesDoNotAddUp as problem:
        return problem.words
    return None


def by_fund(line: LinePublished) -> list[tuple[str, Total]]:
    """A line's amounts as (code of a fund, total), which together are the line, no more and no less.

    No code where two funds pay and their split is not stated.
    """
    whole = total(amounts_of(line))
    known = [Money(share.pence) for share in line.shares if share.pence is not None]
    if len(line.shares) == 1:
        return [(line.shares[0].fund, whole)]
    if not line.shares:
        return [(line.fund, whole)]
    splits = len(known) == len(line.shares) and not whole.unknown and sum(known) == whole.known
    if splits:
        return [
            (share.fund, total([amount])) for share, amount in zip(line.shares, known, strict=True)
        ]
    return [("" if whole.known.pence else line.fund, whole)]


def slices(lines: Iterable[LinePublished], names: Mapping[str, str]) -> tuple[SlicePublished, ...]:
    """Intended spend of each fund on each kind of thing; ``names`` are the funds' by code.

    The slices add up to the lines. Funds stand by name, what is not stated last.
    """
    titles = dict(line_kinds)
    order = list(titles)
    added: dict[tuple[str, str], Total] = {}
    called = dict(names)
    for line in lines:
        called = {share.fund: share.name for share in line.shares} | called
        for fund, part in by_fund(line):
            if line.amounts:
                added[fund, line.kind] = added.get((fund, line.kind), _NOTHING) + part
    return tuple(
        SlicePublished(
            fund=fund,
            fund_name=called.get(fund, fund) if fund else FUND_NOT_STATED,
            kind=kind,
            kind_title=titles[kind],
            total=TotalPublished(pence=part.known.pence, unknown=part.unknown),
        )
        for (fund, kind), part in sorted(
            added.items(),
            key=lambda one: (
                one[0][0] == "",
                called.get(one[0][0], one[0][0]),
                one[0][0],
                order.index(one[0][1]),
            ),
        )
    )


def fund_names(slices: Iterable[SlicePublished]) -> dict[str, str]:
    """The names of a framework's funds by their codes, as it published them."""
    return {one.fund: one.fund_name for one in slices if one.fund}


def by_area(lines: Sequence[LinePublished], order: Sequence[str]) -> tuple[AreaPublished, ...]:
    """What the lines come to by resource area.

    Areas stand in the plan's ``order``, those that it does not name after them, what states none last. Together
    they are the lines, no more and no less; there are none where no line states any.
    """
    if not any(line.area for line in lines):
        return ()
    counted: dict[str, list[LinePublished]] = {}
    for line in lines:
        counted.setdefault(line.area, []).append(line)
    places = {name: place for place, name in enumerate(order)}
    return tuple(
        AreaPublished(name=name, lines=len(of), total=total_of(of))
        for name, of in sorted(
            counted.items(), key=lambda one: (not one[0], places.get(one[0], len(places)), one[0])
        )
    )


def area_rows(areas: Sequence[AreaPublished]) -> tuple[tuple[str, str, str], ...]:
    """Intended spend by resource area as every page and file prints it: area, lines, total."""
    return tuple((one.name or NO_AREA, str(one.lines), total_text(one.total)) for one in areas)


@dataclass(frozen=True)
class FundUse:
    """What a year intends of a fund, beside its budget: None where none is stated."""

    fund: str
    name: str
    intended: Total
    budget: Amount | None

    @property
    def over(self) -> Money | None:
        """How much more is intended than there is; None where it is not known to be more."""
        if not isinstance(self.budget, Money) or self.intended.known <= self.budget:
            return None
        return self.intended.known - self.budget


def fund_uses(
    parts: Iterable[SlicePublished], budgets: Mapping[str, Amount]
) -> tuple[FundUse, ...]:
    """Each fund's intended spend beside its budget, in the order of the slices."""
    added: dict[tuple[str, str], Total] = {}
    for part in parts:
        one = (part.fund, part.fund_name)
        of_part = Total(Money(part.total.pence), part.total.unknown)
        added[one] = added.get(one, _NOTHING) + of_part
    return tuple(
        FundUse(fund, name, intended, budgets.get(fund)) for (fund, name), intended in added.items()
    )


def over_programmed(uses: Iterable[FundUse], year: str) -> list[str]:
    """A warning for each fund of which more is intended than it has: never a reason to refuse.

    A contract's value may reach over several years, and an office may intend more than it will spend.
    """
    spoken = FinancialYear.parse(year).spoken
    return [
        f"{use.name}: {use.intended} is intended, {use.over.short} more than its budget of"
        f" {use.budget.short} for {spoken}. Values of contracts may be for more than this year."
        for use in uses
        if use.over is not None and use.budget is not None
    ]


@dataclass(frozen=True)
class TypedShare:
    """What one fund pays of a typed line; ``name`` as it is to be printed."""

    fund: str
    name: str
    amount: Amount


@dataclass(frozen=True)
class TypedLine:
    """A line that somebody types: a project, formula funding, or what the register has not got yet.

    ``amount`` None is not stated, TBC not yet known. ``fund`` is a fund's code.
    """

    kind: str
    name: str
    number: str = ""
    when: str = ""
    limit: str = ""
    provider: str = ""
    fund: str = ""
    amount: Amount | None = None
    shares: tuple[TypedShare, ...] = ()
    available: Money | None = None
    note: str = ""
    area: str = ""
    is_invented: bool = False


def typed_problem(
    line: TypedLine, funds: Sequence[str], areas: Sequence[str] = ()
) -> tuple[str, str] | None:
    """Why a typed line can't stand: the field at fault and words; None where it can.

    ``funds`` are the codes of the funds there are, ``areas`` the names of the plan's resource areas.
    """
    if line.kind not in dict(line_kinds):
        return "kind", "Choose what this line is."
    if not line.name.strip():
        return "name", "Enter what this line is for."
    unknown = {code for code in (line.fund, *(share.fund for share in line.shares)) if code}
    if unknown - set(funds):
        return "fund", "Choose one of the office’s funds."
    if line.area and line.area not in areas:
        return "area", NOT_AN_AREA
    if len({share.fund for share in line.shares}) != len(line.shares):
        return "other_fund", "Choose two different funds."
    if line.shares and isinstance(line.amount, Money):
        if TBC in [share.amount for share in line.shares]:
            return "other_amount", "Enter what each fund pays: the whole amount is known."
        try:
            check_shares(
                line.amount,
                [share.amount for share in line.shares if isinstance(share.amount, Money)],
            )
        except SharesDoNotAddUp as problem:
            return "other_amount", problem.words
    return None
