"""The choices that assessment offers, and their words. Pure."""

from typing import Final

check_kinds = [
    ("eligibility", "Eligible under the round's rules"),
    ("complete", "Complete and readable"),
    ("plan", "Serves a priority of the plan"),
    ("duplicate", "Not the same as another bid"),
    ("funding", "Not paid for already"),
    ("diligence", "Due diligence of the organisation"),
]
CHECK_KINDS: Final = dict(check_kinds)
CHECK_SHORT: Final = {
    "eligibility": "Eligible",
    "complete": "Complete",
    "plan": "Serves the plan",
    "duplicate": "No duplicate",
    "funding": "Not paid already",
    "diligence": "Due diligence",
}
"""The checks as headings of a table."""
check_outcomes = [
    ("pass", "Passed"),
    ("fail", "Failed"),
    ("refer", "To be decided"),
    ("not-needed", "Not needed"),
]
sheet_states = [("draft", "Draft"), ("submitted", "Submitted")]
meeting_states = [("open", "Open"), ("closed", "Closed")]
recommendation_states = [("draft", "Draft"), ("frozen", "Frozen"), ("withdrawn", "Withdrawn")]
placings = [
    ("fund", "Fund"),
    ("part", "Fund in part"),
    ("reserve", "Reserve list"),
    ("decline", "Do not fund"),
    ("ineligible", "Not eligible"),
]
PLACINGS: Final = dict(placings)
