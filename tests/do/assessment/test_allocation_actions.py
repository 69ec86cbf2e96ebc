"""Giving bids to markers and beginning the marking: by state, event, mail and refusal."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from precept.do.assessment import access, actions, queries, rules
from precept.do.assessment.models import Allocation, BidCheck, MarkingPeriod, MarkSheet
from precept.do.bids.models import AssistedEntry, Bid, BidMember, Conflict
from precept.do.opportunities.models import Call, Criterion
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from tests.do.assessment.conftest import declare, give

pytestmark = pytest.mark.django_db
Events = Callable[[str], list[str]]


def load_of(markers: list[Person]) -> list[int]:
    return [Allocation.objects.filter(access.live(), marker=one).count() for one in markers]


# By hand


def test_a_bid_is_given_to_somebody_by_hand(
    bids: list[Bid], officer: Person, markers: list[Person], event_types: Events
) -> None:
    made = actions.allocate(by=officer, bid=bids[0], marker=markers[1])

    assert (made.marker, made.by, made.ended) == (markers[1], officer, None)
    assert event_types(bids[0].subject) == ["bid allocated"]


def test_nobody_is_given_a_bid_twice(
    bids: list[Bid], officer: Person, markers: list[Person]
) -> None:
    actions.allocate(by=officer, bid=bids[0], marker=markers[1])

    with pytest.raises(Changed, match="already"):
        actions.allocate(by=officer, bid=bids[0], marker=markers[1])


def _conflict(bid: Bid, person: Person) -> None:
    Conflict.objects.create(bid=bid, person=person, kind="member")


def _team(bid: Bid, person: Person) -> None:
    BidMember.objects.create(bid=bid, person=person, email=person.email, rights="read")


def _entered(bid: Bid, person: Person) -> None:
    AssistedEntry.objects.create(bid=bid, officer=person, channel="phone", for_whom="Somebody")


BARRED = {"a conflict": _conflict, "a place in its team": _team, "entering it": _entered}


@pytest.mark.parametrize("bar", list(BARRED.values()), ids=list(BARRED))
def test_whom_a_bid_must_not_meet_is_not_given_it(
    bids: list[Bid],
    officer: Person,
    markers: list[Person],
    call: Call,
    bar: Callable[[Bid, Person], None],
) -> None:
    bar(bids[0], markers[0])

    with pytest.raises(Refused, match="Choose somebody else"):
        actions.allocate(by=officer, bid=bids[0], marker=markers[0])
    actions.allocate_evenly(by=officer, call=call, markers=markers, each=3)
    assert not Allocation.objects.filter(bid=bids[0], marker=markers[0]).exists()
    assert markers[0] not in [
        one.person
        for one in queries.bid_allocation(officer, call.opportunity, bids[0].reference).free
    ]


@pytest.mark.parametrize("role", ["auditor", "provider", "chief-executive", "partner"])
def test_only_people_who_mark_bids_are_given_any(
    bids: list[Bid], officer: Person, call: Call, person: Callable[..., Person], role: str
) -> None:
    somebody = person(role=role)

    with pytest.raises(Refused, match="may mark bids"):
        actions.allocate(by=officer, bid=bids[0], marker=somebody)
    with pytest.raises(Refused, match="may mark bids"):
        actions.allocate_evenly(by=officer, call=call, markers=[somebody])
    assert somebody not in queries.possible_markers()


def test_an_ineligible_bid_is_given_to_nobody(
    bids: list[Bid], officer: Person, markers: list[Person], call: Call
) -> None:
    BidCheck.objects.create(
        bid=bids[0], kind="eligibility", rule="area", outcome="fail", by=officer
    )

    with pytest.raises(Refused, match="not eligible"):
        actions.allocate(by=officer, bid=bids[0], marker=markers[0])
    actions.allocate_evenly(by=officer, call=call, markers=markers)
    assert not Allocation.objects.filter(bid=bids[0]).exists()


def test_somebody_with_a_conflict_allocates_nothing_of_that_bid(
    bids: list[Bid], officer: Person, markers: list[Person], call: Call
) -> None:
    _conflict(bids[0], officer)

    with pytest.raises(NotAllowed):
        actions.allocate(by=officer, bid=bids[0], marker=markers[0])
    actions.allocate_evenly(by=officer, call=call, markers=markers)
    assert not Allocation.objects.filter(bid=bids[0]).exists()


@pytest.mark.parametrize("role", ["marker", "external-expert", "auditor", "chief-executive"])
def test_whoever_does_not_run_rounds_allocates_nothing(
    bids: list[Bid],
    officer: Person,
    markers: list[Person],
    call: Call,
    person: Callable[..., Person],
    role: str,
) -> None:
    somebody = person(role=role)
    give(bids[0], markers[0], by=officer)

    for act in (
        lambda: actions.allocate(by=somebody, bid=bids[0], marker=markers[1]),
        lambda: actions.allocate_evenly(by=somebody, call=call, markers=markers),
        lambda: actions.begin_marking(by=somebody, call=call),
        lambda: actions.end_allocation(
            by=somebody, allocation=Allocation.objects.get(), why="No reason"
        ),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize("stage", ["published", "recommended", "decided", "cancelled"])
def test_bids_are_given_only_between_opening_and_the_frozen_ranking(
    bids: list[Bid], officer: Person, markers: list[Person], call: Call, stage: str
) -> None:
    Call.objects.update(stage=stage)

    with pytest.raises(Refused, match="from their opening"):
        actions.allocate(by=officer, bid=bids[0], marker=markers[0])
    with pytest.raises(Refused, match="from their opening"):
        actions.allocate_evenly(by=officer, call=call, markers=markers)


# Evenly


def test_the_work_is_shared_evenly_with_one_event_for_all(
    make_bids: Callable[..., list[Bid]],
    officer: Person,
    markers: list[Person],
    call: Call,
    event_types: Events,
) -> None:
    make_bids(10)
    shared = actions.allocate_evenly(by=officer, call=call, markers=markers)

    assert sorted(load_of(markers)) == [6, 7, 7]
    assert shared.short == {}
    assert event_types(call.opportunity.subject) == ["bids allocated"]
    after = said(Event.objects.get(subject=call.opportunity.subject))["after"]
    assert (after["allocations"], after["markers"]) == (20, 3)
    assert len(after["sha256"]) == 64


def test_a_second_sharing_out_only_fills_what_is_missing(
    bids: list[Bid],
    make_bids: Callable[..., list[Bid]],
    officer: Person,
    markers: list[Person],
    call: Call,
) -> None:
    actions.allocate_evenly(by=officer, call=call, markers=markers)
    with pytest.raises(Refused, match="can take another bid"):
        actions.allocate_evenly(by=officer, call=call, markers=markers)
    make_bids(2)
    actions.allocate_evenly(by=officer, call=call, markers=markers)

    assert sum(load_of(markers)) == 12
    assert queries.short_of_markers(officer, call.opportunity) == []


def test_a_conflict_declared_afterwards_frees_the_bid_and_says_who_is_short(
    bids: list[Bid], officer: Person, markers: list[Person], call: Call
) -> None:
    actions.allocate_evenly(by=officer, call=call, markers=markers[:2])
    assert queries.short_of_markers(officer, call.opportunity) == []

    _conflict(bids[1], markers[0])

    (short,) = queries.short_of_markers(officer, call.opportunity)
    assert (short.reference, short.has, short.needs) == (bids[1].reference, 1, 2)
    shared = actions.allocate_evenly(by=officer, call=call, markers=markers)
    assert shared.pairs == ((bids[1].pk, markers[2].pk),)


def test_nobody_chosen_and_nothing_to_share_are_refused(
    officer: Person, markers: list[Person], call: Call
) -> None:
    with pytest.raises(Refused, match="at least one marker"):
        actions.allocate_evenly(by=officer, call=call, markers=[])
    with pytest.raises(Refused, match="No bid of this round"):
        actions.allocate_evenly(by=officer, call=call, markers=markers)


# Ending


def test_a_bid_is_taken_back_with_a_reason(
    marking: Call, bids: list[Bid], officer: Person, markers: list[Person], event_types: Events
) -> None:
    found = Allocation.objects.get(bid=bids[0], marker=markers[0])
    actions.end_allocation(by=officer, allocation=found, why="Is ill")

    assert not access.may_read_to_mark(markers[0], bids[0])
    assert event_types(bids[0].subject) == ["allocation ended"]
    event = Event.objects.get(subject=bids[0].subject)
    assert "Is ill" not in event.parts.get(name="facts").text
    with pytest.raises(Changed):
        actions.end_allocation(by=officer, allocation=found, why="Again")
    # And given to them again, where they are back.
    assert actions.allocate(by=officer, bid=bids[0], marker=markers[0]).ended is None


def test_ending_needs_a_reason_and_marks_that_are_not_in(
    marking: Call, bids: list[Bid], officer: Person, markers: list[Person]
) -> None:
    found = Allocation.objects.get(bid=bids[0], marker=markers[0])
    with pytest.raises(Refused, match="Say why"):
        actions.end_allocation(by=officer, allocation=found, why=" ")
    MarkSheet.objects.create(
        bid=bids[0], marker=markers[0], state="submitted", submitted=clock.now()
    )
    with pytest.raises(Refused, match="marks of this bid are in"):
        actions.end_allocation(by=officer, allocation=found, why="Is ill")


# Beginning


def test_marking_begins_and_every_marker_is_told_once(
    bids: list[Bid], officer: Person, markers: list[Person], call: Call, event_types: Events
) -> None:
    actions.allocate_evenly(by=officer, call=call, markers=markers)
    due = clock.today() + timedelta(days=14)
    actions.begin_marking(by=officer, call=call, due=due)

    assert Call.objects.get().stage == "marking"
    assert event_types(call.opportunity.subject)[-1] == "marking begun"
    assert MarkingPeriod.objects.get().due == due
    mails = Mail.objects.order_by("to")
    assert [mail.to for mail in mails] == sorted(one.email for one in markers)
    assert mails[0].about == call.opportunity.subject
    assert mails[0].text is not None
    text = mails[0].text.reveal()
    assert f"/my/marking/{call.opportunity.reference}" in text
    assert f"due by {clock.spoken(due)}" in text
    assert not any(bid.title in text or bid.reference in text for bid in bids)
    with pytest.raises((Changed, Refused)):
        actions.begin_marking(by=officer, call=call)
    assert Mail.objects.count() == 3


def test_a_marker_who_joins_later_is_told_and_one_who_gets_more_is_not(
    marking: Call, bids: list[Bid], officer: Person, markers: list[Person]
) -> None:
    actions.allocate(by=officer, bid=bids[0], marker=markers[2])
    actions.allocate(by=officer, bid=bids[1], marker=markers[2])

    assert [mail.to for mail in Mail.objects.all()] == [markers[2].email]


def test_marking_does_not_begin_while_a_bid_has_nobody(
    bids: list[Bid], officer: Person, markers: list[Person], call: Call
) -> None:
    give(bids[0], *markers[:2], by=officer)

    with pytest.raises(Refused, match="3 bids have no marker yet"):
        actions.begin_marking(by=officer, call=call)
    assert Call.objects.get().stage == "opened"
    assert not Mail.objects.exists()


def test_marking_begins_with_fewer_markers_only_with_a_reason(
    bids: list[Bid], officer: Person, markers: list[Person], call: Call
) -> None:
    for bid in bids:
        give(bid, markers[0], by=officer)

    with pytest.raises(Refused, match="fewer markers than the 2") as refused:
        actions.begin_marking(by=officer, call=call)
    assert refused.value.field == "why"
    actions.begin_marking(by=officer, call=call, why="The second marker is ill")
    event = Event.objects.filter(subject=call.opportunity.subject).latest("place")
    assert said(event)["why"] == "The second marker is ill"


def test_marking_needs_criteria_and_a_day_that_is_to_come(
    bids: list[Bid], officer: Person, markers: list[Person], call: Call
) -> None:
    for bid in bids:
        give(bid, *markers[:2], by=officer)

    with pytest.raises(Refused, match="today or later"):
        actions.begin_marking(by=officer, call=call, due=date(2020, 1, 1))
    Criterion.objects.all().delete()
    with pytest.raises(Refused, match="no criteria"):
        actions.begin_marking(by=officer, call=call)


@pytest.mark.parametrize("stage", ["published", "marking", "moderating", "decided", "cancelled"])
def test_marking_begins_only_once_bids_are_opened(
    bids: list[Bid], officer: Person, markers: list[Person], call: Call, stage: str
) -> None:
    for bid in bids:
        give(bid, *markers[:2], by=officer)
    Call.objects.update(stage=stage)

    with pytest.raises((Changed, Refused)):
        actions.begin_marking(by=officer, call=call)
    assert Call.objects.get().stage == stage


# Load


def test_the_load_says_what_each_has_and_has_done(
    marking: Call, bids: list[Bid], officer: Person, markers: list[Person]
) -> None:
    given = {key: rules.Given(2, "Fair") for key in ("need", "delivery", "value")}
    actions.save_marks(by=markers[0], bid=bids[0], given=given, read=0)
    actions.submit_sheet(by=markers[0], bid=bids[0], version=1)

    loads = {one.person: one for one in queries.loads(officer, marking.opportunity)}
    assert (loads[markers[0]].bids, loads[markers[0]].submitted) == (4, 1)
    assert loads[markers[0]].has_declared
    assert not loads[markers[2]].has_declared
    assert loads[markers[1]].role == "External expert"
    assert queries.sheets_out(marking.opportunity) == 7
    assert not queries.all_are_in(marking.opportunity)


def test_nobody_is_out_once_all_that_still_mark_are_in(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    given = {key: rules.Given(2, "Fair") for key in ("need", "delivery", "value")}
    for bid in bids:
        actions.save_marks(by=markers[0], bid=bid, given=given, read=0)
        actions.submit_sheet(by=markers[0], bid=bid, version=1)
        _conflict(bid, markers[1])

    assert queries.sheets_out(marking.opportunity) == 0
    assert queries.all_are_in(marking.opportunity)
    declare(markers[0], marking)
