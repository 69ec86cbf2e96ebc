"""Theories of change: drafted in rows and links, agreed only whole, superseded by their next version."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from precept.do.agreements.rules import Outcome
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.models import Theory, TheoryLink, TheoryRow
from tests.understand import knowing
from tests.understand.told import last, told


def test_a_theory_is_begun_with_what_is_to_change(officer: Person, auditor: Person) -> None:
    made = actions.draft_theory(by=officer, title="Safer homes", problem="Blows at home")

    assert made.reference[0] == "T"
    assert len(made.reference) == 9
    assert (made.version, made.state) == (1, "draft")
    assert told(made.subject) == ["theory drafted"]
    assert queries.theory_missing(made)[0] == "Nothing stands under inputs."
    with pytest.raises(NotAllowed):
        actions.draft_theory(by=auditor, title="x", problem="y")
    with pytest.raises(Refused) as refused:
        actions.draft_theory(by=officer, title="x", problem=" ")
    assert refused.value.field == "problem"


def test_a_whole_theory_is_agreed_and_binds(officer: Person, commissioner: Person) -> None:
    made = knowing.theory(officer)
    assert queries.theory_missing(made) == []
    with pytest.raises(NotAllowed):
        actions.agree_theory(by=officer, theory=made, revision=made.revision)

    done = actions.agree_theory(by=commissioner, theory=made, revision=made.revision)

    assert (done.state, done.agreed_on, done.agreed_by) == (
        "agreed",
        date(2022, 12, 1),
        commissioner,
    )
    assert last(made.subject)["after"] == {"version": 1}
    with pytest.raises(Changed, match="agreed it before you"):
        actions.agree_theory(by=commissioner, theory=made, revision=made.revision)
    for act in (
        lambda: actions.add_theory_row(by=officer, theory=made, column="inputs", text="x"),
        lambda: actions.link_rows(by=officer, theory=made, start=1, end=3),
        lambda: actions.change_theory(
            by=officer, theory=made, title="x", problem="y", revision=made.head_revision
        ),
        lambda: actions.remove_theory_row(by=officer, row=made.rows.all()[0], revision=1),
        lambda: actions.unlink_rows(by=officer, link=made.links.all()[0], revision=1),
    ):
        with pytest.raises(Changed, match="Begin a new version"):
            act()


def test_a_theory_that_lacks_something_is_not_agreed(officer: Person, commissioner: Person) -> None:
    made = knowing.theory(officer)
    actions.add_theory_row(by=officer, theory=made, column="activities", text="Leaflets")
    now = queries.theory(made.reference)

    with pytest.raises(Refused, match="“Leaflets” leads nowhere"):
        actions.agree_theory(by=commissioner, theory=now, revision=now.revision)

    assert queries.theory(made.reference).state == "draft"


def test_what_is_agreed_is_what_was_read(officer: Person, commissioner: Person) -> None:
    made = knowing.theory(officer)
    link = queries.theory_link(made, 1, 2)
    actions.assume(by=officer, link=link, revision=1, assumption="Something else")

    with pytest.raises(Changed, match="Read it again"):
        actions.agree_theory(by=commissioner, theory=made, revision=made.revision)

    assert queries.theory(made.reference).state == "draft"


def test_rows_are_refused_where_they_do_not_hold_together(officer: Person) -> None:
    made = knowing.theory(officer)
    for said, field in (
        ({"column": "else"}, "column"),
        ({"text": " "}, "text"),
        ({"column": "inputs", "target": "70%"}, "measure"),
        ({"column": "activities", "people": 3}, "measure"),
        ({"percent": 101}, "percent"),
    ):
        given: dict[str, Any] = {"column": "outcomes", "text": "Calm", **said}
        with pytest.raises(Refused) as refused:
            actions.add_theory_row(by=officer, theory=made, **given)
        assert refused.value.field == field
    assert made.rows.count() == 5


def test_a_row_changes_and_its_links_must_still_lead_onwards(officer: Person) -> None:
    made = knowing.theory(officer)
    row = queries.theory_row(made, 2)
    with pytest.raises(Refused, match="lead backwards"):
        actions.change_theory_row(by=officer, row=row, revision=1, column="impact", text="x")

    changed = actions.change_theory_row(
        by=officer, row=row, revision=1, column="activities", text="Talks"
    )

    assert (changed.text, changed.revision) == ("Talks", 2)
    event = last(made.subject)
    assert event["before"] == {"row": "The activities", "text": "The activities"}
    assert event["after"] == {"row": "Talks", "text": "Talks"}
    with pytest.raises(Changed):
        actions.change_theory_row(
            by=officer, row=row, revision=1, column="activities", text="Others"
        )


def test_a_circle_is_refused_within_a_column(officer: Person) -> None:
    made = knowing.theory(officer)
    actions.add_theory_row(by=officer, theory=made, column="outcomes", text="Trust")
    actions.link_rows(by=officer, theory=made, start=4, end=6, assumption="x")

    with pytest.raises(Refused, match="circle") as refused:
        actions.link_rows(by=officer, theory=made, start=6, end=4)

    assert refused.value.field == "end"
    with pytest.raises(Refused, match="cannot lead back"):
        actions.link_rows(by=officer, theory=made, start=4, end=1)


def test_a_row_goes_with_its_links_and_a_link_by_itself(officer: Person) -> None:
    made = knowing.theory(officer)
    link = queries.theory_link(made, 4, 5)
    with pytest.raises(Changed):
        actions.unlink_rows(by=officer, link=link, revision=9)
    actions.unlink_rows(by=officer, link=link, revision=1)
    actions.remove_theory_row(by=officer, row=queries.theory_row(made, 2), revision=1)

    now = queries.theory(made.reference)
    assert sorted(queries.columns_of(now)) == [1, 3, 4, 5]
    assert queries.links_between(now) == [(3, 4)]
    assert told(made.subject)[-2:] == ["link removed", "row removed"]
    added = actions.add_theory_row(by=officer, theory=made, column="inputs", text="New")
    assert added.number == 6


def test_an_assumption_is_said_and_a_stale_one_is_not(officer: Person) -> None:
    made = knowing.theory(officer)
    link = queries.theory_link(made, 1, 2)
    with pytest.raises(Refused, match="Enter what is assumed"):
        actions.assume(by=officer, link=link, revision=1, assumption=" ")

    actions.assume(by=officer, link=link, revision=1, assumption="Workers are found")

    assert last(made.subject)["after"]["assumed"] == "Workers are found"
    with pytest.raises(Changed):
        actions.assume(by=officer, link=link, revision=1, assumption="Others")


def test_the_next_version_is_a_copy_and_supersedes_when_it_is_agreed(
    officer: Person, commissioner: Person
) -> None:
    first = knowing.agreed(officer, commissioner)
    with pytest.raises(Refused, match="Say why"):
        actions.begin_theory_version(by=officer, theory=first, why="")
    second = actions.begin_theory_version(by=officer, theory=first, why="A higher target")
    with pytest.raises(Refused, match="drafted already"):
        actions.begin_theory_version(by=officer, theory=first, why="Again")

    second = queries.theory(second.reference, 2)
    assert (second.version, second.state) == (2, "draft")
    assert queries.theory_missing(second) == []
    assert queries.links_between(second) == queries.links_between(first)
    assert queries.theory(first.reference).version == 1
    assert TheoryRow.objects.count() == 10
    assert TheoryLink.objects.count() == 8

    actions.agree_theory(by=commissioner, theory=second, revision=second.revision)

    assert [one.state for one in queries.theory_versions(first.reference)] == [
        "agreed",
        "superseded",
    ]
    assert last(first.subject)["after"] == {"version": 2, "superseded": 1}
    assert queries.theory(first.reference).version == 2
    old = queries.theory(first.reference, 1)
    with pytest.raises(Refused, match="Only the agreed version"):
        actions.begin_theory_version(by=officer, theory=old, why="x")


def test_the_head_of_a_draft_changes_and_a_stale_one_does_not(officer: Person) -> None:
    made = knowing.theory(officer)

    changed = actions.change_theory(
        by=officer, theory=made, title="Calm homes", problem="Blows at home", revision=1
    )

    assert (changed.title, changed.head_revision) == ("Calm homes", 2)
    assert last(made.subject)["after"] == {"title": "Calm homes"}
    with pytest.raises(Changed):
        actions.change_theory(by=officer, theory=made, title="x", problem="y", revision=1)


def test_outcomes_take_the_form_of_an_agreement_once_the_theory_is_agreed(
    officer: Person, commissioner: Person
) -> None:
    drafted = knowing.theory(officer)
    assert queries.outcomes_of_theory(drafted.reference) == []
    actions.agree_theory(by=commissioner, theory=drafted, revision=drafted.revision)

    (one,) = queries.outcomes_of_theory(drafted.reference)

    assert Outcome(**asdict(one)) == Outcome(
        people=120,
        percent=60,
        change="The outcomes",
        measure=(
            "People. Source: Records. How often: Every quarter. Baseline: Not known yet. Target: 70%."
        ),
        report_by=date(2024, 3, 31),
    )
    assert queries.outcomes_of_theory("T00000000") == []


def test_theories_are_read_together_as_they_stand(officer: Person, commissioner: Person) -> None:
    first = knowing.agreed(officer, commissioner)
    actions.begin_theory_version(by=officer, theory=first, why="x")
    second, bare = knowing.theory(officer), knowing.theory(officer)
    bare.rows.filter(column="outcomes").delete()
    named = [first.reference, second.reference, bare.reference, "T0"]

    with CaptureQueriesContext(connection) as asked:
        found = queries.theories_by_reference(named)
        stated = {key: getattr(one, "states_outcomes") for key, one in found.items()}  # noqa: B009 - annotated

    assert {one.version for one in found.values()} == {1}
    assert stated == {first.reference: True, second.reference: True, bare.reference: False}
    assert len(asked) == 1
    with pytest.raises(Http404):
        queries.theory("T00000000")
    with pytest.raises(Http404):
        queries.theory(first.reference, 3)


def test_a_theory_on_paper_has_what_its_picture_has(officer: Person, commissioner: Person) -> None:
    made = knowing.theory(officer)
    actions.add_theory_row(by=officer, theory=made, column="activities", text="Leaflets")

    paper = queries.theory_document(queries.theory(made.reference), "The Office", date(2022, 12, 1))

    headings = [block.text for block in paper.blocks if hasattr(block, "level")]
    assert headings == [
        "What is to change, and for whom",
        "Inputs",
        "Activities",
        "Outputs",
        "Outcomes",
        "Impact",
        "How it is measured",
        "What leads to what, and what is assumed",
        "What is missing",
    ]
    assert paper.version_line == "Version 1, draft"
    said = str(paper.blocks)
    assert "Leaflets" in said
    assert "It is so" in said
    assert "“Leaflets” leads nowhere." in said


def test_the_picture_has_a_box_for_each_row_and_an_arrow_for_each_link(officer: Person) -> None:
    made = knowing.theory(officer)
    actions.link_rows(by=officer, theory=made, start=1, end=3)

    picture = queries.theory_picture(queries.theory(made.reference))

    assert len(picture.boxes) == 5
    assert [arrow.is_open for arrow in picture.arrows] == [False, True, False, False, False]
    assert Theory.objects.count() == 1
