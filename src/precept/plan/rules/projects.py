"""The phases of a commissioning project, its steps, and when those are due. Pure."""

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Final

phases = [
    ("understand", "Understand"),
    ("plan", "Plan"),
    ("do", "Do"),
    ("review", "Review"),
]
PHASES: Final = dict(phases)
ORDER: Final = tuple(PHASES)
project_states = [
    ("going", "Under way"),
    ("finished", "Finished"),
    ("stopped", "Stopped"),
]
PROJECT_STATES: Final = dict(project_states)
step_states = [("open", "To do"), ("done", "Done"), ("not needed", "Not needed")]
STEP_STATES: Final = dict(step_states)
MOST_STEPS: Final = 60
SOON: Final = timedelta(days=14)


@dataclass(frozen=True)
class Step:
    """A step that an office begins with: when it is due counts in weeks from when its phase begins."""

    key: str
    phase: str
    title: str
    guidance: str
    weeks: int
    is_needed: bool


@functools.cache
def first_steps() -> tuple[Step, ...]:
    """The steps of a new office, in order."""
    text = files("precept.plan.data").joinpath("cycle.toml").read_text("utf-8")
    return tuple(
        Step(
            key=one["key"],
            phase=one["phase"],
            title=one["title"],
            guidance=one["guidance"],
            weeks=one["weeks"],
            is_needed=one["needed"],
        )
        for one in tomllib.loads(text)["step"]
    )


def due_of(weeks: int, began: date) -> date:
    """The day on which a step is due: whole weeks after its phase began."""
    return began + timedelta(weeks=weeks)


def expected_starts(began: date, longest: Mapping[str, int]) -> dict[str, date]:
    """When each phase is to begin, where every one takes as many weeks as its longest step."""
    starts, day = {}, began
    for phase in ORDER:
        starts[phase] = day
        day = due_of(longest.get(phase, 0), day)
    return starts


def step_stands(state: str, due: date, today: date) -> tuple[str, str]:
    """How a step stands, in words and as a colour of the design system."""
    if state == "done":
        return STEP_STATES[state], "govuk-tag--green"
    if state == "not needed":
        return STEP_STATES[state], "govuk-tag--grey"
    if due < today:
        return "Late", "govuk-tag--red"
    if due <= today + SOON:
        return "Soon", "govuk-tag--yellow"
    return STEP_STATES["open"], "govuk-tag--blue"


def later_phases(phase: str) -> Sequence[str]:
    """The phases that come after one."""
    return ORDER[ORDER.index(phase) + 1 :]
