"""What the tests of the question builder do: put questions in, and send its forms."""

from typing import Any

from django.test import Client

from precept.do.opportunities import actions, queries
from precept.do.opportunities.models import Call, FrozenQuestions
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import QuestionSet

MOST_QUERIES = 12


def put(call: Call, officer: Person, question_set: QuestionSet) -> None:
    now = queries.call(call.opportunity.reference)
    actions.edit_questions(
        by=officer, call=now, version=now.version, question_set=question_set, what="Put in"
    )


def at(call: Call, end: str = "") -> str:
    return f"/office/rounds/{call.opportunity.reference}/questions{end}"


def fresh(call: Call) -> Call:
    return queries.call(call.opportunity.reference)


def send(browser: Client, call: Call, end: str, **typed: Any) -> Any:
    """Send a form of the builder as somebody who has just opened it."""
    return browser.post(at(call, end), {"version": fresh(call).version, **typed})


def freeze(call: Call) -> None:
    draft = fresh(call).draft
    frozen = FrozenQuestions.objects.create(
        digest=draft.digest, content=draft.model_dump(mode="json")
    )
    Call.objects.filter(pk=call.pk).update(frozen=frozen, stage="published")
