"""How pressing a day is, and what is said of it to whoever owes something by it."""

from datetime import date, timedelta
from typing import Final

SOON_DAYS: Final = 7
"""How long before its day an owner is reminded."""
AHEAD_DAYS: Final = 14


def tone_of(due: date | None, today: date, *, soon: int = AHEAD_DAYS) -> str:
    """How pressing something is: red past its day, amber in the fortnight before, else grey."""
    if due is None:
        return "grey"
    if due < today:
        return "red"
    return "amber" if due <= today + timedelta(days=soon) else "grey"


def reminder_due(due: date, today: date, reminded: str) -> str:
    """What its owner is to be told of today: "soon" within a week, "late" past its day; "" for nothing.

    Each is told once. Who was never told that it is due soon is told that it is late all the same.
    """
    if due < today:
        return "" if reminded == "late" else "late"
    if due <= today + timedelta(days=SOON_DAYS):
        return "" if reminded else "soon"
    return ""
