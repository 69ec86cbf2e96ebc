"""“I pressed Submit in time”: what is kept of every attempt, who may read it, and who may not say it (A17, A18)."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from precept.do.bids import actions
from precept.do.bids.models import Attempt, Bid
from precept.foundation.people.models import Person
from precept.foundation.people.testing import signed_in
from tests.do.bids.conftest import DEADLINE, fill, make_call, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def bidder(person: Callable[..., Person]) -> Person:
    return person(name="Ama Example")


@pytest.fixture
def bid(bidder: Person) -> Bid:
    """A bid that is complete and not submitted, two weeks before the deadline."""
    with time_machine.travel(DEADLINE - timedelta(days=14), tick=False):
        group = make_organisation("Dusk Boxing Club", bidder)
        made = actions.begin_bid(by=bidder, call=make_call(), organisation=group)
        fill(made, bidder)
    return made


def submit(browser: Client, bid: Bid, **headers: str) -> Any:
    """Press Submit on the page on which all answers are checked."""
    key = f"key-{Attempt.objects.count()}"
    return browser.post(f"/my/bids/{bid.reference}/check", {"key": key}, headers=headers)


@pytest.mark.parametrize("is_behind", [False, True], ids=["bare", "behind a proxy"])
def test_a_request_that_says_it_began_earlier_is_late_all_the_same(
    bidder: Person, bid: Bid, settings: Settings, is_behind: bool
) -> None:
    """Without a proxy of ours the header is anybody's; behind one it reaches back no further than the grace."""
    settings.PRECEPT_BEHIND_PROXY = is_behind
    began = DEADLINE - timedelta(seconds=5)
    moment = DEADLINE + (timedelta(minutes=20) if is_behind else timedelta(seconds=1))
    with time_machine.travel(moment, tick=False):
        submit(signed_in(bidder), bid, **{"X-Request-Start": f"t={began.timestamp():.3f}"})

    bid.refresh_from_db()
    assert bid.state == "late"
    attempt = Attempt.objects.get(bid=bid)
    assert (attempt.outcome, attempt.begun > DEADLINE) == ("late complete", True)


def test_a_slow_line_behind_our_own_proxy_is_in_time(
    bidder: Person, bid: Bid, settings: Settings
) -> None:
    settings.PRECEPT_BEHIND_PROXY = True
    began = DEADLINE - timedelta(seconds=5)
    with time_machine.travel(DEADLINE + timedelta(seconds=40), tick=False):
        submit(signed_in(bidder), bid, **{"X-Request-Start": f"t={began.timestamp():.3f}"})

    bid.refresh_from_db()
    assert bid.state == "submitted"
    assert Attempt.objects.get(bid=bid).begun == began


def test_every_attempt_can_be_downloaded_by_its_own_people_and_nobody_else(
    bidder: Person, bid: Bid, person: Callable[..., Person]
) -> None:
    with time_machine.travel(DEADLINE - timedelta(minutes=1), tick=False):
        browser = signed_in(bidder)
        row = bid.sections.get(section="money")
        actions.save_section(
            by=bidder, bid=bid, section="money", answers={}, read_version=row.version
        )
        submit(browser, bid)
    with time_machine.travel(DEADLINE + timedelta(minutes=1), tick=False):
        row.refresh_from_db()
        actions.save_section(
            by=bidder,
            bid=bid,
            section="money",
            answers={"asked": 500_000},
            read_version=row.version,
        )
        submit(browser, bid)
        address = f"/my/bids/{bid.reference}/evidence.csv"
        own = browser.get(address)
        others = {
            role: signed_in(person(role=role)).get(address).status_code
            for role in ("provider", "commissioning-officer", "administrator")
        }

    lines = list(csv.reader(io.StringIO(own.content.decode("utf-8-sig"))))
    assert [list(Attempt.objects.values_list("outcome", flat=True))] == [
        ["errors", "late complete"]
    ]
    assert len(lines) == 3
    assert others == dict.fromkeys(others, 404)
    bid.refresh_from_db()
    assert bid.state == "late"  # kept for an officer's recorded decision, never lost
