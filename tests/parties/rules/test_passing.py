"""How the office passes from one body to another, by table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.people.rules import titles_on
from precept.parties import rules

ON = date(2028, 6, 1)
FITS = rules.Passing(
    on=ON,
    body="old",
    body_starts=date(2012, 11, 22),
    successor="board",
    successor_name="The Board",
    successor_starts=ON,
    successor_ends=None,
    successor_is_protected=False,
    after_successor=(),
    latest_on=None,
    approvers=2,
    deciders=1,
)


def test_a_plan_that_fits_has_no_problem() -> None:
    assert rules.passing_problems(FITS) == []


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ({"successor": "old"}, "has the office already"),
        ({"successor_is_protected": True}, "protected"),
        ({"after_successor": ("x", "old")}, "was itself succeeded"),
        ({"successor_starts": date(2028, 6, 2)}, "does not exist on that day"),
        ({"successor_ends": date(2028, 5, 31)}, "does not exist on 1 June 2028"),
        ({"body_starts": ON}, "Choose a later day"),
        ({"latest_on": ON}, "history of another body"),
        ({"approvers": 0}, "second person"),
        ({"deciders": 0}, "Nobody would hold the role"),
    ],
)
def test_what_stops_a_plan_is_said_in_words(given_: dict[str, object], words: str) -> None:
    (problem,) = rules.passing_problems(replace(FITS, **given_))  # type: ignore[arg-type]  # one field each

    assert words in problem


def line(*days: date) -> list[rules.BodyInTurn]:
    """Bodies in turn, each from one of these days on, the first from an unknown one."""
    starts: list[date | None] = [None, *days]
    ends = [rules.last_day(day) for day in days] + [None]
    return [
        rules.BodyInTurn(f"B{n}", f"b{n}", f"Office {n}", "Decider", first, last, "")
        for n, (first, last) in enumerate(zip(starts, ends, strict=True))
    ]


days = st.lists(st.dates(date(2012, 1, 1), date(2060, 1, 1)), max_size=5, unique=True).map(sorted)


@given(days, st.dates(date(2000, 1, 1), date(2070, 1, 1)))
def test_every_day_belongs_to_exactly_one_body(changes: list[date], on: date) -> None:
    bodies = line(*changes)
    holding = [
        one
        for one in bodies
        if (one.starts is None or one.starts <= on) and (one.ends is None or on <= one.ends)
    ]

    assert holding == [rules.body_on(bodies, on)]


@given(days, st.dates(date(2000, 1, 1), date(2070, 1, 1)))
def test_a_day_is_of_the_past_where_another_body_took_over_since(
    changes: list[date], on: date
) -> None:
    bodies = line(*changes)
    now = rules.took_over_after(bodies, on)

    assert (now is not None) == (rules.body_on(bodies, on) != bodies[-1])


@pytest.mark.parametrize(
    ("ends", "is_over", "passes"),
    [
        (None, False, True),
        (ON, False, True),
        (ON - timedelta(days=1), False, False),
        (None, True, False),
    ],
)
def test_an_agreement_passes_where_it_runs_on_the_day(
    ends: date | None, is_over: bool, passes: bool
) -> None:
    assert rules.is_live_on(ON, ends, is_over=is_over) is passes


def test_a_role_is_called_by_the_title_of_the_day() -> None:
    dated = [("commissioner", "Chair", ON), ("commissioner", "Lead", date(2030, 1, 1))]

    assert [
        titles_on(dated, on)["commissioner"]
        for on in (date(2028, 5, 31), ON, date(2029, 12, 31), date(2030, 1, 1))
    ] == ["Commissioner", "Chair", "Chair", "Lead"]


def test_words_name_the_day_the_body_and_the_law() -> None:
    assert rules.novation_words(ON, "The Board", "the Order 2028") == (
        "From 1 June 2028 the buyer is The Board, under the Order 2028."
    )
    assert rules.coming_words(ON, "The Board", "the Order 2028") == (
        "From 1 June 2028 this office’s work is done by The Board, under the Order 2028."
    )
    before, now = line(ON)
    assert rules.past_words(before, now).endswith("It was succeeded by B1 on 1 June 2028.")
    assert rules.since_words(before, replace(now, under="the Order 2028")) == (
        "Since 1 June 2028 this office’s work is done by B1, under the Order 2028."
        " Before, it was done by B0."
    )
