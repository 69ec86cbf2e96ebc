"""Outturn, added up: every penny once, but under each priority that it serves."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.spending import rules
from precept.do.spending.rules import Figures, Spending
from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money

ROWS = [
    Spending("CORE", 1, ("victims",), Figures(900, 300, 800)),
    Spending("CORE", 2, ("victims", "young-people"), Figures(500, 0, 500)),
    Spending("VRN", 1, (), Figures(1_000, 1_000, 1_000)),
]


def by_fund(row: Spending) -> Iterable[str]:
    return (row.fund,)


def test_rows_add_up_by_what_they_are_asked_for_the_largest_first() -> None:
    assert list(rules.added_up(ROWS, by_fund).items()) == [
        ("CORE", Figures(1_400, 300, 1_300)),
        ("VRN", Figures(1_000, 1_000, 1_000)),
    ]
    assert rules.added_up(ROWS, lambda row: row.priorities)["victims"].committed == 1_400


def test_what_is_not_shown_is_put_together() -> None:
    rows = [*ROWS, Spending("MOJ", None, (), Figures(committed=7))]
    found = rules.largest(rules.added_up(rows, by_fund), 1, lambda many: f"{many} others")

    assert found == [
        ("CORE", Figures(1_400, 300, 1_300)),
        ("2 others", Figures(1_007, 1_000, 1_000)),
    ]
    assert len(rules.largest(rules.added_up(ROWS, by_fund), 1, str)) == 2


@given(
    st.lists(st.tuples(st.sampled_from("abcde"), *[st.integers(-(10**9), 10**9)] * 3), max_size=8)
)
def test_nothing_is_lost_between_the_largest_and_the_others(
    rows: list[tuple[str, int, int, int]],
) -> None:
    spending = [Spending(fund, None, (), Figures(*figures)) for fund, *figures in rows]

    shown = rules.largest(rules.added_up(spending, by_fund), 2, str)

    assert rules.together([one for _, one in shown]) == rules.together(
        [one.figures for one in spending]
    )


def test_the_year_of_a_deadline_is_said_where_it_is_not_the_year_of_the_commitment() -> None:
    assert rules.deadline_words("2022-23", date(2022, 1, 10)) == (
        "Bids closed on 10 January 2022, in 2021–22; the framework of 2022–23 lists the round,"
        " so its money is committed in 2022–23."
    )
    assert rules.deadline_words("2022-23", date(2022, 5, 30)) == ""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, []),
        ({"today": date(2026, 3, 31)}, ["2025–26 is not over yet."]),
        ({"waiting": 1}, ["A carry-forward of this year waits to be decided."]),
        ({"claimed": Money(5)}, ["Claims wait to be paid: £0.05 is approved and not paid."]),
        (
            {"owed": Money(5)},
            ["Partners owe £0.05: note what came, or withdraw what was shared."],
        ),
        ({"owing": Money(5)}, ["£0.05 is to go back to partners: note when it went."]),
        ({"underspent": Money(5)}, ["Underspends are open: £0.05 is not back yet."]),
        (
            {"left": Money(-5)},
            ["£0.05 more was promised than there is: state a budget for it first."],
        ),
    ],
)
def test_everything_that_stands_against_closing_a_year_is_said(
    fields: dict[str, object], said: list[str]
) -> None:
    facts = {
        "year": FinancialYear(2025),
        "today": date(2026, 4, 1),
        "left": Money(0),
        "waiting": 0,
        "claimed": Money(0),
        "underspent": Money(0),
        "owed": Money(0),
        "owing": Money(0),
    }

    assert rules.against_closing(rules.EndFacts(**(facts | fields))) == said  # type: ignore[arg-type]
