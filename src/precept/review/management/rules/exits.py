"""What is to be done when an agreement ends: dated data, and the days counted back from its last day. Pure."""

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Final

BEGIN_DAYS: Final = 180
"""How long before its last day an agreement is to have an exit plan."""


@dataclass(frozen=True)
class Task:
    """A thing to do: ``days`` before the last day (after it where less than nothing), and whose it usually is."""

    key: str
    title: str
    words: str
    days: int
    side: str
    owner: str


@dataclass(frozen=True)
class Checklist:
    """A version of the checklist, with the day from which it is used."""

    id: str
    applies_from: date
    source: str
    tasks: tuple[Task, ...]


@functools.cache
def all_checklists() -> tuple[Checklist, ...]:
    """Every version of the checklist, the oldest first."""
    data = files("precept.review.management.data")
    text = data.joinpath("exit_checklist.toml").read_text("utf-8")
    found = (
        Checklist(
            id=one["id"],
            applies_from=one["applies_from"],
            source=one["source"],
            tasks=tuple(Task(**task) for task in one["task"]),
        )
        for one in tomllib.loads(text)["checklist"]
    )
    return tuple(sorted(found, key=lambda one: one.applies_from))


def checklist_on(day: date, known: Sequence[Checklist] | None = None) -> Checklist:
    """The checklist that is used on a day; the first one before its own."""
    known = all_checklists() if known is None else known
    return next((one for one in reversed(known) if one.applies_from <= day), known[0])


def due_of(side: str, days: int, ends: date, follows: date | None = None) -> date:
    """When something is due: counted back from the last day, or a handover from what follows' first day."""
    anchor = ends
    if side == "handover":
        anchor = follows or ends + timedelta(days=1)
    return anchor - timedelta(days=days)


def lead_words(side: str, days: int) -> str:
    """How a day is counted, in words."""
    of = "first day of what follows" if side == "handover" else "last day"
    if days == 0:
        return f"On the {of}"
    counted = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{counted} before the {of}" if days > 0 else f"{counted} after the {of}"


def needs_plan(ends: date | None, today: date, *, has_plan: bool) -> bool:
    """Whether it is time for an exit plan: half a year before the last day, and none is begun."""
    return (
        not has_plan
        and ends is not None
        and today <= ends
        and (ends - today <= timedelta(days=BEGIN_DAYS))
    )
