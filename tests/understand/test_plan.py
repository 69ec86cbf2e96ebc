"""Drafting and publishing the plan: by state, event and refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.models import CrimePlan, Priority
from tests.understand.told import last, told

FIRST = "plan:2021-24:1"
NEXT_TERM: dict[str, Any] = {
    "reference": "2024-28",
    "title": "The next plan",
    "term": "2024–2028",
    "first_year": 2024,
    "last_year": 2028,
}


def priority_of(plan: CrimePlan, slug: str = "support-for-victims") -> Priority:
    return queries.priority(plan.reference, plan.version, slug)


def titles(plan: CrimePlan) -> list[str]:
    return [one.title for one in plan.priorities.all()]


def test_a_draft_begins(plan: CrimePlan, officer: Person) -> None:
    assert (plan.version, plan.state) == (1, "draft")
    assert [(one.place, one.slug, one.term) for one in plan.priorities.all()] == [
        (1, "support-for-victims", "not stated"),
        (2, "night-time-economy", "short"),
    ]
    assert queries.resource_areas(plan) == ["Visible Policing", "Urban Policing"]
    assert told(FIRST) == [
        "plan drafted",
        "priority added",
        "priority added",
        "resource areas set",
    ]
    assert last(FIRST) == {
        "type": "resource areas set",
        "by": officer.ledger_name,
        "before": {"areas": []},
        "after": {"areas": ["Visible Policing", "Urban Policing"]},
    }


def test_there_is_one_draft_at_a_time(plan: CrimePlan, officer: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.draft_plan(by=officer, **NEXT_TERM)

    assert refused.value.words == (
        "There is already a draft of the plan. Finish or change that one."
    )


def test_a_draft_begun_in_the_same_moment_is_told_so(
    plan: CrimePlan, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The other draft was not there yet when this one was begun.
    monkeypatch.setattr(
        "precept.understand.actions.plan.CrimePlan.objects.filter",
        lambda **_: CrimePlan.objects.none(),
    )

    with pytest.raises(Changed) as changed:
        actions.draft_plan(by=officer, **NEXT_TERM)

    assert changed.value.words == "Somebody began a draft of the plan a moment ago."


@pytest.mark.parametrize("state", ["draft", "published"])
def test_the_database_keeps_one_version_of_a_state(db: None, state: str) -> None:
    CrimePlan.objects.create(version=1, state=state, **NEXT_TERM)

    with pytest.raises(IntegrityError):
        CrimePlan.objects.create(version=2, state=state, **NEXT_TERM)


def test_a_plan_of_the_same_years_is_amended_and_not_begun_again(
    plan_in_force: CrimePlan, officer: Person
) -> None:
    with pytest.raises(Refused) as refused:
        actions.draft_plan(
            by=officer,
            reference="2021-24",
            title="Again",
            term="2021–2024",
            first_year=2021,
            last_year=2024,
        )

    assert (refused.value.words, refused.value.field) == (
        "There is already a plan of these years. Begin a new version of it.",
        "first_year",
    )


def test_a_plan_does_not_end_before_it_starts(plan_in_force: CrimePlan, officer: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.draft_plan(by=officer, **{**NEXT_TERM, "last_year": 2023})

    assert refused.value.field == "last_year"


def everything(plan: CrimePlan, by: Person) -> dict[str, Callable[[], Any]]:
    priority = priority_of(plan)
    evidence = priority.evidence.create(place=1, kind="threat", text="Known.")
    return {
        "draft": lambda: actions.draft_plan(by=by, **NEXT_TERM),
        "amend": lambda: actions.amend_plan(by=by, why="A reason"),
        "head": lambda: actions.change_plan(by=by, plan=plan, title="A"),
        "areas": lambda: actions.set_resource_areas(by=by, plan=plan, names=["A"]),
        "add": lambda: actions.add_priority(by=by, plan=plan, title="A", text="B"),
        "change": lambda: actions.change_priority(
            by=by, priority=priority, title="A", text="B", term="short"
        ),
        "move": lambda: actions.move_priority(by=by, priority=priority, up=False),
        "remove": lambda: actions.remove_priority(by=by, priority=priority),
        "evidence": lambda: actions.add_evidence(by=by, priority=priority, kind="threat", text="A"),
        "no evidence": lambda: actions.remove_evidence(by=by, evidence=evidence),
    }


CHANGES = [
    "draft",
    "amend",
    "head",
    "areas",
    "add",
    "change",
    "move",
    "remove",
    "evidence",
    "no evidence",
]


@pytest.mark.parametrize("change", CHANGES)
def test_only_who_keeps_the_plan_changes_it(
    plan: CrimePlan, commissioner: Person, change: str
) -> None:
    before = told(FIRST)

    with pytest.raises(NotAllowed) as refused:
        everything(plan, commissioner)[change]()

    assert refused.value.words == "Only people who keep the plan may change it."
    assert told(FIRST) == before


@pytest.mark.parametrize("change", CHANGES[2:])
def test_a_published_version_is_not_changed(
    plan_in_force: CrimePlan, officer: Person, change: str
) -> None:
    with pytest.raises(Changed) as changed:
        everything(plan_in_force, officer)[change]()

    assert changed.value.words == ("This version is published. Begin a new version to change it.")
    assert titles(plan_in_force) == ["Support for victims", "Night-time economy"]


def test_a_change_says_what_was_before(plan: CrimePlan, officer: Person) -> None:
    actions.change_plan(by=officer, plan=plan, title="The plan", review_on=None)

    now = queries.plan("2021-24", 1)
    assert (now.title, now.review_on, now.term) == ("The plan", None, "2021–2024")
    assert last(FIRST) == {
        "type": "plan changed",
        "by": officer.ledger_name,
        "before": {"title": "Police and Crime Plan", "review_on": "2023-04-30"},
        "after": {"title": "The plan", "review_on": None},
    }


def test_a_plan_has_no_other_words(plan: CrimePlan, officer: Person) -> None:
    with pytest.raises(TypeError):
        actions.change_plan(by=officer, plan=plan, state="published")


def test_the_years_stay_in_order(plan: CrimePlan, officer: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.change_plan(by=officer, plan=plan, first_year=2025)

    assert refused.value.field == "last_year"


def test_the_second_of_two_people_is_told(plan: CrimePlan, officer: Person) -> None:
    stale, stale_priority = queries.plan("2021-24", 1), priority_of(plan)
    actions.change_plan(by=officer, plan=plan, title="Hers")
    actions.change_priority(
        by=officer, priority=priority_of(plan), title="Victims", text="Hers.", term="medium"
    )

    with pytest.raises(Changed):
        actions.change_plan(by=officer, plan=stale, title="His")
    with pytest.raises(Changed):
        actions.change_priority(
            by=officer, priority=stale_priority, title="His", text="His.", term="short"
        )
    with pytest.raises(Changed):
        actions.remove_priority(by=officer, priority=stale_priority)

    assert queries.plan("2021-24", 1).title == "Hers"
    assert priority_of(plan).text == "Hers."


def test_only_who_publishes_publishes(plan: CrimePlan, officer: Person) -> None:
    with pytest.raises(NotAllowed) as refused:
        actions.publish_plan(by=officer, plan=plan)

    assert refused.value.words == "Only people who publish the plan may do this."


def test_what_it_lacks_keeps_it_from_being_published(
    plan: CrimePlan, officer: Person, commissioner: Person
) -> None:
    actions.set_resource_areas(by=officer, plan=plan, names=[])

    with pytest.raises(Refused) as refused:
        actions.publish_plan(by=commissioner, plan=plan)

    assert refused.value.words == "The plan cannot be published yet. It has no resource area."


def test_what_changed_since_it_was_read_is_not_published(
    plan: CrimePlan, officer: Person, commissioner: Person
) -> None:
    read = queries.plan("2021-24", 1).revision
    actions.add_evidence(by=officer, priority=priority_of(plan), kind="threat", text="New.")

    with pytest.raises(Changed):
        actions.publish_plan(by=commissioner, plan=plan, revision=read)

    assert queries.plan("2021-24", 1).state == "draft"


def test_nothing_is_amended_before_something_is_published(plan: CrimePlan, officer: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.amend_plan(by=officer, why="A reason")

    assert refused.value.words == "No plan is published yet, so there is nothing to amend."


def test_an_amendment_is_a_whole_copy_with_a_reason(
    plan: CrimePlan, officer: Person, commissioner: Person
) -> None:
    actions.add_evidence(
        by=officer,
        priority=priority_of(plan),
        kind="partner",
        text="The board said so.",
        source="Minutes",
        dated=date(2022, 5, 1),
    )
    actions.publish_plan(by=commissioner, plan=plan)

    with pytest.raises(Refused) as refused:
        actions.amend_plan(by=officer, why=" ")
    second = actions.amend_plan(by=officer, why="The April review.")

    assert refused.value.field == "why"
    assert second.version == 2
    first, copy = queries.plan_published(plan), queries.plan_published(second)
    assert copy == first.model_copy(update={"version": 2})


def test_the_next_version_takes_the_place_of_the_one_before(
    plan_in_force: CrimePlan, officer: Person, commissioner: Person
) -> None:
    second = actions.amend_plan(by=officer, why="The April review.")

    actions.publish_plan(by=commissioner, plan=second)

    assert [(one.version, one.state) for one in queries.plans()] == [
        (2, "published"),
        (1, "superseded"),
    ]
    assert last(FIRST) == {
        "type": "plan superseded",
        "by": commissioner.ledger_name,
        "before": {"state": "published"},
        "after": {"state": "superseded", "by_version": "2021-24, 2"},
    }
    with pytest.raises(Changed):
        actions.publish_plan(by=commissioner, plan=second)


def test_the_reason_of_a_draft_is_not_emptied(plan_in_force: CrimePlan, officer: Person) -> None:
    second = actions.amend_plan(by=officer, why="The Aprill review.")

    actions.change_plan(by=officer, plan=second, why="The April review.")
    with pytest.raises(Refused) as refused:
        actions.change_plan(by=officer, plan=second, why="")

    assert refused.value.field == "why"
    assert queries.plan("2021-24", 2).why == "The April review."


def test_a_new_term_takes_the_place_of_the_last(
    plan_in_force: CrimePlan, officer: Person, commissioner: Person
) -> None:
    new = actions.draft_plan(by=officer, **NEXT_TERM)
    actions.add_priority(by=officer, plan=new, title="Rural crime", text="Less of it.")
    actions.set_resource_areas(by=officer, plan=new, names=["Rural"])

    actions.publish_plan(by=commissioner, plan=new)

    assert queries.published_plan() == new
    assert queries.published_priorities() == {"rural-crime": "Rural crime"}
    assert queries.plan("2021-24", 1).state == "superseded"
