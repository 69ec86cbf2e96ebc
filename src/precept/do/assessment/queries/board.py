"""The board of a ranking: the ranked list against the money, as somebody may see it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404

from precept.do.assessment import access, rules
from precept.do.assessment.access import Asker
from precept.do.assessment.models import Recommendation
from precept.do.assessment.queries.ranking import (
    as_kept,
    draft,
    failed_checks,
    fresh,
    funders_of,
    recommendation,
    unsettled_scores,
)
from precept.do.assessment.rules import Problem, Ranking
from precept.do.opportunities.models import Opportunity
from precept.foundation.money import Money


@dataclass(frozen=True)
class Ranked:
    """A bid as the board shows it."""

    reference: str
    title: str
    organisation: str
    score: str
    band: str
    asked: Money | None
    placing: str
    amount: Money | None
    asked_so_far: Money
    awarded_so_far: Money
    shares: tuple[Money, ...] | None
    rank: int | None
    is_tie: bool
    reserve_place: int | None
    why: str
    conditions: tuple[str, ...]
    by_hand: bool
    is_past_the_pot: bool
    """Whether the bids down to this one ask for more than the pot."""
    is_at_or_above: bool
    """Whether it reaches the cut-off."""


@dataclass(frozen=True)
class FunderUse:
    """What a fund put into the pot, and how much of it the awards use."""

    name: str
    amount: Money
    used: Money

    @property
    def left(self) -> Money:
        """What is not used; less than nothing where awards go above the pot."""
        return self.amount - self.used


@dataclass(frozen=True)
class Board:
    """The ranked list against the money, as somebody may see it."""

    rows: list[Ranked]
    ranking: Ranking
    recommendation: Recommendation | None
    pot: Money
    funders: list[FunderUse]
    awarded: Money
    asked: Money
    funded: int
    cut_off: int | None
    bands: list[rules.Band]
    is_partial: bool
    """Whether bids are left out because this person declared an interest in them."""
    problems: list[Problem]

    @property
    def left(self) -> Money:
        """What the pot has left; less than nothing where awards go above it."""
        return self.pot - self.awarded


def ranking(asker: Asker, opportunity: Opportunity, known: access.Interests | None = None) -> Board:
    """The board of a round as somebody may see it: the ranking in hand, else the one that was frozen last.

    A bid in which they declared an interest is not there: no row, and no rank, total or count tells of it.
    """
    kept = draft(opportunity) or recommendation(opportunity)
    if kept is not None:
        kept.opportunity = opportunity
    whole = as_kept(kept) if kept else fresh(opportunity)
    return board_of(asker, opportunity, kept, whole, known)


def board_of(
    asker: Asker,
    opportunity: Opportunity,
    kept: Recommendation | None,
    whole: Ranking,
    known: access.Interests | None = None,
) -> Board:
    """A ranking as somebody may see it."""
    known = known or access.interests(asker, opportunity)
    if not access.may_see_ranking(asker, opportunity, known):
        raise Http404("the ranking")
    seen = set(access.ranked_for(asker, opportunity, known).values_list("reference", flat=True))
    mine = replace(whole, entries={key: one for key, one in whole.entries.items() if key in seen})
    is_partial = known.has_conflict
    rows = mine.rows
    # What earlier batches left of a rolling round's pot would tell what they gave a bid that is shut.
    is_whole = is_partial and opportunity.call.is_rolling
    funders = funders_of(opportunity) if is_whole else list(mine.funders)
    awarded = sum((row.entry.award for row in rows), Money(0))
    is_draft = kept is not None and kept.state == "draft"
    return Board(
        rows=[_shown(row, mine) for row in rows],
        ranking=mine,
        recommendation=kept,
        pot=sum((one.amount for one in funders), Money(0)),
        funders=[
            FunderUse(one.name, one.amount, _used(rows, place)) for place, one in enumerate(funders)
        ],
        awarded=awarded,
        asked=rows[-1].asked_so_far if rows else Money(0),
        funded=sum(1 for row in rows if row.entry.award > rules.NOTHING),
        cut_off=mine.cut_off,
        bands=rules.bands(
            [row.entry.score for row in rows if row.rank and row.entry.score is not None],
            mine.bands,
        ),
        is_partial=is_partial,
        problems=problems_of(mine, opportunity) if is_draft and not is_partial else [],
    )


def problems_of(of: Ranking, opportunity: Opportunity) -> list[Problem]:
    """Everything that stands against freezing a ranking."""
    found = rules.problems(
        of.rows,
        cut_off=of.cut_off,
        pot=of.pot,
        cap=of.cap,
        over=of.over,
        failed=failed_checks(opportunity),
        unsettled=unsettled_scores(opportunity),
    )
    if not of.funders:
        found.insert(0, Problem("", "Say what the pot is and who puts in how much"))
    return found


def _used(rows: Sequence[rules.Ranked], place: int) -> Money:
    return sum((row.shares[place] for row in rows if row.shares is not None), Money(0))


def _shown(row: rules.Ranked, of: Ranking) -> Ranked:
    one = row.entry
    return Ranked(
        reference=one.reference,
        title=one.title,
        organisation=one.organisation,
        score=rules.score_words(one.score),
        band="" if row.band is None else rules.band_words(row.band, of.bands),
        asked=one.asked,
        placing=one.placing,
        amount=one.award if one.placing in rules.FUNDED else None,
        asked_so_far=row.asked_so_far,
        awarded_so_far=row.awarded_so_far,
        shares=row.shares,
        rank=row.rank,
        is_tie=row.is_tie,
        reserve_place=one.reserve_place,
        why=one.why,
        conditions=one.conditions,
        by_hand=one.by_hand,
        is_past_the_pot=row.asked_so_far > of.pot,
        is_at_or_above=of.cut_off is not None
        and one.score is not None
        and row.rank is not None
        and one.score >= of.cut_off,
    )


def tried(of: Board, cut_off: int) -> tuple[Board, rules.WhatIf]:
    """The same board as another cut-off would make it, and what that comes to. Nothing is saved."""
    ranking = of.ranking
    what_if = rules.what_if(
        list(ranking.entries.values()),
        ranking.pot,
        cut_off,
        cap=ranking.cap,
        over=ranking.over,
    )
    moved = rules.at_cut_off(ranking, what_if)
    rows = moved.rows
    return (
        replace(
            of,
            rows=[_shown(row, moved) for row in rows],
            ranking=moved,
            funders=[
                FunderUse(one.name, one.amount, _used(rows, place))
                for place, one in enumerate(moved.funders)
            ],
            awarded=sum((row.entry.award for row in rows), Money(0)),
            funded=sum(1 for row in rows if row.entry.award > rules.NOTHING),
            cut_off=cut_off,
        ),
        what_if,
    )
