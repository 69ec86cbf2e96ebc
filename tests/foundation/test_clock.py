"""What time it is, how dates are written, and the financial year."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation import clock
from precept.foundation.clock import FinancialYear, NotAFinancialYear


def test_now_is_the_moment_in_utc() -> None:
    with time_machine.travel(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), tick=False):
        moment = clock.now()
    assert moment == datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 1, 1, 23, 59, 59, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2026, 1, 2, 0, 0, tzinfo=UTC), date(2026, 1, 2)),
    ],
)
def test_today_is_the_date_in_the_united_kingdom(moment: datetime, day: date) -> None:
    with time_machine.travel(moment, tick=False):
        assert clock.today() == day


def test_a_moment_without_a_zone_has_no_uk_date() -> None:
    with pytest.raises(TypeError, match="without a time zone"):
        clock.uk_date(datetime(2026, 7, 1, 12, 0))  # noqa: DTZ001 - what is refused


@given(st.none() | st.dates())
def test_a_date_is_kept_and_read_again(day: date | None) -> None:
    assert clock.from_iso(clock.iso(day)) == day


def test_files_keep_a_date_as_its_year_month_and_day() -> None:
    assert clock.iso(date(2022, 12, 9)) == "2022-12-09"
    assert (clock.iso(None), clock.from_iso(""), clock.from_iso(None)) == (None, None, None)


def test_a_date_is_spoken_in_full() -> None:
    assert clock.spoken(date(2022, 12, 9)) == "9 December 2022"


def test_a_moment_is_not_spoken_as_a_date() -> None:
    with pytest.raises(TypeError, match="Give a day, not a moment"):
        clock.spoken(datetime(2022, 12, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2022, 12, 9, 12, 0, tzinfo=UTC), "midday on 9 December 2022 (UK time)"),
        (datetime(2022, 12, 9, 17, 0, tzinfo=UTC), "5pm on 9 December 2022 (UK time)"),
        (datetime(2022, 12, 9, 9, 30, tzinfo=UTC), "9:30am on 9 December 2022 (UK time)"),
        (datetime(2022, 12, 9, 12, 5, tzinfo=UTC), "12:05pm on 9 December 2022 (UK time)"),
        (datetime(2022, 12, 9, 0, 5, tzinfo=UTC), "12:05am on 9 December 2022 (UK time)"),
        (
            datetime(2022, 12, 9, 0, 0, tzinfo=UTC),
            "midnight at the start of 9 December 2022 (UK time)",
        ),
        (datetime(2026, 7, 1, 11, 0, tzinfo=UTC), "midday on 1 July 2026 (UK time)"),
        (datetime(2026, 7, 1, 11, 59, 59, tzinfo=UTC), "12:59pm on 1 July 2026 (UK time)"),
        (
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            "1:30am on 25 October 2026 (UK time, British Summer Time)",
        ),
        (
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            "1:30am on 25 October 2026 (UK time, Greenwich Mean Time)",
        ),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "2am on 25 October 2026 (UK time)"),
    ],
)
def test_a_moment_is_spoken_as_a_uk_time(moment: datetime, words: str) -> None:
    assert clock.spoken_time(moment) == words


@pytest.mark.parametrize(
    ("at", "words", "to_the_second"),
    [
        (time(12), "midday", "midday"),
        (time(0), "midnight", "midnight"),
        (time(17), "5pm", "5:00:00pm"),
        (time(9, 30, 5), "9:30am", "9:30:05am"),
        (datetime(2026, 7, 1, 16, 0, 9, tzinfo=UTC), "5pm", "5:00:09pm"),
        (datetime(2026, 7, 1, 11, 0, 30, tzinfo=UTC), "midday", "12:00:30pm"),
    ],
)
def test_a_time_of_day_is_spoken_by_itself(
    at: datetime | time, words: str, to_the_second: str
) -> None:
    assert clock.spoken_hour(at) == words
    assert clock.spoken_hour(at, seconds=True) == to_the_second


def test_a_moment_is_spoken_to_the_second_where_asked() -> None:
    late = datetime(2022, 12, 9, 12, 0, 1, 999_999, tzinfo=UTC)
    assert clock.spoken_time(late, seconds=True) == "12:00:01pm on 9 December 2022 (UK time)"
    assert (
        clock.spoken_time(late - timedelta(seconds=2), seconds=True)
        == "11:59:59am on 9 December 2022 (UK time)"
    )


@pytest.mark.parametrize(
    ("day", "label"),
    [
        (date(2022, 3, 31), "2021-22"),
        (date(2022, 4, 1), "2022-23"),
        (date(2023, 3, 31), "2022-23"),
        (date(2023, 4, 1), "2023-24"),
        (date(1999, 12, 31), "1999-00"),
    ],
)
def test_a_financial_year_runs_from_april_to_march(day: date, label: str) -> None:
    assert str(FinancialYear.of(day)) == label


@pytest.mark.parametrize(
    "text",
    ["2022-23", "2022–23", "2022/23", "2022-2023", "2022 – 2023", " 2022—23 ", "2022‑23"],
)
def test_a_financial_year_is_read_however_it_is_written(text: str) -> None:
    assert FinancialYear.parse(text) == FinancialYear(2022)


def test_a_financial_year_across_the_century_is_read() -> None:
    assert FinancialYear.parse("1999-2000") == FinancialYear.parse("1999-00") == FinancialYear(1999)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022", "Enter a financial year, like 2022-23."),
        ("", "Enter a financial year, like 2022-23."),
        ("22-23", "Enter a financial year, like 2022-23."),
        ("2022-234", "Enter a financial year, like 2022-23."),
        (
            "2022-24",
            "“2022-24” is not a financial year: the one that starts in 2022 is 2022-23.",
        ),
        (
            "2022-2022",
            "“2022-2022” is not a financial year: the one that starts in 2022 is 2022-23.",
        ),
        ("0001-02", "A financial year starts between 1900 and 2199, not in 1."),
    ],
)
def test_what_is_no_financial_year_is_refused(text: str, words: str) -> None:
    with pytest.raises(NotAFinancialYear) as refused:
        FinancialYear.parse(text)
    assert refused.value.words == words


def test_a_financial_year_has_its_days_and_its_neighbours() -> None:
    year = FinancialYear(2022)
    assert (year.start, year.end) == (date(2022, 4, 1), date(2023, 3, 31))
    assert (year.previous(), year.next()) == (FinancialYear(2021), FinancialYear(2023))
    assert (year.label, year.spoken) == ("2022-23", "2022–23")
    assert year.previous() < year < year.next()
    assert date(2022, 3, 31) not in year
    assert date(2022, 4, 1) in year
    assert date(2023, 3, 31) in year
    assert date(2023, 4, 1) not in year


def test_a_moment_belongs_to_no_financial_year_until_its_day_is_named() -> None:
    with pytest.raises(TypeError, match="Give a day, not a moment"):
        FinancialYear.of(datetime(2022, 3, 31, 23, 30, tzinfo=UTC))


@given(st.dates(date(1900, 4, 1), date(2200, 3, 31)))
def test_every_day_lies_in_one_financial_year_that_reads_back(day: date) -> None:
    year = FinancialYear.of(day)
    assert day in year
    assert year.end + timedelta(days=1) == date(year.first + 1, 4, 1)
    assert FinancialYear.parse(year.label) == FinancialYear.parse(year.spoken) == year
