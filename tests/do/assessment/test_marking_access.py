"""Who reads a bid as its marker, and whose marks somebody reads: by role, state, declaration and conflict."""

from collections.abc import Callable

import pytest

from precept.do.assessment import access, actions, queries, rules
from precept.do.assessment.models import Allocation, BidCheck, MarkSheet
from precept.do.bids.models import AssistedEntry, Bid, BidMember, Conflict, Submission
from precept.do.opportunities.models import Call, FrozenQuestions
from precept.foundation import clock
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import Question, QuestionSet, Section
from tests.do.assessment.conftest import declare, give, list_bidders

pytestmark = pytest.mark.django_db

WHOLE = {key: rules.Given(2, f"Reason for {key}") for key in ("need", "delivery", "value")}


def hand_in(marker: Person, bid: Bid) -> MarkSheet:
    saved = actions.save_marks(by=marker, bid=bid, given=WHOLE, read=0)
    return actions.submit_sheet(by=marker, bid=bid, version=saved.version)


READS = [
    ("opened", False, False, False),
    ("marking", False, True, True),
    ("moderating", False, True, False),
    ("ranking", False, True, False),
    ("recommended", False, True, False),
    ("decided", False, False, False),
    ("awarded", False, False, False),
    ("cancelled", False, False, False),
    ("published", True, True, True),
    ("published", False, False, False),
]


@pytest.mark.parametrize(
    ("stage", "is_rolling", "reads", "marks"),
    READS,
    ids=[f"{stage}{' rolling' if rolling else ''}" for stage, rolling, _, _ in READS],
)
def test_a_marker_reads_and_marks_their_bids_at_these_stages_alone(
    marking: Call,
    bids: list[Bid],
    markers: list[Person],
    stage: str,
    is_rolling: bool,
    reads: bool,
    marks: bool,
) -> None:
    Call.objects.update(stage=stage, is_rolling=is_rolling)

    assert access.may_read_to_mark(markers[0], bids[0]) is reads
    assert access.may_mark(markers[0], bids[0]) is marks


ROLES = [
    ("marker", True),
    ("external-expert", True),
    ("commissioning-officer", True),
    ("commissioning-manager", True),
    ("auditor", False),
    ("administrator", False),
    ("provider", False),
    ("chief-executive", False),
    ("commissioner", False),
    ((), False),
]


@pytest.mark.parametrize(("role", "reads"), ROLES, ids=[str(role) for role, _ in ROLES])
def test_only_roles_that_mark_bids_read_what_they_were_given(
    marking: Call,
    bids: list[Bid],
    person: Callable[..., Person],
    officer: Person,
    role: str,
    reads: bool,
) -> None:
    somebody = person(role=role)
    give(bids[0], somebody, by=officer)
    declare(somebody, marking)

    assert access.may_read_to_mark(somebody, bids[0]) is reads


def test_nothing_is_read_before_interests_are_declared(
    marking: Call, bids: list[Bid], markers: list[Person], officer: Person
) -> None:
    give(bids[0], markers[2], by=officer)

    assert not access.may_read_to_mark(markers[2], bids[0])
    assert queries.round_sheets(markers[2], marking.opportunity.reference).rows == []

    declare(markers[2], marking)  # nothing to declare counts too
    assert access.may_read_to_mark(markers[2], bids[0])


def test_a_bid_that_joins_the_list_later_needs_another_look(
    marking: Call, bids: list[Bid], markers: list[Person], make_bids: Callable[..., list[Bid]]
) -> None:
    make_bids(1)

    assert not access.may_read_to_mark(markers[0], bids[0])
    declare(markers[0], marking)
    assert access.may_read_to_mark(markers[0], bids[0])


def test_a_conflict_declared_after_viewing_shuts_everything_at_once(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    hand_in(markers[0], bids[0])
    hand_in(markers[1], bids[0])
    reference = marking.opportunity.reference
    assert access.sheets_open_to(markers[0]).count() == 2

    Conflict.objects.create(bid=bids[0], person=markers[0], kind="family")

    assert not access.may_read_to_mark(markers[0], bids[0])
    assert not access.sheets_open_to(markers[0]).exists()  # not even their own
    shown = queries.round_sheets(markers[0], reference)
    assert bids[0].reference not in [row.reference for row in shown.rows]
    assert (shown.given, queries.rounds_to_mark(markers[0])[0].bids) == (3, 3)
    # Their marks no longer count, and the bid is short of a marker.
    counting = MarkSheet.objects.filter(access.counting(), bid=bids[0])
    assert [one.marker for one in counting] == [markers[1]]
    assert not Allocation.objects.filter(access.live(), bid=bids[0], marker=markers[0]).exists()


def test_ending_a_conflict_declared_by_mistake_opens_the_bid_again(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    conflict = Conflict.objects.create(bid=bids[0], person=markers[0], kind="other")
    assert not access.may_read_to_mark(markers[0], bids[0])

    conflict.ended = clock.now()
    conflict.save()
    assert access.may_read_to_mark(markers[0], bids[0])


def test_the_office_s_conflict_hides_a_bid_from_every_list_and_count(
    marking: Call, bids: list[Bid], officer: Person, manager: Person
) -> None:
    Conflict.objects.create(bid=bids[0], person=officer, kind="employed")
    of = marking.opportunity

    assert not access.may_see_bid(officer, bids[0])
    assert access.may_see_bid(manager, bids[0])
    assert {one.bids for one in queries.loads(officer, of) if one.bids} == {3}
    assert {one.bids for one in queries.loads(manager, of) if one.bids} == {4}


def test_somebody_who_wrote_or_entered_a_bid_does_not_read_it_as_a_marker(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    BidMember.objects.create(bid=bids[0], person=markers[0], email=markers[0].email, rights="edit")
    AssistedEntry.objects.create(
        bid=bids[1], officer=markers[0], channel="phone", for_whom="Somebody"
    )

    assert [access.may_read_to_mark(markers[0], bid) for bid in bids] == [False, False, True, True]


def test_an_ineligible_bid_is_shut_to_its_markers(
    marking: Call, bids: list[Bid], markers: list[Person], officer: Person
) -> None:
    BidCheck.objects.create(
        bid=bids[0], kind="eligibility", rule="area", outcome="fail", by=officer
    )

    assert not access.may_read_to_mark(markers[0], bids[0])


def test_an_ended_allocation_shuts_the_bid(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    Allocation.objects.filter(bid=bids[0], marker=markers[0]).update(ended=clock.now())

    assert not access.may_read_to_mark(markers[0], bids[0])


# A05: others' marks only after one's own


def test_a_peer_s_marks_open_when_one_s_own_are_in(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    theirs = hand_in(markers[1], bids[0])
    actions.save_marks(by=markers[0], bid=bids[0], given=WHOLE, read=0)

    assert theirs not in access.sheets_open_to(markers[0])
    actions.submit_sheet(by=markers[0], bid=bids[0], version=1)
    assert theirs in access.sheets_open_to(markers[0])


def test_one_bid_s_marks_open_nothing_of_another(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    hand_in(markers[0], bids[0])
    theirs = hand_in(markers[1], bids[1])

    assert theirs not in access.sheets_open_to(markers[0])


def test_a_peer_s_draft_is_never_read(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    hand_in(markers[0], bids[0])
    actions.save_marks(by=markers[1], bid=bids[0], given=WHOLE, read=0)

    assert [one.marker for one in access.sheets_open_to(markers[0])] == [markers[0]]


OFFICE = [
    ("commissioning-manager", "marking", False),
    ("commissioning-manager", "moderating", True),
    ("commissioning-manager", "decided", True),
    ("chief-executive", "moderating", True),
    ("auditor", "moderating", False),
    ("administrator", "moderating", False),
    ("marker", "moderating", False),
    ("external-expert", "moderating", False),
]


@pytest.mark.parametrize(
    ("role", "stage", "reads"), OFFICE, ids=[f"{role} {stage}" for role, stage, _ in OFFICE]
)
def test_the_office_reads_marks_only_once_marking_is_over(
    marking: Call,
    bids: list[Bid],
    markers: list[Person],
    person: Callable[..., Person],
    role: str,
    stage: str,
    reads: bool,
) -> None:
    hand_in(markers[0], bids[0])
    Call.objects.update(stage=stage)
    somebody = person(role=role)
    declare(somebody, marking)

    assert access.sheets_open_to(somebody).exists() is reads


def test_an_officer_who_still_owes_marks_reads_none_of_that_bid(
    marking: Call, bids: list[Bid], markers: list[Person], officer: Person, manager: Person
) -> None:
    give(bids[0], officer, by=manager)
    declare(officer, marking)
    hand_in(markers[0], bids[0])
    hand_in(markers[0], bids[1])
    Call.objects.update(stage="moderating")

    assert [one.bid for one in access.sheets_open_to(officer)] == [bids[1]]


def test_a_conflict_in_the_office_shuts_the_marks_of_that_bid_alone(
    marking: Call, bids: list[Bid], markers: list[Person], manager: Person
) -> None:
    hand_in(markers[0], bids[0])
    hand_in(markers[0], bids[1])
    Call.objects.update(stage="moderating")
    Conflict.objects.create(bid=bids[0], person=manager, kind="money")

    assert [one.bid for one in access.sheets_open_to(manager)] == [bids[1]]


def test_a_name_is_withheld_from_points_tables_and_entries_too(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    assert bids[0].organisation is not None
    name = bids[0].organisation.name
    line = Question(key="who", kind="line", label="Who?")
    asks = QuestionSet(
        sections=(
            Section(
                key="more",
                title="More",
                questions=(
                    Question(key="change", kind="outcomes", label="What changes?"),
                    Question(key="costs", kind="costs", label="What does it cost?"),
                    Question(key="partners", kind="group", label="Who helps?", questions=(line,)),
                ),
            ),
        )
    )
    frozen = FrozenQuestions.objects.create(
        digest=asks.digest, content=asks.model_dump(mode="json")
    )
    said = bids[0].in_force.said  # type: ignore[union-attr]  # the fixture submits each bid
    said["answers"] = {
        "change": [{"people": 8, "percent": 80, "change": f"trust {name}", "measure": ""}],
        "costs": [{"item": f"Hall of {name}", "pence": 5_000}],
        "partners": [{"who": f"Friends of {name}"}],
    }
    Submission.objects.update(content=canonical(said))
    Bid.objects.filter(pk=bids[0].pk).update(questions=frozen)
    Call.objects.update(hides_applicant=True)

    found = queries.bid_to_mark(markers[0], marking.opportunity.reference, bids[0].reference)
    (section,) = found.sections
    assert "Hall of [the applicant]" in str(section.rows)
    assert "Friends of [the applicant]" in str(section.rows)
    assert name not in str(section.rows)


def test_the_list_of_bidders_changes_nothing_for_whoever_declared_against_it(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    list_bidders(marking)

    assert access.may_read_to_mark(markers[0], bids[0])
