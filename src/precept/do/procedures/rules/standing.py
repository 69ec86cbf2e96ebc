"""What procedures and documents are made of, what they lack, and which version is in force. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from precept.foundation import clock

kinds = [("procedure", "Procedure"), ("document", "Document")]
KINDS: Final = dict(kinds)

version_states = [
    ("draft", "Being drafted"),
    ("waiting", "Waits for approval"),
    ("approved", "Approved"),
    ("dropped", "Dropped"),
]
VERSION_STATES: Final = dict(version_states)

feedback_from = [
    ("bidder", "Somebody who bid"),
    ("provider", "A provider"),
    ("not a bidder", "Somebody who could have bid and did not"),
    ("assessor", "Somebody who marked or assessed"),
    ("partner", "A partner body"),
    ("office", "Somebody in the office"),
    ("other", "Somebody else"),
]
FEEDBACK_FROM: Final = dict(feedback_from)

feedback_states = [
    ("waiting", "Not answered yet"),
    ("changed", "Changed because of it"),
    ("no change", "No change"),
]
FEEDBACK_STATES: Final = dict(feedback_states)

review_outcomes = [("changed", "Changed"), ("no change", "No change")]
REVIEW_OUTCOMES: Final = dict(review_outcomes)

PARTS: Final[Mapping[str, str]] = {
    "criteria": "What bids are assessed on",
    "marks": "How marks are given",
    "moderation": "How marks are agreed",
    "cut_off": "Where the line is drawn",
    "price": "How price counts",
    "hears": "What bidders get to hear",
    "source": "The law, and where this comes from",
}
"""What every procedure says, in this order; documents have sections of their own."""
MOST_STAGES: Final = 20
MOST_SECTIONS: Final = 60
LONGEST: Final = 8_000
"""The most characters of one section."""


@dataclass(frozen=True)
class Stage:
    """A stage of a procedure: who does what, and how long it takes."""

    name: str
    who: str
    what: str
    how_long: str

    @property
    def as_json(self) -> dict[str, str]:
        """The stage as it is kept."""
        return asdict(self)


@dataclass(frozen=True)
class Section:
    """A section: its key where every procedure has it, its heading, its words."""

    heading: str
    text: str
    key: str = ""

    @property
    def as_json(self) -> dict[str, str]:
        """The section as it is kept."""
        return asdict(self)


def kept_stages(said: Iterable[Mapping[str, Any]]) -> list[Stage]:
    """Stages from what is kept of them."""
    return [Stage(one["name"], one["who"], one["what"], one["how_long"]) for one in said]


def kept_sections(said: Iterable[Mapping[str, Any]]) -> list[Section]:
    """Sections from what is kept of them."""
    return [Section(one["heading"], one["text"], one.get("key", "")) for one in said]


def missing_to_approve(
    kind: str,
    *,
    used_when: str,
    stages: Sequence[Stage],
    sections: Sequence[Section],
    procedures: Sequence[str],
    number: int,
    why: str,
) -> list[str]:
    """What a version lacks before it can be approved, in words; nothing where it is whole."""
    lacks = []
    if not used_when.strip():
        lacks.append("Say when it is used.")
    if number > 1 and not why.strip():
        lacks.append("Say why it changes.")
    if kind == "procedure":
        if not stages:
            lacks.append("Add its first stage.")
        lacks += [
            f"Say {words} in the stage “{one.name}”."
            for one in stages
            for words, said in (
                ("who acts", one.who),
                ("what is done", one.what),
                ("how long it takes", one.how_long),
            )
            if not said.strip()
        ]
    elif not sections:
        lacks.append("Add its first section.")
    elif not procedures:
        lacks.append("Choose at least one procedure that uses it.")
    lacks += [f"Write “{one.heading}”." for one in sections if not one.text.strip()]
    return lacks


@dataclass(frozen=True)
class Begins:
    """An approved version, and the day from which it is in force."""

    number: int
    begins: date


def in_force(approved: Iterable[Begins], on: date, retired_on: date | None = None) -> int | None:
    """The version in force on a day: of those that have begun the one that began last; none once it is retired."""
    if retired_on is not None and retired_on <= on:
        return None
    begun = [one for one in approved if one.begins <= on]
    return max(begun, key=lambda one: one.begins).number if begun else None


def begins_problem(begins: date, approved: Sequence[Begins], retired_on: date | None) -> str:
    """Why a version cannot come into force on a day, in words; nothing where it can."""
    if retired_on is not None:
        return "It is no longer used, so nothing of it can come into force."
    last = max((one.begins for one in approved), default=None)
    if last is not None and begins <= last:
        return f"The version before it is in force from {clock.spoken(last)}: choose a later day"
    return ""
