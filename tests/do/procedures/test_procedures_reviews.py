"""Yearly reviews: what people said is answered, a review closes with what came of it, owners are reminded."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from precept.do.procedures import actions, queries
from precept.do.procedures.models import Standard, StandardFeedback, StandardReview
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication
from precept.foundation.publications.queries import read
from tests.do.procedures.conftest import ROUND, TODAY, On

YEAR_ON = date(2027, 4, 1)


@pytest.fixture
def feedback(standard: Standard, officer: Person) -> StandardFeedback:
    """A bidder found the marks hard to follow."""
    return actions.note_feedback(
        by=officer,
        standard=standard,
        who="bidder",
        words="Nobody could tell what a 3 means.",
        received=TODAY,
        round="CSF-2026-R1",
    )


def close(by: Person, **said: object) -> StandardReview:
    now = queries.standard(ROUND)
    whole: dict[str, object] = {
        "held_on": YEAR_ON,
        "outcome": "no change",
        "words": "No change, because bidders are content.",
    }
    return actions.close_review(by=by, standard=now, version=now.version, **(whole | said))  # type: ignore[arg-type] # by name


def test_feedback_is_kept_with_its_words_apart_in_the_ledger(
    feedback: StandardFeedback, event_types: Callable[[str], list[str]]
) -> None:
    assert (feedback.number, feedback.state) == (1, "waiting")
    assert event_types(f"standard:{ROUND}")[-1] == "feedback noted"


@pytest.mark.parametrize(
    ("said", "field"),
    [({"who": "nobody"}, "who"), ({"words": " "}, "words"), ({"received": YEAR_ON}, "received")],
)
def test_feedback_says_who_what_and_when(
    standard: Standard, officer: Person, said: dict[str, object], field: str
) -> None:
    whole: dict[str, object] = {"who": "bidder", "words": "Too long", "received": TODAY}

    with pytest.raises(Refused) as refusal:
        actions.note_feedback(by=officer, standard=standard, **(whole | said))  # type: ignore[arg-type] # by name
    assert refusal.value.field == field


def test_feedback_is_answered_in_words(feedback: StandardFeedback, officer: Person) -> None:
    with pytest.raises(Refused, match="Say why nothing was changed"):
        actions.answer_feedback(
            by=officer, feedback=feedback, version=1, state="no change", answer=" "
        )
    now = actions.answer_feedback(
        by=officer, feedback=feedback, version=1, state="changed", answer="The scale has words."
    )

    assert (now.state, now.answer, now.answered_on) == ("changed", "The scale has words.", TODAY)
    with pytest.raises(Changed):
        actions.answer_feedback(
            by=officer, feedback=feedback, version=1, state="no change", answer="Late"
        )


def test_a_review_closes_once_each_piece_is_answered(
    feedback: StandardFeedback, officer: Person, on: On
) -> None:
    on(YEAR_ON)

    with pytest.raises(Refused, match="One piece of feedback is not answered"):
        close(officer)
    actions.answer_feedback(
        by=officer, feedback=feedback, version=1, state="no change", answer="It is on the page."
    )
    made = close(officer)

    now = queries.standard(ROUND)
    assert (made.number, made.due, made.answered, made.versions) == (1, YEAR_ON, 1, [])
    assert (made.next_on, now.review_on) == (date(2028, 4, 1), date(2028, 4, 1))
    said = read(Publication.objects.get(kind="procedure", key=ROUND, is_latest=True)).payload
    assert said.review_on == "2028-04-01"
    assert [(one.held_on, one.outcome) for one in said.reviews] == [("2027-04-01", "No change")]
    assert "Nobody could tell" not in said.model_dump_json()


def test_a_review_that_says_changed_shows_the_change(
    standard: Standard, officer: Person, on: On, next_version: Callable[..., object]
) -> None:
    on(YEAR_ON)
    with pytest.raises(Refused, match="Have the change approved first") as refusal:
        close(officer, outcome="changed", words="More words")
    assert refusal.value.field == "outcome"

    next_version(ROUND, YEAR_ON + timedelta(days=1))
    made = close(officer, outcome="changed", words="The scale says what each mark means.")

    assert made.versions == [2]
    assert queries.versions_since_review(standard) == []
    on(YEAR_ON + timedelta(days=5))
    with pytest.raises(Refused, match="No version was approved"):
        close(officer, outcome="changed", held_on=YEAR_ON + timedelta(days=2))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"held_on": date(2027, 4, 2)}, "held_on"),
        ({"outcome": "perhaps"}, "outcome"),
        ({"words": " "}, "words"),
        ({"next_on": date(2028, 4, 2)}, "next_on"),
        ({"next_on": YEAR_ON}, "next_on"),
    ],
)
def test_a_review_says_when_what_came_of_it_and_when_the_next_is(
    standard: Standard, officer: Person, on: On, said: dict[str, object], field: str
) -> None:
    on(YEAR_ON)

    with pytest.raises(Refused) as refusal:
        close(officer, **said)
    assert refusal.value.field == field
    assert not StandardReview.objects.exists()


def test_reviews_follow_one_another(standard: Standard, officer: Person, on: On) -> None:
    on(YEAR_ON)
    close(officer, held_on=date(2027, 3, 1), next_on=date(2027, 9, 1))

    with pytest.raises(Refused, match="was held 1 March 2027"):
        close(officer, held_on=date(2027, 3, 1))
    assert close(officer).number == 2


def test_nothing_is_reviewed_before_it_was_approved(draft: object, officer: Person) -> None:
    with pytest.raises(Refused, match="Nothing of it was approved yet"):
        close(officer, held_on=TODAY)


def test_an_owner_is_reminded_before_and_on_the_day_and_each_once(
    standard: Standard, officer: Person, on: On
) -> None:
    told = []
    for day in (-31, -30, -29, 0, 1, 40):
        on(YEAR_ON + timedelta(days=day))
        told.append(actions.remind_of_reviews())

    assert told == [0, 1, 0, 1, 0, 0]
    mails = list(Mail.objects.order_by("pk"))
    assert [one.subject for one in mails] == [
        "The yearly review is due soon: Grant round",
        "The yearly review is due: Grant round",
    ]
    assert {one.to for one in mails} == {officer.email}


def test_a_closed_review_begins_the_reminders_again(
    standard: Standard, officer: Person, on: On
) -> None:
    on(YEAR_ON)
    actions.remind_of_reviews()
    close(officer)
    assert actions.remind_of_reviews() == 0

    on(date(2028, 3, 20))
    assert actions.remind_of_reviews() == 1


def test_a_new_owner_is_told_too(
    standard: Standard, officer: Person, manager: Person, chief: Person, on: On
) -> None:
    on(YEAR_ON)
    actions.remind_of_reviews()
    now = queries.standard(ROUND)
    with pytest.raises(Refused):
        actions.set_owner(by=officer, standard=now, version=now.version, owner=chief)
    actions.set_owner(by=officer, standard=now, version=now.version, owner=manager)

    assert actions.remind_of_reviews() == 1
    assert Mail.objects.order_by("pk").last().to == manager.email  # type: ignore[union-attr] # there are two


def test_what_is_no_longer_used_is_not_reviewed(
    standard: Standard, officer: Person, chief: Person, on: On
) -> None:
    actions.retire(by=chief, standard=standard, version=standard.version, since=TODAY, why="Over")
    on(YEAR_ON)

    assert actions.remind_of_reviews() == 0
    with pytest.raises(Refused, match="no longer used"):
        close(officer)


def test_desks_show_what_waits(
    draft: object, officer: Person, manager: Person, chief: Person, auditor_: Person, on: On
) -> None:
    version = queries.version_of(queries.standard(ROUND), 1)
    assert queries.waits_for(chief) == []
    version = actions.send_for_approval(by=officer, version=version, revision=version.revision)
    assert [one.text for one in queries.waits_for(chief)] == [
        "Grant round: version 1 waits to be approved"
    ]
    assert queries.waits_for(officer) == []
    version = actions.send_back(
        by=chief, version=version, revision=version.revision, why="Say who is told"
    )
    assert [(one.text, one.note) for one in queries.waits_for(officer)] == [
        ("Grant round: version 1 came back to be changed", "Say who is told")
    ]
    version = actions.send_for_approval(by=officer, version=version, revision=version.revision)
    actions.approve(by=chief, version=version, revision=version.revision, begins=TODAY)
    assert queries.waits_for(officer) == []

    seen = []
    for day in (-31, -30, 0, 3):
        on(YEAR_ON + timedelta(days=day))
        seen.append([(one.tone, one.note) for one in queries.waits_for(officer)])

    assert seen == [
        [],
        [("amber", "Review due 1 April 2027")],
        [("red", "Review due today")],
        [("red", "Review overdue since 1 April 2027")],
    ]
    assert queries.waits_for(manager) == []
    assert queries.waits_for(auditor_) == []


@pytest.fixture
def auditor_(person: Callable[..., Person]) -> Person:
    """Somebody who only reads."""
    return person(role="auditor")


def test_only_keepers_note_answer_and_close(
    feedback: StandardFeedback, chief: Person, on: On
) -> None:
    on(YEAR_ON)
    for act in (
        lambda: actions.note_feedback(
            by=chief, standard=feedback.standard, who="bidder", words="x", received=TODAY
        ),
        lambda: actions.answer_feedback(
            by=chief, feedback=feedback, version=1, state="changed", answer="x"
        ),
        lambda: close(chief),
        lambda: actions.set_owner(by=chief, standard=feedback.standard, version=1, owner=chief),
    ):
        with pytest.raises(NotAllowed):
            act()
