"""States of strategy, plan and measures: what may happen next, what is late. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.foundation.clock import months_later

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

SCHEDULE_MONTHS: Final = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "annual": 12}
"""How many months lie between one look at a monitored measure and the next."""

MOVES = {
    "planned": ("requested",),
    "requested": ("received", "requested"),
    "received": ("assessed", "requested"),
    "assessed": ("requested",),
}
"""What may follow what: a deliverable that was received or assessed may be asked for again."""

LONGEST_AREA = 120
"""The most characters of a resource area's name."""

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


def looked_at(schedule: str, due: date, on: date) -> date:
    """When a measure is looked at next, once it was on a day: by its schedule, and after that day."""
    months, turn = SCHEDULE_MONTHS[schedule], 1
    while (following := months_later(due, months * turn)) <= on:
        turn += 1
    return following


def review_stands(review_on: date | None, on: date) -> Timeliness:
    """How a plan stands against its review date."""
    if review_on is None:
        return Timeliness("No review date stated", "grey")
    if review_on < on:
        return Timeliness("Review overdue", "red")
    if (review_on - on).days <= 90:
        return Timeliness("Review due soon", "yellow")
    return Timeliness("Review to come", "green")


def plan_reference(first_year: int, last_year: int) -> str:
    """What addresses call the plan of a term: "2021-24"."""
    return f"{first_year}-{last_year % 100:02}"


RESERVED = frozenset({"new", "aims"})
"""Words that addresses use themselves, so that nothing may be called so."""


def slug_of(words: str, taken: frozenset[str] = frozenset()) -> str:
    """A short name for an address from a title, unlike any taken one: at most 70 letters, digits, hyphens."""
    bare = re.sub("['’]", "", unicodedata.normalize("NFKD", words.casefold()))
    letters = bare.encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].rstrip("-") or "one"
    slug, number = plain, 2
    while slug in taken or slug in RESERVED:
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


@dataclass(frozen=True)
class SectionSaid:
    """What a section of the strategy holds, as far as publishing asks."""

    heading: str
    level: int
    text: str
    note: str


def missing_to_publish_strategy(
    sections: Sequence[SectionSaid], version: int, why: str
) -> list[str]:
    """What a strategy lacks. A heading may stand alone where a deeper one follows, or it ends in a colon."""
    lacks = [] if sections else ["It has no section."]
    for at, one in enumerate(sections):
        leads_on = at + 1 < len(sections) and sections[at + 1].level > one.level
        if one.text.strip() or one.note.strip() or leads_on or one.heading.endswith(":"):
            continue
        lacks.append(f"“{one.heading}” has neither text nor a note.")
    if version > 1 and not why.strip():
        lacks.append("It does not say why it was changed.")
    return lacks


def evidence_gaps(kinds: Iterable[str]) -> list[str]:
    """The kinds of evidence that a priority does not rest on yet, in words."""
    held = set(kinds)
    return [title for kind, title in evidence_kinds if kind not in held]


def body_in_public(name: str, area: str, *, is_protected: bool) -> str:
    """What the public reads of a body that owes something: a protected one appears by its area alone."""
    if not is_protected:
        return name
    return f"Protected organisation, {area}" if area else "Protected organisation"
