"""Feedback for bidders: what is written, what is drafted from agreed reasons, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from precept.do.assessment import access, rules
from precept.do.assessment.access import Asker
from precept.do.assessment.models import AgreedScore, BidCheck, Feedback, Placing, counts
from precept.do.assessment.queries.meetings import scored_on
from precept.do.assessment.queries.moderation import agreed_in_force
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Criterion, Opportunity

MOST_BIDS = 500


@dataclass(frozen=True)
class CriterionFeedback:
    """What a bidder is told about a criterion; None as criterion is the whole bid."""

    criterion: Criterion | None
    score: int | None
    level: str
    """What the marking guide says of that score."""
    written: Feedback | None
    drafted: str
    """The agreed reason as a start; somebody has to write it for the bidder."""

    @property
    def title(self) -> str:
        """What it is about."""
        return self.criterion.title if self.criterion else "The whole bid"

    @property
    def key(self) -> str:
        """Its short name in addresses."""
        return self.criterion.key if self.criterion else "whole"

    @property
    def state(self) -> str:
        """How far it is."""
        if self.written is None:
            return "To write" if self.criterion else "Optional"
        return "Approved" if self.written.approved_by_id else "Waiting for a second person"


@dataclass(frozen=True)
class BidFeedback:
    """How far the feedback of a bid is."""

    bid: Bid
    placing: str
    written: int
    approved: int
    needed: int

    @property
    def is_complete(self) -> bool:
        """Whether every criterion has approved feedback."""
        return self.approved == self.needed

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if self.is_complete:
            return "Approved"
        if self.written == self.needed:
            return "Waiting for a second person"
        return f"{self.needed - self.written} to write"


def feedback_board(asker: Asker, opportunity: Opportunity) -> list[BidFeedback]:
    """How far the feedback of every bid is that somebody may see: those not funded first."""
    needed = len(scored_on(opportunity.call))
    frozen = Placing.objects.filter(recommendation__state__in=["draft", "frozen"])
    bids = list(
        access.ranked_for(asker, opportunity)
        .filter(Exists(frozen.filter(bid=OuterRef("pk"))), state="submitted")
        .select_related("organisation")
        .order_by("title", "reference")[:MOST_BIDS]
    )
    placings = dict(frozen.filter(bid__in=bids).order_by("pk").values_list("bid_id", "placing"))
    written: dict[int, int] = {}
    approved: dict[int, int] = {}
    rows = Feedback.objects.filter(bid__in=bids, criterion__isnull=False)
    for bid, by in rows.values_list("bid_id", "approved_by_id"):
        written[bid] = written.get(bid, 0) + 1
        approved[bid] = approved.get(bid, 0) + (by is not None)
    found = [
        BidFeedback(one, placings[one.pk], written.get(one.pk, 0), approved.get(one.pk, 0), needed)
        for one in bids
    ]
    return sorted(found, key=lambda one: one.placing in rules.FUNDED)


def feedback_of(asker: Asker, opportunity: Opportunity, bid: Bid) -> list[CriterionFeedback]:
    """The feedback of one bid, criterion by criterion, then on the whole."""
    criteria = scored_on(opportunity.call)
    if not access.may_see_ranked(asker, bid):
        return []
    scores = agreed_in_force(Bid.objects.filter(pk=bid.pk)).get(bid.reference, {})
    reasons = dict(
        AgreedScore.objects.filter(bid=bid, is_locked=True).values_list("criterion_id", "reason")
    )
    held = {
        one.criterion_id: one
        for one in Feedback.objects.filter(bid=bid).select_related("by", "approved_by")
    }
    found = [
        CriterionFeedback(
            criterion=one,
            score=scores.get(one.key),
            level=_level(one, scores.get(one.key)),
            written=held.get(one.pk),
            drafted=reasons.get(one.pk, ""),
        )
        for one in criteria
    ]
    return [*found, CriterionFeedback(None, None, "", held.get(None), "")]


def _level(criterion: Criterion, score: int | None) -> str:
    for one in criterion.levels:
        if int(one["score"]) == score:
            return str(one["words"])
    return ""


def approved_feedback(bid: Bid) -> list[dict[str, str]]:
    """What a bidder is sent: [{"criterion", "score", "words"}] of what was approved, in the criteria's order."""
    criteria = scored_on(bid.opportunity.call)
    scores = agreed_in_force(Bid.objects.filter(pk=bid.pk)).get(bid.reference, {})
    held = {
        one.criterion_id: one.words
        for one in Feedback.objects.filter(bid=bid, approved_by__isnull=False)
    }
    found = [
        {
            "criterion": one.title,
            "score": f"{scores[one.key]} of {one.highest}" if one.key in scores else "",
            "words": held[one.pk],
        }
        for one in criteria
        if one.pk in held
    ]
    if None in held:
        found.append({"criterion": "The whole bid", "score": "", "words": held[None]})
    return found


def missing_feedback(opportunity: Opportunity) -> list[str]:
    """The references of the bids that lack approved feedback: who is not to be funded, before they are told."""
    needed = len(scored_on(opportunity.call))
    frozen = Placing.objects.filter(
        recommendation__opportunity=opportunity, recommendation__state="frozen"
    ).exclude(placing__in=[*rules.FUNDED, "ineligible"])
    told: dict[int, int] = {}
    rows = Feedback.objects.filter(
        bid__in=frozen.values("bid"), criterion__isnull=False, approved_by__isnull=False
    )
    for pk in rows.values_list("bid_id", flat=True):
        told[pk] = told.get(pk, 0) + 1
    return [
        reference
        for pk, reference in frozen.order_by("rank", "bid__reference").values_list(
            "bid_id", "bid__reference"
        )
        if told.get(pk, 0) < needed
    ]


def told_why_not_eligible(bids: Iterable[Bid]) -> dict[int, list[str]]:
    """What the bidders of some bids may be told of each rule that their bid does not meet, by the bid's number."""
    rows = BidCheck.objects.filter(
        counts(), bid__in=list(bids), kind=rules.ELIGIBILITY, outcome="fail"
    )
    said: dict[int, list[str]] = {}
    for pk, told in rows.order_by("rule").values_list("bid_id", "told"):
        said.setdefault(pk, []).append(told)
    return said
