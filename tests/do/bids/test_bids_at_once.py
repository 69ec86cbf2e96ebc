"""Many at once: twenty clicks are one submission, and no text of several writers is lost.

On both databases, with connections of their own.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, connections

from precept.do.bids import actions, queries
from precept.do.bids.models import Attempt, Bid, BidMember, Revision, Submission
from precept.foundation import clock
from precept.foundation.ledger.actions import Refusal
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from tests.do.bids.conftest import ABOUT, fill, make_call, make_organisation

R = TypeVar("R")
CLICKS = 20


@pytest.fixture
def ready(transactional_db: None, person: Callable[..., Person]) -> tuple[Bid, Person]:
    """A complete bid in a round that is open by the real clock."""
    wall = clock.in_uk(clock.now()).replace(tzinfo=None, second=0, microsecond=0)
    bidder = person()
    call = make_call(wall + timedelta(days=10))
    bid = actions.begin_bid(
        by=bidder, call=call, organisation=make_organisation("Quick Club", bidder)
    )
    fill(bid, bidder)
    return bid, bidder


def at_once(number: int, do: Callable[[int], R]) -> list[R]:
    """Do the same from several threads that start together."""
    start = Barrier(number)

    def one(place: int) -> R:
        try:
            start.wait(timeout=30)
            return do(place)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_twenty_clicks_give_one_submission_and_twenty_equal_receipts(
    ready: tuple[Bid, Person],
) -> None:
    bid, bidder = ready

    def click(_: int) -> str:
        return actions.submit_bid(by=bidder, bid=bid, key="one form", begun=clock.now()).receipt

    receipts = at_once(CLICKS, click)

    assert len(set(receipts)) == 1
    made = Submission.objects.get()
    bid.refresh_from_db()
    assert bid.in_force == made
    assert Event.objects.filter(subject=bid.subject, type="bid submitted").count() == 1
    assert Attempt.objects.count() == 1
    assert Mail.objects.filter(kind="bid receipt").count() == 1


def test_several_forms_at_once_are_numbered_in_a_row_and_one_is_in_force(
    ready: tuple[Bid, Person],
) -> None:
    bid, bidder = ready

    def press(place: int) -> int:
        return actions.submit_bid(by=bidder, bid=bid, key=f"form {place}", begun=clock.now()).number

    numbers = at_once(6, press)

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    bid.refresh_from_db()
    assert bid.in_force is not None
    assert bid.in_force.number == 6


def test_a_double_click_begins_one_bid(ready: tuple[Bid, Person]) -> None:
    bid, bidder = ready
    call = queries.call_of(bid)

    begun = at_once(8, lambda _: actions.begin_bid(by=bidder, call=call, key="a form").reference)

    assert len(set(begun)) == 1
    assert Bid.objects.count() == 2


def test_several_who_save_at_once_lose_no_text(ready: tuple[Bid, Person]) -> None:
    bid, bidder = ready
    version = bid.sections.get(section="about").version

    def save(place: int) -> actions.Saved:
        return actions.save_section(
            by=bidder,
            bid=bid,
            section="about",
            answers={**ABOUT, "title": f"Text {place}"},
            read_version=version,
            key=f"save {place}",
        )

    saved = at_once(10, save)

    assert sum(one.is_in_place for one in saved) == 1
    kept = {one.answers["title"] for one in Revision.objects.filter(key__startswith="save")}
    assert kept == {f"Text {place}" for place in range(10)}
    assert bid.sections.get(section="about").version == version + 1


def test_one_save_sent_several_times_at_once_is_one(ready: tuple[Bid, Person]) -> None:
    bid, bidder = ready
    version = bid.sections.get(section="about").version

    def save(_: int) -> actions.Saved:
        return actions.save_section(
            by=bidder, bid=bid, section="about", answers=ABOUT, read_version=version, key="same"
        )

    saved = at_once(10, save)

    assert {(one.version, one.is_in_place) for one in saved} == {(version + 1, True)}
    assert Revision.objects.filter(key="same").count() == 1


def test_two_who_lead_cannot_both_leave(
    ready: tuple[Bid, Person], person: Callable[..., Person]
) -> None:
    bid, bidder = ready
    second = person()
    actions.invite(by=bidder, bid=bid, email=second.email, rights="lead")
    actions.take_up_invitations(by=second)
    places = list(BidMember.objects.select_related("person").order_by("pk"))

    def leave(place: int) -> bool:
        own = places[place]
        assert own.person is not None
        try:
            actions.remove_member(by=own.person, bid=bid, member=own)
        except Refusal:
            return False
        return True

    left = at_once(2, leave)

    assert sorted(left) == [False, True]
    assert BidMember.objects.filter(ended=None).count() == 1


def test_these_run_on_a_database_that_several_write_to(ready: tuple[Bid, Person]) -> None:
    assert connection.vendor in {"sqlite", "postgresql"}
    assert not connection.in_atomic_block
