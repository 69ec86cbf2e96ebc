"""Needs assessments: their states, what one lacks before it can be agreed, who may agree it. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.understand.rules.planning import Timeliness, review_stands

need_states = [("draft", "Draft"), ("agreed", "Agreed"), ("superseded", "Superseded")]
STATES: Final = dict(need_states)
TONES: Final = {"draft": "yellow", "agreed": "green", "superseded": "grey"}
MOST_FIGURES: Final = 6
"""As many counts as one assessment shows."""
MOST_PARTS: Final = 60
"""The most services and the most gaps of one assessment."""
MOST_QUESTIONS: Final = 40


@dataclass(frozen=True)
class NeedSaid:
    """What an assessment says, as far as agreeing asks."""

    priorities: int
    questions: int
    population: int | None
    population_of: str
    population_source: str
    findings: str
    owner: str
    review_on: date | None
    areas: int
    services: int
    no_services_why: str
    gaps: int
    edition: int
    why: str


def missing_to_agree(said: NeedSaid, today: date) -> list[str]:
    """What an assessment lacks before it can be agreed, in words."""
    asked: tuple[tuple[bool, str], ...] = (
        (not said.priorities, "It serves no priority of the plan."),
        (not said.questions, "It does not say which questions it answers."),
        (
            said.population is None or not said.population_of.strip(),
            "It does not say how many people it is about, and of whom.",
        ),
        (
            said.population is not None and not said.population_source.strip(),
            "The number of people has no source.",
        ),
        (not said.areas, "It names no area."),
        (not said.findings.strip(), "It does not say what the data shows."),
        (
            not said.services and not said.no_services_why.strip(),
            "It maps no service, and does not say that there is none.",
        ),
        (not said.gaps, "It names no gap."),
        (not said.owner.strip(), "It has no owner."),
        (said.review_on is None, "It has no day of review."),
        (
            said.review_on is not None and said.review_on <= today,
            "Its day of review must lie ahead.",
        ),
        (said.edition > 1 and not said.why.strip(), "It does not say why it was changed."),
    )
    return [words for lacks, words in asked if lacks]


def needs_exception(person: int, writers: Collection[int]) -> bool:
    """Whether somebody would agree what they wrote themself, which needs a recorded reason."""
    return person in writers


def listed(text: str) -> list[str]:
    """The lines that say something."""
    return [" ".join(one.split()) for one in text.splitlines() if one.strip()]


def stands(state: str, review_on: date | None, on: date) -> Timeliness:
    """How an assessment stands on a day: its state, or that an agreed one is to be reviewed."""
    if state == "agreed" and review_on is not None:
        review = review_stands(review_on, on)
        if review.tone in ("red", "yellow"):
            return review
    return Timeliness(STATES[state], TONES[state])


def figure_key(kind: str, group: str) -> str:
    """What a form calls a kind of count of one group: "domestic-abuse:victims"."""
    return f"{kind}:{group}"


def figure_parts(key: str) -> tuple[str, str]:
    """The kind of count and the group behind such a key."""
    kind, _, group = key.partition(":")
    return kind, group


def names_of(names: Sequence[str]) -> str:
    """Names in a row: "Blaby, Melton and Rutland"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
