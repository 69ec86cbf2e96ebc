"""The schedule: what comes with the software, and what the office changed, with a reason."""

from typing import Any

import pytest

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.records import actions, queries, rules
from precept.records.models import ScheduleRow

GIVEN: dict[str, Any] = {
    "key": "contact",
    "version": 0,
    "years": 2,
    "source": "Our own policy",
    "is_confirmed": True,
    "why": "Our adviser asked for it",
}


def test_an_office_begins_with_the_schedule_that_comes_with_it(db: None) -> None:
    assert queries.schedule() == list(rules.first_schedule())
    assert queries.rule_or_none("no-such") is None


def test_a_change_counts_from_then_on_and_says_why(chief: Person) -> None:
    changed = actions.change_rule(by=chief, **GIVEN)

    assert (changed.years, changed.version, changed.is_confirmed) == (2, 1, True)
    assert queries.rule("contact") == changed
    assert ScheduleRow.objects.count() == 1
    event = Event.objects.get(subject="retention:contact")
    assert said(event)["why"] == "Our adviser asked for it"
    assert (said(event)["before"]["kept for"], said(event)["after"]["kept for"]) == (
        "1 year",
        "2 years",
    )
    again = actions.change_rule(by=chief, **(GIVEN | {"version": 1, "years": 3}))
    assert (again.years, again.version) == (3, 2)


def test_a_stale_change_is_noticed(chief: Person) -> None:
    actions.change_rule(by=chief, **GIVEN)
    with pytest.raises(Changed):
        actions.change_rule(by=chief, **(GIVEN | {"years": 5}))


@pytest.mark.parametrize(
    ("said_", "field"),
    [
        ({"why": " "}, "why"),
        ({"source": ""}, "source"),
        ({"years": None}, "years"),
        ({"years": 0}, "years"),
        ({"years": 101}, "years"),
        ({"key": "no-such"}, None),
        ({"years": 1, "source": rules.first_schedule()[3].source, "is_confirmed": False}, None),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    chief: Person, said_: dict[str, Any], field: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        actions.change_rule(by=chief, **(GIVEN | said_))

    assert refused.value.field == field
    assert not ScheduleRow.objects.exists()


def test_nobody_else_changes_it(officer: Person, marker: Person) -> None:
    for one in (officer, marker):
        with pytest.raises(NotAllowed):
            actions.change_rule(by=one, **GIVEN)
