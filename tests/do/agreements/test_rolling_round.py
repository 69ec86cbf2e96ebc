"""A rolling round from its opening to its end: bids are decided in batches, each against what the pot has left."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.agreements import actions
from precept.do.agreements.models import Award
from precept.do.assessment import actions as assessment
from precept.do.assessment import queries as assessing
from precept.do.assessment.models import MarkSheet
from precept.do.bids import access as bidding
from precept.do.bids import actions as bids
from precept.do.bids.models import Bid
from precept.do.opportunities import actions as opportunities
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications.queries import latest_or_none
from tests.do.agreements.awarding import stage
from tests.do.agreements.rolling import Office, office, rolling
from tests.do.assessment.moderating import moderated
from tests.do.bids.conftest import AFTER, clock_at, declare

__all__ = ["clock_at", "office", "rolling"]
pytestmark = pytest.mark.django_db


def test_a_rolling_round_goes_batch_by_batch_from_its_opening_to_its_end(
    office: Office, cast: SimpleNamespace, clock_at: Callable[[datetime], None]
) -> None:
    first = office.submit("Amber Group", "9000.33")
    assert first.opened is not None
    office.everybody_declares()
    assert bidding.may_read_content(cast.officer, first)

    kept = office.recommend(first)
    second = office.submit("Birch Group", "8000")
    one = office.decide(kept)
    released = latest_or_none("round-results", office.call.opportunity.reference)
    assert released is not None
    assert (released.payload.received, released.payload.ranked) == (1, 1)
    assert (released.payload.pot, released.payload.pence) == (1_500_001, 900_033)
    office.accept(first)
    assert Award.objects.get(result__bid=first).state == "accepted"
    assert stage(one.opportunity) == "published"

    office.mark(second)
    moderated(office.call, [second], cast.chief, [(4, 3, 4)])
    kept = office.rank()
    assert [row.entry.reference for row in assessing.as_kept(kept).rows] == [second.reference]
    assert assessing.as_kept(kept).pot == Money.of("5999.68")
    assert kept.placings.get().placing == "reserve"
    kept = assessment.place_bid(
        by=cast.manager,
        recommendation=kept,
        version=kept.version,
        bid=second,
        placing="part",
        amount=Money.of("5999.68"),
        why="All that the pot has left",
    )
    office.freeze(kept)
    third = office.submit("Cedar Group", "1000")
    office.decide(kept)
    office.accept(second)

    clock_at(AFTER)
    bids.open_bids(by=cast.officer, call=office.call)
    office.mark(third)
    moderated(office.call, [third], cast.chief, [(1, 1, 1)])
    office.decide(office.freeze(office.rank()))

    of = Opportunity.objects.get(pk=office.call.opportunity_id)
    assert stage(of) == "awarded"
    assert (of.state, of.spend) == ("awarded", Money.of("15000.01"))
    paid = {one.name: one.amount for one in of.shares.all()}
    assert paid == {"OPCC": Money.of("9000"), "VRN": Money.of("6000.01")}
    released = latest_or_none("round-results", of.reference)
    assert released is not None
    said = released.payload
    assert (said.received, said.ranked, said.awarded, len(said.decisions)) == (3, 3, 2, 3)
    assert (said.pot, said.pence) == (1_500_001, 1_500_001)


def published_early(office: Office) -> Bid:
    """A round whose only bid is decided and published while it is still open."""
    bid = office.submit("Amber Group", "9000")
    office.decide(office.recommend(bid))
    return bid


def test_a_round_whose_bids_are_all_decided_when_it_closes_is_finished_by_hand(
    office: Office,
    cast: SimpleNamespace,
    clock_at: Callable[[datetime], None],
    client_as: Callable[[Person], Client],
) -> None:
    published_early(office)
    address = f"/office/rounds/{office.call.opportunity.reference}/awards"
    clock_at(AFTER)
    with pytest.raises(Refused, match="its bids are opened once it has closed"):
        actions.finish_round(by=cast.manager, call=office.call)
    bids.open_bids(by=cast.officer, call=office.call)

    assert "Finish the round" in client_as(cast.officer).get(address).content.decode()
    assert "Finish the round" not in client_as(cast.treasurer).get(address).content.decode()
    with pytest.raises(NotAllowed):
        actions.finish_round(by=cast.treasurer, call=office.call)
    assert client_as(cast.officer).post(address).status_code == 302
    of = Opportunity.objects.get(pk=office.call.opportunity_id)
    assert (stage(of), of.state, of.spend) == ("awarded", "awarded", Money.of("9000"))


def test_a_rolling_round_is_not_finished_while_a_bid_waits(
    office: Office, cast: SimpleNamespace, clock_at: Callable[[datetime], None]
) -> None:
    published_early(office)
    office.submit("Birch Group", "1000")
    clock_at(AFTER)
    bids.open_bids(by=cast.officer, call=office.call)

    with pytest.raises(Refused, match="1 bid waits for a published decision"):
        actions.finish_round(by=cast.manager, call=office.call)


def test_a_rolling_round_with_awards_is_not_cancelled(
    office: Office, cast: SimpleNamespace
) -> None:
    published_early(office)
    now = Call.objects.get(pk=office.call.pk)

    with pytest.raises(Refused, match="Awards of this round are decided already"):
        opportunities.cancel_call(by=cast.manager, call=now, version=now.version, why="No money")


def test_what_a_marker_types_while_a_bid_joins_is_kept_and_they_declare_again(
    office: Office, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    bid = office.submit("Amber Group", "9000")
    office.everybody_declares()
    marker = office.markers[0]
    assessment.allocate(by=cast.officer, bid=bid, marker=marker)
    browser = client_as(marker)
    round_page = f"/my/marking/{office.call.opportunity.reference}"
    page = f"{round_page}/{bid.reference}"
    typed = {"version": "0", "score_need": "3", "reason_need": "A walk home every Friday"}
    office.submit("Birch Group", "1000")

    saved = browser.post(page, {**typed, "autosave": "yes", "writer": "w", "key": "w-1"})
    assert saved.json()["version"] == 1
    assert "declare them again" in saved.json()["words"]
    typed = {**typed, "version": "1", "reason_need": "A walk home every night"}
    answer = browser.post(page, {**typed, "do": "submit"})

    assert (answer.status_code, answer["Location"]) == (302, round_page)
    assert browser.get(page).status_code == 404
    assert "Declare your interests again" in browser.get(round_page).content.decode()
    declare(marker, office.call)
    assert "A walk home every night" in browser.get(page).content.decode()
    assert not MarkSheet.objects.filter(state="submitted").exists()


def test_a_conflict_shuts_what_was_typed_out_too(
    office: Office, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    bid = office.submit("Amber Group", "9000")
    office.everybody_declares()
    marker = office.markers[0]
    assessment.allocate(by=cast.officer, bid=bid, marker=marker)
    declare(marker, office.call, (bid, "member", ""))
    office.submit("Birch Group", "1000")

    page = f"/my/marking/{office.call.opportunity.reference}/{bid.reference}"
    answer = client_as(marker).post(page, {"version": "0", "score_need": "3", "autosave": "yes"})

    assert answer.status_code == 404
    assert not MarkSheet.objects.exists()
