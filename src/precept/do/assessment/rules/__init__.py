"""Assessment: checks, marks, moderation, ranking against the money. Pure."""

from precept.do.assessment.rules.choices import (
    CHECK_KINDS,
    PLACINGS,
    check_kinds,
    check_outcomes,
    meeting_states,
    placings,
    recommendation_states,
    sheet_states,
)

__all__ = [
    "CHECK_KINDS",
    "PLACINGS",
    "check_kinds",
    "check_outcomes",
    "meeting_states",
    "placings",
    "recommendation_states",
    "sheet_states",
]
