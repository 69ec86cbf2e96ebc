"""The words that partners' records are kept in, and which states follow which. Pure."""

from collections.abc import Mapping
from typing import Final

partnership_kinds = [
    ("ours", "A partnership that this office runs"),
    ("theirs", "Somebody else’s board that this office sits on"),
]
PARTNERSHIP_KINDS: Final = dict(partnership_kinds)

member_roles = [
    ("chair", "Chairs it"),
    ("commissioner", "Commissions with the others"),
    ("member", "Member"),
    ("adviser", "Adviser or observer"),
]
MEMBER_ROLES: Final = dict(member_roles)

attendances = [
    ("present", "Present"),
    ("apologies", "Sent apologies"),
    ("absent", "Absent"),
]
ATTENDANCES: Final = dict(attendances)

expertise = [
    ("none", "None stated"),
    ("some", "Knows the field"),
    ("specialist", "Specialist in the field"),
]
EXPERTISE: Final = dict(expertise)

sum_kinds = [
    ("invoice", "Invoice, split between the partners"),
    ("underspend", "Underspend, shared back between the partners"),
]
SUM_KINDS: Final = dict(sum_kinds)

share_states = [
    ("waiting", "Waits for the partner"),
    ("agreed", "Agreed"),
    ("queried", "Queried"),
]
SHARE_STATES: Final = dict(share_states)

chance_states = [
    ("looking", "Being looked into"),
    ("joined", "Became a joint service"),
    ("left", "Not taken further"),
]
CHANCE_STATES: Final = dict(chance_states)

formula_states = [
    ("draft", "Draft"),
    ("approved", "In force"),
    ("superseded", "Replaced by a newer version"),
]
FORMULA_STATES: Final = dict(formula_states)

allocation_states = [
    ("offered", "Offered"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
]
ALLOCATION_STATES: Final = dict(allocation_states)

grant_states = [
    ("considering", "Being considered"),
    ("drafting", "Being drafted"),
    ("submitted", "Submitted"),
    ("won", "Won"),
    ("lost", "Lost"),
    ("withdrawn", "Withdrawn"),
]
GRANT_STATES: Final = dict(grant_states)
GRANT_MOVES: Final[Mapping[str, frozenset[str]]] = {
    "considering": frozenset({"drafting", "withdrawn"}),
    "drafting": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"won", "lost", "withdrawn"}),
    "won": frozenset(),
    "lost": frozenset(),
    "withdrawn": frozenset(),
}
"""Where a bid for government money may go next."""


def may_become(state: str, to: str) -> bool:
    """Whether a bid for government money in a state may go to another."""
    return to in GRANT_MOVES[state]
