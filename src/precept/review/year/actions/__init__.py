"""What people, and the clock, can do with the year."""

from precept.review.year.actions.duties import (
    add_duty,
    begin_year,
    change_duty,
    retire_duty,
)
from precept.review.year.actions.occurrences import (
    finish_occurrence,
    give_occurrence,
    move_occurrence,
    take_occurrence_up,
)
from precept.review.year.actions.reminding import remind_of_duties

__all__ = [
    "add_duty",
    "begin_year",
    "change_duty",
    "finish_occurrence",
    "give_occurrence",
    "move_occurrence",
    "remind_of_duties",
    "retire_duty",
    "take_occurrence_up",
]
