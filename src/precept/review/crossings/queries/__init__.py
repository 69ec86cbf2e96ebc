"""What pages, desks and the pages of rounds and decisions read of crossings."""

from precept.review.crossings.queries.finding import Found, all_found, found_one, own_found
from precept.review.crossings.queries.waiting import (
    step_of_round,
    waits_for,
    warnings_of_decision,
)

__all__ = [
    "Found",
    "all_found",
    "found_one",
    "own_found",
    "step_of_round",
    "waits_for",
    "warnings_of_decision",
]
