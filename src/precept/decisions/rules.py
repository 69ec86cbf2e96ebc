"""Decision notices: their states and parts, who may sign what, when they may be published. Pure."""

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
kinds = [("award", "Award of grants"), ("spend", "Spend outside the framework"), ("other", "Other")]
advice_kinds = [
    ("finance", "Financial implications"),
    ("legal", "Legal implications"),
    ("equality", "Equality"),
    ("risk", "Risk"),
    ("data", "Data protection"),
    ("value", "Social value"),
]
ADVICE: Final = dict(advice_kinds)
