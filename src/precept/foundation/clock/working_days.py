"""Working days of England and Wales: not a weekend, not a bank holiday."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, TypeAlias

from precept.foundation.clock.days import only_a_day

# A day and what it is called where it becomes a bank holiday, or None where it no longer is one.
HolidayChanges: TypeAlias = Mapping[date, str | None]

_ONE_DAY: Final = timedelta(days=1)
_FIRST_WEEKEND_DAY: Final = 5
# The library's names for them, and the ones on the official list.
_OFFICIAL_NAMES: Final = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


def is_weekend(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday."""
    return day.weekday() >= _FIRST_WEEKEND_DAY


def bank_holiday_name(day: date, *, changes: HolidayChanges | None = None) -> str | None:
    """What a bank holiday in England and Wales is called, or None where the day isn't one.

    `changes` stand in for those of `bank_holidays.toml`. TypeError for a moment. Source: the
    Banking and Financial Dealings Act 1971, section 1 and schedule 1, and common law.
    """
    only_a_day(day)
    differing = _changes_on_file() if changes is None else changes
    if day in differing:
        return differing[day]
    return _bank_holidays(day.year).get(day)


def is_working_day(day: date, *, changes: HolidayChanges | None = None) -> bool:
    """Whether the office works on a day. TypeError for a moment."""
    return not is_weekend(only_a_day(day)) and bank_holiday_name(day, changes=changes) is None


def working_day_on_or_after(day: date, *, changes: HolidayChanges | None = None) -> date:
    """The day itself where it is a working day, else the next one that is."""
    while not is_working_day(day, changes=changes):
        day += _ONE_DAY
    return day


def add_working_days(
    start: date,
    count: int,
    *,
    counting_start: bool = False,
    changes: HolidayChanges | None = None,
) -> date:
    """The last day of a period of so many working days (one or more; else ValueError).

    The period begins on the day after `start`, or with `counting_start` on `start` itself, as a
    standstill does on the day of its notice (Procurement Act 2023, section 51).
    """
    if count < 1:
        raise ValueError("A period of working days has at least one.")
    first = start if counting_start else start + _ONE_DAY
    day = working_day_on_or_after(first, changes=changes)
    for _ in range(count - 1):
        day = working_day_on_or_after(day + _ONE_DAY, changes=changes)
    return day


def read_changes(document: Mapping[str, object]) -> dict[date, str | None]:
    """The bank holidays a TOML document adds (with their name) and removes (None).

    ValueError where an entry lacks its day, source or date of entry, holds anything else, or where
    two entries are about one day.
    """
    entries = document.get("change")
    if not isinstance(entries, list) or set(document) != {"change"}:
        raise ValueError("Bank holidays: the file holds one list, called change.")
    changes: dict[date, str | None] = {}
    for entry in entries:
        day, name = _change(entry)
        if day in changes:
            raise ValueError(f"Bank holidays: {day.isoformat()} is there twice.")
        changes[day] = name
    return changes


def _change(entry: object) -> tuple[date, str | None]:
    if not isinstance(entry, dict) or not {"day", "source", "entered"} <= set(entry):
        raise ValueError("Bank holidays: each change has a day, a source and when it was entered.")
    unknown = set(entry) - {"day", "name", "source", "entered"}
    if unknown:
        raise ValueError(f"Bank holidays: a change has no “{min(unknown)}”.")
    day, name = entry["day"], entry.get("name")
    for moment in (day, entry["entered"]):
        if not isinstance(moment, date) or isinstance(moment, datetime):
            raise ValueError(f"Bank holidays: “{moment}” is not a date, like 2030-06-03.")
    for words in (entry["source"], "removed" if name is None else name):
        if not isinstance(words, str) or not words.strip():
            raise ValueError(f"Bank holidays: {day} needs words for its name and its source.")
    return day, name


@cache
def _changes_on_file() -> Mapping[date, str | None]:
    text = files(__package__).joinpath("bank_holidays.toml").read_text(encoding="utf-8")
    return read_changes(tomllib.loads(text))


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> Mapping[date, str]:
    # Here and not above: the library takes half as long to import as a command may take to answer.
    import holidays

    found = holidays.country_holidays(
        "GB", subdiv="ENG", years=year, expand=False, observed=True, language="en_GB"
    )
    return {day: _official_name(name) for day, name in found.items()}


def _official_name(name: str) -> str:
    plain = name.removesuffix(" (observed)")
    official = _OFFICIAL_NAMES.get(plain, plain)
    return official if plain == name else f"{official} (substitute day)"
