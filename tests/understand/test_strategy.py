"""Drafting and publishing the strategy: by state, event and refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.actions import SectionText
from precept.understand.models import Strategy, StrategySection
from tests.understand.told import last, told

DAY = date(2023, 4, 1)


def section_of(strategy: Strategy, slug: str = "introduction") -> StrategySection:
    return queries.section(strategy.version, slug)


def headings(strategy: Strategy) -> list[str]:
    return [one.heading for one in strategy.sections.all()]


def test_a_draft_begins_with_its_sections_in_order(strategy: Strategy, officer: Person) -> None:
    assert strategy.version == 1
    assert strategy.state == "draft"
    assert [(one.place, one.slug, one.heading) for one in strategy.sections.all()] == [
        (1, "introduction", "Introduction"),
        (2, "principles", "Principles"),
    ]
    assert last("strategy:1") == {
        "type": "strategy drafted",
        "by": officer.ledger_name,
        "after": {"title": "Commissioning Strategy", "dated": "2022-11-28", "sections": 2},
    }


def test_there_is_one_draft_at_a_time(strategy: Strategy, officer: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.draft_strategy(by=officer, title="Another", dated=DAY)

    assert refused.value.words == (
        "There is already a draft of the strategy. Finish or change that one."
    )


def test_a_draft_begun_in_the_same_moment_is_told_so(
    strategy: Strategy, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The other draft was not there yet when this one was begun.
    Strategy.objects.filter(pk=strategy.pk).update(version=2)
    monkeypatch.setattr(
        "precept.understand.actions.strategy.Strategy.objects.filter",
        lambda **_: Strategy.objects.none(),
    )

    with pytest.raises(Changed) as changed:
        actions.draft_strategy(by=officer, title="Another", dated=DAY)

    assert changed.value.words == "Somebody began a draft of the strategy a moment ago."


@pytest.mark.parametrize("state", ["draft", "published"])
def test_the_database_keeps_one_version_of_a_state(db: None, state: str) -> None:
    Strategy.objects.create(version=1, title="One", dated=DAY, state=state)

    with pytest.raises(IntegrityError):
        Strategy.objects.create(version=2, title="Two", dated=DAY, state=state)


def everything(strategy: Strategy, by: Person) -> dict[str, Callable[[], Any]]:
    section = section_of(strategy)
    return {
        "draft": lambda: actions.draft_strategy(by=by, title="A", dated=DAY),
        "amend": lambda: actions.amend_strategy(by=by, dated=DAY, why="A reason"),
        "head": lambda: actions.change_strategy(
            by=by, strategy=strategy, title="A", dated=DAY, note=""
        ),
        "section": lambda: actions.change_section(
            by=by, section=section, heading="A", text="", note=""
        ),
        "add": lambda: actions.add_section(
            by=by, strategy=strategy, section=SectionText(heading="A")
        ),
        "move": lambda: actions.move_section(by=by, section=section, up=False),
        "remove": lambda: actions.remove_section(by=by, section=section),
    }


CHANGES = ["draft", "amend", "head", "section", "add", "move", "remove"]


@pytest.mark.parametrize("change", CHANGES)
def test_only_who_keeps_the_plan_changes_the_strategy(
    strategy: Strategy, commissioner: Person, change: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        everything(strategy, commissioner)[change]()

    assert refused.value.words == "Only people who keep the plan may change the strategy."
    assert told("strategy:1") == ["strategy drafted"]


@pytest.mark.parametrize("change", CHANGES[2:])
def test_a_published_version_is_not_changed(
    strategy_in_force: Strategy, officer: Person, change: str
) -> None:
    with pytest.raises(Changed) as changed:
        everything(strategy_in_force, officer)[change]()

    assert changed.value.words == ("This version is published. Begin a new version to change it.")
    assert headings(strategy_in_force) == ["Introduction", "Principles"]


def test_a_change_says_what_was_before(strategy: Strategy, officer: Person) -> None:
    actions.change_strategy(by=officer, strategy=strategy, title="Strategy", dated=DAY, note="New.")

    now = queries.strategy(1)
    assert (now.title, now.dated, now.note) == ("Strategy", DAY, "New.")
    assert last("strategy:1") == {
        "type": "strategy changed",
        "by": officer.ledger_name,
        "before": {
            "title": "Commissioning Strategy",
            "dated": "2022-11-28",
            "note": "",
            "why": "",
        },
        "after": {"title": "Strategy", "dated": "2023-04-01", "note": "New.", "why": ""},
    }


def test_a_changed_section_says_which_and_what(strategy: Strategy, officer: Person) -> None:
    section = section_of(strategy, "principles")

    actions.change_section(
        by=officer, section=section, heading="Our principles", text="Fairness.", note="", level=3
    )

    now = section_of(strategy, "principles")
    assert (now.heading, now.text, now.note, now.level, now.revision) == (
        "Our principles",
        "Fairness.",
        "",
        3,
        2,
    )
    assert last("strategy:1") == {
        "type": "section changed",
        "by": officer.ledger_name,
        "before": {
            "heading": "Principles",
            "level": 2,
            "text": "Openness.",
            "note": "A drawing is left out.",
        },
        "after": {
            "section": "Our principles",
            "heading": "Our principles",
            "level": 3,
            "text": "Fairness.",
            "note": "",
        },
    }


def test_the_second_of_two_people_is_told(strategy: Strategy, officer: Person) -> None:
    hers, his = section_of(strategy), section_of(strategy)
    actions.change_section(by=officer, section=hers, heading="Hers", text="Her text.", note="")

    with pytest.raises(Changed) as changed:
        actions.change_section(by=officer, section=his, heading="His", text="His text.", note="")

    assert changed.value.words == (
        "Somebody else changed this while you were typing. What you typed is still here: look at"
        " what it says now, then save again."
    )
    assert section_of(strategy).text == "Her text."
    assert told("strategy:1") == ["strategy drafted", "section changed"]


def test_two_people_may_change_two_sections(strategy: Strategy, officer: Person) -> None:
    first, second = section_of(strategy), section_of(strategy, "principles")

    actions.change_section(by=officer, section=first, heading="A", text="a", note="")
    actions.change_section(by=officer, section=second, heading="B", text="b", note="")

    assert headings(strategy) == ["A", "B"]


def test_the_second_of_two_heads_is_told(strategy: Strategy, officer: Person) -> None:
    stale = queries.strategy(1)
    actions.change_strategy(by=officer, strategy=strategy, title="Hers", dated=DAY, note="")

    with pytest.raises(Changed):
        actions.change_strategy(by=officer, strategy=stale, title="His", dated=DAY, note="")

    assert queries.strategy(1).title == "Hers"


def test_a_section_that_changed_since_is_not_removed(strategy: Strategy, officer: Person) -> None:
    stale = section_of(strategy)
    actions.change_section(
        by=officer, section=section_of(strategy), heading="Kept", text="Kept.", note=""
    )

    with pytest.raises(Changed):
        actions.remove_section(by=officer, section=stale)

    assert headings(strategy) == ["Kept", "Principles"]


def test_a_new_section_goes_to_the_end_even_after_one_is_removed(
    strategy: Strategy, officer: Person
) -> None:
    actions.remove_section(by=officer, section=section_of(strategy))
    made = actions.add_section(
        by=officer, strategy=strategy, section=SectionText("New", text="Words.")
    )

    assert headings(strategy) == ["Principles", "New"]
    # “sections/new” is the address of adding one.
    assert made.slug == "new-2"
    assert told("strategy:1") == ["strategy drafted", "section removed", "section added"]


def test_sections_of_one_heading_have_different_short_names(
    strategy: Strategy, officer: Person
) -> None:
    made = actions.add_section(by=officer, strategy=strategy, section=SectionText("Introduction"))

    assert made.slug == "introduction-2"


@pytest.mark.parametrize("slug", ["introduction", "new"])
def test_a_short_name_is_taken_once(strategy: Strategy, officer: Person, slug: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.add_section(by=officer, strategy=strategy, section=SectionText("A", slug=slug))

    assert refused.value.field == "slug"


def test_a_section_moves_one_place(strategy: Strategy, officer: Person) -> None:
    actions.move_section(by=officer, section=section_of(strategy, "principles"), up=True)

    assert headings(strategy) == ["Principles", "Introduction"]
    assert last("strategy:1") == {
        "type": "section moved",
        "by": officer.ledger_name,
        "before": {"place": 2},
        "after": {"section": "Principles", "place": 1},
    }


@pytest.mark.parametrize(("slug", "up"), [("introduction", True), ("principles", False)])
def test_a_section_moves_no_further_than_the_ends(
    strategy: Strategy, officer: Person, slug: str, up: bool
) -> None:
    with pytest.raises(Refused) as refused:
        actions.move_section(by=officer, section=section_of(strategy, slug), up=up)

    assert refused.value.words == "It cannot move further."


def test_only_who_publishes_publishes(strategy: Strategy, officer: Person) -> None:
    with pytest.raises(NotAllowed) as refused:
        actions.publish_strategy(by=officer, strategy=strategy)

    assert refused.value.words == "Only people who publish the plan may publish the strategy."
    assert queries.strategy(1).state == "draft"


def test_what_it_lacks_keeps_it_from_being_published(
    strategy: Strategy, officer: Person, commissioner: Person
) -> None:
    actions.add_section(by=officer, strategy=strategy, section=SectionText("Empty"))

    with pytest.raises(Refused) as refused:
        actions.publish_strategy(by=commissioner, strategy=strategy)

    assert refused.value.words == (
        "The strategy cannot be published yet. “Empty” has neither text nor a note."
    )


def test_what_changed_since_it_was_read_is_not_published(
    strategy: Strategy, officer: Person, commissioner: Person
) -> None:
    read = queries.strategy(1).revision
    actions.change_section(
        by=officer, section=section_of(strategy), heading="A", text="Not yet read.", note=""
    )

    with pytest.raises(Changed) as changed:
        actions.publish_strategy(by=commissioner, strategy=strategy, revision=read)

    assert changed.value.words == (
        "Somebody changed this draft since you read it. Read it again, then publish it."
    )
    assert queries.strategy(1).state == "draft"


def test_a_version_is_published_once(strategy_in_force: Strategy, commissioner: Person) -> None:
    with pytest.raises(Changed):
        actions.publish_strategy(by=commissioner, strategy=strategy_in_force)

    assert told("strategy:1") == ["strategy drafted", "strategy published"]


def test_nothing_is_amended_before_something_is_published(
    strategy: Strategy, officer: Person
) -> None:
    with pytest.raises(Refused) as refused:
        actions.amend_strategy(by=officer, dated=DAY, why="A reason")

    assert refused.value.words == "No strategy is published yet, so there is nothing to amend."


def test_an_amendment_says_why(strategy_in_force: Strategy, officer: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.amend_strategy(by=officer, dated=DAY, why=" ")

    assert refused.value.field == "why"


def test_the_next_version_takes_the_place_of_the_one_before(
    strategy_in_force: Strategy, officer: Person, commissioner: Person
) -> None:
    second = actions.amend_strategy(by=officer, dated=DAY, why="The April review.")

    assert second.version == 2
    assert [(one.slug, one.text, one.note) for one in second.sections.all()] == [
        (one.slug, one.text, one.note) for one in strategy_in_force.sections.all()
    ]

    actions.publish_strategy(by=commissioner, strategy=second)

    assert [(one.version, one.state) for one in queries.strategies()] == [
        (2, "published"),
        (1, "superseded"),
    ]
    assert last("strategy:1") == {
        "type": "strategy superseded",
        "by": commissioner.ledger_name,
        "before": {"state": "published"},
        "after": {"state": "superseded", "by_version": 2},
    }
    assert last("strategy:2") == {
        "type": "strategy published",
        "by": commissioner.ledger_name,
        "why": "The April review.",
        "before": {"state": "draft"},
        "after": {"state": "published"},
    }


def test_the_reason_of_a_draft_can_be_put_right_but_not_emptied(
    strategy_in_force: Strategy, officer: Person
) -> None:
    second = actions.amend_strategy(by=officer, dated=DAY, why="The Aprill review.")
    words = {"title": second.title, "dated": second.dated, "note": second.note}

    actions.change_strategy(by=officer, strategy=second, why="The April review.", **words)
    with pytest.raises(Refused) as refused:
        actions.change_strategy(by=officer, strategy=second, why=" ", **words)

    assert refused.value.field == "why"
    assert queries.strategy(2).why == "The April review."
