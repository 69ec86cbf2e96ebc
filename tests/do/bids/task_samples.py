"""Calls of the tasks of bids, on states where each has something to do."""

from datetime import timedelta
from typing import Any

from precept.do.bids import actions
from precept.do.bids.models import Bid, BodyAsked
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person
from tests.do.bids.conftest import make_call


def _begun() -> tuple[Call, Bid]:
    """A bid in a round that closes in three weeks by the real clock."""
    wall = clock.in_uk(clock.now()).replace(tzinfo=None, hour=12, minute=0, second=0, microsecond=0)
    call = make_call(wall + timedelta(days=20))
    person = Person.objects.create(name="Ama Example", email="ama@group.example")
    return call, actions.begin_bid(by=person, call=call)


def a_change() -> dict[str, Any]:
    """A round that was corrected, with somebody who started."""
    call, _ = _begun()
    return {
        "opportunity": call.opportunity.reference,
        "kind": "corrected",
        "words": "A word was wrong.",
        "change": "0123456789ab",
        "after": 0,
    }


def a_reminder() -> dict[str, Any]:
    """A round that closes in a day, with a reminder that is due, and a body that does not answer."""
    call, bid = _begun()
    wall = clock.in_uk(clock.now()).replace(tzinfo=None, microsecond=0) + timedelta(hours=30)
    Call.objects.filter(pk=call.pk).update(
        closes_at=clock.now() + timedelta(hours=30),
        closes_wall=wall.isoformat(timespec="minutes"),
    )
    Bid.objects.filter(pk=bid.pk).update(remind_at=clock.now() - timedelta(hours=1))
    BodyAsked.objects.create(
        bid=bid,
        name="The County Trust",
        email="treasurer@trust.example",
        asked_by=Person.objects.get(),
        asked=clock.now() - timedelta(days=8),
    )
    return {}


def a_closed_round() -> dict[str, Any]:
    """A round that closed an hour ago, with a draft."""
    call, _ = _begun()
    Call.objects.filter(pk=call.pk).update(closes_at=clock.now() - timedelta(hours=1))
    return {}


def a_refused_file() -> dict[str, Any]:
    """A file of a bid that the scanner refused."""
    _, bid = _begun()
    other = Person.objects.create(name="Bo Example", email="bo@group.example")
    StoredFile.objects.create(
        about=bid.subject,
        name_given="plan.pdf",
        name="plan.pdf",
        kind="pdf",
        size=10,
        sha256="a" * 64,
        kept="kept-1",
        state="refused",
        settled=clock.now(),
        added_by=other,
    )
    return {}


SAMPLES = {
    "bids.tell_change": a_change,
    "bids.remind": a_reminder,
    "bids.lapse": a_closed_round,
    "bids.refused_files": a_refused_file,
}
