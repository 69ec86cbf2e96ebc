"""How organisations end, and who takes their place: state, event and refusal."""

from collections.abc import Callable
from datetime import date

import pytest

from precept.foundation.ledger.actions import Refused
from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import Organisation
from tests.parties.events import last

pytestmark = pytest.mark.django_db


def test_a_succession_is_noted_on_both_and_heard_by_those_who_signed_up(
    manager: Person,
    withywick: Organisation,
    add: Callable[..., Organisation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[actions.Succession] = []
    monkeypatch.setattr("precept.parties.sign_ups._when_succeeded", [])
    actions.when_succeeded(heard.append)
    actions.when_succeeded(heard.append)
    older = add("Fennelby Listening Service")

    ended = actions.end_organisation(
        by=manager,
        organisation=older,
        ends=date(2025, 6, 30),
        successor=withywick,
        why="Merged",
        version=1,
    )

    assert (ended.ends, ended.successor) == (date(2025, 6, 30), withywick)
    assert last(older.subject) == (
        "organisation succeeded",
        {
            "why": "Merged",
            "after": {"ends": "2025-06-30", "successor": "Withywick Support"},
        },
    )
    assert last(withywick.subject) == (
        "organisation took the place of another",
        {"why": "Merged", "after": {"predecessor": "Fennelby Listening Service"}},
    )
    assert heard == [actions.Succession(ended, withywick, date(2025, 6, 30), manager, "Merged")]


def test_correcting_a_day_tells_nobody_of_the_same_successor_again(
    manager: Person,
    withywick: Organisation,
    add: Callable[..., Organisation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[actions.Succession] = []
    monkeypatch.setattr("precept.parties.sign_ups._when_succeeded", [heard.append])
    older = add("Fennelby")
    for day in (30, 29):
        actions.end_organisation(
            by=manager, organisation=older, ends=date(2025, 6, day), successor=withywick, why="x"
        )

    assert len(heard) == 1
    assert last(older.subject)[1]["before"] == {
        "ends": "2025-06-30",
        "successor": "Withywick Support",
    }


def test_successors_never_go_round_in_a_circle(
    manager: Person, add: Callable[..., Organisation]
) -> None:
    first, second, third = add("First Body"), add("Second Body"), add("Third Body")
    day = date(2025, 6, 30)
    actions.end_organisation(by=manager, organisation=first, ends=day, successor=second, why="x")
    actions.end_organisation(by=manager, organisation=second, ends=day, successor=third, why="x")

    for successor in (third, first):
        with pytest.raises(Refused) as refusal:
            actions.end_organisation(
                by=manager, organisation=third, ends=day, successor=successor, why="x"
            )
        assert refusal.value.field == "successor"


def test_an_ending_needs_a_reason_and_is_undone_with_one(
    manager: Person, withywick: Organisation
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.end_organisation(
            by=manager, organisation=withywick, ends=date(2025, 6, 30), why=" "
        )
    assert refusal.value.field == "why"
    with pytest.raises(Refused):
        actions.undo_ending(by=manager, organisation=withywick, why="It goes on")

    actions.end_organisation(by=manager, organisation=withywick, ends=date(2025, 6, 30), why="x")
    undone = actions.undo_ending(by=manager, organisation=withywick, why="It goes on")

    assert (undone.ends, undone.successor) == (None, None)
    assert last(withywick.subject)[0] == "ending undone"
