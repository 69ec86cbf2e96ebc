"""When whoever owes a duty is reminded: some days before, and once when it is late. Pure."""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

LATE: Final = "late"
MOST_DAYS: Final = 200
MOST_REMINDERS: Final = 6


def reminder_of(due: date, today: date, days: Collection[int], told: str) -> str:
    """What is to be told today: the number of days before that has come, "late", or "" for nothing.

    ``told`` is what was told last. Who was told nothing while several came hears the nearest alone.
    """
    if due < today:
        return "" if told == LATE else LATE
    left = (due - today).days
    come = [one for one in days if left <= one]
    if not come:
        return ""
    nearest = min(come)
    if told.isdigit() and int(told) <= nearest:
        return ""
    return "" if told == LATE else str(nearest)


def read_days(text: str) -> list[int] | None:
    """Days as somebody typed them ("30, 7"), the most first; None where they are no such days."""
    parts = [one for one in re.split(r"[\s,;]+", text.strip()) if one]
    if any(not (one.isascii() and one.isdigit() and len(one) < 4) for one in parts):
        return None
    days = sorted({int(one) for one in parts}, reverse=True)
    if len(days) > MOST_REMINDERS or any(one > MOST_DAYS for one in days):
        return None
    return days
