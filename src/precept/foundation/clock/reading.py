"""Dates and periods as people type them, or as their spreadsheets hold them."""

import re
from datetime import date, datetime
from typing import Final

from precept.foundation.clock.days import MONTHS, spoken
from precept.foundation.clock.moments import uk_date

_LONGEST: Final = 100
_SHOWN: Final = 40
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
_MONTH_NUMBERS: Final = {
    written: number
    for number, name in enumerate(MONTHS, start=1)
    for written in {name.lower(), name[:3].lower()}
} | {"sept": 9}
# A spreadsheet that was saved as text writes its dates with a time of nothing.
_YEAR_FIRST: Final = re.compile(
    r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?"
)
_NUMBERS: Final = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]+)")
_WORDS: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[ -]?([a-z]+)\.?,?[ -]?([0-9]+)")
_MONTH_FIRST: Final = re.compile(r"([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]+)")
_BETWEEN: Final = re.compile(r" ?(?:[-‐‑–—]|\bto\b|\buntil\b) ?", re.IGNORECASE)


class NotADate(ValueError):
    """What was given is not a date or a period; `words` say why, fit to show."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def read_date(given: object) -> date:
    """The date somebody typed, day before month, or that a spreadsheet holds.

    Takes 01/04/2023, 1/4/23 (always 20xx), 2023-04-01, 10th January 2022, 10 Jan 2022, dates, and
    moments, whose UK day counts. NotADate where it is none, is impossible or puts the month first.
    """
    if isinstance(given, datetime):
        return given.date() if given.tzinfo is None else uk_date(given)
    if isinstance(given, date):
        return given
    text = _typed(given, "Enter a date, like 1 April 2023.")
    lowered = text.lower()
    if found := _YEAR_FIRST.fullmatch(lowered):
        return _date(text, int(found[4]), int(found[3]), found[1])
    if found := _NUMBERS.fullmatch(lowered):
        day, month = int(found[1]), int(found[3])
        if month > 12 and 1 <= day <= 12:
            raise NotADate(
                f"Put the day before the month: “{text}” has {month} as its month, "
                "and there are only 12."
            )
        return _date(text, day, month, found[4])
    if (found := _WORDS.fullmatch(lowered)) and found[2] in _MONTH_NUMBERS:
        return _date(text, int(found[1]), _MONTH_NUMBERS[found[2]], found[3])
    if (found := _MONTH_FIRST.fullmatch(lowered)) and found[1] in _MONTH_NUMBERS:
        raise NotADate(
            f"Put the day before the month: “{text}” would be "
            f"{int(found[2])} {MONTHS[_MONTH_NUMBERS[found[1]] - 1]} {found[3]}."
        )
    raise NotADate(
        f"“{_shown(text)}” is not a date. Enter a day, month and year, like 1 April 2023."
    )


def read_period(given: object) -> tuple[date, date]:
    """The first and last day of a period somebody typed: "01/11/2022-31/03/2024".

    NotADate where either is missing or unreadable, or where the period ends before it starts.
    """
    if isinstance(given, date):
        raise NotADate("Enter two dates, like 1 May 2022 to 30 June 2023: this is only one.")
    text = _typed(given, "Enter two dates, like 1 May 2022 to 30 June 2023.", longest=2 * _LONGEST)
    text = re.sub(r"^from ", "", text, flags=re.IGNORECASE)
    # A hyphen may stand inside a date or between the two: the dates themselves decide.
    middle = len(text) / 2
    breaks = sorted(_BETWEEN.finditer(text), key=lambda found: abs(sum(found.span()) / 2 - middle))
    refusal: NotADate | None = None
    for found in breaks:
        try:
            start, end = read_date(text[: found.start()]), read_date(text[found.end() :])
        except NotADate as refused:
            refusal = refusal or refused
            continue
        if end < start:
            raise NotADate(
                f"The period ends on {spoken(end)}, before it starts on {spoken(start)}."
            )
        return start, end
    raise refusal or NotADate(
        f"“{_shown(text)}” is not two dates. Enter both, like 1 May 2022 to 30 June 2023."
    )


def _typed(given: object, ask: str, *, longest: int = _LONGEST) -> str:
    if given is None:
        raise NotADate(ask)
    if isinstance(given, (int, float)):
        raise NotADate(
            f"“{given}” is a number, not a date. In the spreadsheet, format the cell as a date."
        )
    if not isinstance(given, str):
        raise NotADate(ask)
    text = " ".join(given.split())
    if not text:
        raise NotADate(ask)
    if len(text) > longest:
        raise NotADate(f"“{_shown(text)}” is too long. {ask}")
    return text


def _date(text: str, day: int, month: int, written_year: str) -> date:
    if len(written_year) not in (2, 4):
        raise NotADate(f"The year of “{_shown(text)}” needs four digits, like 2023.")
    year = 2000 + int(written_year) if len(written_year) == 2 else int(written_year)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise NotADate(f"The year of “{text}” is not between {_FIRST_YEAR} and {_LAST_YEAR}.")
    try:
        return date(year, month, day)
    except ValueError as impossible:
        raise NotADate(f"There is no such date as “{text}”.") from impossible


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
