"""Dates and periods as people type them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.clock import NotADate, read_date, read_period, spoken


@pytest.mark.parametrize(
    ("given_date", "day"),
    [
        ("01/04/2023", date(2023, 4, 1)),
        ("1/4/23", date(2023, 4, 1)),
        ("1.4.2023", date(2023, 4, 1)),
        ("01-04-2023", date(2023, 4, 1)),
        ("01 04 2023", date(2023, 4, 1)),
        ("2023-04-01", date(2023, 4, 1)),
        ("2023-04-01 00:00:00", date(2023, 4, 1)),
        ("2023-04-01T00:00:00.000", date(2023, 4, 1)),
        ("10th January 2022", date(2022, 1, 10)),
        ("10 Jan 2022", date(2022, 1, 10)),
        ("10 JAN. 2022", date(2022, 1, 10)),
        ("10-Jan-22", date(2022, 1, 10)),
        ("1st of May 2022", date(2022, 5, 1)),
        ("3 Sept 2022", date(2022, 9, 3)),
        ("  9\u00a0December  2022 ", date(2022, 12, 9)),
        ("29/02/2024", date(2024, 2, 29)),
        (date(2023, 4, 1), date(2023, 4, 1)),
        (datetime(2023, 4, 1, 9, 30), date(2023, 4, 1)),  # noqa: DTZ001 - a spreadsheet's
        (datetime(2023, 6, 30, 23, 30, tzinfo=UTC), date(2023, 7, 1)),
    ],
)
def test_a_date_is_read_however_it_is_typed(given_date: object, day: date) -> None:
    read = read_date(given_date)
    assert (type(read), read) == (date, day)


@pytest.mark.parametrize(
    ("given_date", "words"),
    [
        ("", "Enter a date, like 1 April 2023."),
        ("  ", "Enter a date, like 1 April 2023."),
        (None, "Enter a date, like 1 April 2023."),
        (["01/04/2023"], "Enter a date, like 1 April 2023."),
        ("31/02/2023", "There is no such date as “31/02/2023”."),
        ("29 February 2023", "There is no such date as “29 February 2023”."),
        ("0/4/2023", "There is no such date as “0/4/2023”."),
        ("2023-13-01", "There is no such date as “2023-13-01”."),
        ("31/31/2023", "There is no such date as “31/31/2023”."),
        (
            "04/23/2023",
            "Put the day before the month: “04/23/2023” has 23 as its month, "
            "and there are only 12.",
        ),
        (
            "January 10th, 2022",
            "Put the day before the month: “January 10th, 2022” would be 10 January 2022.",
        ),
        ("1/4/023", "The year of “1/4/023” needs four digits, like 2023."),
        ("1/4/12023", "The year of “1/4/12023” needs four digits, like 2023."),
        ("1/4/1023", "The year of “1/4/1023” is not between 1900 and 2199."),
        (
            "10 Janvier 2022",
            "“10 Janvier 2022” is not a date. Enter a day, month and year, like 1 April 2023.",
        ),
        (
            "April 2023",
            "“April 2023” is not a date. Enter a day, month and year, like 1 April 2023.",
        ),
        (
            "١/٤/٢٠٢٣",
            "“١/٤/٢٠٢٣” is not a date. Enter a day, month and year, like 1 April 2023.",
        ),
        (
            45017,
            "“45017” is a number, not a date. In the spreadsheet, format the cell as a date.",
        ),
        (
            "9" * 101,
            f"“{'9' * 40}…” is too long. Enter a date, like 1 April 2023.",
        ),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(given_date: object, words: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_date(given_date)
    assert refused.value.words == words


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_way_of_writing_a_date_reads_back(day: date) -> None:
    written = [
        spoken(day),
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}/{day:%y}",
        f"{day.day}.{day.month}.{day.year}",
        day,
    ]
    assert [read_date(each) for each in written] == [day] * len(written)


@given(st.text(max_size=120))
def test_whatever_is_typed_is_a_date_or_refused(text: str) -> None:
    try:
        outcome = str(read_date(text).year)
    except NotADate as refused:
        outcome = refused.words
    assert outcome.endswith(".") or 1900 <= int(outcome) <= 2199


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("01/11/2022-31/03/2024", date(2022, 11, 1), date(2024, 3, 31)),
        ("08/08/2022 – 31/03/2024", date(2022, 8, 8), date(2024, 3, 31)),
        ("01/11/2022 - 30/04/2023", date(2022, 11, 1), date(2023, 4, 30)),
        ("1 May 2022 to 30 June 2023", date(2022, 5, 1), date(2023, 6, 30)),
        ("From 1 May 2022 until 30 June 2023", date(2022, 5, 1), date(2023, 6, 30)),
        ("2022-11-01 - 2023-04-30", date(2022, 11, 1), date(2023, 4, 30)),
        ("01-11-2022-30-04-2023", date(2022, 11, 1), date(2023, 4, 30)),
        ("1-Nov-22 to 30-Apr-23", date(2022, 11, 1), date(2023, 4, 30)),
        ("1 October 2022 to 1 October 2022", date(2022, 10, 1), date(2022, 10, 1)),
    ],
)
def test_a_period_is_read_however_it_is_typed(text: str, start: date, end: date) -> None:
    assert read_period(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Enter two dates, like 1 May 2022 to 30 June 2023."),
        (
            "31/03/2024 - 01/11/2022",
            "The period ends on 1 November 2022, before it starts on 31 March 2024.",
        ),
        ("31/02/2022 - 01/04/2022", "There is no such date as “31/02/2022”."),
        ("01/02/2022 to 31/04/2022", "There is no such date as “31/04/2022”."),
        (
            "01/02/2022",
            "“01/02/2022” is not two dates. Enter both, like 1 May 2022 to 30 June 2023.",
        ),
        (
            date(2022, 2, 1),
            "Enter two dates, like 1 May 2022 to 30 June 2023: this is only one.",
        ),
    ],
)
def test_what_is_no_period_is_refused_with_its_reason(text: object, words: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_period(text)
    assert refused.value.words == words


@given(st.dates(date(2000, 1, 1)), st.dates(date(2000, 1, 1)), st.sampled_from("-–—"))
def test_a_period_of_two_dates_reads_back_or_is_refused_for_its_order(
    one: date, other: date, dash: str
) -> None:
    one, other = (
        one.replace(year=2000 + one.year % 100),
        other.replace(year=2000 + other.year % 100),
    )
    text = f"{one:%d/%m/%Y}{dash}{other:%d/%m/%Y}"
    if one <= other:
        assert read_period(text) == (one, other)
    else:
        with pytest.raises(NotADate, match="before it starts"):
            read_period(text)
