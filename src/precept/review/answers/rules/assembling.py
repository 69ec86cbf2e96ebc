"""A briefing put together: the sections that its reader asks for, in their order. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from precept.review.answers.rules import drawing
from precept.review.answers.rules.briefing import (
    MOST_LINES,
    Briefing,
    Gathered,
    Reader,
    Section,
    Subject,
)

EMPTY: Final = {
    "money": "No sum of money is published about it.",
    "provides": "No agreement or service is published about it.",
    "decisions": "No decision is published about it.",
    "coming": "No round, no end of an agreement and no measure within a year is published about it.",
    "needs": "No assessment of need is published about it.",
}


def assemble(given: Gathered, reader: Reader, on: date, *, contact: str = "") -> Briefing:
    """Everything published about a subject on a day, for a reader; each section with its most pressing lines."""
    drawn: dict[str, Sequence[drawing.Made]] = {
        "money": drawing.money_lines(given, on),
        "provides": drawing.provider_lines(given, on),
        "decisions": drawing.decision_lines(given),
        "coming": drawing.coming_lines(given, on),
        "needs": drawing.need_lines(given),
    }
    sections = tuple(
        Section(
            key=key,
            lines=tuple(made() for made in drawn[key][:MOST_LINES]),
            more=max(0, len(drawn[key]) - MOST_LINES),
            more_at=more_at(given.subject, key),
            empty=EMPTY[key],
        )
        for key in reader.order
    )
    shown = [line for section in sections for line in section.lines]
    return Briefing(
        subject=given.subject,
        reader=reader,
        on=on,
        sections=sections,
        is_invented=drawing.invented_among(given, shown),
        contact=contact,
    )


def more_at(subject: Subject, section: str) -> str:
    """Where what a section leaves out stands."""
    here = f"{subject.kind}={subject.key}"
    listed = subject.kind in ("organisation", "priority")
    if section in ("money", "provides"):
        return f"/register?{here}" if listed else "/register"
    if section == "decisions":
        return f"/decisions?{here}" if subject.kind == "priority" else "/decisions"
    return {"coming": "/opportunities", "needs": "/needs"}[section]
