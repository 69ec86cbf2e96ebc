"""Drafting a framework: its words, tables and new versions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from precept.foundation.ledger import actions as ledger
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.plan import actions, queries, rules
from precept.plan.actions import NewSection
from precept.plan.models import Framework, FrameworkSection, Fund

pytestmark = pytest.mark.django_db

WORDS: dict[str, Any] = {
    "title": "Framework",
    "introduction": "New.",
    "lead": "",
    "review": "May 2023",
}


def said(event_type: str) -> dict[str, Any]:
    return ledger.said(Event.objects.filter(type=event_type).latest("id"))


def sections(framework: Framework) -> list[tuple[str, str, int]]:
    return [
        (one.key, one.title, len(one.lines.all())) for one in queries.sections_with_lines(framework)
    ]


def test_a_draft_begins_with_its_words_and_tables(officer: Person) -> None:
    framework = actions.draft_framework(
        by=officer,
        year="2022–2023",
        title="Commissioning Framework",
        introduction="What for.",
        lead="Overleaf are the main priorities.",
        review="April 2023",
        review_on=date(2023, 4, 1),
        sections=[NewSection("core", "Contracts", "contracts due")],
    )

    assert (framework.year, framework.version, framework.state) == ("2022-23", 1, "draft")
    assert framework.drafted_by == officer
    assert sections(framework) == [("core", "Contracts", 0)]
    assert said("framework drafted")["after"] == {
        "title": "Commissioning Framework",
        "review": "April 2023",
        "tables": ["Contracts"],
    }


def test_a_year_has_one_framework_in_hand_and_a_published_one_is_amended(
    officer: Person, published: Callable[..., Framework]
) -> None:
    actions.draft_framework(by=officer, year="2023-24", title="Framework")
    published()

    for year, words in (
        ("2023-24", "The framework of 2023-24 is being drafted already."),
        ("2022-23", "The framework of 2022-23 is published: amend it instead."),
    ):
        with pytest.raises(Refused) as refused:
            actions.draft_framework(by=officer, year=year, title="Framework")
        assert (refused.value.words, refused.value.field) == (words, "year")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"year": "2022"}, "year"),
        ({"title": " "}, "title"),
        ({"sections": [NewSection("core", "", "rounds")]}, "title"),
        ({"sections": [NewSection("core", "Contracts", "square")]}, "layout"),
        ({"sections": [NewSection("Core!", "Contracts", "rounds")]}, "key"),
        (
            {"sections": [NewSection("a", "A", "rounds"), NewSection("a", "B", "rounds")]},
            "key",
        ),
    ],
)
def test_a_draft_that_cannot_stand_is_refused_whole(
    officer: Person, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        actions.draft_framework(by=officer, **{"year": "2022-23", "title": "Framework", **fields})

    assert refused.value.field == field
    assert Framework.objects.count() == 0


def test_next_year_takes_words_and_tables_but_no_lines(
    officer: Person, published: Callable[..., Framework]
) -> None:
    published(introduction="Main priorities for financial year 2022-2023.")

    framework = actions.draft_next_year(by=officer, year="2023-24", title="Framework 2023–24")

    assert framework.introduction == "Main priorities for financial year 2023-2024."
    assert sections(framework) == [
        ("core", "Upcoming Commissioning Activity for 2023 – 2024", 0),
        ("vrn", "Upcoming Violence Reduction Network Commissioning 2023-2024", 0),
        ("csf", "Commissioners Safety Fund 2023 – 2024", 0),
    ]


def test_a_year_after_a_gap_moves_its_titles_on_by_every_year(
    officer: Person, published: Callable[..., Framework]
) -> None:
    published()

    framework = actions.draft_next_year(by=officer, year="2025-26", title="Framework")

    assert sections(framework)[0][1] == "Upcoming Commissioning Activity for 2025 – 2026"


def test_the_first_framework_of_an_office_begins_empty(officer: Person) -> None:
    framework = actions.draft_next_year(by=officer, year="2022-23", title="Framework")

    assert sections(framework) == []


def test_an_amendment_is_a_copy_with_a_reason(
    officer: Person, published: Callable[..., Framework]
) -> None:
    before = published()
    after = actions.amend(by=officer, year="2022-23", why="A contract was added.")

    assert (after.version, after.state, after.why) == (2, "draft", "A contract was added.")
    assert Framework.objects.get(pk=before.pk).state == "published"
    one, other = queries.framework_payload(before), queries.framework_payload(after)
    assert rules.differences(one, other) == []
    assert one.sections == other.sections
    assert [len(section.lines) for section in one.sections] == [7, 5, 6]
    assert said("amendment drafted") == {
        "why": "A contract was added.",
        "after": {"copied from version": 1},
    }


def test_an_amendment_needs_a_reason_a_published_version_and_no_other_in_hand(
    officer: Person, published: Callable[..., Framework]
) -> None:
    with pytest.raises(Refused, match="not published"):
        actions.amend(by=officer, year="2022-23", why="Because.")
    published()
    with pytest.raises(Refused) as refused:
        actions.amend(by=officer, year="2022-23", why="  ")
    assert refused.value.field == "why"
    actions.amend(by=officer, year="2022-23", why="Because.")
    with pytest.raises(Refused, match="in hand already"):
        actions.amend(by=officer, year="2022-23", why="Because.")

    assert Framework.objects.count() == 2


def test_words_are_changed_and_what_they_were_is_kept(
    officer: Person, draft: Callable[..., Framework]
) -> None:
    framework = draft()
    now = actions.change_words(
        by=officer, framework=framework, revision=framework.revision, **WORDS
    )

    assert (now.introduction, now.revision) == ("New.", framework.revision + 1)
    told = said("words changed")
    assert (told["before"]["introduction"], told["after"]["introduction"]) == (
        "What the money is for.",
        "New.",
    )


def test_stale_words_are_refused(officer: Person, draft: Callable[..., Framework]) -> None:
    framework = draft()
    change: dict[str, Any] = {"by": officer, "framework": framework, "revision": framework.revision}
    actions.change_words(**change, **WORDS)

    with pytest.raises(Changed):
        actions.change_words(**change, **{**WORDS, "introduction": "Mine."})

    assert Framework.objects.get().introduction == "New."


def test_an_amendment_never_loses_its_reason(
    officer: Person, published: Callable[..., Framework]
) -> None:
    published()
    framework = actions.amend(by=officer, year="2022-23", why="Because.")
    change: dict[str, Any] = {"by": officer, "framework": framework}

    with pytest.raises(Refused) as refused:
        actions.change_words(**change, revision=1, **WORDS, why=" ")
    assert refused.value.field == "why"
    assert actions.change_words(**change, revision=1, **WORDS).why == "Because."


def test_a_table_is_added_changed_and_removed_while_it_is_empty(
    officer: Person, draft: Callable[..., Framework]
) -> None:
    framework = draft()
    added = actions.add_section(
        by=officer, framework=framework, title="Projects of the year", layout="projects"
    )
    assert (added.key, added.place) == ("projects-of-the-year", 4)
    revision = Framework.objects.get().revision
    changed = actions.change_section(
        by=officer,
        section=added,
        revision=revision,
        title="Projects",
        layout="projects",
        note="More to come.",
    )
    assert (changed.title, changed.note) == ("Projects", "More to come.")
    with pytest.raises(Changed):
        actions.change_section(
            by=officer, section=added, revision=revision, title="Mine", layout="projects"
        )

    actions.remove_section(by=officer, section=changed)
    with pytest.raises(Refused, match="has lines"):
        actions.remove_section(by=officer, section=queries.section_of(framework, "core"))

    assert [key for key, _, _ in sections(framework)] == ["core", "vrn", "csf"]
    assert said("table removed")["before"] == {"title": "Projects"}


def test_a_table_of_the_same_key_is_refused(
    officer: Person, draft: Callable[..., Framework]
) -> None:
    with pytest.raises(Refused) as refused:
        actions.add_section(
            by=officer, framework=draft(), title="Again", layout="rounds", key="core"
        )

    assert refused.value.field == "key"


def test_a_discarded_draft_leaves_its_story(
    officer: Person, draft: Callable[..., Framework]
) -> None:
    framework = draft()
    with pytest.raises(Refused) as refused:
        actions.discard_draft(by=officer, framework=framework, why="")
    assert refused.value.field == "why"

    actions.discard_draft(by=officer, framework=framework, why="Begun for the wrong year.")

    assert Framework.objects.count() == 0
    assert said("draft discarded") == {
        "why": "Begun for the wrong year.",
        "before": {"title": "Commissioning Framework", "lines": 18},
    }


def test_only_a_draft_can_be_changed(
    officer: Person, published: Callable[..., Framework], funds: dict[str, Fund]
) -> None:
    framework = published()
    section = queries.section_of(framework, "core")
    line = rules.TypedLine(kind="project", name="A project")
    changes: list[Callable[[], Any]] = [
        lambda: actions.change_words(by=officer, framework=framework, revision=1, **WORDS),
        lambda: actions.refresh_from_register(by=officer, framework=framework),
        lambda: actions.add_section(by=officer, framework=framework, title="T", layout="rounds"),
        lambda: actions.remove_section(by=officer, section=section),
        lambda: actions.add_line(by=officer, section=section, line=line),
        lambda: actions.discard_draft(by=officer, framework=framework, why="No."),
    ]
    for change in changes:
        with pytest.raises(Refused, match="Only a draft can be changed"):
            change()


def test_only_people_who_keep_the_framework_may_draft(
    treasurer: Person, commissioner: Person, draft: Callable[..., Framework]
) -> None:
    framework = draft()
    section = FrameworkSection.objects.select_related("framework").get(key="core")
    line = rules.TypedLine(kind="project", name="A project")
    for person in (treasurer, commissioner):
        changes: list[Callable[[Person], Any]] = [
            lambda by: actions.draft_framework(by=by, year="2023-24", title="T"),
            lambda by: actions.draft_next_year(by=by, year="2023-24", title="T"),
            lambda by: actions.amend(by=by, year="2022-23", why="Because."),
            lambda by: actions.change_words(by=by, framework=framework, revision=2, **WORDS),
            lambda by: actions.refresh_from_register(by=by, framework=framework),
            lambda by: actions.add_section(by=by, framework=framework, title="T", layout="rounds"),
            lambda by: actions.change_section(
                by=by, section=section, revision=2, title="T", layout="rounds"
            ),
            lambda by: actions.remove_section(by=by, section=section),
            lambda by: actions.add_line(by=by, section=section, line=line),
            lambda by: actions.discard_draft(by=by, framework=framework, why="No."),
        ]
        for change in changes:
            with pytest.raises(NotAllowed):
                change(person)

    assert Framework.objects.get().revision == framework.revision
