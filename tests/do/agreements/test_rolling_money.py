"""Money that a batch of a rolling round did not take up: the reserve list first, then the next batch."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from precept.do.agreements import actions, queries
from precept.do.agreements.models import Award, Awarding
from precept.do.assessment import queries as assessing
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from tests.do.agreements.rolling import Office, office, rolling
from tests.do.bids.conftest import DEADLINE, clock_at

__all__ = ["clock_at", "office", "rolling"]
pytestmark = pytest.mark.django_db


def lost(office: Office, bid: Bid) -> Award:
    """The group declines what it was offered."""
    award = Award.objects.get(result__bid=bid)
    return actions.decline_award(
        by=office.leads[bid.reference], award=award, version=award.version, why="We found a hall"
    )


def pot_left(office: Office) -> Money:
    """What the pot has for the next batch."""
    of = Opportunity.objects.get(pk=office.call.opportunity_id)
    return sum((one.amount for one in assessing.left_of(of)), Money(0))


def one_in_reserve(office: Office) -> tuple[Bid, Awarding]:
    """A batch of two bids of the same score: one has an award of £9,000, the other waits for its money."""
    batch = [office.submit(name, "9000") for name in ("Amber Group", "Birch Group")]
    awarding = office.decide(office.recommend(*batch))
    return Bid.objects.get(result__placing="fund"), awarding


def test_what_is_declined_goes_to_the_next_batch_once_nobody_waits_on_the_reserve_list(
    office: Office, client_as: Callable[[Person], Client]
) -> None:
    first, awarding = one_in_reserve(office)
    of = awarding.opportunity
    assert pot_left(office) == Money.of("6000.01")

    lost(office, first)
    assert pot_left(office) == Money.of("6000.01")  # it is the reserve list's first
    result = awarding.results.get(placing="reserve")
    made = actions.award_reserve(
        by=office.cast.officer, result=result, amount=Money.of("7000"), why="The first declined"
    )

    assert sum(one.pence for _, _, one in queries.shares_of_award(made)) == 700_000
    assert pot_left(office) == Money.of("8000.01")
    assert sum(queries.free_money(of)[awarding.pk].values()) == 0
    page = client_as(office.cast.officer).get(f"/office/rounds/{of.reference}/awards")
    assert "£2,000.00 was not taken up and went back to the pot" in page.content.decode()

    third = office.submit("Cedar Group", "8000.01")
    kept = office.recommend(third)
    assert kept.placings.get().amount == Money.of("8000.01")
    assert pot_left(office) == Money(0)


def test_an_officer_closes_the_reserve_list_and_what_is_free_goes_to_the_next_batch(
    office: Office, client_as: Callable[[Person], Client]
) -> None:
    first, awarding = one_in_reserve(office)
    lost(office, first)
    address = f"/office/rounds/{awarding.opportunity.reference}/awards"
    close = f"{address}/close-reserve/{awarding.decision.reference}"
    browser = client_as(office.cast.officer)
    assert close in browser.get(address).content.decode()
    assert browser.get(close).status_code == 200
    with pytest.raises(NotAllowed):
        actions.close_reserve(
            by=office.cast.treasurer, awarding=awarding, version=awarding.version, why="No"
        )
    with pytest.raises(Refused, match="Say why"):
        actions.close_reserve(
            by=office.cast.officer, awarding=awarding, version=awarding.version, why=" "
        )

    answer = browser.post(close, {"version": awarding.version, "why": "It has money elsewhere"})

    assert answer.status_code == 302
    assert pot_left(office) == Money.of("15000.01")
    page = browser.get(address).content.decode()
    assert "It has money elsewhere" in page
    assert "£9,000.00 was not taken up and went back to the pot" in page
    assert close not in page
    result = awarding.results.get(placing="reserve")
    with pytest.raises(Refused, match="no money is free"):
        actions.award_reserve(
            by=office.cast.officer, result=result, amount=Money.of("7000"), why="After all"
        )
    awarding.refresh_from_db()
    with pytest.raises(Refused, match="No bid waits"):
        actions.close_reserve(
            by=office.cast.officer, awarding=awarding, version=awarding.version, why="Again"
        )


def test_a_lapsed_award_is_offered_again_while_no_other_batch_has_its_money(
    office: Office, clock_at: Callable[[datetime], None]
) -> None:
    bid = office.submit("Amber Group", "9000")
    office.decide(office.recommend(bid))
    award = Award.objects.get(result__bid=bid)
    assert award.accept_by is not None
    clock_at(datetime.combine(award.accept_by + timedelta(days=1), DEADLINE.timetz()))
    assert actions.lapse_due() == 1
    assert pot_left(office) == Money.of("15000.01")

    def again() -> Award:
        now = Award.objects.get(pk=award.pk)
        day = clock.today() + timedelta(days=10)
        return actions.extend_offer(
            by=office.cast.officer, award=now, version=now.version, day=day, why="They were away"
        )

    assert again().state == "offered"
    assert pot_left(office) == Money.of("6000.01")

    lost(office, bid)
    assert pot_left(office) == Money.of("15000.01")
    Award.objects.filter(pk=award.pk).update(state="lapsed")
    clock_at(DEADLINE - timedelta(days=2))
    office.recommend(office.submit("Birch Group", "8000"))
    with pytest.raises(Refused, match="Its money went to other bids"):
        again()
