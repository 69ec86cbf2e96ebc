"""There is always an active framework: which, until when, and when to worry."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.clock import FinancialYear
from precept.plan import rules


def test_a_framework_in_force_is_active_until_the_end_of_its_year() -> None:
    cover = rules.cover(["2022-23"], date(2022, 6, 1))

    assert cover == rules.Cover(
        "active",
        "2022-23",
        date(2023, 3, 31),
        "The framework of 2022–23 is in force until 31 March 2023.",
    )


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2022, 4, 1), "active"),
        (date(2022, 12, 30), "active"),
        (date(2022, 12, 31), "warning"),
        (date(2023, 3, 31), "warning"),
        (date(2023, 4, 1), "lapsed"),
        (date(2022, 3, 31), "lapsed"),
    ],
)
def test_cover_is_warned_of_90_days_ahead_and_lapses_with_the_year(day: date, state: str) -> None:
    assert rules.cover(["2022-23"], day).state == state


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2023, 3, 29), "2 days are left"),
        (date(2023, 3, 30), "1 day is left"),
        (date(2023, 3, 31), "today is its last day"),
    ],
)
def test_the_warning_counts_the_days_that_are_left(day: date, left: str) -> None:
    assert rules.cover(["2022-23"], day).words == (
        f"The framework of 2022–23 is in force until 31 March 2023: {left}."
        " Publish the framework of 2023–24 before then."
    )


def test_a_published_next_year_ends_the_warning() -> None:
    cover = rules.cover(["2022-23", "2023-24"], date(2023, 3, 31))

    assert (cover.state, cover.year, cover.until) == ("active", "2022-23", date(2024, 3, 31))
    assert cover.words == (
        "The framework of 2022–23 is in force, followed by that of 2023–24:"
        " cover lasts until 31 March 2024."
    )


def test_a_year_beyond_a_gap_covers_nothing() -> None:
    cover = rules.cover(["2022-23", "2024-25"], date(2023, 3, 1))

    assert (cover.state, cover.until) == ("warning", date(2023, 3, 31))


def test_lapsed_cover_says_what_ended_and_what_to_publish() -> None:
    cover = rules.cover(["2021-22"], date(2023, 5, 1))

    assert cover == rules.Cover(
        "lapsed",
        None,
        None,
        "No commissioning framework is in force. The last one, of 2021–22, ended on 31 March 2022."
        " Publish the framework of 2023–24 now.",
    )


def test_with_no_framework_at_all_cover_has_lapsed() -> None:
    assert rules.cover([], date(2023, 5, 1)).words == (
        "No commissioning framework is in force. Publish the framework of 2023–24 now."
    )


def test_the_only_framework_in_force_may_not_be_withdrawn() -> None:
    on = date(2023, 3, 1)

    assert rules.withdrawal_problem(["2022-23", "2023-24"], "2022-23", on) == (
        "This is the only framework in force, and there must always be one."
        " Amend it instead: the new version takes its place."
    )
    assert rules.may_withdraw(["2022-23", "2023-24"], "2023-24", on)
    assert rules.may_withdraw(["2021-22", "2022-23"], "2021-22", on)


years = st.sets(st.integers(2015, 2030).map(lambda first: FinancialYear(first).label))
days = st.dates(date(2014, 1, 1), date(2032, 12, 31))


@given(years, days)
def test_cover_holds_exactly_while_every_day_has_a_framework(published: set[str], on: date) -> None:
    cover = rules.cover(published, on)

    assert (cover.state != "lapsed") == (FinancialYear.of(on).label in published)
    if cover.until is not None:
        day = on
        while day <= cover.until:
            assert FinancialYear.of(day).label in published
            day += timedelta(days=200)
        assert FinancialYear.of(cover.until + timedelta(days=1)).label not in published
        assert (cover.state == "warning") == ((cover.until - on).days <= 90)


@given(years, days)
def test_withdrawing_what_may_be_withdrawn_never_ends_cover(published: set[str], on: date) -> None:
    before = rules.cover(published, on).state
    for year in published:
        if rules.may_withdraw(published, year, on):
            after = rules.cover(published - {year}, on).state
            assert (before == "lapsed") == (after == "lapsed")
