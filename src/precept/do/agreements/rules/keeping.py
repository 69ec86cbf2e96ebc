"""What the office keeps of an agreement: options to extend, breaks, evidence, papers. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from precept.foundation.clock import months_later, spoken

option_states = [("open", "Open"), ("used", "Used"), ("given up", "Given up")]
OPTION_STATES: Final = dict(option_states)
break_sides = [("office", "The office"), ("provider", "The provider"), ("either", "Either side")]
BREAK_SIDES: Final = dict(break_sides)
evidence_kinds = [
    ("public liability", "Public liability insurance"),
    ("employers liability", "Employers’ liability insurance"),
    ("professional indemnity", "Professional indemnity insurance"),
    ("safeguarding policy", "Safeguarding policy"),
    ("disclosure checks", "Disclosure and barring checks"),
    ("data protection", "Data protection registration"),
]
EVIDENCE_KINDS: Final = dict(evidence_kinds)
paper_kinds = [
    ("signed agreement", "Signed agreement"),
    ("schedule", "Schedule"),
    ("variation", "Variation"),
    ("letter", "Letter"),
    ("redacted copy", "Redacted copy for the public"),
]
PAPER_KINDS: Final = dict(paper_kinds)
ASK_BEFORE: Final = 60
"""Days before evidence expires on which its renewal is asked for."""
MOST_OPTIONS: Final = 10
MOST_MONTHS: Final = 120
MOST_PUBLIC_BYTES: Final = 5_000_000
"""The largest redacted copy that is published: it is kept within its publication."""


@dataclass(frozen=True)
class Option:
    """An extension that an agreement provides for."""

    months: int
    notice_by: date | None
    until: date | None
    is_open: bool


def extended(ends: date, months: int) -> date:
    """The last day of an agreement that is extended by whole months: it ends on the last day of a month
    where it did before."""
    return months_later(ends + timedelta(days=1), months) - timedelta(days=1)


def latest_end(ends: date | None, options: Iterable[Option]) -> date | None:
    """The last day with every extension that an agreement provides for; None where none is stated."""
    if ends is None:
        return None
    last = ends
    for one in options:
        last = one.until or extended(last, one.months)
    return last


def option_problem(
    ends: date | None, months: int, notice_by: date | None, until: date | None
) -> tuple[str, str] | None:
    """What is wrong with an option as it was typed: the box at fault and words; None where all is well."""
    if not 1 <= months <= MOST_MONTHS:
        return "months", f"Enter the months as a number from 1 to {MOST_MONTHS}"
    if ends is not None and until is not None and until <= ends:
        return "until", f"It must run on after {spoken(ends)}, the last day without it"
    if notice_by is not None and until is not None and notice_by >= until:
        return "notice_by", "The last day to give notice must be before the extension is over"
    return None


def evidence_words(expires: date | None, today: date) -> tuple[str, str]:
    """How evidence stands on a day, and the colour of its tag."""
    if expires is None:
        return "No expiry", "govuk-tag--grey"
    if expires < today:
        return f"Expired on {spoken(expires)}", "govuk-tag--red"
    if expires <= today + timedelta(days=ASK_BEFORE):
        return f"Expires on {spoken(expires)}", "govuk-tag--yellow"
    return f"Holds until {spoken(expires)}", "govuk-tag--green"


def copy_problem(hidden: Sequence[str], content: bytes) -> str:
    """Why a redacted copy may not go out as it is; "" where nothing was found in it that a page does not show.

    ``hidden`` is what the look through it found. A PDF with an earlier version of itself may still hold what was
    taken out.
    """
    if hidden:
        return (
            f"This copy holds what its pages do not show: {'; '.join(hidden)}. Print it to PDF, and add"
            " that instead."
        )
    if content.startswith(b"%PDF") and content.count(b"%%EOF") > 1:
        return (
            "This PDF keeps an earlier version of itself, in which what was taken out may still stand."
            " Print it to PDF, and add that instead."
        )
    return ""
