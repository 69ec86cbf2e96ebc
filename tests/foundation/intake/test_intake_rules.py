"""Which line holds the headings, which column is which, and how a row reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.intake import rules
from precept.foundation.intake.reading import Line
from tests.foundation.intake.example_sheets import CONTRACTS, NETWORK

HEADINGS = ("contract_number", "contract_name", "contract_due", "contract_value")


def lines(*rows: tuple[str | None, ...]) -> list[Line]:
    return [Line(number, row) for number, row in enumerate(rows, start=1)]


@pytest.mark.parametrize(
    ("heading", "same"),
    [
        ("Contract_Number ", "contract number"),
        ("CONTRACT – NUMBER", "contract number"),
        ("Women’s services", "womens services"),
        ("Value (£)", "value"),
        ("ＶＡＬＵＥ", "value"),
        ("", ""),
    ],
)
def test_headings_are_compared_without_what_people_write_differently(
    heading: str, same: str
) -> None:
    assert rules.folded(heading) == same


@given(st.text())
def test_folding_twice_is_folding_once(heading: str) -> None:
    assert rules.folded(rules.folded(heading)) == rules.folded(heading)


def test_the_headings_are_found_beneath_titles() -> None:
    found = rules.find_headings(
        lines(("Contracts 2022-23",), ("Leicestershire", "draft"), HEADINGS), CONTRACTS.columns
    )

    assert found == rules.Headings(3, 2, HEADINGS, is_certain=True)


def test_headings_nobody_knows_are_the_first_line_of_two_words_and_not_certain() -> None:
    found = rules.find_headings(lines(("Title",), ("A", "B"), ("1", "2")), CONTRACTS.columns)

    assert found == rules.Headings(2, 1, ("A", "B"), is_certain=False)


def test_headings_that_somebody_mapped_before_are_known() -> None:
    kept = [rules.signature(("A", "B"))]

    found = rules.find_headings(lines(("x", "y"), (" a", "b ")), CONTRACTS.columns, kept)

    assert found == rules.Headings(2, 1, (" a", "b "), is_certain=True)


def test_columns_are_found_by_key_title_and_alias_in_any_order() -> None:
    headings = ("Ref", "Whatever", "Due date", "Contract Value", "NAME")

    mapping = rules.matched(headings, CONTRACTS.columns)

    assert mapping == {"number": 0, "due": 2, "value": 3, "name": 4}
    assert rules.unmapped(headings, mapping) == ["Whatever"]


def test_what_somebody_must_look_at_is_said() -> None:
    headings = rules.Headings(1, 0, ("Ref", "Name", "Name"), is_certain=False)
    mapping = rules.matched(headings.texts, CONTRACTS.columns)

    assert rules.unsure(headings, mapping, CONTRACTS.columns) == [
        "No line with the headings of this kind of file was found.",
        "Not found in the file: “Contract due”, “Contract value”.",
        "Several columns are headed “Name”.",
    ]


@pytest.mark.parametrize(
    ("mapping", "wrong"),
    [
        ({"number": 0, "name": 1, "due": 2, "value": 3}, []),
        (
            {"number": 0, "name": 1, "due": 2},
            [("value", "Choose the column that holds “Contract value”")],
        ),
        (
            {"number": 0, "name": 1, "due": 2, "value": 9},
            [("value", "Choose a column of the file for “Contract value”")],
        ),
        (
            {"number": 0, "name": 0, "due": 2, "value": 3},
            [
                ("number", "Choose another column for “Contract number”: it is used twice"),
                ("name", "Choose another column for “Contract name”: it is used twice"),
            ],
        ),
    ],
)
def test_a_mapping_names_each_required_column_once(
    mapping: dict[str, int], wrong: list[tuple[str, str]]
) -> None:
    assert rules.not_a_mapping(mapping, CONTRACTS, 4) == wrong


def test_a_row_keeps_what_was_written_beside_what_was_read() -> None:
    line = Line(
        3,
        ("VRN001 and VRN002", "Specialist Providers", "08/08/2022 – 31/03/2024", "£83,500 £83,500"),
    )

    row = rules.read_row(line, 5, {"number": 0, "name": 1, "period": 2, "value": 3}, NETWORK)

    assert row == rules.RowRead(
        line=3,
        cells=[
            "VRN001 and VRN002",
            "Specialist Providers",
            "08/08/2022 – 31/03/2024",
            "£83,500 £83,500",
            "",
        ],
        readings={
            "number": {"value": ["VRN001", "VRN002"], "shown": "VRN001, VRN002"},
            "name": {"value": "Specialist Providers", "shown": "Specialist Providers"},
            "period": {
                "value": ["2022-08-08", "2024-03-31"],
                "shown": "8 August 2022 to 31 March 2024",
            },
            "value": {"value": [[8_350_000, ""], [8_350_000, ""]], "shown": "£83,500; £83,500"},
        },
        doubts=[{"column": "value", "words": "It holds several amounts."}],
    )


def test_every_wrong_cell_of_a_row_is_said() -> None:
    row = rules.read_row(
        Line(7, ("CORE001", None, "31/02/2023")),
        4,
        {"number": 0, "name": 1, "due": 2, "value": 3},
        CONTRACTS,
    )

    assert row.problems == [
        {"column": "name", "words": "Nothing stands here."},
        {"column": "due", "words": "There is no such date as “31/02/2023”."},
        {"column": "value", "words": "Nothing stands here."},
    ]


def test_headings_repeated_further_down_are_no_row() -> None:
    assert rules.is_heading_again(
        Line(40, ("Contract number", "NAME")), ("contract_number", "name")
    )
    assert not rules.is_heading_again(Line(41, ("CORE001", "NAME")), ("contract_number", "name"))


@given(
    st.lists(st.sampled_from(["A", "B"]), max_size=4),
    st.lists(st.integers(1, 99), max_size=9, unique=True),
)
def test_saying_twice_again_replaces_what_was_said(before: list[str], others: list[int]) -> None:
    own = {"column": "value", "words": "wrong"}
    problems = [own, *(rules.twice(name, [1]) for name in before)]

    once = rules.with_twice(problems, "A", others)

    assert rules.with_twice(once, "A", others) == once
    assert [one for one in once if one.get(rules.TWICE) == "A"] == (
        [rules.twice("A", others)] if others else []
    )
    assert [one for one in once if one.get(rules.TWICE) != "A"] == [
        one for one in problems if one.get(rules.TWICE) != "A"
    ]
