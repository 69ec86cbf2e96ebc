"""Counts: what a file may not hold, months, rates, and what the public may not work out."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.understand.rules import counts as rules


@pytest.mark.parametrize(
    "heading",
    [
        "Postcode",
        "post_code",
        "Victim postcode",
        "Easting",
        "NORTHING",
        "Latitude",
        "long",
        "Address line 1",
        "Street",
        "Street name",
        "Offence location address",
        "LSOA code",
        "Beat",
    ],
)
def test_a_column_of_a_place_is_no_count(heading: str) -> None:
    assert "place smaller than an area" in rules.why_not_a_count(heading)


@pytest.mark.parametrize(
    "heading",
    ["Name", "Victim name", "Surname", "Date of birth", "DOB", "Crime reference", "crime_ref_no"],
)
def test_a_column_of_a_person_is_no_count(heading: str) -> None:
    assert "about one person" in rules.why_not_a_count(heading)


@pytest.mark.parametrize(
    "heading",
    ["Month", "Type", "Crime type", "Area", "Area name", "Area code", "Count", "Group", "Source"],
)
def test_the_columns_of_counts_are_fine(heading: str) -> None:
    assert rules.why_not_a_count(heading) == ""


def test_a_refused_file_is_told_which_columns_and_why() -> None:
    said = rules.refused_columns(["Month", "Type", "Postcode", "Area", "Count", "DOB"])

    assert "“Postcode”: it looks like a place smaller than an area" in said
    assert "“DOB”: it looks like something about one person" in said
    assert rules.refused_columns(["Month", "Type", "Area", "Count"]) == ""


@pytest.mark.parametrize(
    "typed",
    ["April 2021", "apr 21", "Apr-21", "2021-04", "04/2021", "4.2021", "2021-04-17", "17/04/2021"],
)
def test_a_month_is_read_as_people_write_it(typed: str) -> None:
    assert rules.read_month(typed) == date(2021, 4, 1)


@pytest.mark.parametrize("typed", ["", "13/2021", "Aprl 2021", "2021", "April", "0/2021"])
def test_what_is_no_month_is_not_read(typed: str) -> None:
    assert rules.read_month(typed) is None


def test_months_run_from_the_first_to_the_last() -> None:
    months = rules.months_between(date(2021, 11, 1), date(2022, 2, 1))

    assert [rules.short_month(one) for one in months] == ["Nov 21", "Dec 21", "Jan 22", "Feb 22"]
    assert rules.months_between(date(2022, 2, 1), date(2022, 1, 1)) == []


@pytest.mark.parametrize(
    ("count", "people", "words"),
    [(341, 100_000, "3.4 in 1,000"), (5, 1_000, "5.0 in 1,000"), (3, 0, "not known")],
)
def test_a_rate_is_of_a_thousand_people(count: int, people: int, words: str) -> None:
    assert rules.rate_words(rules.tenths_of_rate(count, people)) == words


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([12, 30], ["12", "30"]),
        ([3, 9, 30], ["fewer than 5", "not shown", "30"]),
        ([3, 5, 6, 40], ["fewer than 5", "not shown", "not shown", "40"]),
        ([2, 3, 4, 60], ["fewer than 5"] * 2 + ["fewer than 5", "not shown"]),
        ([4, 1, 2, 60], ["fewer than 5"] * 3 + ["60"]),
        ([], []),
    ],
)
def test_small_counts_and_what_would_give_them_away_are_not_shown(
    counts: list[int], shown: list[str]
) -> None:
    line = rules.withheld(counts)

    assert line is not None
    assert [one.words for one in line] == shown


@pytest.mark.parametrize("counts", [[3], [0, 0], [0, 5], [4, 4]])
def test_a_line_that_would_give_itself_away_is_not_shown_at_all(counts: list[int]) -> None:
    assert rules.withheld(counts) is None


@given(st.lists(st.integers(0, 40), min_size=1, max_size=9))
def test_nobody_can_work_out_a_small_count(counts: list[int]) -> None:
    """Every small count could be each of nought to four, for whoever knows the sum and what is not shown."""
    line = rules.withheld(counts)
    if line is None:
        return
    hidden = sum(counts) - sum(one.count for one in line if one.count is not None)
    small = [one for one in line if one.words == rules.FEWER]
    back = sum(one.words == rules.KEPT_BACK for one in line)

    assert all(one.count is None or one.count >= rules.SMALL for one in line)
    assert len(small) == sum(one < rules.SMALL for one in counts)
    for guess in range(rules.SMALL) if small else ():
        rest = hidden - guess
        least = rules.SMALL * back
        most = (rules.SMALL - 1) * (len(small) - 1)
        assert rest >= least
        assert back or rest <= most


@given(st.lists(st.integers(0, 12), min_size=1, max_size=4))
def test_what_is_said_holds_when_every_guess_is_tried(counts: list[int]) -> None:
    """The same by trying: among all lines that would look so, each small count takes each of its values."""
    line = rules.withheld(counts)
    if line is None or all(one.count is not None for one in line):
        return
    hidden = sum(counts) - sum(one.count or 0 for one in line)
    ranges = [
        range(rules.SMALL)
        if one.words == rules.FEWER
        else range(rules.SMALL, hidden + 1)
        if one.count is None
        else (0,)
        for one in line
    ]
    fitting = [one for one in itertools.product(*ranges) if sum(one) == hidden]

    for at, one in enumerate(line):
        if one.words == rules.FEWER:
            assert {guess[at] for guess in fitting} == set(range(rules.SMALL))
