"""Locked scores: the database itself refuses to change them, and a correction takes two people (A04)."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from precept.do.assessment import actions, queries
from precept.do.assessment.models import AgreedScore, Moderation, ScoreCorrection
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from tests.do.assessment.conftest import declare
from tests.do.assessment.moderating import begin, mark_all, meet, moderated

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


# A04: locked scores


REWRITES = [
    "UPDATE assessment_agreedscore SET score = 0 WHERE id = %s",
    "UPDATE assessment_agreedscore SET is_locked = FALSE WHERE id = %s",
    "DELETE FROM assessment_agreedscore WHERE id = %s",
]


@pytest.mark.parametrize("statement", REWRITES, ids=["score", "unlock", "delete"])
def test_the_database_itself_refuses_to_change_a_locked_score(
    meeting: Moderation, bids: list[Bid], manager: Person, marked: Call, statement: str
) -> None:
    moderated(marked, bids, manager, SCORES)
    locked = AgreedScore.objects.get(bid=bids[0], criterion__key="need")

    with (
        pytest.raises((IntegrityError, DatabaseError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [locked.pk])
    locked.refresh_from_db()
    assert (locked.score, locked.is_locked) == (4, True)


def test_a_locked_score_cannot_be_written_over(
    meeting: Moderation, bids: list[Bid], manager: Person, marked: Call
) -> None:
    moderated(marked, bids, manager, SCORES)
    locked = AgreedScore.objects.get(bid=bids[0], criterion__key="need")
    locked.score = 0

    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        locked.save()
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        AgreedScore.objects.bulk_create(
            [locked],
            update_conflicts=True,
            unique_fields=["bid", "criterion"],
            update_fields=["score"],
        )
    assert AgreedScore.objects.get(pk=locked.pk).score == 4


@pytest.fixture
def locked(
    meeting: Moderation, bids: list[Bid], manager: Person, officer: Person, marked: Call
) -> AgreedScore:
    """The locked score of the first bid for need: 4."""
    moderated(marked, bids, manager, SCORES)
    declare(officer, marked)
    return AgreedScore.objects.get(bid=bids[0], criterion__key="need")


def test_a_correction_takes_two_people_and_keeps_both_values(
    locked: AgreedScore, officer: Person, manager: Person, bids: list[Bid]
) -> None:
    waiting = actions.propose_correction(by=officer, agreed=locked, score=2, why="Typed wrongly")
    assert queries.in_force(locked) == 4
    with pytest.raises(NotAllowed):
        actions.approve_correction(by=officer, correction=waiting)

    actions.approve_correction(by=manager, correction=waiting)

    locked.refresh_from_db()
    assert (locked.score, queries.in_force(locked)) == (4, 2)
    held = ScoreCorrection.objects.get()
    assert (held.before, held.after, held.approved_by) == (4, 2, manager)
    assert queries.agreed_in_force(Bid.objects.filter(pk=bids[0].pk)) == {
        bids[0].reference: {"need": 2, "delivery": 4, "value": 4}
    }
    assert events(f"scores:{bids[0].reference}")[-2:] == [
        "score correction proposed",
        "score corrected",
    ]


def test_nobody_approves_their_own_correction_even_with_every_power(
    locked: AgreedScore, manager: Person
) -> None:
    waiting = actions.propose_correction(by=manager, agreed=locked, score=2, why="Typed wrongly")

    with pytest.raises(NotAllowed):
        actions.approve_correction(by=manager, correction=waiting)
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreCorrection.objects.filter(pk=waiting.pk).update(
            approved_by=manager, approved=clock.now()
        )


def test_a_refused_correction_leaves_the_score_and_says_why(
    locked: AgreedScore, officer: Person, manager: Person
) -> None:
    waiting = actions.propose_correction(by=officer, agreed=locked, score=2, why="Typed wrongly")
    with pytest.raises(Refused) as refused:
        actions.refuse_correction(by=manager, correction=waiting, why="")
    assert refused.value.field == "why"

    actions.refuse_correction(by=manager, correction=waiting, why="The minutes say 4")

    assert queries.in_force(locked) == 4
    with pytest.raises(Changed):
        actions.approve_correction(by=manager, correction=waiting)


@pytest.mark.parametrize(
    ("score", "why", "field"), [(4, "Same", "score"), (9, "No level", "score"), (2, " ", "why")]
)
def test_a_correction_that_corrects_nothing_is_refused(
    locked: AgreedScore, officer: Person, score: int, why: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.propose_correction(by=officer, agreed=locked, score=score, why=why)
    assert refused.value.field == field


def test_one_correction_of_a_score_waits_at_a_time(locked: AgreedScore, officer: Person) -> None:
    actions.propose_correction(by=officer, agreed=locked, score=2, why="Typed wrongly")

    with pytest.raises(Refused, match="waits to be settled"):
        actions.propose_correction(by=officer, agreed=locked, score=1, why="No, this")


def test_a_settled_correction_cannot_be_rewritten(
    locked: AgreedScore, officer: Person, manager: Person
) -> None:
    waiting = actions.propose_correction(by=officer, agreed=locked, score=2, why="Typed wrongly")
    actions.approve_correction(by=manager, correction=waiting)

    for change in (
        "UPDATE assessment_scorecorrection SET after = 0",
        "DELETE FROM assessment_scorecorrection",
    ):
        with (
            pytest.raises((IntegrityError, DatabaseError)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    assert ScoreCorrection.objects.get().after == 2


def test_a_correction_waits_until_a_frozen_recommendation_is_withdrawn(
    locked: AgreedScore, officer: Person, manager: Person, marked: Call
) -> None:
    kept = begin(marked, officer)
    kept = actions.set_cut_off(
        by=officer, recommendation=kept, version=1, cut_off=101 - 41, why="Good evidence"
    )
    kept = actions.freeze_recommendation(by=officer, recommendation=kept, version=kept.version)
    waiting = actions.propose_correction(by=officer, agreed=locked, score=2, why="Typed wrongly")

    with pytest.raises(Refused, match="Withdraw the recommendation first"):
        actions.approve_correction(by=manager, correction=waiting)
    actions.withdraw_recommendation(by=officer, recommendation=kept, why="A score is wrong")
    actions.approve_correction(by=manager, correction=waiting)
    assert queries.in_force(locked) == 2
