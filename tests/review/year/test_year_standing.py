"""What the office keeps and answers stands in its year: procedures, holds, questions."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from precept.do.procedures.models import Standard, StandardVersion
from precept.foundation.people.models import Person
from precept.records.models import Hold
from precept.review.answers.models import Question
from precept.review.year.queries import everything
from precept.review.year.rules import Due

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
PARTS = ("standard", "hold", "question")


def found(person: Person) -> list[Due]:
    return [one for one in everything(person, FIRST, LAST) if one.key.partition("-")[0] in PARTS]


@pytest.fixture
def manager(person: Callable[..., Person]) -> Person:
    return person(role="commissioning-manager", name="Bo Manager")


@pytest.fixture
def kept(manager: Person) -> Standard:
    one = Standard.objects.create(
        kind="procedure", key="grant-round", owner=manager, review_on=date(2027, 2, 1)
    )
    StandardVersion.objects.create(standard=one, number=1, title="Grant round", state="draft")
    Hold.objects.create(
        reference="H1",
        thing="opportunity:R1",
        kind="claim",
        case="A claim",
        why="It is asked for.",
        review_on=date(2027, 1, 15),
        placed_by=manager,
    )
    Question.objects.create(
        kind="foi",
        about="What sessions cost",
        text="What do they cost?",
        received=date(2026, 11, 23),
        counted_from=date(2026, 11, 23),
        due=date(2026, 12, 21),
        due_words="20 working days",
        owner=manager,
    )
    return one


def test_reviews_holds_and_questions_stand_in_the_year(kept: Standard, manager: Person) -> None:
    lines = found(manager)

    assert [(one.day, one.title, one.kind, one.is_mine) for one in lines] == [
        (date(2026, 12, 21), "Answer: What sessions cost", "answer", True),
        (date(2027, 1, 15), "Ask whether records must still be held: A claim", "review", True),
        (date(2027, 2, 1), "Review: grant-round", "review", True),
    ]
    assert not any(one.is_done for one in lines)


def test_what_is_answered_is_done_and_what_is_retired_or_released_is_gone(
    kept: Standard, manager: Person, person: Callable[..., Person]
) -> None:
    Question.objects.update(state="withdrawn")
    Standard.objects.update(retired_on=date(2026, 12, 1), retired_why="Not used.")
    other = person(role="chief-executive")
    Hold.objects.update(
        released=datetime(2026, 12, 1, 12, tzinfo=UTC),
        released_by=other,
        released_why="Settled.",
    )

    assert [(one.title, one.is_done) for one in found(manager)] == [
        ("Answer: What sessions cost", True)
    ]


def test_nobody_outside_reads_them(kept: Standard, person: Callable[..., Person]) -> None:
    assert kept.pk
    assert found(person(role="provider")) == []
