"""A theory of change never runs in a circle, and says what it lacks."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.understand import rules
from precept.understand.rules import LinkSaid, RowSaid

ORDER = [key for key, _ in rules.theory_columns]
WHOLE = [
    RowSaid(1, "inputs", "Money"),
    RowSaid(2, "activities", "Courses"),
    RowSaid(3, "outputs", "Courses held"),
    RowSaid(4, "outcomes", "Fewer blows"),
    RowSaid(5, "impact", "Safer homes"),
]
CHAIN = [LinkSaid(one, one + 1, "It is so") for one in range(1, 5)]


def missing(
    rows: list[RowSaid] = WHOLE, links: list[LinkSaid] = CHAIN, problem: str = "Blows at home"
) -> list[str]:
    return rules.missing_of_theory(rows, links, problem=problem)


def test_a_whole_theory_lacks_nothing() -> None:
    assert missing() == []


@pytest.mark.parametrize("gone", range(5))
def test_an_empty_column_is_missed(gone: int) -> None:
    rows = [row for at, row in enumerate(WHOLE) if at != gone]
    links = [one for one in CHAIN if gone + 1 not in (one.start, one.end)]

    lacks = missing(rows, links)

    assert f"Nothing stands under {dict(rules.theory_columns)[ORDER[gone]].lower()}." in lacks


def test_a_row_that_leads_nowhere_or_comes_from_nowhere_is_missed() -> None:
    lonely = [*WHOLE, RowSaid(6, "activities", "Leaflets")]

    assert missing(lonely) == ["“Leaflets” leads nowhere.", "“Leaflets” comes from nowhere."]
    # Money comes from nowhere and safer homes lead nowhere: that is what they are.
    assert missing(WHOLE, CHAIN[:-1]) == [
        "“Fewer blows” leads nowhere.",
        "“Safer homes” comes from nowhere.",
    ]


def test_what_is_not_measured_and_not_assumed_is_missed() -> None:
    rows = [
        *WHOLE[:3],
        RowSaid(4, "outcomes", "Fewer blows", ("what is measured", "the target", "by when")),
        WHOLE[4],
    ]
    links = [*CHAIN[:3], LinkSaid(4, 5, "  ")]

    assert missing(rows, links, problem=" ") == [
        "It does not say what is to change, and for whom.",
        "“Fewer blows” does not say what is measured, the target and by when.",
        "Nothing is assumed between “Fewer blows” and “Safer homes”.",
    ]


def test_inputs_and_activities_need_no_measure() -> None:
    lacking = [RowSaid(row.number, row.column, row.text, ("how often",)) for row in WHOLE]

    assert missing(lacking) == [
        f"“{row.text}” does not say how often." for row in WHOLE if row.column in rules.MEASURED
    ]


def test_a_measure_says_what_of_it_is_not_stated() -> None:
    assert rules.measure_lacks({}) == tuple(words for _, words in rules.MEASURE_PARTS)
    said = {name: "so" for name, _ in rules.MEASURE_PARTS}
    assert rules.measure_lacks({**said, "by_when": date(2026, 12, 1)}) == ()
    assert rules.measure_lacks({**said, "baseline": ""}) == ("the baseline",)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (1, 1, "A row cannot lead to itself"),
        (1, 2, "It leads there already"),
        (2, 1, "Activities cannot lead back to inputs"),
        (3, 9, "Choose a row of this theory"),
        (5, 4, "This would run in a circle: that row leads to this one already"),
        (1, 5, ""),
        (4, 6, ""),
    ],
)
def test_a_link_leads_onwards_or_is_refused_in_words(start: int, end: int, words: str) -> None:
    columns = {1: "inputs", 2: "activities", 3: "outputs", 4: "outcomes", 5: "outcomes"}
    columns[6] = "outcomes"

    assert rules.link_problem(columns, [(1, 2), (2, 4), (4, 5)], start, end) == words


def test_a_row_moves_only_where_its_links_still_lead_onwards() -> None:
    columns = {1: "inputs", 2: "activities", 3: "outputs"}
    links = [(1, 2), (2, 3)]

    assert rules.column_problem(2, "outputs", columns, links) == ""
    assert rules.column_problem(2, "inputs", columns, links) == ""
    assert rules.column_problem(2, "impact", columns, links) != ""
    assert rules.column_problem(1, "impact", columns, []) == ""


Tried = list[tuple[int, int]]


@given(
    columns=st.lists(st.sampled_from(ORDER), min_size=2, max_size=9),
    tried=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=60),
)
def test_no_history_of_links_runs_in_a_circle(columns: list[str], tried: Tried) -> None:
    rows = dict(enumerate(columns, start=1))
    links: Tried = []
    for start, end in tried:
        if not rules.link_problem(rows, links, start, end):
            links.append((start, end))

    assert len(links) == len(set(links))
    assert not any(rules.reaches(links, end, start) for start, end in links)
    assert all(ORDER.index(rows[start]) <= ORDER.index(rows[end]) for start, end in links)


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=12))
def test_reaching_is_what_following_every_way_finds(links: Tried) -> None:
    # The slow way: as many steps as there are rows.
    ways = {(one, one) for one in range(1, 7)} | set(links)
    for _ in range(6):
        ways |= {
            (one, last) for (one, mid), (at, last) in itertools.product(ways, ways) if mid == at
        }

    assert all(
        rules.reaches(links, one, other) == ((one, other) in ways)
        for one in range(1, 7)
        for other in range(1, 7)
    )


def test_an_outcome_says_how_it_is_measured_in_one_text() -> None:
    said = rules.measure_words(
        measure="Calls to the police.",
        source="The force",
        how_often="Every year",
        baseline="",
        target="60%",
    )

    assert said == "Calls to the police. Source: The force. How often: Every year. Target: 60%."


def test_a_version_goes_from_draft_to_agreed_to_superseded_and_nowhere_else() -> None:
    moves = {
        (one, other)
        for one, other in itertools.product(rules.THEORY_STATES, repeat=2)
        if rules.theory_may_become(one, other)
    }

    assert moves == {("draft", "agreed"), ("agreed", "superseded")}
