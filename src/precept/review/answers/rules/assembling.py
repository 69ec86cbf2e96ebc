"""A briefing put together: the sections that its reader asks for, in their order. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from precept.review.answers.rules import drawing
from precept.review.answers.rules.briefing import (
    MOST_LINES,
    Briefing,
    Gathered,
    Line,
    Reader,
    Section,
    Subject,
    with_lines,
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
    drawn: dict[str, Sequence[Line]] = {
        "money": drawing.money_lines(given, on),
        "provides": drawing.provider_lines(given, on),
        "decisions": drawing.decision_lines(given),
        "coming": drawing.coming_lines(given, on),
        "needs": drawing.need_lines(given),
    }
    every = [line for lines in drawn.values() for line in lines]
    return Briefing(
        subject=given.subject,
        reader=reader,
        on=on,
        sections=tuple(
            with_lines(
                Section(key, tuple(drawn[key]), 0, more_at(given.subject, key), EMPTY[key]),
                MOST_LINES,
            )
            for key in reader.order
        ),
        is_invented=drawing.invented_among(given, every),
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
