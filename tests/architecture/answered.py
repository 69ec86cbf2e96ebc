"""Questions of the demonstration office, as the access table's examples name them."""

from __future__ import annotations

from datetime import timedelta

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.review.answers import actions, queries
from precept.review.answers.models import Question
from tests.architecture.rounds import References


def add_questions(officer: Person, references: References) -> None:
    """One in each state: open with a source and an exemption, asking what is meant, in review, released."""
    references |= {
        "question_open": _with_source(_entered(officer, "An open one")).reference,
        "question_asking": _asking(_entered(officer, "One that is not clear"), officer).reference,
        "question_review": _in_review(_entered(officer, "One to be released"), officer).reference,
        "question_released": Question.objects.get(state="released").reference,
        "answer": Question.objects.get(state="released").reference,
    }


def _entered(officer: Person, about: str) -> Question:
    return actions.enter_question(
        by=officer,
        kind="foi",
        about=about,
        text="What does it cost?",
        received=clock.today() - timedelta(days=3),
        owner=officer,
        name="Somebody Who Asks",
    )


def _with_source(one: Question) -> Question:
    officer = one.owner
    now = actions.choose_sources(
        by=officer, question=one, version=one.version, chosen=["published:agreement:CORE004"]
    )
    return actions.rely_on(
        by=officer, question=now, version=now.version, code="FOI s.40(2)", why="Names"
    )


def _asking(one: Question, officer: Person) -> Question:
    return actions.ask_what_is_meant(
        by=officer, question=one, version=one.version, words="Which year?"
    )


def _in_review(one: Question, officer: Person) -> Question:
    now = actions.write_answer(
        by=officer,
        question=one,
        version=one.version,
        answer="The office does not hold it.",
        outcome="not-held",
    )
    now = queries.fresh(now)
    return actions.send_to_second_person(by=officer, question=now, version=now.version)
