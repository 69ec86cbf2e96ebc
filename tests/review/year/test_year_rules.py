"""How often something is due, when somebody is reminded, how things stand in a year."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.clock import FinancialYear
from precept.foundation.people.rules import ROLES
from precept.review.year import rules
from precept.review.year.rules import Due, Rhythm, files
from precept.understand import rules as understood

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
RHYTHMS = st.builds(
    Rhythm,
    st.sampled_from(["monthly", "quarterly", "half-yearly", "yearly"]),
    st.integers(1, 12),
    st.integers(1, 31),
)


@pytest.mark.parametrize(
    ("rhythm", "found"),
    [
        (Rhythm("yearly", 4, 30), [(2026, 4, 30)]),
        (Rhythm("yearly", 2, 31), [(2027, 2, 28)]),
        (Rhythm("half-yearly", 4, 29), [(2026, 4, 29), (2026, 10, 29)]),
        (Rhythm("half-yearly", 10, 29), [(2026, 4, 29), (2026, 10, 29)]),
        (
            Rhythm("quarterly", 3, 15),
            [(2026, 6, 15), (2026, 9, 15), (2026, 12, 15), (2027, 3, 15)],
        ),
        (Rhythm("once", once_on=date(2026, 5, 4)), [(2026, 5, 4)]),
        (Rhythm("once", once_on=date(2025, 5, 4)), []),
    ],
)
def test_a_rhythm_falls_on_these_days_of_a_financial_year(
    rhythm: Rhythm, found: list[tuple[int, int, int]]
) -> None:
    year = FinancialYear(2026)
    assert rules.days_between(rhythm, year.start, year.end) == [date(*one) for one in found]


def test_the_last_day_of_every_month_is_its_last() -> None:
    days = rules.days_between(Rhythm("monthly", day=31), date(2028, 1, 1), date(2028, 12, 31))
    assert len(days) == 12
    assert all((one + timedelta(days=1)).day == 1 for one in days)
    assert days[1] == date(2028, 2, 29)


@given(RHYTHMS, DAYS, st.integers(0, 1500), st.integers(0, 1500))
def test_a_time_cut_in_two_has_the_days_of_both(
    rhythm: Rhythm, first: date, one: int, other: int
) -> None:
    middle = first + timedelta(days=one)
    last = middle + timedelta(days=other)
    whole = rules.days_between(rhythm, first, last)
    after = rules.days_between(rhythm, middle + timedelta(days=1), last)
    assert whole == rules.days_between(rhythm, first, middle) + after
    assert whole == sorted(set(whole))
    assert all(rules.falls_on(rhythm, day) for day in whole)
    step = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}[rhythm.often]
    months = [day.year * 12 + day.month for day in whole]
    assert all(later - earlier == step for earlier, later in pairwise(months))


@given(RHYTHMS, DAYS, st.integers(0, 30))
def test_the_next_day_is_the_first_that_is_not_settled(
    rhythm: Rhythm, since: date, done: int
) -> None:
    days = rules.days_between(rhythm, since, since + timedelta(days=400 * 33))
    settled = set(days[:done])
    assert rules.next_day(rhythm, since, settled) == days[done]


def test_what_is_due_once_and_done_is_due_no_more() -> None:
    once = Rhythm("once", once_on=date(2028, 2, 29))
    assert rules.next_day(once, date(2026, 4, 1), set()) == date(2028, 2, 29)
    assert rules.next_day(once, date(2026, 4, 1), {date(2028, 2, 29)}) is None
    assert rules.next_day(once, date(2028, 3, 1), set()) is None


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [
        (Rhythm("yearly", 4, 30), "Every year, by 30 April"),
        (Rhythm("monthly", 1, 31), "Every month, by the last day"),
        (Rhythm("half-yearly", 4, 29), "Every half-year, by the 29th of April and October"),
        (
            Rhythm("quarterly", 3, 1),
            "Every quarter, by the 1st of March, June, September and December",
        ),
        (Rhythm("monthly", 1, 22), "Every month, by the 22nd"),
        (Rhythm("monthly", 1, 13), "Every month, by the 13th"),
        (Rhythm("once", once_on=date(2028, 2, 29)), "Once, by 29 February 2028"),
    ],
)
def test_a_rhythm_is_said_in_words(rhythm: Rhythm, words: str) -> None:
    assert rules.rhythm_words(rhythm) == words


DUE = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("left", "told", "said"),
    [
        (31, "", ""),
        (30, "", "30"),
        (12, "", "30"),
        (12, "30", ""),
        (7, "30", "7"),
        (7, "", "7"),
        (6, "7", ""),
        (0, "7", ""),
        (-1, "7", "late"),
        (-1, "", "late"),
        (-40, "late", ""),
    ],
)
def test_an_owner_is_told_of_each_reminder_once(left: int, told: str, said: str) -> None:
    assert rules.reminder_of(DUE, DUE - timedelta(days=left), (30, 7), told) == said


@given(st.sets(st.integers(0, 200), max_size=6), st.lists(st.integers(0, 30), max_size=40))
def test_nobody_hears_more_often_than_there_are_reminders(days: set[int], gaps: list[int]) -> None:
    today, told, heard = DUE - timedelta(days=250), "", 0
    for gap in [0, *gaps]:
        today += timedelta(days=gap)
        if said := rules.reminder_of(DUE, today, days, told):
            told, heard = said, heard + 1
            assert rules.reminder_of(DUE, today, days, told) == ""
    assert heard <= len(days) + 1
    if today > DUE:
        assert told == "late"


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("30, 7", [30, 7]),
        ("7;30 7", [30, 7]),
        ("", []),
        ("0", [0]),
        ("201", None),
        ("-3", None),
        ("a week", None),
        ("1 2 3 4 5 6 7", None),
        ("²", None),
    ],
)
def test_days_are_read_as_they_were_typed(typed: str, days: list[int] | None) -> None:
    assert rules.read_days(typed) == days


def test_the_duties_that_an_office_begins_with_are_whole() -> None:
    found = rules.first_duties()
    assert len({one.key for one in found}) == len(found) > 15
    assert {one.role for one in found} - set(ROLES) == set()
    for one in found:
        assert one.title
        assert one.source
        assert one.shows
        assert len(one.title) <= 200
        assert max(one.remind) <= rules.MOST_DAYS
        assert rules.rhythm_words(one.rhythm)
        assert (one.rhythm.often == "once") == (one.rhythm.once_on is not None)
    by_key = {one.key: one for one in found}
    assert by_key["priorities"].rhythm == Rhythm("yearly", 4, 30)
    assert by_key["payments-compliance"].rhythm == Rhythm("half-yearly", 4, 29)


TODAY = date(2026, 11, 30)
THINGS = st.builds(
    Due,
    st.dates(date(2025, 4, 1), date(2028, 3, 31)),
    st.sampled_from(["A", "B"]),
    st.just("/x"),
    st.sampled_from(list(rules.KINDS)),
    is_mine=st.booleans(),
    is_done=st.booleans(),
)


@given(st.lists(THINGS, max_size=30))
def test_each_thing_of_a_year_stands_in_its_month_and_what_was_left_over_is_kept(
    found: list[Due],
) -> None:
    year = FinancialYear(2026)
    before, months = rules.in_months(year, found, TODAY)
    shown = [one for month in months for one, _ in month.rows]
    assert sorted(shown) == sorted(one for one in found if one.day in year)
    assert sorted(one for one, _ in before) == sorted(
        one for one in found if one.day < year.start and not one.is_done
    )
    assert [month.title for month in months][::11] == ["April 2026", "March 2027"]
    for month in months:
        assert all(
            (one.day.year, one.day.month) == (month.first.year, month.first.month)
            for one, _ in month.rows
        )
        assert month.count() == sum(month.count(key) for key in ("open", "late", "done"))


@given(st.lists(THINGS, max_size=20))
def test_filters_take_away_and_never_add(found: list[Due]) -> None:
    by_state = [one for key, _ in rules.states for one in rules.narrowed(found, TODAY, state=key)]
    assert sorted(by_state) == sorted(found)
    assert rules.narrowed(found, TODAY, whose=rules.MINE) == [one for one in found if one.is_mine]
    assert rules.narrowed(found, TODAY) == found


def test_a_calendar_file_is_the_same_for_the_same_things_and_escapes_what_they_say() -> None:
    one = Due(TODAY, "A, B; C\nBEGIN:VEVENT", "/office/x", "duty", "Ada", True, key="duty-x-1")
    made = files.write_calendar("Ada", [one], site="https://opcc.example", stamped=TODAY)
    assert made == files.write_calendar("Ada", [one], site="https://opcc.example", stamped=TODAY)
    assert made.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    assert b"DTSTART;VALUE=DATE:20261130" in made
    assert b"UID:duty-x-1@opcc.example" in made


@pytest.mark.parametrize(
    ("schedule", "due", "on", "following"),
    [
        ("monthly", date(2026, 1, 31), date(2026, 1, 20), date(2026, 2, 28)),
        ("monthly", date(2026, 1, 31), date(2026, 4, 2), date(2026, 4, 30)),
        ("quarterly", date(2026, 3, 31), date(2026, 3, 31), date(2026, 6, 30)),
        ("annual", date(2024, 2, 29), date(2026, 3, 1), date(2027, 2, 28)),
    ],
)
def test_a_measure_that_was_looked_at_is_looked_at_next_by_its_schedule(
    schedule: str, due: date, on: date, following: date
) -> None:
    assert understood.looked_at(schedule, due, on) == following
