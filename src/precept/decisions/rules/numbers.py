"""The series of numbers has no gap, or the gap is explained. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.decisions.rules import dated

gap_reasons = [
    ("withdrawn", "Withdrawn before it was signed"),
    ("refused", "Not approved"),
    ("error", "Number used in error"),
    ("elsewhere", "Recorded under another number"),
]
GAP_REASONS: Final = dict(gap_reasons)
ENDED: Final = {"withdrawn": "withdrawn", "refused": "refused"}
"""The reason that fits a decision which ended in this state before it was published."""
NOT_YET: Final = "Not published yet"
MOST_NUMBERS: Final = 10_000
"""No more numbers of one year are looked through: an office takes some hundreds."""
_NUMBERED: Final = re.compile(r"([A-Z]{2,8})-(\d{4})-(\d{3,8})")


@dataclass(frozen=True)
class Number:
    """A number of the series, taken apart."""

    prefix: str
    year: int
    count: int

    @property
    def begins(self) -> str:
        """How every reference of its year begins."""
        return f"{self.prefix}-{self.year}-"


def number_of(reference: str) -> Number | None:
    """A reference of one of the office's series, taken apart; None where it is none of them."""
    found = _NUMBERED.fullmatch(reference)
    if found is None:
        return None
    prefix, year, digits = found.groups()
    count = int(digits)
    known = any(
        one.prefix == prefix
        and f"{count:0{one.digits}d}" == digits
        and one.applies_from.year <= int(year)
        and (one.applies_to is None or int(year) <= one.applies_to.year)
        for one in dated.series()
    )
    return Number(prefix, int(year), count) if known and count else None


def series_of(year: int) -> list[dated.Series]:
    """The series in force on some day of a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [
        one
        for one in dated.series()
        if one.applies_from <= last and (one.applies_to is None or one.applies_to >= first)
    ]


def missing(
    series: dated.Series, year: int, there: Iterable[str], upto: Iterable[str]
) -> list[str]:
    """The numbers of a year, up to the highest of ``upto``, that are not ``there``, in order."""
    begins = f"{series.prefix}-{year}-"
    highest = max(
        (one.count for reference in upto if (one := number_of(reference)) and one.begins == begins),
        default=0,
    )
    held = set(there)
    numbers = (
        f"{begins}{count:0{series.digits}d}" for count in range(1, min(highest, MOST_NUMBERS) + 1)
    )
    return [reference for reference in numbers if reference not in held]


def explaining_problem(
    *, reference: str, reason: str, words: str, state: str, highest: int, others: Collection[str]
) -> tuple[str, str] | None:
    """Why a number cannot be explained like this, as (field, words); nothing where it can.

    ``state`` is that of the decision of this number, empty where there is none; ``highest`` the last number
    given out in its year; ``others`` the references that the words may name.
    """
    number = number_of(reference)
    if number is None or number.count > highest:
        return "", "This is no number that the office gave out."
    if state in ("published", "taken down"):
        return "", "This decision was published: the log shows it."
    if state and state not in ENDED:
        return "", f"This decision is still being made. The log says: “{NOT_YET}”."
    if reason not in GAP_REASONS:
        return "reason", "Choose why the number has no decision."
    if state and reason in ENDED.values() and reason != ENDED[state]:
        return (
            "reason",
            f"The decision of this number ended otherwise: {GAP_REASONS[ENDED[state]].lower()}.",
        )
    if not state and reason in ENDED.values():
        return "reason", "There is no decision of this number: it was not withdrawn or refused."
    if not words.strip():
        return "words", "Say why in a sentence. It is public."
    if reason == "elsewhere" and not any(other in words for other in others if other != reference):
        return "words", "Name the number under which it is recorded, such as EXE-2026-0042."
    return None


def public_reason(explained: Mapping[str, str], reference: str) -> str:
    """What the log says of a missing number: its explanation, or that nothing is published yet."""
    return explained.get(reference, NOT_YET)
