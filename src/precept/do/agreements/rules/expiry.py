"""Working backwards from the day an agreement ends: when the office decides what follows. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from precept.do.agreements.rules.keeping import Option
from precept.foundation.clock import is_working_day, months_later, spoken
from precept.law import rules as law

REMIND_MONTHS: Final = (12, 9, 6, 3)
"""Months before the last day on which its manager is reminded."""
SOON: Final = 60
"""Days before a decide-by in which an agreement stands on its manager's desk."""
STEPS: Final = (
    "planning",
    "competition",
    "assessment",
    "decision",
    "mobilisation",
    "staff transfer",
)
ANY_PROCEDURE: Final = "not stated"


@dataclass(frozen=True)
class Step:
    """One step on the way to what follows: from its first to its last day, and why it takes so long."""

    name: str
    starts: date
    ends: date
    length: str
    source: str


@dataclass(frozen=True)
class Backwards:
    """How a decide-by date was worked out: its steps in the order in which they happen."""

    decide_by: date
    steps: tuple[Step, ...]
    because: str
    """Which of the dates decides: the notice of an option, or the way to a new agreement."""


def lead_rule(procedure: str, on: date) -> law.Rule:
    """The office's lead times for a procedure, as they stand on a day; those of any where it has none."""
    identity = f"lead-times-{procedure.replace(' ', '-')}"
    try:
        return law.rule(identity, on=on)
    except law.NoRule:
        return law.rule("lead-times-not-stated", on=on)


def backwards(
    *,
    kind: str,
    category: str,
    procedure: str,
    ends: date | None,
    options: Sequence[Option],
    on: date,
) -> Backwards | None:
    """From the last day back to the day by which it is decided what follows; None where no last day is stated.

    A new agreement begins on the day after. Before it come mobilisation and, at the same time, staff transfer;
    before them standstill, decision, assessment, competition and planning. Where an open option's notice
    falls earlier, that decides.
    """
    if ends is None:
        return None
    rule = lead_rule(procedure, on)
    days = {one.name: one for one in rule.figures}
    at = ends
    steps: list[Step] = []
    for name in ("mobilisation", "staff transfer"):
        if name in days:
            before = _back(steps, name, ends, days[name].number, rule.source)
            at = min(at, before)
    if kind == "contract":
        at = _standstill(steps, at, category, on)
    for name in ("decision", "assessment", "competition", "planning"):
        if name in days:
            at = _back(steps, name, at, days[name].number, rule.source)
    decide_by = at
    because = f"a new agreement must be ready when this one ends on {spoken(ends)}"
    notice = min((one.notice_by for one in options if one.is_open and one.notice_by), default=None)
    if notice is not None and notice < decide_by:
        decide_by, because = notice, "notice of the extension must be given by then"
    return Backwards(decide_by, tuple(sorted(steps, key=lambda one: one.starts)), because)


def _back(steps: list[Step], name: str, at: date, days: int, source: str) -> date:
    before = at - timedelta(days=days)
    steps.append(Step(_titled(name), before + timedelta(days=1), at, law_days(days, "day"), source))
    return before


def _standstill(steps: list[Step], at: date, category: str, on: date) -> date:
    """The standstill before signing (Procurement Act 2023, section 51); none is required for light touch."""
    try:
        rule = law.rule("standstill", on=on)
    except law.NoRule:
        return at
    if category == "light touch" or rule.due is None or rule.due.length is None:
        return at
    day, left = at, rule.due.length
    while True:
        if is_working_day(day):
            left -= 1
        if left == 0:
            break
        day -= timedelta(days=1)
    steps.append(Step("Standstill", day, at, law_days(rule.due.length, "working day"), rule.source))
    return day - timedelta(days=1)


def law_days(number: int, thing: str) -> str:
    """A length in words: 1 day, 30 days, 8 working days."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _titled(name: str) -> str:
    return name[:1].upper() + name[1:]


def expiry_reminder(ends: date, today: date, sent: Iterable[int]) -> int | None:
    """Which reminder is due today, in months before the end; None where none is.

    Only the nearest: somebody who enters an agreement five months before its end is reminded once, not three
    times.
    """
    if today > ends:
        return None
    due = [months for months in REMIND_MONTHS if months_later(ends, -months) <= today]
    if not due or min(due) in set(sent):
        return None
    return min(due)


def expiry_tone(decide_by: date | None, today: date, what_follows: str) -> str:
    """The colour of an agreement's decide-by: red past it and undecided, amber near it, else grey."""
    if decide_by is None or what_follows:
        return "grey"
    if decide_by < today:
        return "red"
    return "amber" if decide_by <= today + timedelta(days=SOON) else "grey"
