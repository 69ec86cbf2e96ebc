"""Questions for the tests: entered, answered, sent on, each in one call."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from precept.foundation.ledger.models import Event
from precept.review.answers import actions, queries
from precept.review.answers.models import Question

ASKER = "Hesper Wanderlight"
CONTACT = "hesper@letters.example"


def entered(cast: SimpleNamespace, **said: Any) -> Question:
    """A question that came two weeks ago."""
    return actions.enter_question(
        **{
            "by": cast.officer,
            "kind": "foi",
            "about": "What help for victims by telephone costs",
            "text": f"I am {ASKER}. What does help for victims by telephone cost?",
            "received": date(2026, 11, 16),
            "owner": cast.officer,
            "name": ASKER,
            "contact": CONTACT,
            **said,
        }
    )


def sourced(cast: SimpleNamespace, one: Question, *keys: str) -> Question:
    """The same, with sources chosen: the register's first agreement, unless others are named."""
    now = queries.fresh(one)
    return actions.choose_sources(
        by=cast.officer,
        question=now,
        version=now.version,
        chosen=list(keys) or ["published:agreement:CORE004"],
    )


def answered(
    cast: SimpleNamespace,
    one: Question,
    answer: str = "It costs £56,000 [1].",
    outcome: str = "disclosed",
    cost_why: str = "",
) -> Question:
    """The same, with an answer."""
    now = queries.fresh(one)
    return actions.write_answer(
        by=cast.officer,
        question=now,
        version=now.version,
        answer=answer,
        outcome=outcome,
        cost_why=cost_why,
    )


def sent_on(cast: SimpleNamespace, one: Question) -> Question:
    """The same, waiting for a second person."""
    now = queries.fresh(one)
    return actions.send_to_second_person(by=cast.officer, question=now, version=now.version)


def released(cast: SimpleNamespace, **said: Any) -> Question:
    """A question that was answered from one source and released by somebody else."""
    one = entered(cast, **said)
    sourced(cast, one)
    answered(cast, one)
    now = sent_on(cast, one)
    return actions.release_answer(by=cast.chief, question=now, version=now.version)


def events(one: Question) -> list[str]:
    """What the ledger says was done with a question, in order."""
    return list(
        Event.objects.filter(subject=one.subject).order_by("place").values_list("type", flat=True)
    )
