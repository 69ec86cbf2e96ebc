"""Nothing is paid under an award whose organisation still owes its papers, or was not checked."""

import pytest

from precept.do.spending import actions, queries
from precept.foundation.ledger.actions import Refused
from precept.foundation.money import Money
from precept.plan.models import Fund
from tests.do.agreements.rolling import Office, office, rolling
from tests.do.bids.conftest import clock_at

__all__ = ["clock_at", "office", "rolling"]
pytestmark = pytest.mark.django_db


def test_a_claim_waits_for_the_papers_that_winners_are_asked_for(office: Office) -> None:
    bid = office.submit("Amber Group", "9000")
    office.decide(office.recommend(bid))
    agreement = office.accept(bid)
    for one in queries.parts_wanted(agreement, [])[0]:
        actions.authorise(
            by=office.cast.treasurer,
            fund=Fund.objects.get(code=one.fund),
            year=one.year,
            amount=one.amount,
            why="The budget is not stated yet",
        )
    actions.commit_waiting(by=office.cast.treasurer, agreement=agreement)
    claim = actions.claim(by=office.leads[bid.reference], agreement=agreement, amount=Money.of(1))
    claim = actions.check_claim(
        by=office.cast.officer, claim=claim, version=claim.version, found="The invoice"
    )

    with pytest.raises(Refused, match="Nothing is paid yet"):
        actions.approve_claim(by=office.cast.treasurer, claim=claim, version=claim.version)
