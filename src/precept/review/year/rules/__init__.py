"""What the office must do in a year: the rhythm of its duties, how each stands, when somebody is reminded. Pure."""

from precept.review.year.rules.calendar import (
    AHEAD,
    BEHIND,
    KINDS,
    MINE,
    STANDS,
    Due,
    Month,
    Stand,
    in_months,
    kinds,
    months_of,
    narrowed,
    stand_of,
    states,
)
from precept.review.year.rules.duties import FirstDuty, first_duties
from precept.review.year.rules.reminding import MOST_DAYS, read_days, reminder_of
from precept.review.year.rules.rhythm import (
    RHYTHMS,
    Rhythm,
    days_between,
    falls_on,
    next_day,
    rhythm_words,
    rhythms,
)

__all__ = [
    "AHEAD",
    "BEHIND",
    "KINDS",
    "MINE",
    "MOST_DAYS",
    "RHYTHMS",
    "STANDS",
    "Due",
    "FirstDuty",
    "Month",
    "Rhythm",
    "Stand",
    "days_between",
    "falls_on",
    "first_duties",
    "in_months",
    "kinds",
    "months_of",
    "narrowed",
    "next_day",
    "read_days",
    "reminder_of",
    "rhythm_words",
    "rhythms",
    "stand_of",
    "states",
]
