"""The present moment, and what the clock on a wall in the United Kingdom shows."""

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

UK: Final = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present moment, aware and in UTC: the only place that asks the machine."""
    return datetime.now(UTC)


def today() -> date:
    """The date it is in the United Kingdom, which in summer is a day ahead of UTC after 11pm."""
    return uk_date(now())


def in_uk(moment: datetime) -> datetime:
    """The same moment as a UK wall clock shows it. TypeError where the moment names no zone."""
    if moment.tzinfo is None:
        raise TypeError("A moment without a time zone could be any of several: give an aware one.")
    return moment.astimezone(UK)


def uk_date(moment: datetime) -> date:
    """The UK date of a moment. TypeError where the moment names no zone."""
    return in_uk(moment).date()
