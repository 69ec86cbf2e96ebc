"""Late bids, which two people may accept, and files, which open with their bid."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from precept.do.bids import access, actions, queries, sign_ups
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import Changed, Refused
from precept.foundation.people.models import Person
from tests.do.bids.conftest import AFTER, DEADLINE, declare, submit


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
