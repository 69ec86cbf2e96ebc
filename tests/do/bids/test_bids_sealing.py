"""Sealed until opened: who in the office learns what of a bid, and when; conflicts shut it again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from precept.do.bids import access, actions, queries
from precept.do.bids.models import Bid, Conflict
from precept.do.opportunities.models import Call
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.parties.models import Contact, Organisation
from tests.do.bids.conftest import (
    AFTER,
    DEADLINE,
    declare,
    fill,
    make_call,
    make_organisation,
    submit,
)


@pytest.fixture
def opened(submitted: Bid, call: Call, runner: Person, clock_at: Callable[[datetime], None]) -> Bid:
    """A submitted bid of a round that was opened."""
    clock_at(AFTER)
    actions.open_bids(by=runner, call=call)
    submitted.refresh_from_db()
    return submitted


@pytest.mark.parametrize(
    "role",
    ["commissioning-manager", "commissioning-officer", "chief-executive", "auditor", "marker"],
)
def test_nobody_in_the_office_knows_of_a_bid_before_opening(
    submitted: Bid, person: Callable[..., Person], role: str
) -> None:
    somebody = person(role=role)

    assert not access.visible_to(somebody).exists()
    assert not access.may_read_bid(somebody, submitted)
    assert not access.may_read_draft(somebody, submitted)
    with pytest.raises(Http404):
        queries.office_bid(somebody, submitted.opportunity.reference, submitted.reference)
    assert queries.reach(submitted.opportunity).is_sealed
    assert queries.reach(submitted.opportunity).starts == 0


def test_opening_is_an_event_with_the_number_and_one_digest(
    opened: Bid, call: Call, runner: Person, event_types: Callable[[str], list[str]]
) -> None:
    call.refresh_from_db()
    assert call.stage == "opened"
    assert opened.opened == AFTER
    facts = Event.objects.get(subject=call.subject, type="bids opened").parts.get(name="facts").text
    assert opened.in_force is not None
    assert queries.digest_of_all([opened.in_force]) in facts
    assert '"bids":1' in facts
    with pytest.raises(Changed, match="opened already"):
        actions.open_bids(by=runner, call=call)


@pytest.mark.parametrize("minutes", [-60, 0, 14], ids=["open", "at the deadline", "in the grace"])
def test_bids_are_not_opened_before_everyone_could_finish(
    submitted: Bid,
    call: Call,
    runner: Person,
    clock_at: Callable[[datetime], None],
    minutes: int,
) -> None:
    clock_at(DEADLINE + timedelta(minutes=minutes))

    with pytest.raises(Refused, match="can be opened from 12:15pm"):
        actions.open_bids(by=runner, call=call)


def test_only_who_runs_rounds_opens(
    submitted: Bid, call: Call, person: Callable[..., Person], clock_at: Callable[[datetime], None]
) -> None:
    clock_at(AFTER)

    for role in ("auditor", "marker", "administrator"):
        with pytest.raises(NotAllowed):
            actions.open_bids(by=person(role=role), call=call)


def test_opening_opens_what_was_submitted_and_nothing_else(
    submitted: Bid, call: Call, bidder: Person, runner: Person, clock_at: Callable[[datetime], None]
) -> None:
    draft = actions.begin_bid(by=bidder, call=call)
    rehearsal = actions.begin_bid(by=runner, call=call, is_rehearsal=True)
    clock_at(AFTER)
    actions.open_bids(by=runner, call=call)

    assert list(access.visible_to(runner)) == [submitted]
    draft.refresh_from_db()
    rehearsal.refresh_from_db()
    assert (draft.opened, rehearsal.opened) == (None, None)


def test_an_opened_bid_is_read_by_those_whose_work_needs_it(
    opened: Bid, person: Callable[..., Person]
) -> None:
    reads = {
        role: access.may_read_bid(person(role=role), opened)
        for role in (
            "commissioning-manager",
            "commissioning-officer",
            "chief-executive",
            "commissioner",
            "marker",
            "external-expert",
            "finance-officer",
            "administrator",
        )
    }

    assert [role for role, may in reads.items() if may] == [
        "commissioning-manager",
        "commissioning-officer",
        "chief-executive",
        "commissioner",
    ]


def test_content_is_read_only_after_interests_were_declared(
    opened: Bid, call: Call, runner: Person
) -> None:
    assert not access.may_read_content(runner, opened)

    made = declare(runner, call)

    assert made.is_nil
    assert access.may_read_content(runner, opened)
    assert access.may_read_content(SYSTEM, opened)


def test_a_conflict_shuts_the_bid_everywhere(
    opened: Bid, call: Call, runner: Person, event_types: Callable[[str], list[str]]
) -> None:
    declare(runner, call, (opened, "family", "My sister chairs it."))

    assert not access.may_read_bid(runner, opened)
    assert not access.may_read_content(runner, opened)
    assert not access.visible_to(runner).exists()
    assert access.has_conflict(runner, opened)
    assert not Bid.objects.filter(access.open_to(runner)).exists()
    assert not Bid.objects.get().submissions.filter(access.open_to(runner, "bid")).exists()
    assert "conflict declared" in event_types(opened.subject)
    words = Event.objects.filter(type="conflict declared").get().parts.get(name="facts").text
    assert "sister" not in words


def test_a_conflict_is_ended_by_somebody_else_with_a_reason(
    opened: Bid, call: Call, runner: Person, person: Callable[..., Person]
) -> None:
    declare(runner, call, (opened, "family", ""))
    conflict = Conflict.objects.get()
    other = person(role="commissioning-manager")

    with pytest.raises(NotAllowed):
        actions.end_conflict(by=runner, conflict=conflict, why="Mistake")
    with pytest.raises(Refused, match="why"):
        actions.end_conflict(by=other, conflict=conflict, why=" ")
    actions.end_conflict(by=other, conflict=conflict, why="Another person of that name.")

    assert access.may_read_content(runner, opened)
    with pytest.raises(Changed):
        actions.end_conflict(by=other, conflict=conflict, why="Again.")


def test_declaring_again_leaves_earlier_conflicts_and_is_no_nil_return(
    opened: Bid, call: Call, runner: Person
) -> None:
    declare(runner, call, (opened, "money", ""))

    again = declare(runner, call)

    assert (again.is_nil, again.version) == (False, 2)
    assert not access.may_read_bid(runner, opened)


def test_a_declaration_is_against_the_list_as_it_was_read(
    opened: Bid, call: Call, runner: Person
) -> None:
    with pytest.raises(Changed, match="list changed"):
        actions.declare(by=runner, opportunity=call.opportunity, listed="0" * 64)


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [("friend", "", "what kind"), ("other", " ", "what the interest is")],
    ids=["no such kind", "other without words"],
)
def test_an_interest_says_what_it_is(
    opened: Bid, call: Call, runner: Person, kind: str, words: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        declare(runner, call, (opened, kind, words))


def test_a_bid_that_joins_the_list_needs_another_look(
    bidder: Person, runner: Person, freeze: datetime
) -> None:
    call = make_call(is_rolling=True, is_sealed=False)
    group = make_organisation("Roller", bidder)
    first = actions.begin_bid(by=bidder, call=call, organisation=group)
    fill(first, bidder)
    submit(first, bidder)
    first.refresh_from_db()
    assert first.opened == freeze
    declare(runner, call)
    assert access.has_declared(runner, call.opportunity)

    second = actions.begin_bid(by=bidder, call=call, organisation=group)
    fill(second, bidder)
    submit(second, bidder)

    assert not access.has_declared(runner, call.opportunity)
    declare(runner, call)
    assert access.may_read_content(runner, second) is False  # as it was read, before it was opened
    second.refresh_from_db()
    assert access.may_read_content(runner, second)


def test_the_list_names_organisations_and_people_and_nothing_of_the_bids(
    opened: Bid, call: Call, runner: Person, bidder: Person
) -> None:
    assert opened.organisation is not None
    Contact.objects.create(organisation=opened.organisation, name="Bo Example")
    opened.members.update(email="ama@dusk.example")

    rows = queries.declaration_list(call.opportunity, runner)

    assert [(one.name, one.people, one.suggests) for one in rows] == [
        ("Dusk Boxing Club", ("Ama Example", "Bo Example"), "")
    ]
    assert queries.bids_listed_as(call.opportunity, rows[0].key) == [opened]


def test_a_protected_organisation_is_listed_by_its_area(opened: Bid, call: Call) -> None:
    Organisation.objects.update(is_protected=True, area="North")

    assert [(one.name, one.people) for one in queries.declaration_list(call.opportunity)] == [
        ("A protected organisation in North", ())
    ]


@pytest.mark.parametrize(
    ("name", "email", "words"),
    [
        ("Example, Ama", "x@opcc.example", "of your name"),
        ("Zed Other", "zed@dusk.example", "same ending"),
        ("Zed Other", "zed@opcc.example", ""),
    ],
    ids=["name", "domain", "neither"],
)
def test_a_likely_interest_is_suggested(
    opened: Bid, call: Call, runner: Person, name: str, email: str, words: str
) -> None:
    assert opened.organisation is not None
    Contact.objects.create(organisation=opened.organisation, name="Cy", email="info@dusk.example")
    opened.members.update(email="ama@elsewhere.example")
    runner.name, runner.email = name, email

    (row,) = queries.declaration_list(call.opportunity, runner)

    assert (words in row.suggests) if words else row.suggests == ""


def test_the_list_takes_as_many_queries_for_many_bids(
    opened: Bid, call: Call, bidder: Person, counted: Any
) -> None:
    with counted() as few:
        queries.declaration_list(call.opportunity)
    for number in range(20):
        Bid.objects.create(
            opportunity=call.opportunity,
            questions=opened.questions,
            organisation=make_organisation(f"Group {number}"),
            state="submitted",
            opened=AFTER,
        )
    with counted() as many:
        rows = queries.declaration_list(call.opportunity)

    assert len(rows) == 21
    assert len(many) == len(few) <= 4
