"""Working days of England and Wales."""

import tomllib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.clock import (
    add_working_days,
    bank_holiday_name,
    is_working_day,
    working_day_on_or_after,
)
from precept.foundation.clock.working_days import read_changes

DAYS = st.dates(date(2012, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2022, 6, 2), "Spring bank holiday"),
        (date(2022, 6, 3), "Platinum Jubilee of Elizabeth II"),
        (date(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
        (date(2022, 12, 26), "Boxing Day"),
        (date(2022, 12, 27), "Christmas Day (substitute day)"),
        (date(2023, 5, 1), "Early May bank holiday"),
        (date(2023, 5, 8), "Coronation of Charles III"),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 8, 31), "Summer bank holiday"),
        (date(2026, 3, 17), None),  # Saint Patrick's Day: Northern Ireland's alone
        (date(2026, 1, 2), None),  # Scotland's alone
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
        (date(2026, 12, 29), None),
    ],
)
def test_a_bank_holiday_has_its_name(day: date, name: str | None) -> None:
    assert bank_holiday_name(day) == name
    assert is_working_day(day) is (name is None)


def test_a_weekend_is_no_working_day() -> None:
    assert [is_working_day(date(2026, 3, day)) for day in range(2, 9)] == [True] * 5 + [False] * 2


def test_an_added_day_is_a_bank_holiday_and_a_removed_one_is_not() -> None:
    changes = {date(2026, 3, 10): "Day of thanks", date(2026, 4, 6): None}
    assert bank_holiday_name(date(2026, 3, 10), changes=changes) == "Day of thanks"
    assert not is_working_day(date(2026, 3, 10), changes=changes)
    assert is_working_day(date(2026, 4, 6), changes=changes)
    assert add_working_days(date(2026, 3, 9), 1, changes=changes) == date(2026, 3, 11)


def test_a_standstill_of_eight_working_days_counts_the_day_of_its_notice() -> None:
    assert add_working_days(date(2026, 3, 6), 8, counting_start=True) == date(2026, 3, 17)


def test_a_standstill_over_christmas_skips_the_bank_holidays() -> None:
    assert add_working_days(date(2026, 12, 21), 8, counting_start=True) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("start", "count", "counting_start", "end"),
    [
        (date(2026, 3, 6), 1, False, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, True, date(2026, 3, 6)),
        (date(2026, 3, 7), 1, True, date(2026, 3, 9)),  # a Saturday is not counted
        (date(2026, 3, 7), 1, False, date(2026, 3, 9)),
        (date(2026, 4, 2), 1, False, date(2026, 4, 7)),  # over Easter
    ],
)
def test_working_days_are_counted_from_the_next_day_unless_told(
    start: date, count: int, counting_start: bool, end: date
) -> None:
    assert add_working_days(start, count, counting_start=counting_start) == end


@pytest.mark.parametrize("count", [0, -1])
def test_a_period_of_no_working_days_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(date(2026, 3, 6), count)


def test_a_moment_is_refused_where_a_day_is_meant() -> None:
    with pytest.raises(TypeError, match="Give a day, not a moment"):
        is_working_day(datetime(2026, 3, 6, tzinfo=UTC))


@given(DAYS)
def test_the_next_working_day_is_the_first_one(day: date) -> None:
    found = working_day_on_or_after(day)
    assert is_working_day(found)
    between = (found - day).days
    assert not any(is_working_day(day + timedelta(days=passed)) for passed in range(between))


@given(DAYS, st.integers(1, 60), st.booleans())
def test_a_period_holds_exactly_its_working_days(day: date, count: int, counting: bool) -> None:
    end = add_working_days(day, count, counting_start=counting)
    first = day if counting else day + timedelta(days=1)
    days = [first + timedelta(days=passed) for passed in range((end - first).days + 1)]
    assert sum(map(is_working_day, days)) == count
    assert is_working_day(end)


def test_changes_are_read_from_their_file() -> None:
    document = tomllib.loads(
        """
        [[change]]
        day = 2030-06-03
        name = "Day of thanks"
        source = "A proclamation"
        entered = 2029-11-01

        [[change]]
        day = 2030-05-27
        source = "The same proclamation"
        entered = 2029-11-01
        """
    )
    assert read_changes(document) == {date(2030, 6, 3): "Day of thanks", date(2030, 5, 27): None}


WHOLE = 'day = 2030-06-03\nname = "Day"\nsource = "Order"\nentered = 2029-11-01\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Bank holidays: the file holds one list, called change."),
        ("change = []\nother = 1", "Bank holidays: the file holds one list, called change."),
        (
            "change = [1]",
            "Bank holidays: each change has a day, a source and when it was entered.",
        ),
        (
            "[[change]]\nday = 2030-06-03\nentered = 2029-11-01",
            "Bank holidays: each change has a day, a source and when it was entered.",
        ),
        (f"[[change]]\n{WHOLE}dropped = true", "Bank holidays: a change has no “dropped”."),
        (
            f"[[change]]\n{WHOLE.replace('2030-06-03', '2030-06-03T00:00:00')}",
            "Bank holidays: “2030-06-03 00:00:00” is not a date, like 2030-06-03.",
        ),
        (
            f"[[change]]\n{WHOLE.replace('Order', ' ')}",
            "Bank holidays: 2030-06-03 needs words for its name and its source.",
        ),
        (f"[[change]]\n{WHOLE}[[change]]\n{WHOLE}", "Bank holidays: 2030-06-03 is there twice."),
    ],
)
def test_a_faulty_file_of_changes_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError) as refused:
        read_changes(tomllib.loads(text))
    assert str(refused.value) == words
