"""What a published round is at a moment: open, coming, closed; worked out from its instants. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from precept.do.opportunities import rules as rounds
from precept.foundation.clock import UK, spoken, spoken_hour, spoken_time

TAGS = {
    "Planned": "govuk-tag--grey",
    "Opens soon": "govuk-tag--yellow",
    "Open": "govuk-tag--green",
    "Closed": "govuk-tag--blue",
    "Awarded": "govuk-tag--purple",
    "Cancelled": "govuk-tag--red",
}


@dataclass(frozen=True)
class State:
    """A round's state in a word, with the colour of its label."""

    words: str
    tag: str


def _instant(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def stands(said: Mapping[str, Any], now: datetime) -> str:
    """What a round with a call is to somebody who may want to bid; "" where the register alone knows it.

    ``said`` holds ``stage``, ``opens`` and ``closes`` as they were published.
    """
    if not said.get("stage"):
        return ""
    return rounds.standing(
        said["stage"], _instant(said.get("opens")), _instant(said.get("closes")), now
    )


def state_words(said: Mapping[str, Any], now: datetime) -> State:
    """A round's state for a list: as the clock has it where it has a call, else as it was published."""
    known = {"coming": "Opens soon", "open": "Open", "cancelled": "Cancelled"}
    words = known.get(stands(said, now)) or str(said["state"])
    if words == "Open" and stands(said, now) == "closed":
        words = "Closed"  # it closed since it was published
    return State(words, TAGS.get(words, "govuk-tag--grey"))


def time_left(closes: str, now: datetime) -> str:
    """How long somebody still has: "18 days left", "5 hours left", "less than an hour left"; "" when it is over."""
    if not closes:
        return ""
    left = datetime.fromisoformat(closes) - now
    if left <= timedelta(0):
        return ""
    if left >= timedelta(days=2):
        return f"{left.days} days left"
    hours = int(left.total_seconds() // 3600)
    if hours >= 2:
        return f"{hours} hours left"
    return "1 hour left" if hours else "Less than an hour left"


def when_words(starts: str, ends: str) -> str:
    """When a workshop is: "2pm to 3:30pm on 9 December 2022", in UK time."""
    begin, end = (datetime.fromisoformat(one).astimezone(UK) for one in (starts, ends))
    if begin.date() != end.date():
        return f"{spoken_time(begin)} to {spoken_time(end)}"
    return f"{spoken_hour(begin)} to {spoken_hour(end)} on {spoken(begin.date())}"


def fresh_for(moments: Sequence[str], now: datetime, most: int) -> int:
    """How many seconds a page may be kept: none of the moments may pass meanwhile."""
    ahead = [
        int((datetime.fromisoformat(one) - now).total_seconds())
        for one in moments
        if one and datetime.fromisoformat(one) > now
    ]
    return max(0, min([most, *ahead]))
