"""The clock table: whether a submission is in time, for every moment that could be argued about.

One table says what is expected, once by rule and once by the action. Nothing here depends on the
time zone of the machine: the proofs run it in three.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from precept.do.bids import actions, rules
from precept.do.opportunities.models import Call
from precept.foundation.clock import Deadline, deadline_at, in_time
from precept.foundation.ledger.actions import Refused
from precept.foundation.people.models import Person
from tests.do.bids.conftest import fill, make_call, make_organisation

DEADLINES: Final = {
    "noon in winter": "2026-12-09T12:00",
    "noon in summer": "2026-07-08T12:00",
    "a minute before the clocks go forward": "2027-03-28T00:59",
    "the hour after they went forward": "2027-03-28T02:00",
    "a minute before the doubled hour": "2026-10-25T00:59",
    "the hour after the doubled one": "2026-10-25T02:00",
    "leap day": "2028-02-29T12:00",
    "the last day of the year": "2026-12-31T12:00",
}
INSTANTS: Final = {
    "noon in winter": "2026-12-09T12:00+00:00",
    "noon in summer": "2026-07-08T11:00+00:00",
    "a minute before the clocks go forward": "2027-03-28T00:59+00:00",
    "the hour after they went forward": "2027-03-28T01:00+00:00",
    "a minute before the doubled hour": "2026-10-24T23:59+00:00",
    "the hour after the doubled one": "2026-10-25T02:00+00:00",
    "leap day": "2028-02-29T12:00+00:00",
    "the last day of the year": "2026-12-31T12:00+00:00",
}
BEGUN: Final = {
    "a second before": timedelta(seconds=-1),
    "a millisecond before": timedelta(milliseconds=-1),
    "at the deadline": timedelta(0),
    "a millisecond after": timedelta(milliseconds=1),
    "a second after": timedelta(seconds=1),
}
ENDED: Final = {
    "at once": timedelta(0),
    "after the deadline": timedelta(minutes=2),
    "at the end of the grace": timedelta(minutes=15, milliseconds=-1),
    "after the grace": timedelta(minutes=15, seconds=2),
}
EXPECTED: Final = {
    "a second before": ("in time", "in time", "in time", "late"),
    "a millisecond before": ("in time", "in time", "in time", "late"),
    "at the deadline": ("late", "late", "late", "late"),
    "a millisecond after": ("late", "late", "late", "late"),
    "a second after": ("late", "late", "late", "late"),
}
"""The verdict for each of ``ENDED``, counted from the beginning."""


@dataclass(frozen=True)
class Case:
    """A row of the table."""

    deadline: str
    begun: str
    ended: str
    verdict: str


CASES: Final = [
    Case(deadline, begun, ended, verdict)
    for deadline in DEADLINES
    for begun in BEGUN
    for ended, verdict in zip(ENDED, EXPECTED[begun], strict=True)
]


def told(case: Case) -> str:
    return f"{case.deadline}, begun {case.begun}, there {case.ended}"


def deadline_of(name: str) -> Deadline:
    wall = datetime.fromisoformat(DEADLINES[name])
    keys = [f"weekend-{wall:%Y-%m-%d}", f"bank-holiday-{wall:%Y-%m-%d}"]
    return deadline_at(wall, confirmed=keys)


def moments(case: Case) -> tuple[datetime, datetime, Deadline]:
    closes = deadline_of(case.deadline)
    begun = closes.instant + BEGUN[case.begun]
    return begun, begun + ENDED[case.ended], closes


@pytest.mark.parametrize("name", DEADLINES)
def test_a_wall_time_means_one_instant(name: str) -> None:
    assert deadline_of(name).instant == datetime.fromisoformat(INSTANTS[name])


@pytest.mark.parametrize("case", CASES, ids=told)
def test_begun_before_the_deadline_is_in_time_by_rule(case: Case) -> None:
    begun, received, closes = moments(case)

    assert rules.verdict(begun, received, closes.instant) == case.verdict
    if case.ended == "at once":
        assert in_time(begun, closes) is (case.verdict == "in time")


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=told)
def test_begun_before_the_deadline_is_in_time_by_the_action(
    case: Case,
    clock_at: Callable[[datetime], None],
    person: Callable[..., Person],
) -> None:
    begun, received, closes = moments(case)
    clock_at(closes.instant - timedelta(hours=1))
    bidder = person()
    call = make_call(closes.wall, closes_at=closes.instant)
    bid = actions.begin_bid(
        by=bidder, call=call, organisation=make_organisation("Clock Club", bidder)
    )
    fill(bid, bidder)
    clock_at(received)

    made = actions.submit_bid(by=bidder, bid=bid, key="once", begun=begun)

    bid.refresh_from_db()
    assert (made.is_late, bid.state) == (
        (False, "submitted") if case.verdict == "in time" else (True, "late")
    )
    assert (made.begun, made.received) == (begun, received)


REMINDERS: Final = [
    # deadline, reminder, its instant: the wall clock shows the same hour on both sides of the change.
    ("2026-10-27T12:00", "two days", "2026-10-25T12:00+00:00"),
    ("2026-10-27T12:00", "seven days", "2026-10-20T11:00+00:00"),
    ("2027-03-30T12:00", "two days", "2027-03-28T11:00+00:00"),
    ("2027-03-30T12:00", "seven days", "2027-03-23T12:00+00:00"),
    ("2026-12-09T12:00", "four hours", "2026-12-09T08:00+00:00"),
    ("2026-07-08T12:00", "four hours", "2026-07-08T07:00+00:00"),
    ("2026-10-25T12:00", "complete", "2026-10-24T11:00+00:00"),
]


@pytest.mark.parametrize(("wall", "kind", "instant"), REMINDERS)
def test_a_reminder_comes_at_the_same_hour_on_the_wall(wall: str, kind: str, instant: str) -> None:
    before = dict(rules.reminders)[kind]
    closes = deadline_at(datetime.fromisoformat(wall), confirmed=[f"weekend-{wall[:10]}"])

    assert rules.reminder_at(closes, before) == datetime.fromisoformat(instant)


OPENING: Final = [
    (timedelta(minutes=-1), None, False),
    (timedelta(0), None, False),
    (timedelta(minutes=14, seconds=59), None, False),
    (timedelta(minutes=15), None, True),
    (timedelta(hours=1), timedelta(minutes=30), True),
    (timedelta(hours=1), timedelta(hours=2), False),
]


@pytest.mark.parametrize(("after", "last", "may"), OPENING)
def test_bids_open_after_the_grace_and_never_by_a_clock_that_ran_back(
    after: timedelta, last: timedelta | None, may: bool
) -> None:
    closes = datetime(2026, 12, 9, 12, tzinfo=UTC)
    last_event = None if last is None else closes + last

    assert rules.may_open(closes + after, last_event, closes) is may


@pytest.mark.django_db
def test_bids_are_not_opened_by_a_clock_that_was_turned_back(
    clock_at: Callable[[datetime], None], person: Callable[..., Person]
) -> None:
    closes = deadline_of("noon in winter")
    runner = person(role="commissioning-officer")
    call = make_call(closes.wall, closes_at=closes.instant, is_sealed=True)
    clock_at(closes.instant + timedelta(hours=2))
    actions.ask_other_way(
        by=None,
        call=_still_open(call, closes.instant + timedelta(hours=3)),
        channel="phone",
        name="Sam Example",
        contact="0116 496 0000",
    )
    clock_at(closes.instant + timedelta(hours=1))

    with pytest.raises(Refused, match="can be opened from"):
        actions.open_bids(by=runner, call=call)


def _still_open(call: Call, until: datetime) -> Call:
    call.closes_at = until
    return call
