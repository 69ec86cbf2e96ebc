"""What awards can be: states and their moves, letters, ways of telling. Pure."""

from collections.abc import Mapping
from typing import Final

letter_states = [
    ("drafting", "Letters are being written"),
    ("ready", "Letters wait for a second person"),
    ("sending", "Letters go out"),
    ("told", "Applicants have been told"),
]
LETTER_STATES: Final = dict(letter_states)

award_states = [
    ("decided", "Decided, not told"),
    ("offered", "Offered"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
    ("lapsed", "Lapsed"),
]
AWARD_STATES: Final = dict(award_states)
AWARD_MOVES: Final[Mapping[str, frozenset[str]]] = {
    "decided": frozenset({"offered"}),
    "offered": frozenset({"accepted", "declined", "lapsed"}),
    "accepted": frozenset(),
    "declined": frozenset(),
    "lapsed": frozenset({"offered"}),
}
"""Where an award may go next. A lapsed one is offered again where an officer gives more time."""
STILL_COUNTS: Final = ("decided", "offered", "accepted")
"""Awards whose money is not free again."""

letter_kinds = [
    ("offer", "Offer of an award"),
    ("partial", "Offer of a part of what was asked for"),
    ("reserve", "On the reserve list"),
    ("unsuccessful", "Not awarded"),
    ("ineligible", "Not eligible"),
]
LETTER_KINDS: Final = dict(letter_kinds)
LETTER_OF: Final[Mapping[str, str]] = {
    "fund": "offer",
    "part": "partial",
    "reserve": "reserve",
    "decline": "unsuccessful",
    "ineligible": "ineligible",
}
"""Which letter follows from where a bid was placed."""

ways = [
    ("mail", "By mail"),
    ("post", "By post"),
    ("phone", "By phone"),
    ("in-person", "In person"),
    ("other", "In another way"),
]
WAYS: Final = dict(ways)
other_ways = [(key, title) for key, title in ways if key != "mail"]
OTHER_WAYS: Final = dict(other_ways)
"""Ways in which a person tells an applicant, and records that they did."""
WAY_OF_CHANNEL: Final[Mapping[str, str]] = {
    "phone": "phone",
    "in-person": "in-person",
    "paper": "post",
    "easy-read": "post",
    "bsl": "other",
}
"""How somebody who applied in another way is told, unless they can be written to."""


def may_become(state: str, to: str) -> bool:
    """Whether an award in a state may go to another."""
    return to in AWARD_MOVES[state]
