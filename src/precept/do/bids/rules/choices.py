"""What is chosen from: states and their moves, channels, rights, kinds of conflict. Pure."""

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
    "withdrawn": frozenset({"submitted", "late"}),
    "late": frozenset({"submitted", "refused"}),
    "refused": frozenset(),
    "lapsed": frozenset({"draft", "late", "submitted"}),
}
"""Where a bid may go next.

A submitted bid that is submitted again is replaced. A lapsed one is a draft again, or submitted, where
the deadline moved, and late where it is sent all the same.
"""
WRITTEN_ON: Final = frozenset({"draft", "withdrawn", "submitted", "lapsed"})
"""States in which answers may still be written, as long as the round takes them."""


def may_move(state: str, to: str) -> bool:
    """Whether a bid in a state may go to another."""
    return to in MOVES[state]


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
other_ways = [(key, title) for key, title in channels if key not in {"online", "word"}]
OTHER_WAYS: Final = dict(other_ways)
"""Ways of applying in which an officer writes down what somebody says."""
rights = [
    ("lead", "Leads: answers, invites, submits and withdraws"),
    ("edit", "Answers"),
    ("read", "Reads"),
]
LEADS: Final = frozenset({"lead"})
EDITS: Final = frozenset({"lead", "edit"})
READS: Final = frozenset({"lead", "edit", "read"})
outcomes = [
    ("accepted", "Accepted"),
    ("errors", "Sent back with errors"),
    ("late", "Late"),
    ("late complete", "Late and complete"),
    ("closed", "Begun after closing"),
]
why_not_reasons = [
    ("time", "There was not enough time"),
    ("not for us", "The round turned out not to be for us"),
    ("too much", "The form asked for too much"),
    ("unclear", "The questions were hard to understand"),
    ("help", "We could not get the help we needed"),
    ("partners", "A partner or a committee did not agree in time"),
    ("funded", "We found the money elsewhere"),
    ("technical", "Something went wrong with the website"),
    ("other", "Something else"),
]
WHY_NOT_REASONS: Final = dict(why_not_reasons)
conflict_kinds = [
    ("employed", "Employed by, or a trustee or director of it"),
    ("family", "A close relative or friend is"),
    ("money", "A financial interest in it"),
    ("member", "A member or volunteer of it"),
    ("advised", "Helped with its bid"),
    ("other", "Something else"),
]
CONFLICT_KINDS: Final = dict(conflict_kinds)
what_an_interest_is = (
    "you are employed by it, or a trustee or director of it",
    "a close relative or friend of yours is",
    "you have a financial interest in it",
    "you are a member of it or volunteer for it",
    "you helped with its bid",
    "something else could sway you, or look to others as if it did",
)
"""The same in whole words, for those who ask themselves whether they have one."""

SENT_WHILE: Final = frozenset({"published", "opened"})
"""Stages of a round in which a bid may still be sent, if only to be kept as late."""


def is_written_on(state: str, stage: str, is_open: bool) -> bool:
    """Whether answers of a bid may be written.

    In an open round until the deadline, after submitting too. After it, as long as a late bid would
    be kept: what was begun in time must be finished, and what was sent back must be put right.
    """
    if stage not in SENT_WHILE:
        return False
    return state in WRITTEN_ON and (is_open or state != "submitted")
