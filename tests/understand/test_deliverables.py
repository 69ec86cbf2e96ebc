"""What becomes of a deliverable: asked for, come, assessed; by state, event and refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation.ledger.actions import Changed, Refused
from precept.foundation.people.models import Person
from precept.understand import actions
from precept.understand.models import Measure
from tests.understand.conftest import TODAY
from tests.understand.making import DUE, SUBJECT, assessed, fresh, received, requested
from tests.understand.told import last, told


def planned(measure: Measure, by: Person) -> Measure:
    return measure


MAKE = {
    "planned": planned,
    "requested": requested,
    "received": received,
    "assessed": assessed,
}


def test_a_deliverable_is_asked_for_comes_and_is_assessed(
    deliverable: Measure, officer: Person
) -> None:
    done = fresh(assessed(deliverable, officer))

    assert (done.state, done.requested, done.due, done.received, done.assessed) == (
        "assessed",
        TODAY,
        DUE,
        date(2022, 11, 30),
        TODAY,
    )
    assert done.evidence == "The strategy, 12 pages."
    assert told(SUBJECT) == [
        "measure added",
        "deliverable requested",
        "deliverable received",
        "deliverable assessed",
    ]
    assert last(SUBJECT)["after"] == {
        "state": "Assessed",
        "due": "2023-03-31",
        "received": "2022-11-30",
        "what_came": "The strategy, 12 pages.",
        "where_it_is": "https://force.example/strategy",
        "assessment": "It is what we asked for.",
    }


def test_asked_for_again_what_came_before_is_history(
    deliverable: Measure, officer: Person, on: Callable[[date], None]
) -> None:
    assessed(deliverable, officer)
    on(date(2023, 1, 9))

    again = actions.request_deliverable(
        by=officer, measure=deliverable, due=date(2023, 2, 1), note="Costs are missing."
    )

    assert (again.state, again.requested, again.received, again.assessed) == (
        "requested",
        date(2023, 1, 9),
        None,
        None,
    )
    assert (again.evidence, again.evidence_link, again.assessment) == ("", "", "")
    facts = last(SUBJECT)
    assert facts["why"] == "Costs are missing."
    assert facts["before"]["what_came"] == "The strategy, 12 pages."


@pytest.mark.parametrize(
    ("state", "act", "words"),
    [
        ("planned", "receive", "This is planned, so it cannot become received."),
        ("planned", "assess", "This is planned, so it cannot become assessed."),
        ("requested", "assess", "This is requested, so it cannot become assessed."),
        ("received", "receive", "This is received, so it cannot become received."),
        ("assessed", "receive", "This is assessed, so it cannot become received."),
        ("assessed", "assess", "This is assessed, so it cannot become assessed."),
    ],
)
def test_steps_are_not_skipped(
    deliverable: Measure, officer: Person, state: str, act: str, words: str
) -> None:
    MAKE[state](deliverable, officer)

    do: dict[str, Callable[[], Measure]] = {
        "receive": lambda: actions.receive_deliverable(
            by=officer, measure=deliverable, received=TODAY, evidence="A"
        ),
        "assess": lambda: actions.assess_deliverable(
            by=officer, measure=deliverable, assessment="A"
        ),
    }

    with pytest.raises(Refused) as refused:
        do[act]()

    assert refused.value.words == words
    assert fresh(deliverable).state == state


def test_what_came_is_not_asked_for_again_unseen(deliverable: Measure, officer: Person) -> None:
    stale = fresh(requested(deliverable, officer))
    actions.receive_deliverable(by=officer, measure=deliverable, received=TODAY, evidence="Here.")

    with pytest.raises(Changed):
        requested(stale, officer)

    assert fresh(deliverable).evidence == "Here."


@pytest.mark.parametrize(
    ("act", "said", "field"),
    [
        ("request", {"due": date(2022, 11, 30)}, "due"),
        ("receive", {"received": date(2022, 12, 2), "evidence": "A"}, "received"),
        ("receive", {"received": TODAY, "evidence": " "}, "evidence"),
        ("receive", {"received": TODAY, "evidence": "A", "link": "ftp://a.example"}, "link"),
        ("assess", {"assessment": " "}, "assessment"),
    ],
)
def test_answers_that_cannot_be_are_refused(
    deliverable: Measure, officer: Person, act: str, said: dict[str, Any], field: str
) -> None:
    do: dict[str, Any] = {
        "request": actions.request_deliverable,
        "receive": actions.receive_deliverable,
        "assess": actions.assess_deliverable,
    }

    with pytest.raises(Refused) as refused:
        do[act](by=officer, measure=deliverable, **said)

    assert refused.value.field == field


def test_something_monitored_is_not_asked_for(monitored: Measure, officer: Person) -> None:
    with pytest.raises(Refused) as refused:
        requested(monitored, officer)

    assert refused.value.words == "This is monitored to a schedule; it is not a deliverable."
