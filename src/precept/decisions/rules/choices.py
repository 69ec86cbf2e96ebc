"""What a decision can be: its states and moves, the advice and the words it is made of."""

from typing import Final

states = [
    ("draft", "Draft"),
    ("advice", "Waiting for advice"),
    ("ready", "Ready to sign"),
    ("signed", "Signed"),
    ("published", "Published"),
    ("withdrawn", "Withdrawn"),
    ("refused", "Not approved"),
]
STATES: Final = dict(states)
UNSIGNED: Final = ("draft", "advice", "ready")
DECIDED: Final = ("signed", "published")

MOVES: Final = {
    ("draft", "send for advice"): "advice",
    ("advice", "return to draft"): "draft",
    ("ready", "return to draft"): "draft",
    ("advice", "make ready"): "ready",
    ("ready", "sign"): "signed",
    ("ready", "refuse"): "refused",
    ("signed", "publish"): "published",
    ("draft", "withdraw"): "withdrawn",
    ("advice", "withdraw"): "withdrawn",
    ("ready", "withdraw"): "withdrawn",
    ("published", "take down"): "withdrawn",
}
"""Each state a decision can be in, what can be done to it then, and what it becomes."""

advice_kinds = [
    ("finance", "Financial implications"),
    ("legal", "Legal implications"),
    ("equality", "Equality"),
    ("risk", "Risk"),
    ("data", "Data protection"),
    ("value", "Social value"),
]
ADVICE: Final = dict(advice_kinds)

statuses = [("open", "Published in full"), ("exempt", "Published in part")]
STATUSES: Final = dict(statuses)

link_kinds = [("follows", "Follows"), ("changes", "Changes"), ("ends", "Ends")]
LINKS: Final = dict(link_kinds)

WORDS: Final = {
    "summary": "Summary",
    "background": "Background",
    "options": "Options considered",
    "recommendation": "Recommendation",
    "reasons": "Reasons for the decision",
    "consultation": "Consultation",
}
"""The parts of a notice that are written, in the order in which they are read."""


def moved(state: str, move: str) -> str | None:
    """What a decision becomes by a move; None where that cannot be done to it in its state."""
    return MOVES.get((state, move))
