"""Ranking against the money: the cut-off, who is funded with how much, and freezing what is recommended."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from precept.do.assessment import access, queries, rules
from precept.do.assessment.access import Asker
from precept.do.assessment.models import Placing, Recommendation
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation.ledger.actions import NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person

NOT_RECOMMENDER: Final = (
    "Only people who recommend awards, with no interest in any bid of the round, may do this."
)
NOT_AUTHORITY: Final = "Only people who may allow over-programming can do this."
STALE: Final = "Somebody changed this ranking while you had it open."


@action
def start_ranking(
    *, by: Person, call: Call, bands: Sequence[int], sharing: str = "ratio"
) -> Recommendation:
    """Begin the ranking of the bids whose scores are locked, against the pot as it is now.

    ``bands`` are the lower edges of the score bands. In a rolling round this is the batch that was
    moderated since the last one was frozen, and the pot is what that one left.
    """
    of = call.opportunity
    ask_recommender(by, of)
    if not call.is_rolling and call.stage != "ranking":
        raise Refused("The ranking begins when moderation is closed.")
    if queries.draft(of) is not None:
        raise Refused("The ranking of this round has begun already.")
    edges = read_bands(bands)
    if sharing not in rules.SHARING_RULES:
        raise Refused("Choose how awards are shared among the funds", field="sharing")
    ranking = queries.fresh(of, bands=edges, sharing=sharing)
    if not any(one.is_eligible for one in ranking.entries.values()):
        raise Refused("No bid with locked scores waits to be ranked.")
    made = keep(of, ranking, by)
    record(made.subject, "ranking started", by=by, after=rules.started(ranking))
    return made


def keep(of: Opportunity, ranking: rules.Ranking, by: Person | None) -> Recommendation:
    """The ranking as rows."""
    made = Recommendation.objects.create(
        opportunity=of,
        criteria=[[one.key, one.title, one.weight, one.highest] for one in ranking.criteria],
        pot=[[one.code, one.name, one.amount.pence] for one in ranking.funders],
        sharing=ranking.sharing,
        bands=list(ranking.bands),
        cap=ranking.cap,
        cut_off=ranking.cut_off,
        cut_off_why=ranking.cut_off_why,
        over_by=ranking.over if ranking.over > rules.NOTHING else None,
        over_why=ranking.over_why,
        made_by=by,
    )
    pks = dict(
        Bid.objects.filter(reference__in=list(ranking.entries)).values_list("reference", "pk")
    )
    Placing.objects.bulk_create(
        Placing(
            recommendation=made,
            bid_id=pks[one.reference],
            title=one.title,
            organisation_name=one.organisation,
            organisation_reference=one.organisation_reference,
            asked=one.asked,
            score=one.score,
            placing=one.placing,
            amount=one.amount,
            reserve_place=one.reserve_place,
            why=one.why,
            conditions=list(one.conditions),
            by_hand=one.by_hand,
        )
        for one in ranking.entries.values()
    )
    return made


@action
def set_bands(
    *, by: Person, recommendation: Recommendation, version: int, bands: Sequence[int]
) -> Recommendation:
    """State the lower edges of the score bands."""
    now = draft_in_hand(by, recommendation, version)
    edges = read_bands(bands)
    if list(edges) == now.bands:
        return now
    before = now.bands
    write_next(now, {"bands": list(edges)}, read=version, stale=STALE)
    record(now.subject, "bands set", by=by, before={"bands": before}, after={"bands": now.bands})
    return now


@action
def set_cut_off(
    *, by: Person, recommendation: Recommendation, version: int, cut_off: int, why: str
) -> Recommendation:
    """Choose the least score that is funded, with the reason, and place the bids as that makes them.

    Best first while the pot lasts; what does not fit is the reserve list. What was placed by hand stays.
    """
    now = draft_in_hand(by, recommendation, version)
    if not 0 <= cut_off <= rules.HIGHEST:
        raise Refused("The cut-off must be between 0 and 100", field="cut_off")
    if not why.strip():
        raise Refused("Enter why this cut-off is chosen", field="why")
    ranking = queries.as_kept(now)
    tried = rules.what_if(
        list(ranking.entries.values()), ranking.pot, cut_off, cap=ranking.cap, over=ranking.over
    )
    after = rules.at_cut_off(ranking, tried)
    moved = [one for key, one in after.entries.items() if one != ranking.entries[key]]
    before = {"cut_off": now.cut_off, "why": now.cut_off_why} if now.cut_off is not None else None
    write_next(now, {"cut_off": cut_off, "cut_off_why": why.strip()}, read=version, stale=STALE)
    _write(now, moved)
    record(
        now.subject,
        "cut-off set",
        by=by,
        why=why.strip(),
        before=before,
        after={"cut_off": cut_off, "placed": [rules.placed(one) for one in moved]},
    )
    return now


def _write(now: Recommendation, entries: Sequence[rules.Entry]) -> None:
    by_reference = {one.reference: one for one in entries}
    rows = list(
        Placing.objects.filter(
            recommendation=now, bid__reference__in=list(by_reference)
        ).select_related("bid")
    )
    for row in rows:
        one = by_reference[row.bid.reference]
        row.placing, row.amount, row.reserve_place = one.placing, one.amount, one.reserve_place
        row.why, row.conditions, row.by_hand = one.why, list(one.conditions), one.by_hand
    Placing.objects.bulk_update(
        rows, ["placing", "amount", "reserve_place", "why", "conditions", "by_hand"]
    )


@action
def place_bid(
    *,
    by: Person,
    recommendation: Recommendation,
    version: int,
    bid: Bid,
    placing: str,
    amount: Money | None = None,
    reserve_place: int | None = None,
    why: str = "",
    conditions: Sequence[str] = (),
) -> Recommendation:
    """Place one bid by hand: fund it, in part, on the reserve list, not at all, or as not eligible.

    A new cut-off leaves it where it is. ``conditions`` are what an award would depend on, line by line.
    """
    now = draft_in_hand(by, recommendation, version)
    found = Placing.objects.filter(recommendation=now, bid=bid).select_related("bid").first()
    if found is None:
        raise Refused("This bid is not in the ranking.")
    entry = queries.as_kept(now).entries[found.bid.reference]
    if placing not in rules.PLACINGS:
        raise Refused("Choose where the bid is placed", field="placing")
    is_funded = placing in rules.FUNDED
    if placing == "fund" and amount is None:
        amount = entry.asked
    _ask_placing(entry, placing, amount, reserve_place, why.strip(), now.cap)
    after = replace(
        entry,
        placing=placing,
        amount=amount if is_funded else None,
        reserve_place=reserve_place if placing == "reserve" else None,
        why=why.strip(),
        conditions=tuple(one.strip() for one in conditions if one.strip()) if is_funded else (),
        by_hand=True,
    )
    if after == entry:
        return now
    write_next(now, {}, read=version, stale=STALE)
    _write(now, [after])
    record(
        now.subject,
        "bid placed",
        by=by,
        why=why.strip(),
        before=rules.placed(entry),
        after=rules.placed(after),
    )
    return now


def _ask_placing(
    entry: rules.Entry,
    placing: str,
    amount: Money | None,
    reserve_place: int | None,
    why: str,
    cap: Money | None,
) -> None:
    """Refused where this placing could never be frozen, beside the answer to change."""
    if placing in rules.FUNDED:
        if amount is None or amount <= rules.NOTHING:
            raise Refused("Enter the amount of the award", field="amount")
        if entry.asked is not None and amount > entry.asked:
            raise Refused(f"It asks for {entry.asked.short}: enter that or less", field="amount")
        if cap is not None and amount > cap:
            raise Refused(f"One award may be {cap.short} at the most", field="amount")
        if placing == "fund" and entry.asked is not None and amount < entry.asked:
            raise Refused(
                f"It asks for {entry.asked.short}. Choose “Fund in part” to give less",
                field="amount",
            )
        if entry.score is None:
            raise Refused("A bid without a score cannot be funded", field="placing")
    if placing == "reserve" and (reserve_place is None or reserve_place < 1):
        raise Refused("Enter its place on the reserve list, such as 1", field="reserve_place")
    if placing == "part" and not why:
        raise Refused("Enter why it is funded in part", field="why")
    if placing == "ineligible" and not why:
        raise Refused("Enter why it is not eligible", field="why")


@action
def allow_over_programming(
    *, by: Person, recommendation: Recommendation, version: int, over: Money, why: str
) -> Recommendation:
    """Allow awards to go so far above the pot, with the reason; nothing ends that."""
    now = draft_of(recommendation, version)
    if not access.may_allow_over(by, now.opportunity):
        raise NotAllowed(NOT_AUTHORITY)
    if over < rules.NOTHING:
        raise Refused("Enter an amount that is not less than nothing", field="over")
    if not why.strip():
        raise Refused("Enter why awards may go above the pot", field="why")
    before = now.over_by or rules.NOTHING
    write_next(
        now,
        {
            "over_by": over if over > rules.NOTHING else None,
            "over_why": why.strip(),
            "over_allowed_by": by,
        },
        read=version,
        stale=STALE,
    )
    record(
        now.subject,
        "over-programming allowed",
        by=by,
        why=why.strip(),
        before={"over": before.pence},
        after={"over": over.pence},
    )
    return now


def ask_recommender(by: Asker, of: Opportunity) -> None:
    """NotAllowed for whoever may not rank this round's bids against the money."""
    if not access.may_recommend(by, of):
        raise NotAllowed(NOT_RECOMMENDER)


def read_bands(given: Sequence[int]) -> list[int]:
    """The lower edges, highest first; Refused where they are no bands."""
    problem = rules.check_bands(given)
    if problem:
        raise Refused(problem, field="bands")
    return sorted(given, reverse=True)


def draft_of(recommendation: Recommendation, version: int) -> Recommendation:
    """The ranking in hand as it is now; Changed where it is no longer as it was read."""
    now = Recommendation.objects.select_related("opportunity__call", "opportunity__fund").get(
        pk=recommendation.pk
    )
    if now.state != "draft":
        raise Refused("This recommendation is frozen. Withdraw it to change it.")
    as_read(now, version, stale=STALE)
    return now


def draft_in_hand(by: Person, recommendation: Recommendation, version: int) -> Recommendation:
    """The ranking in hand, for somebody who may recommend awards."""
    now = draft_of(recommendation, version)
    ask_recommender(by, now.opportunity)
    return now
