"""How the office passes from one commissioning body to another. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from precept.foundation.clock import spoken

PASSING_PLANNED: Final = "planned"
PASSING_APPROVED: Final = "approved"
PASSING_DONE: Final = "done"
PASSING_WITHDRAWN: Final = "withdrawn"
PASSING_STATES: Final = [
    (PASSING_PLANNED, "Being planned"),
    (PASSING_APPROVED, "Approved, waits for its day"),
    (PASSING_DONE, "The new body has taken over"),
    (PASSING_WITHDRAWN, "Withdrawn"),
]
WITHDRAWABLE: Final = (PASSING_PLANNED, PASSING_APPROVED)
"""From the day it is done it is a fact: a correction is a succession of its own."""

DECIDER: Final = "commissioner"
"""The key of the role that decides for the body: its title is data, and changes with the body."""

# The key that roles.toml gives the deputy, and the others whose titles such laws change.
RETITLED: Final = (DECIDER, "deputy", "chief-executive", "chief-finance-officer")
"""The roles that a plan asks a new title of: the others keep theirs, whoever the body is."""

KINDS_OF_SUCCESSOR: Final = ("commissioning body", "policing board", "mayoral authority")
"""The kinds of organisation that may take an office over."""


@dataclass(frozen=True)
class Passing:
    """What of a plan decides whether the office can pass so; names as the organisations bear them."""

    on: date
    body: str
    body_starts: date | None
    successor: str
    successor_name: str
    successor_starts: date | None
    successor_ends: date | None
    successor_is_protected: bool
    after_successor: Sequence[str]
    """References of those that came after the successor, in order."""
    latest_on: date | None
    """The first day of the body that has the office now, where a succession brought it."""
    approvers: int
    """How many, beside whoever prepared it, could approve it."""
    deciders: int
    """How many will hold the role that decides on the day."""


def passing_problems(of: Passing) -> list[str]:
    """Why the office cannot pass so, in words; none where it can."""
    found = []
    if of.successor == of.body:
        found.append(f"{of.successor_name} has the office already. Choose another body.")
    if of.successor_is_protected:
        found.append("A protected organisation cannot be the office’s body. Choose another one.")
    if of.body in of.after_successor:
        found.append(f"{of.successor_name} was itself succeeded by the present body.")
    if of.successor_starts is not None and of.successor_starts > of.on:
        found.append(
            f"{of.successor_name} begins on {spoken(of.successor_starts)}, after {spoken(of.on)}:"
            " it does not exist on that day."
        )
    if of.successor_ends is not None and of.successor_ends < of.on:
        found.append(
            f"{of.successor_name} ended on {spoken(of.successor_ends)}: it does not exist on"
            f" {spoken(of.on)}."
        )
    if of.body_starts is not None and of.on <= of.body_starts:
        found.append(f"The present body began on {spoken(of.body_starts)}. Choose a later day.")
    if of.latest_on is not None and of.on <= of.latest_on:
        found.append(
            f"The present body took over on {spoken(of.latest_on)}. Choose a later day: days before"
            " it are the history of another body."
        )
    if not of.approvers:
        found.append(
            "Nobody but whoever prepared it could approve it. Give a second person a role that may."
        )
    if not of.deciders:
        found.append(
            "Nobody would hold the role that decides on the day. Say who does, or let somebody go on."
        )
    return found


@dataclass(frozen=True)
class BodyInTurn:
    """One body's time with the office, as the public reads it; both days included."""

    body: str
    body_reference: str
    office: str
    decider: str
    """The title of whoever decides for it."""
    starts: date | None
    ends: date | None
    under: str
    """What it took over under; empty of the first."""
    source: str = ""


def body_on(line: Sequence[BodyInTurn], on: date) -> BodyInTurn | None:
    """Whose the office was on a day; the first body also before its first day, which may not be stated."""
    return next((one for one in line if one.ends is None or on <= one.ends), None)


def took_over_after(line: Sequence[BodyInTurn], on: date) -> BodyInTurn | None:
    """The body that has the office now, where it took over after a day; None where nothing changed since."""
    if not line:
        return None
    now = line[-1]
    return now if now.starts is not None and on < now.starts and len(line) > 1 else None


def is_live_on(on: date, ends: date | None, *, is_over: bool) -> bool:
    """Whether an agreement passes to the body whose first day this is: not where its last day was earlier."""
    return not is_over and (ends is None or ends >= on)


def last_day(on: date) -> date:
    """The old body's last day."""
    return on - timedelta(days=1)


def novation_words(on: date, body: str, under: str) -> str:
    """What an agreement's history says of a novation."""
    return f"From {spoken(on)} the buyer is {body}, under {under}."


def coming_words(on: date, body: str, under: str) -> str:
    """What the site says before the day."""
    return f"From {spoken(on)} this office’s work is done by {body}, under {under}."


def past_words(then: BodyInTurn, now: BodyInTurn) -> str:
    """What a page of the past says of the body that it names."""
    since = f" It was succeeded by {now.body} on {spoken(now.starts)}." if now.starts else ""
    return f"This was published in the time of {then.body}, and reads as it did then.{since}"


def since_words(before: BodyInTurn, now: BodyInTurn) -> str:
    """What the front page says after the day."""
    since = f"Since {spoken(now.starts)} " if now.starts else ""
    return f"{since}this office’s work is done by {now.body}, under {now.under}. Before, it was done by {before.body}."
