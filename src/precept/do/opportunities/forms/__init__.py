"""What people type of rounds and calls."""

from precept.do.opportunities.forms.register import (
    PARTS,
    SHARES_OFFERED,
    SHOWN_AS_THEY_ARE,
    About,
    Deadline,
    InFramework,
    Limit,
    NewRound,
    Priorities,
    Spend,
    TimeField,
    deadline,
    initial_of,
    theme,
)

__all__ = [
    "PARTS",
    "SHARES_OFFERED",
    "SHOWN_AS_THEY_ARE",
    "About",
    "Deadline",
    "InFramework",
    "Limit",
    "NewRound",
    "Priorities",
    "Spend",
    "TimeField",
    "deadline",
    "initial_of",
    "theme",
]
