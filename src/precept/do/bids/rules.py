"""Bids: their states and moves, who in a team may do what, when a submission is in time. Pure."""

from collections.abc import Mapping
from typing import Final

states = [
    ("draft", "Draft"),
    ("submitted", "Submitted"),
    ("withdrawn", "Withdrawn"),
    ("late", "Late, waiting for a decision"),
    ("refused", "Late, not accepted"),
    ("lapsed", "Not submitted"),
]
STATES: Final = dict(states)
MOVES: Final[Mapping[str, frozenset[str]]] = {
    "draft": frozenset({"submitted", "late", "lapsed"}),
    "submitted": frozenset({"withdrawn", "submitted"}),
    "withdrawn": frozenset({"submitted", "lapsed", "late"}),
    "late": frozenset({"submitted", "refused"}),
    "refused": frozenset(),
    "lapsed": frozenset(),
}
"""Where a bid may go next. A submitted bid that is submitted again is replaced."""

channels = [
    ("online", "Online form"),
    ("word", "Word form"),
    ("phone", "By phone"),
    ("paper", "On paper"),
    ("easy-read", "Easy read"),
    ("bsl", "British Sign Language"),
    ("in-person", "In person"),
]
CHANNELS: Final = dict(channels)
rights = [
    ("lead", "Leads: answers, invites, submits and withdraws"),
    ("edit", "Answers"),
    ("read", "Reads"),
]
outcomes = [
    ("accepted", "Accepted"),
    ("errors", "Sent back with errors"),
    ("late", "Late"),
    ("late complete", "Late and complete"),
    ("closed", "Begun after closing"),
]
conflict_kinds = [
    ("employed", "Employed by, or a trustee or director of it"),
    ("family", "A close relative or friend is"),
    ("money", "A financial interest in it"),
    ("member", "A member or volunteer of it"),
    ("advised", "Helped with its bid"),
    ("other", "Something else"),
]
