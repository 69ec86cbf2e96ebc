"""Working days of the whole United Kingdom, as requests for information count them.

A day that is a bank holiday in any one of its parts is none (Freedom of Information Act 2000, section 10(6)).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from precept.foundation.clock.days import only_a_day
from precept.foundation.clock.working_days import HolidayChanges, is_weekend, is_working_day

_PARTS: Final = ("ENG", "WLS", "SCT", "NIR")
_ONE_DAY: Final = timedelta(days=1)


def is_uk_working_day(day: date, *, changes: HolidayChanges | None = None) -> bool:
    """Whether a day is no weekend, and no bank holiday in any part of the United Kingdom."""
    if is_weekend(only_a_day(day)) or not is_working_day(day, changes=changes):
        return False
    return day not in _bank_holidays(day.year)


def add_uk_working_days(start: date, count: int, *, changes: HolidayChanges | None = None) -> date:
    """The working day that is the so-manieth after a day (one or more; else ValueError)."""
    if count < 1:
        raise ValueError("A period of working days has at least one.")
    day = only_a_day(start)
    while count:
        day += _ONE_DAY
        count -= is_uk_working_day(day, changes=changes)
    return day


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> Mapping[date, str]:
    # Here and not above: the library takes half as long to import as a command may take to answer.
    import holidays

    found: dict[date, str] = {}
    for part in _PARTS:
        found |= holidays.country_holidays(
            "GB", subdiv=part, years=year, expand=False, observed=True, language="en_GB"
        )
    return found
