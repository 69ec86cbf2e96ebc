"""When a procedure or document is reviewed, who is reminded, how a review ends. Pure.

Commissioning Strategy, "Value for Money": annual review of tendering documentation and processes.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from precept.foundation import clock

MONTHS: Final = 12
"""The longest time between two reviews."""
REMIND_DAYS: Final = 30
"""How long before its day the owner is reminded."""


def next_review(approved_on: date, held: date | None, asked: date | None = None) -> date:
    """When a version that is approved on a day is reviewed: in a year, unless a sooner day stands or is asked for."""
    latest = clock.months_later(approved_on, MONTHS)
    if asked is not None:
        return min(asked, latest)
    return min(held, latest) if held is not None else latest


def next_review_problem(asked: date, since: date) -> str:
    """What is wrong with a day for the next review, in words; nothing where it is right."""
    latest = clock.months_later(since, MONTHS)
    if asked <= since:
        return f"The next review must be after {clock.spoken(since)}"
    if asked > latest:
        return f"It is reviewed every year: choose {clock.spoken(latest)} or a day before it"
    return ""


def reminder_of_review(due: date, today: date, reminded: str) -> str:
    """What the owner is to be told today: "soon" within 30 days, "due" from the day on; "" for nothing. Each once."""
    if today >= due:
        return "" if reminded == "due" else "due"
    if (due - today).days <= REMIND_DAYS:
        return "" if reminded else "soon"
    return ""


def review_stands(due: date | None, today: date) -> tuple[str, str]:
    """How near a review is: words, and how pressing (red, amber, grey)."""
    if due is None:
        return "No review yet: it comes with the first approval", "grey"
    if due < today:
        return f"Review overdue since {clock.spoken(due)}", "red"
    if due == today:
        return "Review due today", "red"
    tone = "amber" if (due - today).days <= REMIND_DAYS else "grey"
    return f"Review due {clock.spoken(due)}", tone


def held_problem(held_on: date, today: date, last: date | None) -> str:
    """What is wrong with the day on which a review was held; nothing where it is right."""
    if held_on > today:
        return "The day of the review cannot lie ahead"
    if last is not None and held_on <= last:
        return f"The review before it was held {clock.spoken(last)}: choose a later day"
    return ""


def outcome_problem(outcome: str, unanswered: int, changed: Iterable[int]) -> str:
    """Why a review cannot be closed so, in words: each piece of feedback is answered, a change is there to see.

    ``changed`` are the versions that were approved since the review before.
    """
    if unanswered:
        piece = "One piece of feedback is" if unanswered == 1 else f"{unanswered} pieces are"
        return f"{piece} not answered yet. Say of each what changed because of it, or why nothing."
    if outcome == "changed" and not list(changed):
        return "No version was approved since the last review. Have the change approved first, then close the review."
    return ""
