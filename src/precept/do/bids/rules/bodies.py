"""Accountable bodies: how far one has agreed, and what that means for a bid. Pure."""

from datetime import datetime, timedelta
from typing import Final

body_states = [
    ("asked", "Asked, and has not answered yet"),
    ("agreed", "Agreed to hold the money"),
    ("declined", "Said no"),
    ("withdrawn", "No longer asked"),
]
BODY_STATES: Final = dict(body_states)
MOST_BODIES: Final = 10
"""So many requests go out for one bid: nobody is to be written to without end."""


def body_problem(name: str, state: str, agrees_before: str) -> str:
    """Why a bid cannot be submitted for its accountable body's sake; "" where it can.

    ``agrees_before`` is the round's rule: "submission", or "award", where a bid may say that it was asked.
    """
    if state == "declined":
        return f"{name} will not hold the money. Say who would hold it"
    if state == "asked" and agrees_before == "submission":
        return f"{name} has not agreed to hold the money yet, and this round asks for that first"
    return ""


REMIND_AFTER: Final = timedelta(days=7)
REMIND_BEFORE: Final = timedelta(days=2)


def body_reminders(
    asked: datetime,
    closes: datetime | None,
    now: datetime,
    *,
    reminded: datetime | None,
    reminded_last: datetime | None,
) -> tuple[str, ...]:
    """Which reminders one letter to a body that does not answer stands for; none where none is due.

    "reminded" a week after it was asked, unless it was reminded before the deadline; "reminded_last" two
    days before the deadline, where it had been asked by then.
    """
    due = []
    if reminded is None and reminded_last is None and now >= asked + REMIND_AFTER:
        due.append("reminded")
    if (
        closes is not None
        and reminded_last is None
        and asked < closes - REMIND_BEFORE <= now < closes
    ):
        due.append("reminded_last")
    return tuple(due)


def may_change_bidder(is_written_on: bool, body_state: str, *, is_same_bidder: bool) -> bool:
    """Whether who bids may be changed: as long as answers may; later only who holds the money, after a no."""
    return is_written_on or (is_same_bidder and body_state == "declined")
