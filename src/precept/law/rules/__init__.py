"""Dated rules: what the law, and the office's own policy, say on the day that matters.

Every function is given that day; nothing here reads the clock, settings or a database.
"""

from precept.law.rules.display import Group, Line, Statement, statement
from precept.law.rules.duties import due_words, duties_on, duty_due, duty_due_words
from precept.law.rules.loading import BrokenLaw
from precept.law.rules.lookup import (
    Category,
    NoRule,
    asks_social_value,
    is_notifiable,
    is_over_threshold,
    rule,
    rules_on,
    threshold,
    versions,
)
from precept.law.rules.shape import Due, Figure, Kind, NoFigure, Regime, Rule

__all__ = [
    "BrokenLaw",
    "Category",
    "Due",
    "Figure",
    "Group",
    "Kind",
    "Line",
    "NoFigure",
    "NoRule",
    "Regime",
    "Rule",
    "Statement",
    "asks_social_value",
    "due_words",
    "duties_on",
    "duty_due",
    "duty_due_words",
    "is_notifiable",
    "is_over_threshold",
    "rule",
    "rules_on",
    "statement",
    "threshold",
    "versions",
]
