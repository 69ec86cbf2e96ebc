"""States of strategy, plan and measures: what may happen next, what is late. Pure."""

import re
from dataclasses import dataclass
from datetime import date

version_states = [("draft", "Draft"), ("published", "Published"), ("superseded", "Superseded")]
priority_terms = [
    ("short", "Short-term"),
    ("medium", "Medium-term"),
    ("not stated", "Not stated"),
]
evidence_kinds = [
    ("consultation", "Consultation"),
    ("partner", "Partners"),
    ("threat", "Evidence of threat"),
]
measure_kinds = [("deliverable", "Deliverable"), ("monitored", "Monitored measure")]
deliverable_states = [
    ("planned", "Planned"),
    ("requested", "Requested"),
    ("received", "Received"),
    ("assessed", "Assessed"),
]
schedules = [
    ("monthly", "Every month"),
    ("quarterly", "Every quarter"),
    ("half-yearly", "Every half-year"),
    ("annual", "Every year"),
    ("not stated", "Not stated"),
]

MOVES = {
    "planned": ("requested",),
    "requested": ("received", "requested"),
    "received": ("assessed", "requested"),
    "assessed": ("requested",),
}
"""What may follow what: a deliverable that was received or assessed may be asked for again."""

SOON = 30
"""Days before a due date from which a deliverable counts as due soon."""


def may_move(state: str, to: str) -> bool:
    """Whether a deliverable in this state may move to that one."""
    return to in MOVES[state]


@dataclass(frozen=True)
class Timeliness:
    """How a measure stands against its date: ``tone`` is a colour's name for a tag."""

    text: str
    tone: str


def deliverable_stands(state: str, due: date | None, on: date) -> Timeliness:
    """How a deliverable stands on a date: its state, and whether it is late."""
    title = dict(deliverable_states)[state]
    if state == "assessed":
        return Timeliness(title, "green")
    if state == "received":
        return Timeliness("Received, to be assessed", "blue")
    if due is not None and due < on:
        return Timeliness("Overdue", "red")
    if due is not None and (due - on).days <= SOON:
        return Timeliness(f"{title}, due soon", "yellow")
    return Timeliness(title, "grey" if state == "planned" else "blue")


def monitored_stands(schedule: str, next_due: date | None, on: date) -> Timeliness:
    """How a monitored measure stands on a date: whether it has a schedule, and keeps to it."""
    if schedule == "not stated":
        return Timeliness("No schedule yet", "yellow")
    if next_due is not None and next_due < on:
        return Timeliness("Overdue", "red")
    return Timeliness("On schedule", "green")


def review_stands(review_on: date | None, on: date) -> Timeliness:
    """How a plan stands against its review date."""
    if review_on is None:
        return Timeliness("No review date stated", "grey")
    if review_on < on:
        return Timeliness("Review overdue", "red")
    if (review_on - on).days <= 90:
        return Timeliness("Review due soon", "yellow")
    return Timeliness("Review to come", "green")


def slug_of(words: str, taken: frozenset[str] = frozenset()) -> str:
    """A short name for an address from a title, unlike any taken one: letters, digits, hyphens."""
    plain = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:60].rstrip("-") or "one"
    slug, number = plain, 2
    while slug in taken:
        slug, number = f"{plain}-{number}", number + 1
    return slug


def missing_to_publish_plan(priorities: int, areas: int, version: int, why: str) -> list[str]:
    """What a plan lacks before it can be published."""
    lacks = []
    if not priorities:
        lacks.append("It has no priority.")
    if not areas:
        lacks.append("It has no resource area.")
    if version > 1 and not why.strip():
        lacks.append("It does not say why it was changed.")
    return lacks


def missing_to_publish_strategy(
    texts: list[tuple[str, str, str]], version: int, why: str
) -> list[str]:
    """What a strategy lacks: ``texts`` are (heading, text, note) of its sections."""
    lacks = [] if texts else ["It has no section."]
    lacks += [
        f"“{heading}” has neither text nor a note."
        for heading, text, note in texts
        if not text.strip() and not note.strip() and not heading.endswith(":")
    ]
    if version > 1 and not why.strip():
        lacks.append("It does not say why it was changed.")
    return lacks
