"""The priorities of a draft, the evidence behind them, and its resource areas."""

import pytest

from precept.foundation.ledger.actions import Changed, Refused
from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.models import CrimePlan, Priority
from tests.understand.told import last

FIRST = "plan:2021-24:1"


def priority_of(plan: CrimePlan, slug: str = "support-for-victims") -> Priority:
    return queries.priority(plan.reference, plan.version, slug)


def titles(plan: CrimePlan) -> list[str]:
    return [one.title for one in plan.priorities.all()]


def test_a_priority_changed_keeps_its_short_name(plan: CrimePlan, officer: Person) -> None:
    actions.change_priority(
        by=officer, priority=priority_of(plan), title="Victims", text="All of them.", term="medium"
    )

    now = priority_of(plan)
    assert (now.slug, now.title, now.term) == ("support-for-victims", "Victims", "medium")
    assert last(FIRST) == {
        "type": "priority changed",
        "by": officer.ledger_name,
        "before": {
            "title": "Support for victims",
            "text": "To support victims.",
            "term": "Not stated",
        },
        "after": {
            "priority": "Victims",
            "title": "Victims",
            "text": "All of them.",
            "term": "Medium-term",
        },
    }


def test_a_priority_moves_one_place_and_no_further(plan: CrimePlan, officer: Person) -> None:
    actions.move_priority(by=officer, priority=priority_of(plan, "night-time-economy"), up=True)

    assert titles(plan) == ["Night-time economy", "Support for victims"]
    with pytest.raises(Refused):
        actions.move_priority(by=officer, priority=priority_of(plan), up=False)


def test_a_new_priority_goes_to_the_end_even_after_one_is_removed(
    plan: CrimePlan, officer: Person
) -> None:
    actions.remove_priority(by=officer, priority=priority_of(plan))
    made = actions.add_priority(by=officer, plan=plan, title="New", text="Something new.")

    assert titles(plan) == ["Night-time economy", "New"]
    # “priorities/new” is the address of adding one.
    assert made.slug == "new-2"


def test_evidence_keeps_its_number_when_another_is_removed(
    plan: CrimePlan, officer: Person
) -> None:
    priority = priority_of(plan)
    for kind in ("consultation", "partner", "threat"):
        actions.add_evidence(by=officer, priority=priority, kind=kind, text=f"Of {kind}.")

    actions.remove_evidence(by=officer, evidence=queries.evidence(priority, 2))

    assert [(one.place, one.kind) for one in priority.evidence.all()] == [
        (1, "consultation"),
        (3, "threat"),
    ]
    assert last(FIRST) == {
        "type": "evidence removed",
        "by": officer.ledger_name,
        "before": {
            "priority": "Support for victims",
            "kind": "Partners",
            "text": "Of partner.",
        },
    }


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["Rural", "rural "], "Each area may stand in the list once."),
        (["a" * 121], "Each area must be 120 characters or fewer."),
    ],
)
def test_areas_are_refused(plan: CrimePlan, officer: Person, names: list[str], words: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.set_resource_areas(by=officer, plan=plan, names=names)

    assert (refused.value.words, refused.value.field) == (words, "names")


def test_areas_that_changed_since_they_were_read_are_kept(plan: CrimePlan, officer: Person) -> None:
    actions.set_resource_areas(by=officer, plan=plan, names=["Hers"])

    with pytest.raises(Changed):
        actions.set_resource_areas(
            by=officer, plan=plan, names=["His"], read=["Visible Policing", "Urban Policing"]
        )

    assert queries.resource_areas(plan) == ["Hers"]
