"""Moderation: opened when all is in, agreed with reasons, locked when it closes (A06)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from precept.do.assessment import access, actions, queries
from precept.do.assessment.actions import AgreedNow
from precept.do.assessment.models import AgreedScore, Moderation
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, Criterion
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from tests.do.assessment.conftest import declare, give
from tests.do.assessment.moderating import agree, mark, mark_all, meet, moderated

pytestmark = pytest.mark.django_db
SCORES = [(4, 4, 4), (3, 3, 2), (2, 2, 2), (1, 1, 1)]


@pytest.fixture
def marked(marking: Call, bids: list[Bid], markers: list[Person]) -> Call:
    """The round with all its sheets in."""
    mark_all(bids, markers[:2], SCORES)
    return marking


@pytest.fixture
def meeting(marked: Call, manager: Person, markers: list[Person]) -> Moderation:
    """An open meeting of the chair and the two markers."""
    declare(manager, marked)
    return meet(marked, manager, *markers[:2], quorum=2)


def events(subject: str) -> list[str]:
    found = Event.objects.filter(subject=subject).order_by("place")
    return list(found.values_list("type", flat=True))


def test_a_meeting_ends_the_marking_and_is_an_event(
    marked: Call, manager: Person, markers: list[Person]
) -> None:
    declare(manager, marked)
    made = meet(marked, manager, *markers[:2], quorum=2)

    marked.refresh_from_db()
    assert marked.stage == "moderating"
    assert made.attendances.count() == 3
    event = Event.objects.get(subject=made.subject)
    assert event.type == "moderation opened"
    assert said(event)["after"]["chair"] == manager.ledger_name


def test_no_meeting_is_opened_while_a_sheet_is_out(
    marked: Call, bids: list[Bid], manager: Person, markers: list[Person], officer: Person
) -> None:
    give(bids[0], markers[2], by=officer)
    declare(manager, marked)

    with pytest.raises(Refused, match="One bid waits for a marker's sheet"):
        meet(marked, manager, markers[0])
    actions.end_allocation(
        by=manager, allocation=bids[0].allocations.get(marker=markers[2]), why="Ill"
    )
    assert meet(marked, manager, markers[0]).state == "open"


def test_no_meeting_is_opened_while_a_bid_has_no_marks(
    marked: Call, make_bids: Callable[..., list[Bid]], manager: Person
) -> None:
    make_bids(1)
    declare(manager, marked)

    with pytest.raises(Refused, match="One bid waits for marks"):
        meet(marked, manager)


def test_the_chair_did_not_mark_unless_a_small_office_says_why(
    marking: Call, bids: list[Bid], manager: Person
) -> None:
    mark_all(bids, [manager])
    marking.opportunity.bids.first()
    for bid in bids:
        bid.allocations.update(ended=clock.now(), ended_why="Given to the manager")
    declare(manager, marking)

    with pytest.raises(Refused) as refused:
        meet(marking, manager)
    assert refused.value.field == "exception"
    made = actions.open_moderation(
        by=manager,
        call=marking,
        held=clock.today(),
        chair=manager,
        people=[],
        quorum=1,
        exception="Two people work here",
    )
    assert made.exception == "Two people work here"


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("quorum", {"quorum": 4}),
        ("quorum", {"quorum": 0}),
        ("held", {"held": timedelta(days=1)}),
        ("chair", {"chair": "marker"}),
    ],
    ids=["quorum above", "no quorum", "tomorrow", "chair"],
)
def test_a_meeting_that_cannot_be_is_refused_beside_its_field(
    marked: Call,
    manager: Person,
    markers: list[Person],
    field: str,
    change: dict[str, object],
) -> None:
    declare(manager, marked)
    given = {
        "held": clock.today() + (change["held"] if "held" in change else timedelta(0)),  # type: ignore[operator]  # a day or none
        "chair": markers[2] if change.get("chair") else manager,
        "people": [markers[0], markers[1]] if not change.get("chair") else [manager],
        "quorum": change.get("quorum", 1),
    }

    with pytest.raises(Refused) as refused:
        actions.open_moderation(by=manager, call=marked, **given)  # type: ignore[arg-type]  # as above
    assert refused.value.field == field
    assert not Moderation.objects.exists()


def test_only_who_declared_their_interests_opens_a_meeting(marked: Call, manager: Person) -> None:
    with pytest.raises(NotAllowed):
        meet(marked, manager)


def test_what_every_marker_gave_needs_no_reason_and_what_moves_does(
    meeting: Moderation, bids: list[Bid], manager: Person
) -> None:
    need = Criterion.objects.get(key="need")
    same = actions.agree_score(
        by=manager, bid=bids[0], criterion=need, score=4, reason="", meeting=meeting
    )
    assert (same.score, same.version) == (4, 1)

    with pytest.raises(Refused) as refused:
        actions.agree_score(
            by=manager, bid=bids[0], criterion=need, score=3, reason="  ", meeting=meeting
        )
    assert refused.value.field == "reason"
    moved = actions.agree_score(
        by=manager, bid=bids[0], criterion=need, score=3, reason="No baseline", meeting=meeting
    )
    assert (moved.score, moved.reason) == (3, "No baseline")
    assert events(f"scores:{bids[0].reference}") == ["scores agreed", "scores agreed"]


def test_a_draft_without_its_reason_is_saved_and_stands_against_closing(
    meeting: Moderation, bids: list[Bid], manager: Person
) -> None:
    actions.agree_scores(
        by=manager,
        meeting=meeting,
        bid=bids[0],
        given={"need": AgreedNow(2), "value": AgreedNow(None, "Think about the hall")},
    )

    assert AgreedScore.objects.get(bid=bids[0], criterion__key="value").reason == (
        "Think about the hall"
    )
    with pytest.raises(Refused, match="3 criteria are not agreed"):
        actions.close_moderation(by=manager, meeting=meeting, version=1, minutes="Done")


def test_the_same_again_is_no_event_and_a_stale_save_is_refused(
    meeting: Moderation, bids: list[Bid], manager: Person, markers: list[Person]
) -> None:
    first = {"need": AgreedNow(4)}
    actions.agree_scores(by=manager, meeting=meeting, bid=bids[0], given=first)
    actions.agree_scores(
        by=manager, meeting=meeting, bid=bids[0], given={"need": AgreedNow(4, version=1)}
    )
    assert events(f"scores:{bids[0].reference}") == ["scores agreed"]

    for version in (0, 2):
        with pytest.raises(Changed):
            actions.agree_scores(
                by=markers[0],
                meeting=meeting,
                bid=bids[0],
                given={"need": AgreedNow(1, "Weak", version)},
            )
    assert AgreedScore.objects.get(bid=bids[0]).score == 4


def test_a_score_that_is_no_level_is_refused(
    meeting: Moderation, bids: list[Bid], manager: Person
) -> None:
    with pytest.raises(Refused) as refused:
        actions.agree_scores(by=manager, meeting=meeting, bid=bids[0], given={"need": AgreedNow(5)})
    assert refused.value.field == "score_need"


def test_only_people_at_the_meeting_write_down_what_it_agrees(
    meeting: Moderation, bids: list[Bid], officer: Person, marked: Call
) -> None:
    declare(officer, marked)

    with pytest.raises(NotAllowed):
        agree(meeting, officer, {bids[0].reference: (4, 4, 4)})


def test_a_recused_person_sees_nothing_of_the_bid_and_writes_nothing(
    meeting: Moderation, bids: list[Bid], markers: list[Person], manager: Person, marked: Call
) -> None:
    declare(markers[0], marked, bids[1])

    mine = queries.board(markers[0], marked.opportunity, meeting)
    theirs = queries.board(manager, marked.opportunity, meeting)
    assert [one.bid.pk for one in mine] == [bids[0].pk, bids[2].pk, bids[3].pk]
    assert len(theirs) == 4
    recused = next(one for one in theirs if one.bid == bids[1])
    assert (recused.recused, recused.present, recused.sheets) == (("Ada Marker",), 2, 1)
    with pytest.raises(NotAllowed):
        agree(meeting, markers[0], {bids[1].reference: (4, 4, 4)})


def test_an_undeclared_person_sees_no_board(
    meeting: Moderation, officer: Person, marked: Call
) -> None:
    assert queries.board(officer, marked.opportunity, meeting) == []
    assert not access.may_see_moderation(officer, marked.opportunity)


def test_marks_are_shown_only_when_all_are_in(
    meeting: Moderation, bids: list[Bid], markers: list[Person], manager: Person, marked: Call
) -> None:
    give(bids[0], markers[2], by=manager)
    declare(markers[2], marked)
    boards = {one.bid.pk: one for one in queries.board(manager, marked.opportunity, meeting)}

    assert (boards[bids[0].pk].waiting, boards[bids[0].pk].criteria[0].given) == (1, ())
    assert [one.score for one in boards[bids[1].pk].criteria[0].given] == [3, 3]
    with pytest.raises(Refused, match="Not all markers' sheets"):
        agree(meeting, manager, {bids[0].reference: (4, 4, 4)})


def test_spread_and_outliers_are_shown_and_explained(
    marking: Call, bids: list[Bid], markers: list[Person], manager: Person
) -> None:
    mark(bids[0], markers[0], 4, 3, 4)
    mark(bids[0], markers[1], 1, 3, 4)
    mark_all(bids[1:], markers[:2])
    declare(manager, marking)
    made = meet(marking, manager)
    shown = queries.one_board(manager, marking.opportunity, made, bids[0].reference)

    assert (shown.spread, shown.outliers) == (3, 2)
    assert shown.criteria[0].outliers[0] == (
        "Ada Marker",
        "Gave 4, where the others gave 1: two levels or more apart",
    )
    assert [one.words for one in queries.severities([shown])] == [
        "1 more generous than the others on average",
        "1 stricter than the others on average",
    ]


def test_closing_locks_every_score_and_moves_the_round_on(
    meeting: Moderation, bids: list[Bid], manager: Person, marked: Call
) -> None:
    moderated(marked, bids, manager, SCORES)

    meeting.refresh_from_db()
    assert (meeting.state, marked.stage) == ("closed", "ranking")
    assert AgreedScore.objects.filter(is_locked=True).count() == 12
    closed = said(Event.objects.get(subject=meeting.subject, type="moderation closed"))["after"]
    assert closed["scores"][bids[1].reference] == {"need": 3, "delivery": 3, "value": 2}
    with pytest.raises(Refused, match="closed"):
        agree(meeting, manager, {bids[0].reference: (1, 1, 1)})


def test_a_bid_without_its_quorum_stands_against_closing(
    meeting: Moderation, bids: list[Bid], manager: Person, markers: list[Person], marked: Call
) -> None:
    agree(meeting, manager, {bid.reference: SCORES[at] for at, bid in enumerate(bids)})
    declare(markers[0], marked, bids[2])
    declare(markers[1], marked, bids[2])

    with pytest.raises(Refused, match="1 could take part, and the quorum is 2"):
        actions.close_moderation(by=manager, meeting=meeting, version=1, minutes="Done")


def test_what_stands_against_closing_never_names_a_bid_that_is_shut(
    meeting: Moderation, bids: list[Bid], manager: Person, marked: Call
) -> None:
    declare(manager, marked, bids[0])

    with pytest.raises(Refused) as refused:
        actions.close_moderation(by=manager, meeting=meeting, version=1, minutes="Done")
    assert "A bid that is shut to you" in refused.value.words
    assert bids[0].title not in refused.value.words


def test_closing_needs_minutes_power_and_the_meeting_as_it_was_read(
    meeting: Moderation, bids: list[Bid], manager: Person, markers: list[Person]
) -> None:
    agree(meeting, manager, {bid.reference: SCORES[at] for at, bid in enumerate(bids)})
    with pytest.raises(Refused) as refused:
        actions.close_moderation(by=manager, meeting=meeting, version=1, minutes=" ")
    assert refused.value.field == "minutes"
    with pytest.raises(NotAllowed):
        actions.close_moderation(by=markers[0], meeting=meeting, version=1, minutes="Done")
    actions.save_minutes(by=markers[0], meeting=meeting, version=1, minutes="So far")
    with pytest.raises(Changed):
        actions.close_moderation(by=manager, meeting=meeting, version=1, minutes="Done")


def test_minutes_are_shut_to_whoever_has_an_interest_in_a_bid_but_the_chair(
    marking: Call,
    bids: list[Bid],
    markers: list[Person],
    manager: Person,
    officer: Person,
    client_as: Callable[[Person], Client],
) -> None:
    mark_all(bids, markers[:2])
    declare(manager, marking)
    declare(officer, marking, bids[0])
    meeting = meet(marking, manager, officer, markers[0])
    actions.save_minutes(by=manager, meeting=meeting, version=1, minutes="SAID-OF-ALL-BIDS")
    address = f"/office/rounds/{marking.opportunity.reference}/moderation"

    page = client_as(officer).get(address).content.decode()
    assert "SAID-OF-ALL-BIDS" not in page
    assert "The minutes speak of all bids together" in page
    assert client_as(officer).get(f"{address}/minutes").status_code == 403
    with pytest.raises(NotAllowed):
        actions.save_minutes(by=officer, meeting=meeting, version=2, minutes="Mine")
    page = client_as(manager).get(address).content.decode()
    assert "SAID-OF-ALL-BIDS" in page
    assert "There: " in page
    assert officer.name in page
