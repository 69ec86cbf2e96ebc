"""The life of a framework, what it lacks, and what a version changes."""

from typing import Any

import pytest

from precept.foundation.clock import FinancialYear
from precept.plan import rules
from precept.plan.rules.states import MOVES
from tests.plan.making import appendix_section, framework, line, section

STATES = [key for key, _ in rules.framework_states]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("move", ["approve", "send back", "publish", "supersede", "withdraw"])
def test_only_the_listed_moves_are_made(state: str, move: str) -> None:
    allowed = {
        ("draft", "approve"): "approved",
        ("approved", "send back"): "draft",
        ("approved", "publish"): "published",
        ("published", "supersede"): "superseded",
        ("published", "withdraw"): "withdrawn",
    }

    assert rules.moved(state, move) == allowed.get((state, move))
    assert set(MOVES.values()) <= set(STATES)


def test_who_drafted_it_approves_only_with_a_reason() -> None:
    assert rules.approval_problem(drafted_it=False, exception="") is None
    assert rules.approval_problem(drafted_it=True, exception="Everybody else is away.") is None
    assert rules.approval_problem(drafted_it=True, exception=" ") == (
        "exception",
        "You drafted this framework. Ask somebody else to approve it, or say why nobody else can.",
    )


@pytest.mark.parametrize(
    ("title", "after"),
    [
        (
            "Upcoming Commissioning Activity for 2022 – 2023",
            "Upcoming Commissioning Activity for 2023 – 2024",
        ),
        ("Commissioning 2022-2023", "Commissioning 2023-2024"),
        ("Framework 2022–23, as in 2022/23", "Framework 2023–24, as in 2023/24"),
        ("The plan of 2021-2024", "The plan of 2021-2024"),
        ("Case 12022-23 of 2022", "Case 12022-23 of 2022"),
        ("2022-2024", "2022-2024"),
    ],
)
def test_a_title_moves_on_to_the_next_year(title: str, after: str) -> None:
    assert rules.years_moved_on(title, FinancialYear(2022)) == after


def test_a_century_turns_in_a_title() -> None:
    assert rules.years_moved_on("2098-99", FinancialYear(2098)) == "2099-00"


def said(*sections: Any, **fields: Any) -> list[tuple[str, str, bool]]:
    points = rules.points_before_going_live(framework(*sections, **fields))
    return [(point.about, point.words, point.must) for point in points]


NO_AIMS = ("aims", "No aims are recorded for this year. They print above the tables.", False)


def test_the_appendix_lacks_only_its_aims() -> None:
    tables = [appendix_section(key) for key in ("core", "vrn", "csf")]

    assert said(*tables) == [NO_AIMS]


def test_what_must_not_be_missing_comes_first() -> None:
    assert said(introduction=" ", review="", version=2) == [
        ("words", "Write the introduction.", True),
        ("words", "Say why this version was made.", True),
        ("tables", "No table has a line: there is no intended spend to publish.", True),
        ("words", "Say when this framework is to be reviewed.", False),
        NO_AIMS,
    ]


def test_lines_are_doubted_one_by_one() -> None:
    wrong = line(100, number="R5", shares=[("CSF", "OPCC", 10), ("VRN", "VRN", 10)])
    table = section(wrong, line(1, fund="", number="X1"), line(1, number="X1"))

    assert said(table, section(key="vrn", title="Empty")) == [
        ("core", "R5: The shares add up to £0.20, which is £0.80 less than £1.00.", True),
        ("core", "X1: no fund is stated.", False),
        ("vrn", "“Empty” has no lines.", False),
        NO_AIMS,
    ]


def test_warnings_of_funds_and_of_the_register_are_never_musts() -> None:
    points = rules.points_before_going_live(
        framework(section(line(1))), over=["Core budget: too much."], unplaced=["CORE001 A service"]
    )

    assert [(point.about, point.words) for point in points] == [
        NO_AIMS[:2],
        (
            "tables",
            "CORE001 A service is listed for this year in a table that this framework has not got.",
        ),
        ("funds", "Core budget: too much."),
    ]
    assert rules.must_haves(points) == []


def test_a_version_tells_what_it_changes() -> None:
    before = framework(
        section(line(100, number="A1"), line(200, number="A2"), line(300, number="A3")),
        section(line(1), key="old", title="Old table"),
    )
    after = framework(
        section(line(100, number="A1"), line(250, number="A2"), line(None, number="A4")),
        section(line(1), key="new", title="New table"),
        review="May 2023",
    )

    changes = rules.differences(before, after)

    assert [(one.where, one.what, one.before, one.after) for one in changes] == [
        ("Words", "Review", "April 2023", "May 2023"),
        ("Contracts", "A2 A service: Contract Value", "£2.00", "£2.50"),
        ("Contracts", "A3 A service", "£3: removed", ""),
        ("Contracts", "A4 A service", "", "Added: Not yet known"),
        ("Old table", "The whole table", "Removed", ""),
        ("New table", "The whole table", "", "Added"),
        ("New table", "A service", "", "Added: £0.01"),
    ]


def test_the_same_framework_changes_nothing() -> None:
    tables = [appendix_section(key) for key in ("core", "vrn", "csf")]

    assert rules.differences(framework(*tables), framework(*tables, version=2)) == []


def test_lines_of_one_name_are_told_apart_by_their_order() -> None:
    before = framework(section(line(100), line(200)))
    after = framework(section(line(100), line(300)))

    assert [(one.what, one.before, one.after) for one in rules.differences(before, after)] == [
        ("A service: Contract Value", "£2", "£3")
    ]
