"""Dates and times as people read them, in the style of GOV.UK."""

import calendar
from datetime import date, datetime, time
from typing import Final

from precept.foundation.clock.moments import UK, in_uk

# Not strftime, whose month names follow the language of the machine.
MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


def only_a_day(day: date) -> date:
    """The day itself, refusing with TypeError a moment: its date depends on a zone."""
    if isinstance(day, datetime):
        raise TypeError("Give a day, not a moment: uk_date(moment) says which day it was here.")
    return day


def spoken(day: date) -> str:
    """A date as the office writes it: "9 December 2022". TypeError for a moment."""
    only_a_day(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def iso(day: date | None) -> str | None:
    """A date as files keep it: "2022-12-09"; None where there is none."""
    return None if day is None else day.isoformat()


def from_iso(text: str | None) -> date | None:
    """The date that a file of ours keeps as "2022-12-09"; None where there is none."""
    return date.fromisoformat(text) if text else None


def spoken_time(moment: datetime, *, seconds: bool = False) -> str:
    """A moment as the office writes it: "5pm on 9 December 2022 (UK time)".

    12:00 is "midday". Seconds are left out unless asked for, never rounded up. In the hour that
    comes twice when the clocks go back, the words say which of the two. TypeError for a naive
    moment.
    """
    wall = in_uk(moment)
    zone = "UK time"
    if wall.utcoffset() != wall.replace(fold=1 - wall.fold).utcoffset():
        summer = bool(wall.dst())
        zone += ", British Summer Time" if summer else ", Greenwich Mean Time"
    return f"{_hour(wall, seconds)} {spoken(wall.date())} ({zone})"


def wall_words(wall: datetime) -> str:
    """A UK wall time as the office writes it: "1:30am on 25 October 2026"."""
    return f"{_hour(wall.replace(tzinfo=UK), False)} {spoken(wall.date())}"


def spoken_hour(at: datetime | time, *, seconds: bool = False) -> str:
    """A time of day as the office writes it: "5pm", "5:30pm", "midday", "midnight"; "11:42:10am" with seconds.

    A moment that names its zone is told as the time here; one that names none is taken for it.
    """
    here = in_uk(at) if isinstance(at, datetime) and at.tzinfo is not None else at
    shown_seconds = here.second if seconds else 0
    if (here.minute, shown_seconds) == (0, 0) and here.hour in {0, 12}:
        return "midday" if here.hour else "midnight"
    half = "am" if here.hour < 12 else "pm"
    words = str(here.hour % 12 or 12)
    if here.minute or seconds:
        words += f":{here.minute:02d}"
    if seconds:
        words += f":{here.second:02d}"
    return f"{words}{half}"


def _hour(wall: datetime, seconds: bool) -> str:
    words = spoken_hour(wall, seconds=seconds)
    # "Midnight on" is read as the end of the day by most people.
    return "midnight at the start of" if words == "midnight" else f"{words} on"


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last of that month where it has no such day; earlier if less than none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
