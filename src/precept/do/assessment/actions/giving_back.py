"""Money that a batch of a rolling round did not take up goes back to the pot, for the batches after it."""

from collections.abc import Mapping

from precept.do.assessment import queries
from precept.do.assessment.access import Asker
from precept.do.assessment.models import GivenBack, Recommendation
from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.money import Money
from precept.foundation.people.models import Person


@action
def give_back(
    *, by: Asker, recommendation: Recommendation, shares: Mapping[str, int], why: str
) -> GivenBack:
    """Give money of a frozen recommendation back to the pot: pence by fund. The caller has asked who may.

    Refused where the round is not rolling, or a fund would get more than the recommendation has of it.
    """
    now = _frozen(recommendation)
    kept = queries.kept_by(now)
    if not shares or any(not 0 < pence <= kept.get(code, 0) for code, pence in shares.items()):
        raise Refused("No more can go back to a fund than this recommendation has of it.")
    return _keep(by, now, dict(shares), why, "money given back to the pot")


@action
def take_again(
    *, by: Asker, recommendation: Recommendation, shares: Mapping[str, int], why: str
) -> GivenBack:
    """Take money that went back to the pot out of it again, while no other batch was given it.

    Refused while a ranking is in hand: it counts on what the pot had when it began.
    """
    now = _frozen(recommendation)
    if queries.draft(now.opportunity) is not None:
        raise Refused("A ranking of this round is in hand and counts on this money.")
    back = queries.given_back(now)
    left = {one.code: one.amount.pence for one in queries.left_of(now.opportunity)}
    if not shares or any(
        not 0 < pence <= min(back.get(code, 0), left.get(code, 0)) for code, pence in shares.items()
    ):
        raise Refused("Its money went to other bids: it cannot be offered again.")
    taken = {code: -pence for code, pence in shares.items()}
    return _keep(by, now, taken, why, "money taken from the pot again")


def _frozen(recommendation: Recommendation) -> Recommendation:
    # Held: two who give back or take again at once would count the same money twice.
    rows = Recommendation.objects.select_for_update(of=("self",))
    now = rows.select_related("opportunity__call", "opportunity__fund").get(pk=recommendation.pk)
    if now.state != "frozen" or not now.opportunity.call.is_rolling:
        raise Refused("Money goes back to the pot of a rolling round alone.")
    return now


def _keep(
    by: Asker, frozen: Recommendation, shares: dict[str, int], why: str, what: str
) -> GivenBack:
    made = GivenBack.objects.create(
        recommendation=frozen,
        shares=shares,
        why=why,
        by=by if isinstance(by, Person) else None,
    )
    said = {code: Money(abs(pence)).short for code, pence in shares.items()}
    record(frozen.subject, what, by=by, why=why, after={"sha256": frozen.sha256, "funds": said})
    return made
