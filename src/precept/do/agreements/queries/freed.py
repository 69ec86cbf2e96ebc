"""Money that awards left free: for whom on a reserve list, and what went back to the pot of a rolling round."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from precept.do.agreements.models import Award, Awarding, BidResult
from precept.do.assessment import queries as assessment
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation.money import Money

NOTHING = Money(0)


@dataclass(frozen=True)
class ReserveRow:
    """The next on a reserve list when money is free again."""

    result: BidResult
    free: Money


def next_in_reserve(
    held: Sequence[Awarding], results: Sequence[BidResult], opportunity: Opportunity
) -> list[ReserveRow]:
    """The first of each reserve list that no award was made for, where money is free again."""
    found = []
    free = free_money(opportunity)
    offered = set(
        Award.objects.filter(opportunity=opportunity, made_by__isnull=False).values_list(
            "result_id", flat=True
        )
    )
    for awarding in held:
        amount = Money(sum(free.get(awarding.pk, {}).values()))
        waiting = [
            one
            for one in results
            if one.awarding_id == awarding.pk and one.placing == "reserve" and one.pk not in offered
        ]
        if waiting and awarding.reserve_closed is None and amount > NOTHING:
            first = min(waiting, key=lambda one: (one.reserve_place or 0, one.pk))
            found.append(ReserveRow(first, amount))
    return found


def free_money(opportunity: Opportunity) -> dict[int, dict[str, int]]:
    """What declined and lapsed awards left free: by awarding and fund, in pence.

    Less what the reserve list took, and what went back to the pot of a rolling round.
    """
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Award.objects.filter(opportunity=opportunity).filter(
        Q(state__in=["declined", "lapsed"]) | Q(made_by__isnull=False)
    )
    for awarding, state, made_by, shares in rows.values_list(
        "result__awarding_id", "state", "made_by_id", "shares"
    ):
        for code, _, pence in shares:
            if made_by is not None:
                found[awarding][code] -= pence
            if state in {"declined", "lapsed"}:
                found[awarding][code] += pence
    back = assessment.given_back_in(opportunity)
    for number, recommendation in Awarding.objects.filter(
        recommendation__in=list(back)
    ).values_list("pk", "recommendation_id"):
        for code, pence in back[recommendation].items():
            found[number][code] -= pence
    return {number: dict(funds) for number, funds in found.items()}


def reserve_waits(awarding: Awarding) -> bool:
    """Whether a bid is on a reserve list that is open, for which no award was made."""
    if awarding.reserve_closed is not None:
        return False
    return _waiting().filter(awarding=awarding).exists()


def _waiting() -> QuerySet[BidResult]:
    taken = Award.objects.filter(result=OuterRef("pk"), made_by__isnull=False)
    return BidResult.objects.filter(~Exists(taken), placing="reserve")


def closable(held: Sequence[Awarding], call: Call | None) -> set[int]:
    """Whose reserve list can be closed, by number: of a rolling round that goes on, while somebody waits on it."""
    if call is None or not call.is_rolling or call.stage in {"awarded", "cancelled"}:
        return set()
    open_ones = [one.pk for one in held if one.reserve_closed is None]
    waiting = _waiting().filter(awarding__in=open_ones)
    return set(waiting.values_list("awarding", flat=True))


def given_back_by(opportunity: Opportunity) -> dict[int, Money]:
    """What went back to the pot, by the number of the recommendation that had it."""
    return {
        number: Money(whole)
        for number, funds in assessment.given_back_in(opportunity).items()
        if (whole := sum(funds.values()))
    }
