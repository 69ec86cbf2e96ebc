"""The ranking of a round against the money: as tables tell it, as the ledger does, and as it was frozen."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from precept.decisions import queries as decisions
from precept.do.assessment import access, rules
from precept.do.assessment.access import Asker
from precept.do.assessment.models import (
    AgreedScore,
    BidCheck,
    GivenBack,
    Placing,
    Recommendation,
    ScoreCorrection,
    counts,
)
from precept.do.assessment.queries.meetings import scored_on
from precept.do.assessment.queries.moderation import agreed_in_force
from precept.do.assessment.rules import Entry, Funder, Ranking, Weighing
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Opportunity
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money

MOST_FUNDERS: Final = 20
MOST_RECOMMENDATIONS: Final = 200
SCORES_CHANGED: Final = "The scores have changed since: take back and freeze again."
CORRECTION_WAITS: Final = (
    "A correction of a score waits for a second person. Refuse it; or take the recommendation back, approve"
    " the correction and freeze again."
)


def funders_of(opportunity: Opportunity) -> list[Funder]:
    """Who puts how much into a round's pot: its shares, or the one fund that it draws on."""
    shares = list(opportunity.shares.select_related("fund")[:MOST_FUNDERS])
    if shares:
        return [Funder(one.fund.code, one.name, one.amount) for one in shares]
    if opportunity.fund is None or opportunity.available is None:
        return []
    fund = opportunity.fund
    return [Funder(fund.code, fund.short_name or fund.name, opportunity.available)]


def left_of(opportunity: Opportunity) -> list[Funder]:
    """What each funder has left after the recommendations that were frozen: a rolling round has several.

    What was not taken up and went back to the pot is there again.
    """
    paid: dict[str, int] = {}
    frozen = Recommendation.objects.filter(opportunity=opportunity, state="frozen")
    for one in frozen.prefetch_related("given_back"):
        for code, pence in kept_by(one).items():
            paid[code] = paid.get(code, 0) + pence
    return [
        replace(one, amount=Money(max(one.amount.pence - paid.get(one.code, 0), 0)))
        for one in funders_of(opportunity)
    ]


def kept_by(frozen: Recommendation) -> dict[str, int]:
    """What a frozen recommendation has of each fund, in pence, less what went back to the pot."""
    ranking = json.loads(frozen.content)["ranking"]
    codes = [code for code, _, _ in ranking["funders"]]
    kept = dict.fromkeys(codes, 0)
    for row in ranking["bids"]:
        for code, pence in zip(codes, row["shares"] or [], strict=False):
            kept[code] += pence
    for code, pence in given_back(frozen).items():
        kept[code] -= pence
    return kept


def given_back(frozen: Recommendation) -> dict[str, int]:
    """What of a recommendation went back to the pot, by fund, in pence."""
    found: dict[str, int] = {}
    for one in frozen.given_back.all():
        for code, pence in one.shares.items():
            found[code] = found.get(code, 0) + pence
    return found


def given_back_in(opportunity: Opportunity) -> dict[int, dict[str, int]]:
    """What went back to the pot of a round, by the recommendation's number and fund, in pence."""
    found: dict[int, dict[str, int]] = {}
    for one in GivenBack.objects.filter(recommendation__opportunity=opportunity):
        funds = found.setdefault(one.recommendation_id, {})
        for code, pence in one.shares.items():
            funds[code] = funds.get(code, 0) + pence
    return found


def batch_words(opportunity: Opportunity, of: Ranking) -> str:
    """What a ranking of a rolling round is ranked against, in words; "" in any other round."""
    if not opportunity.call.is_rolling:
        return ""
    whole = sum((one.amount for one in funders_of(opportunity)), rules.NOTHING)
    before = "" if of.pot == whole else ", which is what the other batches left of it"
    waiting = _locked(opportunity).exclude(reference__in=list(of.entries)).count()
    next_ones = f" {waiting} more with locked scores can be ranked next." if waiting else ""
    return (
        "This round is rolling: its bids are ranked in batches."
        f" The pot of the round is {whole.short}; this batch has {of.pot.short}{before}.{next_ones}"
    )


def draft(opportunity: Opportunity) -> Recommendation | None:
    """The ranking in hand."""
    return Recommendation.objects.filter(opportunity=opportunity, state="draft").first()


def recommendation(opportunity: Opportunity) -> Recommendation | None:
    """The latest frozen recommendation of a round; None where there is none."""
    return (
        Recommendation.objects.filter(opportunity=opportunity, state="frozen")
        .select_related("opportunity__call")
        .order_by("frozen", "pk")
        .last()
    )


def to_decide(opportunity: Opportunity) -> Recommendation | None:
    """The frozen recommendation that is decided next: the first on which no decision was signed or is under way."""
    frozen = [one for one in reversed(recommendations(opportunity)) if one.state == "frozen"]
    taken_up = decisions.taken_up(opportunity.subject) if frozen else set()
    return next((one for one in frozen if one.sha256 not in taken_up), None)


def recommendations(opportunity: Opportunity) -> list[Recommendation]:
    """Every ranking of a round that is not in hand: frozen or withdrawn, the latest first."""
    return list(
        Recommendation.objects.filter(opportunity=opportunity)
        .exclude(state="draft")
        .order_by("-frozen", "-pk")[:MOST_RECOMMENDATIONS]
    )


def to_rank(opportunity: Opportunity) -> QuerySet[Bid]:
    """The bids that the next ranking is of: submitted, opened, in no frozen recommendation."""
    placed = Placing.objects.filter(bid=OuterRef("pk"), recommendation__state="frozen")
    return Bid.objects.filter(
        ~Exists(placed),
        opportunity=opportunity,
        state="submitted",
        opened__isnull=False,
    )


def failed_checks(opportunity: Opportunity) -> set[str]:
    """The references of the bids that a check found not eligible."""
    rows = BidCheck.objects.filter(
        counts(), bid__opportunity=opportunity, kind=rules.ELIGIBILITY, outcome="fail"
    )
    return set(rows.values_list("bid__reference", flat=True))


def unsettled_scores(opportunity: Opportunity) -> set[str]:
    """The references of the bids with a score whose correction waits for its second person."""
    waiting = ScoreCorrection.objects.filter(
        agreed__bid__opportunity=opportunity, approved__isnull=True, refused_by__isnull=True
    )
    return set(waiting.values_list("agreed__bid__reference", flat=True))


def outdated(frozen: Recommendation) -> str:
    """Why a frozen recommendation cannot be decided on as it stands; "" where it can.

    Its scores are no longer those in force, or the correction of one waits to be settled.
    """
    bids = {one["reference"]: one["scores"] for one in as_frozen(frozen)["ranking"]["bids"]}
    now = as_kept(frozen).entries
    if any(dict(now[reference].scores) != scores for reference, scores in bids.items()):
        return SCORES_CHANGED
    if bids.keys() & unsettled_scores(frozen.opportunity):
        return CORRECTION_WAITS
    return ""


def outdated_words(kept: Recommendation) -> str:
    """What the board says of a frozen recommendation that cannot be decided on; "" once it is decided."""
    of = kept.opportunity
    if kept.state != "frozen" or decisions.is_signed_about(of.subject, kept.sha256):
        return ""
    return outdated(kept)


def fresh(
    opportunity: Opportunity, *, bands: Sequence[int] = (), sharing: str = "ratio"
) -> Ranking:
    """A ranking as it would begin now: the bids with locked scores, nobody funded, the money that is left.

    Bids that a check failed stand below the list. Those whose scores are not locked wait for the next.
    """
    criteria = scored_on(opportunity.call)
    failed = failed_checks(opportunity)
    bids = to_rank(opportunity)
    agreed = agreed_in_force(bids)
    entries = {}
    for bid in bids.select_related("organisation").order_by("reference"):
        is_out = bid.reference in failed
        if not is_out and len(agreed.get(bid.reference, {})) < len(criteria):
            continue
        entries[bid.reference] = entry_of(bid, is_out=is_out)
    ranking = Ranking(
        criteria=tuple(Weighing(one.key, one.weight, one.highest, one.title) for one in criteria),
        funders=tuple(left_of(opportunity)),
        sharing=sharing,
        bands=tuple(bands),
        cap=opportunity.limit,
        entries=entries,
    )
    return rules.scored(ranking, agreed)


def entry_of(bid: Bid, *, is_out: bool = False) -> Entry:
    """A bid as a ranking takes it in."""
    organisation = bid.organisation
    return Entry(
        reference=bid.reference,
        title=bid.title,
        organisation=organisation.name if organisation else "",
        organisation_reference=organisation.reference if organisation else "",
        asked=bid.amount,
        placing="ineligible" if is_out else "decline",
        why="A check found that it is not eligible." if is_out else "",
    )


def waiting_to_rank(opportunity: Opportunity) -> int:
    """How many bids the next ranking would hold."""
    return _locked(opportunity).count()


def _locked(opportunity: Opportunity) -> QuerySet[Bid]:
    locked = AgreedScore.objects.filter(bid=OuterRef("pk"), is_locked=True)
    return to_rank(opportunity).filter(Exists(locked))


def as_kept(kept: Recommendation) -> Ranking:
    """A ranking as the tables tell it, with the scores in force."""
    criteria = tuple(
        Weighing(key, weight, highest, title) for key, title, weight, highest in kept.criteria
    )
    placings = list(kept.placings.select_related("bid").order_by("bid__reference"))
    entries = {
        one.bid.reference: Entry(
            reference=one.bid.reference,
            title=one.title,
            organisation=one.organisation_name,
            organisation_reference=one.organisation_reference,
            asked=one.asked,
            score=one.score,
            placing=one.placing,
            amount=one.amount,
            reserve_place=one.reserve_place,
            why=one.why,
            conditions=tuple(one.conditions),
            by_hand=one.by_hand,
        )
        for one in placings
    }
    ranking = Ranking(
        criteria=criteria,
        funders=tuple(Funder(code, name, Money(pence)) for code, name, pence in kept.pot),
        sharing=kept.sharing,
        bands=tuple(kept.bands),
        cap=kept.cap,
        cut_off=kept.cut_off,
        cut_off_why=kept.cut_off_why,
        over=kept.over_by or rules.NOTHING,
        over_why=kept.over_why,
        entries=entries,
    )
    bids = Bid.objects.filter(placings__recommendation=kept)
    return rules.scored(ranking, agreed_in_force(bids))


def as_frozen(kept: Recommendation) -> dict[str, Any]:
    """The frozen text of a recommendation, read: the round's facts and the ranking."""
    found: dict[str, Any] = json.loads(kept.content)
    return found


def recomputed(opportunity: Opportunity) -> Ranking:
    """The latest ranking of a round as the ledger's events alone tell it."""
    own = _facts(Event.objects.filter(subject=f"ranking:{opportunity.reference}"))
    meetings = _facts(Event.objects.filter(subject=f"moderation:{opportunity.reference}"))
    references = _references(own)
    corrected = _facts(
        Event.objects.filter(
            subject__in=[f"scores:{one}" for one in references], type="score corrected"
        )
    )
    return rules.ranking_from_events(own, rules.agreed_from_events([*meetings, *corrected]))


def _references(events: Iterable[tuple[str, dict[str, Any]]]) -> list[str]:
    """The bids of the latest ranking that a stream tells of."""
    found: list[str] = []
    for what, said in events:
        if what in rules.STARTS:
            found = [one["reference"] for one in said["after"]["bids"]]
        elif what == "past bid taken in":
            found.append(said["after"]["reference"])
    return found


def _facts(events: QuerySet[Event]) -> list[tuple[str, dict[str, Any]]]:
    rows = events.filter(parts__name="facts").order_by("subject", "place")
    return [(what, json.loads(text)) for what, text in rows.values_list("type", "parts__text")]


def placing_for(asker: Asker, kept: Recommendation, reference: str) -> Placing:
    """A bid's place in the ranking in hand; 404 where it is not theirs to see."""
    found = (
        Placing.objects.filter(
            recommendation=kept,
            bid__reference=reference,
            bid__in=access.ranked_for(asker, kept.opportunity),
        )
        .select_related("bid__opportunity", "recommendation")
        .first()
    )
    if found is None:
        raise Http404(f"no bid {reference}")
    return found
