"""What is due, how pressing it is, and whether somebody is to be reminded. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

SOON_DAYS: Final = 7
"""How long before its day an owner is reminded."""
AHEAD_DAYS: Final = 14
TAGS: Final = {
    "red": "govuk-tag--red",
    "amber": "govuk-tag--yellow",
    "grey": "govuk-tag--grey",
}
TONE_WORDS: Final = {"red": "Late", "amber": "Soon", "grey": "Not due yet"}


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


@dataclass(frozen=True)
class Stands:
    """How many things there are, are done, and are late."""

    whole: int
    done: int
    late: int

    @property
    def words(self) -> str:
        """As a page says it."""
        if not self.whole:
            return "Nothing to do"
        late = f", {self.late} late" if self.late else ""
        return f"{self.done} of {self.whole} done{late}"


def stands(things: Iterable[tuple[bool, date | None]], today: date) -> Stands:
    """How things stand, each given as whether it is done and its day."""
    known = list(things)
    return Stands(
        whole=len(known),
        done=sum(is_done for is_done, _ in known),
        late=sum(not is_done and due is not None and due < today for is_done, due in known),
    )
