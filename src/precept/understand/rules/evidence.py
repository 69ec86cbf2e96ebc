"""What kinds of evidence there are, how strong and how close each is, and when it is to be looked at again. Pure."""

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final

from precept.understand.rules.planning import Timeliness

source_kinds = [
    ("review", "Systematic review"),
    ("trial", "Trial"),
    ("own evaluation", "Evaluation of our own service"),
    ("evaluation", "Evaluation of a service elsewhere"),
    ("statistics", "Official statistics"),
    ("inspection", "Inspection"),
    ("practice", "Practice and guidance"),
    ("experience", "Experience of people"),
]
SOURCE_KINDS: Final = dict(source_kinds)
OWN_EVALUATION: Final = "own evaluation"
"""The kind that names the agreement whose service was evaluated."""

source_states = [("in use", "In use"), ("withdrawn", "Withdrawn")]
SOURCE_STATES: Final = dict(source_states)

FIRST_YEAR: Final = 1900
"""The earliest year that a source may be from."""
LOOK_SOON: Final = 30
"""Days before its day from which a source counts as due to be looked at again."""


@dataclass(frozen=True)
class Step:
    """A step of a scale, with what it means."""

    number: int
    title: str
    words: str


@dataclass(frozen=True)
class EvidenceScale:
    """A version of the two scales, with the day from which it is used."""

    id: str
    applies_from: date
    strength: tuple[Step, ...]
    strength_source: str
    relevance: tuple[Step, ...]
    relevance_source: str

    def strength_of(self, number: int) -> Step:
        """A step of strength; the weakest where there is none of this number."""
        return next((one for one in self.strength if one.number == number), self.strength[0])

    def relevance_of(self, number: int) -> Step:
        """A step of relevance; the most distant where there is none of this number."""
        return next((one for one in self.relevance if one.number == number), self.relevance[0])


@functools.cache
def evidence_scales() -> tuple[EvidenceScale, ...]:
    """Every version of the scales, the oldest first."""
    text = files("precept.understand.data").joinpath("evidence_scales.toml").read_text("utf-8")
    found = (
        EvidenceScale(
            id=one["id"],
            applies_from=one["applies_from"],
            strength=tuple(Step(**step) for step in one["strength"]),
            strength_source=one["strength_source"],
            relevance=tuple(Step(**step) for step in one["relevance"]),
            relevance_source=one["relevance_source"],
        )
        for one in tomllib.loads(text)["scale"]
    )
    return tuple(sorted(found, key=lambda one: one.applies_from))


def evidence_scale_on(day: date, known: Sequence[EvidenceScale] | None = None) -> EvidenceScale:
    """The scales that are used on a day; the first ones before their own."""
    known = evidence_scales() if known is None else known
    return next((one for one in reversed(known) if one.applies_from <= day), known[0])


def evidence_scale(id: str) -> EvidenceScale:  # noqa: A002 - what the data calls it
    """The scales of this id, as a source was judged by them; the newest where it is unknown."""
    known = evidence_scales()
    return next((one for one in known if one.id == id), known[-1])


def source_stands(state: str, review_on: date | None, on: date) -> Timeliness:
    """Whether a source is in use, and whether it is time to look at it again."""
    if state == "withdrawn":
        return Timeliness(SOURCE_STATES[state], "grey")
    if review_on is not None and review_on < on:
        return Timeliness("To be looked at again", "red")
    if review_on is not None and (review_on - on).days <= LOOK_SOON:
        return Timeliness("Looked at again soon", "yellow")
    return Timeliness(SOURCE_STATES[state], "green")


def year_problem(year: int | None, today: date) -> str:
    """What is wrong with the year of a source, in words; nothing where it is right or not stated."""
    if year is None or FIRST_YEAR <= year <= today.year:
        return ""
    return f"The year must be from {FIRST_YEAR} to {today.year}"


def agreement_problem(kind: str, agreement: str) -> str:
    """What is wrong with naming an agreement, or with naming none."""
    if kind == OWN_EVALUATION and not agreement:
        return "Enter the agreement of the register whose service was evaluated"
    if kind != OWN_EVALUATION and agreement:
        return "Only an evaluation of our own service names an agreement"
    return ""
