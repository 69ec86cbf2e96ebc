"""When a submission is in time, when bids may be opened, when people are reminded. Pure."""

from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from precept.foundation.clock import UK, Deadline, in_uk, spoken_hour, uk_date
from precept.foundation.clock.days import wall_words

Verdict = Literal["in time", "late"]

GRACE: Final = timedelta(minutes=15)
"""The technical grace: what was begun in time has so long to arrive, whoever sends it, and no longer."""

reminders = [
    ("seven days", timedelta(days=7)),
    ("two days", timedelta(days=2)),
    ("complete", timedelta(days=1)),
    ("four hours", timedelta(hours=4)),
]
"""How long before the deadline, on the clock on the wall, each reminder goes out, the first one first.

"complete" goes only to those whose bid is complete and not submitted.
"""


def verdict(begun: datetime, received: datetime, closes: datetime) -> Verdict:
    """Whether a submission is in time: begun before the deadline, and there within the grace."""
    return "in time" if begun < closes and received < closes + GRACE else "late"


def opens_from(closes: datetime) -> datetime:
    """When bids may be opened: once everyone who began in time has had the time to finish."""
    return closes + GRACE


def may_open(now: datetime, last_event: datetime | None, closes: datetime) -> bool:
    """Whether bids may be opened: by the server's clock, and by one that was never seen to run back.

    ``last_event`` is the latest moment in the stream of the round. A clock that stands before it was
    turned back, and opens nothing.
    """
    if last_event is not None and now < last_event:
        return False
    return now >= opens_from(closes)


def reminder_at(closes: Deadline, before: timedelta) -> datetime:
    """The instant of a reminder: so long before the deadline on the clock on the wall.

    Where the clocks change in between, "two days before noon" stays noon. A wall time that comes
    twice is the first of the two; one that is jumped over is the hour after it.
    """
    wall = (closes.wall - before).replace(tzinfo=UK, fold=0)
    return wall.astimezone(UTC)


def next_reminder(
    closes: Deadline, sent: frozenset[str], after: datetime
) -> tuple[str, datetime] | None:
    """The first reminder that is not sent and falls after a moment; None where none is left."""
    for name, before in reminders:
        at = reminder_at(closes, before)
        if name not in sent and at > after:
            return name, at
    return None


def due_reminder(closes: Deadline, sent: frozenset[str], now: datetime) -> str | None:
    """The reminder to send now: the latest whose moment has come and that is not sent; None where none.

    Earlier ones that were missed are not sent after it, and none once the deadline is past.
    """
    if now >= closes.instant:
        return None
    due = None
    for name, before in reminders:
        if reminder_at(closes, before) <= now:
            due = None if name in sent else name
    return due


def saved_words(moment: datetime, now: datetime) -> str:
    """When something was saved: "at 11:42:10am", and on another day "at 11:42am on 9 December 2022"."""
    if uk_date(moment) == uk_date(now):
        return f"at {spoken_hour(moment, seconds=True)}"
    return f"at {wall_words(in_uk(moment).replace(tzinfo=None))}"


def time_left(closes: datetime, now: datetime) -> str:
    """How long somebody still has: "18 days left", "5 hours left", "12 minutes left"; "" when over."""
    left = closes - now
    if left <= timedelta(0):
        return ""
    if left >= timedelta(days=2):
        return f"{left.days} days left"
    hours, minutes = int(left.total_seconds() // 3600), int(left.total_seconds() // 60)
    if hours >= 2:
        return f"{hours} hours left"
    if minutes >= 2:
        return f"{minutes} minutes left"
    return "less than 2 minutes left"
