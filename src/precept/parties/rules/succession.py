"""How an organisation ends, and who comes after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Ending:
    """An organisation's last day and its successor, where it has one.

    ``after_successor`` are the references of those that came after the successor, in order.
    """

    reference: str
    starts: date | None
    ends: date
    successor: str | None = None
    successor_name: str = ""
    successor_starts: date | None = None
    successor_ends: date | None = None
    after_successor: Sequence[str] = ()


def ending_problem(ending: Ending) -> tuple[str, str] | None:
    """Why an organisation cannot end so: the answer at fault and words; nothing where it can."""
    if ending.starts is not None and ending.ends < ending.starts:
        return "ends", "The last day must be the same as or after the day it started"
    if ending.successor is None:
        return None
    if ending.successor == ending.reference:
        return "successor", "An organisation cannot succeed itself"
    if ending.reference in ending.after_successor:
        return "successor", f"{ending.successor_name} was itself succeeded by this organisation"
    if ending.successor_ends is not None and ending.successor_ends < ending.ends:
        return "successor", f"{ending.successor_name} ended before this organisation did"
    return None
