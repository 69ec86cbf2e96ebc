"""The ranked list against the money: shares of funders, the cut-off, what stands against freezing. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from precept.do.assessment.rules import scores as scoring
from precept.foundation.money import Money, share

sharing_rules = [
    ("ratio", "In proportion to what each fund has left"),
    ("order", "The first fund first, until its share is used"),
]
SHARING_RULES: Final = dict(sharing_rules)
FUNDED: Final = frozenset({"fund", "part"})
NOTHING: Final = Money(0)
UNSETTLED: Final = "A correction of its score waits for a second person: approve or refuse it first"
CAPPED: Final = "It asks for more than the most that one award may be."


@dataclass(frozen=True)
class Funder:
    """A fund and what it puts into the pot."""

    code: str
    name: str
    amount: Money


class OverThePot(ValueError):
    """An award is more than the pot has left."""


@dataclass
class Purse:
    """What each funder has left while awards are shared out, best bid first.

    ``over`` is how far above the pot somebody with the power allowed awards to go. No fund pays more than
    its share of the pot but for that.
    """

    funders: Sequence[Funder]
    sharing: str = "ratio"
    over: Money = NOTHING
    left: list[Money] = field(init=False)

    def __post_init__(self) -> None:
        self.left = [one.amount for one in self.funders]

    @property
    def total(self) -> Money:
        """What is left of the pot itself."""
        return sum(self.left, NOTHING)

    def pay(self, amount: Money) -> list[Money]:
        """What each fund pays of an award: to the penny. OverThePot where it does not fit; then nothing is."""
        if not self.funders or amount > self.total + self.over:
            raise OverThePot
        inside = min(amount, self.total)
        paid = self._inside(inside)
        self.left = [has - pays for has, pays in zip(self.left, paid, strict=True)]
        above = amount - inside
        if above > NOTHING:
            self.over -= above
            paid = [one + more for one, more in zip(paid, self._above(above), strict=True)]
        return paid

    def _inside(self, amount: Money) -> list[Money]:
        if amount == NOTHING:
            return [NOTHING] * len(self.funders)
        if self.sharing == "order":
            paid, rest = [], amount
            for has in self.left:
                pays = min(has, rest)
                paid.append(pays)
                rest -= pays
            return paid
        return share(amount, [has.pence for has in self.left])

    def _above(self, amount: Money) -> list[Money]:
        weights = [one.amount.pence for one in self.funders]
        if self.sharing == "order" or not any(weights):
            return [*[NOTHING] * (len(self.funders) - 1), amount]
        return share(amount, weights)


def split(
    amount: Money, funders: Sequence[Funder], sharing: str = "ratio", over: Money = NOTHING
) -> list[Money]:
    """What each fund of a whole pot pays of one award. OverThePot where it is more than the pot."""
    return Purse(funders, sharing, over).pay(amount)


def split_all(
    amounts: Sequence[Money],
    funders: Sequence[Funder],
    sharing: str = "ratio",
    over: Money = NOTHING,
) -> list[list[Money] | None]:
    """The shares of several awards, best bid first; None for one that no longer fits."""
    purse = Purse(funders, sharing, over)
    found: list[list[Money] | None] = []
    for amount in amounts:
        try:
            found.append(purse.pay(amount))
        except OverThePot:
            found.append(None)
    return found


@dataclass(frozen=True)
class Entry:
    """A bid in a ranking: what it is, what it scored and where it was placed."""

    reference: str
    title: str
    organisation: str = ""
    organisation_reference: str = ""
    asked: Money | None = None
    scores: Mapping[str, int] = field(default_factory=dict)
    score: Decimal | None = None
    placing: str = "decline"
    amount: Money | None = None
    reserve_place: int | None = None
    why: str = ""
    conditions: tuple[str, ...] = ()
    by_hand: bool = False

    @property
    def is_eligible(self) -> bool:
        """Whether it is ranked at all."""
        return self.placing != "ineligible"

    @property
    def award(self) -> Money:
        """What it is to have; nothing where it is not funded."""
        return self.amount or NOTHING if self.placing in FUNDED else NOTHING


@dataclass(frozen=True)
class Ranked:
    """A bid at its place in the list, with the money so far."""

    entry: Entry
    rank: int | None
    is_tie: bool
    band: int | None
    asked_so_far: Money
    """What the bids down to this one ask for together."""
    awarded_so_far: Money
    shares: tuple[Money, ...] | None
    """What each fund pays; None where it is funded and no longer fits."""


def ranked(
    entries: Sequence[Entry],
    funders: Sequence[Funder],
    *,
    bands: Sequence[int] = (),
    sharing: str = "ratio",
    over: Money = NOTHING,
) -> list[Ranked]:
    """The list, best first, those not eligible last; ties stand together, by their references."""
    ordered = sorted(entries, key=_order)
    found_ranks = scoring.ranks([one.score if one.is_eligible else None for one in ordered])
    times = _times(found_ranks)
    shares = iter(
        split_all([one.award for one in ordered if one.award > NOTHING], funders, sharing, over)
    )
    nothing = tuple(NOTHING for _ in funders)
    rows, asked, awarded = [], NOTHING, NOTHING
    for one, rank in zip(ordered, found_ranks, strict=True):
        if one.is_eligible:
            asked += one.asked or NOTHING
        awarded += one.award
        rows.append(
            Ranked(
                entry=one,
                rank=rank,
                is_tie=rank is not None and times[rank] > 1,
                band=None if rank is None or one.score is None else _band(one.score, bands),
                asked_so_far=asked,
                awarded_so_far=awarded,
                shares=_shares(shares) if one.award > NOTHING else nothing,
            )
        )
    return rows


def _order(one: Entry) -> tuple[bool, bool, Decimal, str]:
    return (not one.is_eligible, one.score is None, -(one.score or Decimal(0)), one.reference)


def _band(score: Decimal, bands: Sequence[int]) -> int | None:
    return scoring.band_of(score, bands) if bands else None


def _shares(paid: Iterator[list[Money] | None]) -> tuple[Money, ...] | None:
    found = next(paid)
    return None if found is None else tuple(found)


def _times(found: Sequence[int | None]) -> dict[int, int]:
    times: dict[int, int] = {}
    for rank in found:
        if rank is not None:
            times[rank] = times.get(rank, 0) + 1
    return times


@dataclass(frozen=True)
class Placed:
    """Where a cut-off would put a bid."""

    reference: str
    placing: str
    amount: Money | None = None
    reserve_place: int | None = None
    why: str = ""


@dataclass(frozen=True)
class WhatIf:
    """What a cut-off would fund, without anything being saved."""

    cut_off: int
    placed: tuple[Placed, ...]
    funded: int
    total: Money
    left: Money
    """What the pot would have left; less than nothing where hand-placed awards go above it."""
    in_part: str
    """The first bid that the rest of the pot reaches only in part; "" where there is none."""
    is_tie_at_the_line: bool
    """Whether the money runs out between two bids of the same score."""


def what_if(
    entries: Sequence[Entry],
    pot: Money,
    cut_off: int,
    *,
    cap: Money | None = None,
    over: Money = NOTHING,
) -> WhatIf:
    """Fund everything at or above a cut-off, best first, while the pot lasts; the rest of it is the reserve list.

    A bid never overtakes a better one: where one no longer fits, those below it wait too. What was
    placed by hand stays as it is, and its money is set aside first.
    """
    by_rank = [one for one in sorted(entries, key=_order) if one.is_eligible]
    mine = [one for one in by_rank if not one.by_hand]
    left = pot + over - sum((one.award for one in by_rank if one.by_hand), NOTHING)
    taken = {one.reserve_place for one in by_rank if one.by_hand and one.placing == "reserve"}
    placed: list[Placed] = []
    last: Entry | None = None
    in_part, is_tie, is_open, reserve = "", False, True, 0
    for one in mine:
        if one.score is None or one.score < cut_off or one.asked is None:
            placed.append(Placed(one.reference, "decline"))
            continue
        wanted = one.asked if cap is None else min(one.asked, cap)
        if is_open and wanted <= left:
            is_less = wanted < one.asked
            kind, why = ("part", CAPPED) if is_less else ("fund", "")
            placed.append(Placed(one.reference, kind, wanted, None, why))
            left -= wanted
            last = one
            continue
        if is_open:
            in_part = one.reference if left > NOTHING else ""
            is_tie = last is not None and last.score == one.score
        is_open = False
        reserve += 1
        while reserve in taken:
            reserve += 1
        placed.append(Placed(one.reference, "reserve", None, reserve))
    amounts = [one.amount for one in placed if one.placing in FUNDED and one.amount]
    by_hand = [one.award for one in by_rank if one.by_hand and one.award > NOTHING]
    return WhatIf(
        cut_off=cut_off,
        placed=tuple(placed),
        funded=len(amounts) + len(by_hand),
        total=sum([*amounts, *by_hand], NOTHING),
        left=left - over,
        in_part=in_part,
        is_tie_at_the_line=is_tie,
    )


@dataclass(frozen=True)
class Problem:
    """What stands against freezing a recommendation; no reference where it is about the whole."""

    reference: str
    words: str


def problems(
    rows: Sequence[Ranked],
    *,
    cut_off: int | None,
    pot: Money,
    cap: Money | None = None,
    over: Money = NOTHING,
    failed: Collection[str] = (),
    unsettled: Collection[str] = (),
) -> list[Problem]:
    """Everything that stands against freezing: the whole first, then bid by bid in the list's order.

    ``failed`` are the references of bids that a check found not to be eligible, ``unsettled`` of those
    whose score somebody proposed to correct, which nobody has settled yet.
    """
    found = []
    if cut_off is None:
        found.append(Problem("", "Choose the cut-off, with its reason"))
    total = sum((row.entry.award for row in rows), NOTHING)
    if total > pot + over:
        allowed = f" and the {over.short} allowed above it" if over > NOTHING else ""
        words = (
            f"The awards come to {total.short}: {(total - pot - over).short} more than the pot of"
            f" {pot.short}{allowed}"
        )
        found.append(Problem("", words))
    places = [row.entry.reserve_place for row in rows if row.entry.placing == "reserve"]
    left = pot + over - total
    funded_at = {row.entry.score for row in rows if row.entry.placing in FUNDED} - {None}
    for row in rows:
        one = row.entry
        said = [
            *_award_problems(row, cap, cut_off, one.reference in failed),
            *_unfunded_problems(one, cut_off, left, is_tied=one.score in funded_at),
        ]
        if one.reference in unsettled:
            said.append(UNSETTLED)
        if one.placing == "reserve" and one.reserve_place is None:
            said.append("It has no place on the reserve list")
        elif one.placing == "reserve" and places.count(one.reserve_place) > 1:
            said.append(f"Another bid has place {one.reserve_place} on the reserve list too")
        found += [Problem(one.reference, words) for words in said]
    return found


def _award_problems(
    row: Ranked, cap: Money | None, cut_off: int | None, is_failed: bool
) -> list[str]:
    one = row.entry
    if one.placing not in FUNDED:
        return []
    said = []
    if is_failed:
        said.append("It is funded, and a check found it not eligible")
    if one.score is None:
        said.append("It is funded without a score")
    if one.award == NOTHING:
        return [*said, "It is funded, and no amount is stated"]
    if one.asked is None or one.award > one.asked:
        asked = "an amount that is not known" if one.asked is None else one.asked.short
        said.append(f"It is given {one.award.short} and asks for {asked}")
    elif one.award < one.asked and one.placing == "fund":
        said.append(f"It is given less than the {one.asked.short} it asks for: fund it in part")
    if cap is not None and one.award > cap:
        said.append(f"It is given {one.award.short}: one award may be {cap.short} at the most")
    if one.placing == "part" and not one.why:
        said.append("It is funded in part, and no reason is stated")
    if cut_off is not None and one.score is not None and one.score < cut_off and not one.why:
        said.append("It is below the cut-off and funded, and no reason is stated")
    if row.shares is None:
        said.append("No fund has enough left to pay for it")
    return said


def _unfunded_problems(one: Entry, cut_off: int | None, left: Money, *, is_tied: bool) -> list[str]:
    if one.placing in FUNDED or one.why or cut_off is None:
        return []
    if one.placing == "ineligible":
        return ["It is not eligible, and no reason is stated"]
    if is_tied:
        return ["It scored the same as a bid that is funded, and no reason is stated"]
    if one.score is None or one.score < cut_off:
        return []
    if one.placing == "decline":
        return ["It is at or above the cut-off and not funded, and no reason is stated"]
    if one.asked is not None and one.asked <= left:
        return [f"It is on the reserve list while {left.short} is left, and no reason is stated"]
    return []
