"""What a recommendation rests on: worked out again from the ledger's events, and frozen as text. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from precept.do.assessment.rules import ranking as money
from precept.do.assessment.rules import scores as scoring
from precept.do.assessment.rules.ranking import Entry, Funder, Ranked, WhatIf
from precept.do.assessment.rules.scores import Weighing
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.money import Money

Facts = Mapping[str, Any]
STARTS: Final = frozenset({"ranking started", "past ranking started", "ranking taken up again"})
"""The events that say everything of a ranking as it begins."""


@dataclass(frozen=True)
class Ranking:
    """Everything that a recommendation says: bids with their scores and places, pot, cut-off, bands."""

    criteria: tuple[Weighing, ...] = ()
    funders: tuple[Funder, ...] = ()
    sharing: str = "ratio"
    bands: tuple[int, ...] = ()
    cap: Money | None = None
    cut_off: int | None = None
    cut_off_why: str = ""
    over: Money = money.NOTHING
    over_why: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def pot(self) -> Money:
        """What all funds put in."""
        return sum((one.amount for one in self.funders), money.NOTHING)

    @property
    def rows(self) -> list[Ranked]:
        """The list, best first."""
        return money.ranked(
            list(self.entries.values()),
            self.funders,
            bands=self.bands,
            sharing=self.sharing,
            over=self.over,
        )


def content(ranking: Ranking) -> dict[str, Any]:
    """A ranking as it is frozen: JSON values alone, amounts in pence, scores as text, best bid first."""
    return {
        "criteria": [[one.key, one.title, one.weight, one.highest] for one in ranking.criteria],
        "funders": [[one.code, one.name, one.amount.pence] for one in ranking.funders],
        "sharing": ranking.sharing,
        "bands": sorted(ranking.bands, reverse=True),
        "cap": _pence(ranking.cap),
        "cut_off": ranking.cut_off,
        "cut_off_why": ranking.cut_off_why,
        "over": ranking.over.pence,
        "over_why": ranking.over_why,
        "bids": [_row(one) for one in ranking.rows],
    }


def _row(row: Ranked) -> dict[str, Any]:
    one = row.entry
    return {
        "reference": one.reference,
        "title": one.title,
        "organisation": one.organisation,
        "organisation_reference": one.organisation_reference,
        "asked": _pence(one.asked),
        "scores": dict(one.scores),
        "score": None if one.score is None else f"{one.score:f}",
        "rank": row.rank,
        "is_tie": row.is_tie,
        "band": row.band,
        "placing": one.placing,
        "amount": _pence(one.amount) if one.placing in money.FUNDED else None,
        "reserve_place": one.reserve_place,
        "why": one.why,
        "conditions": list(one.conditions),
        "shares": None if row.shares is None else [paid.pence for paid in row.shares],
        "asked_so_far": row.asked_so_far.pence,
        "awarded_so_far": row.awarded_so_far.pence,
    }


def frozen_text(facts: Facts, ranking: Ranking) -> str:
    """The whole text of a frozen recommendation: what was known of the round, and the ranking."""
    return canonical({"round": dict(facts), "ranking": content(ranking)})


def _pence(amount: Money | None) -> int | None:
    return None if amount is None else amount.pence


def _money(pence: int | None) -> Money | None:
    return None if pence is None else Money(pence)


def started(ranking: Ranking) -> dict[str, Any]:
    """What the event says that starts a ranking: all that is not settled by later events."""
    return {
        "criteria": [[one.key, one.title, one.weight, one.highest] for one in ranking.criteria],
        "funders": [[one.code, one.name, one.amount.pence] for one in ranking.funders],
        "sharing": ranking.sharing,
        "bands": list(ranking.bands),
        "cap": _pence(ranking.cap),
        "bids": [entered(one) for one in ranking.entries.values()],
    }


def taken_up(ranking: Ranking) -> dict[str, Any]:
    """What the event says that takes a withdrawn batch of a rolling round up again: all that stands of it."""
    return {
        **started(ranking),
        "cut_off": ranking.cut_off,
        "cut_off_why": ranking.cut_off_why,
        "over": ranking.over.pence,
        "over_why": ranking.over_why,
    }


def entered(one: Entry) -> dict[str, Any]:
    """What an event says of a bid that joins a ranking: everything but its agreed scores."""
    return {
        "reference": one.reference,
        "title": one.title,
        "organisation": one.organisation,
        "organisation_reference": one.organisation_reference,
        "asked": _pence(one.asked),
        "total": None if one.scores or one.score is None else f"{one.score:f}",
        **placed(one),
    }


def placed(one: Entry) -> dict[str, Any]:
    """What an event says of where a bid was placed."""
    return {
        "bid": one.reference,
        "placing": one.placing,
        "amount": _pence(one.amount),
        "reserve_place": one.reserve_place,
        "why": one.why,
        "conditions": list(one.conditions),
        "by_hand": one.by_hand,
    }


def _entry(said: Facts) -> Entry:
    total = said["total"]
    plain = Entry(
        reference=said["reference"],
        title=said["title"],
        organisation=said["organisation"],
        organisation_reference=said["organisation_reference"],
        asked=_money(said["asked"]),
        score=None if total is None else Decimal(total),
    )
    return _moved(plain, said)


def _moved(one: Entry, said: Facts) -> Entry:
    return replace(
        one,
        placing=said["placing"],
        amount=_money(said["amount"]),
        reserve_place=said["reserve_place"],
        why=said["why"],
        conditions=tuple(said["conditions"]),
        by_hand=said["by_hand"],
    )


def _placed_again(ranking: Ranking, moves: Sequence[Facts]) -> Ranking:
    entries = dict(ranking.entries)
    for said in moves:
        entries[said["bid"]] = _moved(entries[said["bid"]], said)
    return replace(ranking, entries=entries)


def _start(after: Facts) -> Ranking:
    return Ranking(
        criteria=tuple(
            Weighing(key, weight, highest, title)
            for key, title, weight, highest in after["criteria"]
        ),
        funders=tuple(Funder(code, name, Money(pence)) for code, name, pence in after["funders"]),
        sharing=after["sharing"],
        bands=tuple(after["bands"]),
        cap=_money(after["cap"]),
        cut_off=after.get("cut_off"),
        cut_off_why=after.get("cut_off_why", ""),
        over=Money(after.get("over", 0)),
        over_why=after.get("over_why", ""),
        entries={said["reference"]: _entry(said) for said in after["bids"]},
    )


def _next(ranking: Ranking, what: str, why: str, after: Facts) -> Ranking:
    """A ranking after one more event; an event that says nothing of it changes nothing."""
    if what in STARTS:
        return _start(after)
    if what == "past bid taken in":
        return replace(ranking, entries={**ranking.entries, after["reference"]: _entry(after)})
    if what == "cut-off set":
        moved = _placed_again(ranking, after["placed"])
        return replace(moved, cut_off=after["cut_off"], cut_off_why=why)
    if what == "bid placed":
        return _placed_again(ranking, [after])
    if what == "bands set":
        return replace(ranking, bands=tuple(after["bands"]))
    if what == "over-programming allowed":
        return replace(ranking, over=Money(after["over"]), over_why=why)
    return ranking


def agreed_from_events(events: Iterable[tuple[str, Facts]]) -> dict[str, dict[str, int]]:
    """The scores in force, by bid and criterion: as meetings locked them, then as they were corrected.

    ``events`` are (type, facts), each stream in its own order, meetings before corrections.
    """
    found: dict[str, dict[str, int]] = {}
    for what, said in events:
        if what == "moderation closed":
            for reference, scores in said["after"]["scores"].items():
                found[reference] = {**found.get(reference, {}), **scores}
        elif what == "score corrected":
            after = said["after"]
            found[after["bid"]][after["criterion"]] = after["score"]
    return found


def ranking_from_events(
    events: Iterable[tuple[str, Facts]], agreed: Mapping[str, Mapping[str, int]]
) -> Ranking:
    """The ranking as the ledger alone tells it: (type, facts) of its stream in order, with agreed scores."""
    ranking = Ranking()
    for what, said in events:
        ranking = _next(ranking, what, said.get("why", ""), said.get("after") or {})
    return scored(ranking, agreed)


def scored(ranking: Ranking, agreed: Mapping[str, Mapping[str, int]]) -> Ranking:
    """The same ranking with every bid's score worked out from what was agreed, where anything was."""
    keys = {one.key for one in ranking.criteria}
    entries = {}
    for reference, one in ranking.entries.items():
        held = {key: score for key, score in agreed.get(reference, {}).items() if key in keys}
        if keys and set(held) == keys:
            score: Decimal | None = scoring.weighted_score(held, ranking.criteria)
        else:
            score = one.score
        entries[reference] = replace(one, scores=held, score=score)
    return replace(ranking, entries=entries)


def at_cut_off(ranking: Ranking, tried: WhatIf) -> Ranking:
    """The ranking as a cut-off would make it."""
    entries = dict(ranking.entries)
    for one in tried.placed:
        entries[one.reference] = replace(
            entries[one.reference],
            placing=one.placing,
            amount=one.amount,
            reserve_place=one.reserve_place,
            why=one.why,
            by_hand=False,
        )
    return replace(ranking, entries=entries, cut_off=tried.cut_off)
