"""What pages and reminders read of the year."""

from precept.review.year.queries.duties import (
    MOST_DUTIES,
    Time,
    all_duties,
    begun,
    duty,
    duty_page_times,
    evidence_of,
    first_rows,
    occurrence,
    times_between,
    whose_words,
)
from precept.review.year.queries.gathering import everything, mine
from precept.review.year.queries.waiting import waits_for

__all__ = [
    "MOST_DUTIES",
    "Time",
    "all_duties",
    "begun",
    "duty",
    "duty_page_times",
    "everything",
    "evidence_of",
    "first_rows",
    "mine",
    "occurrence",
    "times_between",
    "waits_for",
    "whose_words",
]
