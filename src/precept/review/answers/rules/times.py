"""By when a question is to be answered, as the law or the office's own aim says. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.foundation.clock import add_uk_working_days, add_working_days
from precept.law import rules as law

COUNTED: Final = "working days after the day of receipt"
REMIND_BEFORE: Final = (10, 2)
"""Working days before its day on which an owner is reminded."""


@dataclass(frozen=True)
class Due:
    """The last day for an answer, why it is that day, and which rule says so."""

    day: date
    words: str
    rule: str
    is_law: bool


def due(kind: str, received: date, *, is_extended: bool = False) -> Due:
    """The last day for an answer to a question of this kind that came on a day.

    The twentieth working day following the day of receipt (Freedom of Information Act 2000, section 10(1);
    Environmental Information Regulations 2004, regulation 5(2)), or as the office itself aims.
    """
    rule = law.rule(f"answer-{kind}", on=received)
    figures = rule.figures
    figure = figures[-1] if is_extended and len(figures) > 1 else rule.figure(COUNTED)
    # The Act counts by days of the whole kingdom; the office's own aim by the days on which it works.
    count = add_uk_working_days if rule.is_law else add_working_days
    day = count(received, figure.number)
    return Due(day, f"{figure.number} {COUNTED} ({rule.source})", rule.id, rule.is_law)


def may_be_extended(kind: str, received: date) -> bool:
    """Whether the law of a kind knows a longer time at all."""
    return len(law.rule(f"answer-{kind}", on=received).figures) > 1


def reminder_due(due_on: date, today: date, reminded: str) -> str:
    """What an owner is to be told of today: "ten" and "two" working days before, "late" past it; "" for nothing.

    Each is told once, and only the nearest: a question that comes late to its owner is not told three times.
    """
    if due_on < today:
        return "" if reminded == "late" else "late"
    if due_on <= add_uk_working_days(today, REMIND_BEFORE[1]):
        return "" if reminded in ("two", "late") else "two"
    if due_on <= add_uk_working_days(today, REMIND_BEFORE[0]):
        return "" if reminded else "ten"
    return ""


def pressing(due_on: date | None, today: date) -> str:
    """How pressing a question is: red past its day or two working days before it, amber ten before, else grey."""
    if due_on is None:
        return "grey"
    if due_on <= add_uk_working_days(today, REMIND_BEFORE[1]):
        return "red"
    return "amber" if due_on <= add_uk_working_days(today, REMIND_BEFORE[0]) else "grey"
