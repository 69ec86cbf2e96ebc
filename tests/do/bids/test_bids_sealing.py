"""Sealed until opened: who in the office learns what of a bid, and when; conflicts shut it again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from precept.do.bids import access, actions, queries, sign_ups
from precept.do.bids.models import Bid, Conflict, Declaration
from precept.do.opportunities.models import Call
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.parties.models import Contact, Organisation
from tests.do.bids.conftest import DEADLINE, fill, make_call, make_organisation, submit

AFTER = DEADLINE + timedelta(minutes=15)


@pytest.fixture
def opened(submitted: Bid, call: Call, runner: Person, clock_at: Callable[[datetime], None]) -> Bid:
    """A submitted bid of a round that was opened."""
    clock_at(AFTER)
    actions.open_bids(by=runner, call=call)
    submitted.refresh_from_db()
    return submitted


def declare(person: Person, call: Call, *conflicts: tuple[Bid, str, str]) -> Declaration:
    now = queries.list_now(call.opportunity)
    assert now is not None
    return actions.declare(
        by=person, opportunity=call.opportunity, listed=now.sha256, conflicts=conflicts
    )


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


# Late bids


@pytest.fixture
def late(complete: Bid, bidder: Person, clock_at: Callable[[datetime], None]) -> Bid:
    """A complete bid that was begun after closing."""
    clock_at(DEADLINE + timedelta(minutes=2))
    submit(complete, bidder)
    complete.refresh_from_db()
    return complete


def test_a_late_bid_is_refused_by_one_with_a_reason(late: Bid, runner: Person) -> None:
    with pytest.raises(Refused, match="reason"):
        actions.settle_late_bid(by=runner, bid=late, accept=False, why=" ")

    settled = actions.settle_late_bid(by=runner, bid=late, accept=False, why="It came late.")

    assert (settled.state, settled.late_why, settled.in_force) == ("refused", "It came late.", None)
    with pytest.raises(Changed):
        actions.settle_late_bid(by=runner, bid=late, accept=True, why="After all.")


def test_a_late_bid_is_accepted_by_two(
    late: Bid, call: Call, runner: Person, person: Callable[..., Person]
) -> None:
    proposed = actions.settle_late_bid(by=runner, bid=late, accept=True, why="A power cut.")
    assert proposed.state == "late"
    with pytest.raises(Refused, match="Somebody else"):
        actions.settle_late_bid(by=runner, bid=late, accept=True, why="A power cut.")
    second = person(role="commissioning-manager")

    settled = actions.settle_late_bid(by=second, bid=late, accept=True, why="The network was down.")

    assert (settled.state, settled.title, settled.late_why) == (
        "submitted",
        "Boxing at dusk",
        "The network was down.",
    )
    assert settled.opened is None


def test_a_late_bid_accepted_after_opening_is_open_and_changes_the_list(
    late: Bid, call: Call, runner: Person, person: Callable[..., Person], clock_at: Any
) -> None:
    clock_at(AFTER)
    actions.open_bids(by=runner, call=call)
    declare(runner, call)
    for by in (runner, person(role="commissioning-manager")):
        actions.settle_late_bid(by=by, bid=late, accept=True, why="The network was down.")

    late.refresh_from_db()
    assert late.opened == AFTER
    assert not access.has_declared(runner, call.opportunity)


def test_a_late_bid_joins_no_round_that_is_being_marked(
    late: Bid, runner: Person, person: Callable[..., Person]
) -> None:
    actions.settle_late_bid(by=runner, bid=late, accept=True, why="The network was down.")
    Call.objects.update(stage="marking")

    with pytest.raises(Refused, match="Marking has begun"):
        actions.settle_late_bid(
            by=person(role="commissioning-manager"), bid=late, accept=True, why="So it was."
        )


def test_who_settles_a_late_bid_sees_when_it_came_and_not_what_it_says(
    late: Bid, call: Call, runner: Person
) -> None:
    assert queries.late_bids(runner, call) == [late]
    assert not access.may_read_bid(runner, late)
    assert not access.visible_to(runner).exists()


# Files


@pytest.fixture
def file(complete: Bid, bidder: Person) -> StoredFile:
    """A clean file named in an answer."""
    made = StoredFile.objects.create(
        about=complete.subject,
        name_given="plan.pdf",
        name="plan.pdf",
        kind="pdf",
        size=10,
        sha256="a" * 64,
        kept="kept-1",
        state="clean",
        settled=DEADLINE - timedelta(days=14),
        added_by=bidder,
    )
    row = complete.sections.get(section="about")
    said = {"reference": made.reference, "name": made.name, "sha256": made.sha256, "size": 10}
    actions.save_section(
        by=bidder,
        bid=complete,
        section="about",
        answers={**row.answers, "papers": [said]},
        read_version=row.version,
    )
    return made


def test_a_file_opens_to_the_team_and_after_opening_to_the_office(
    file: StoredFile,
    complete: Bid,
    call: Call,
    bidder: Person,
    runner: Person,
    person: Callable[..., Person],
    clock_at: Callable[[datetime], None],
) -> None:
    made = submit(complete, bidder)
    assert [one.reference for one in made.files.values()] == [file.reference]
    assert access.may_open_file(bidder, file)
    assert not access.may_open_file(runner, file)
    assert not access.may_open_file(person(), file)
    clock_at(AFTER)
    actions.open_bids(by=runner, call=call)
    assert not access.may_open_file(runner, file)
    declare(runner, call)
    assert access.may_open_file(runner, file)
    marker = person(role="marker")
    declare(marker, call)
    assert not access.may_open_file(marker, file)


def test_markers_open_what_a_part_above_lets_them_and_a_conflict_comes_first(
    file: StoredFile,
    complete: Bid,
    call: Call,
    bidder: Person,
    runner: Person,
    person: Callable[..., Person],
    clock_at: Callable[[datetime], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool] = []

    def may(_person: Person, _bid: Bid, is_hidden: bool) -> bool:
        asked.append(is_hidden)
        return True

    monkeypatch.setattr(sign_ups, "_readers", [may])
    submit(complete, bidder)
    clock_at(AFTER)
    actions.open_bids(by=runner, call=call)
    marker = person(role="external-expert")
    assert not access.may_open_file(marker, file)
    declare(marker, call)
    assert access.may_open_file(marker, file)
    assert asked == [True]  # the question is hidden from markers, and they are told so
    declare(marker, call, (complete, "advised", ""))
    assert not access.may_open_file(marker, file)


def test_a_draft_s_file_that_was_not_submitted_stays_shut_after_opening(
    file: StoredFile,
    complete: Bid,
    call: Call,
    bidder: Person,
    runner: Person,
    clock_at: Callable[[datetime], None],
) -> None:
    actions.remove_file(
        by=bidder, bid=complete, section="about", question="papers", reference="elsewhere"
    )
    row = complete.sections.get(section="about")
    actions.save_section(
        by=bidder,
        bid=complete,
        section="about",
        answers={**row.answers, "papers": []},
        read_version=row.version,
    )
    submit(complete, bidder)
    clock_at(AFTER)
    actions.open_bids(by=runner, call=call)
    declare(runner, call)

    assert not access.may_open_file(runner, file)


def test_a_file_is_removed_until_a_submission_holds_it(
    file: StoredFile, complete: Bid, bidder: Person
) -> None:
    assert access.may_remove_file(bidder, file)
    submit(complete, bidder)

    assert not access.may_remove_file(bidder, file)
    actions.remove_file(
        by=bidder, bid=complete, section="about", question="papers", reference=file.reference
    )
    assert StoredFile.objects.filter(pk=file.pk).exists()
    assert queries.answers(complete)["papers"] == []
