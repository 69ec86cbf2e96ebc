"""What is due of boards, actions and bids, and how pressing it is. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

SOON_DAYS: Final = 14
BID_SOON_DAYS: Final = 21


def tone_of(due: date, today: date, *, soon: int = SOON_DAYS) -> str:
    """How pressing something is: red past its day, amber in the fortnight before, else grey."""
    if due < today:
        return "red"
    return "amber" if due <= today + timedelta(days=soon) else "grey"


@dataclass(frozen=True)
class Came:
    """Who came to meetings: of how many, how often."""

    present: int
    meetings: int

    @property
    def words(self) -> str:
        """As a page says it."""
        if not self.meetings:
            return "No meeting is recorded yet"
        return f"{self.present} of {self.meetings}"


def attendance(states: Sequence[str]) -> Came:
    """How often one body was present, of the meetings at which its attendance is recorded."""
    return Came(sum(state == "present" for state in states), len(states))


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that say something: an agenda's items, a fund's conditions."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
