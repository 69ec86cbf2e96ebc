"""A claim for payment, from the provider's words to money in the bank. Pure."""

from datetime import date
from typing import Final

from precept.foundation.money import Money

CLAIM_STATES: Final = (
    ("drafting", "Being written"),
    ("claimed", "Waits to be checked"),
    ("returned", "Sent back with a question"),
    ("checked", "Checked, waits for approval"),
    ("approved", "Approved, waits to be paid"),
    ("sent", "In a payment file"),
    ("paid", "Paid"),
    ("refused", "Refused"),
    ("withdrawn", "Withdrawn"),
)
CLAIM_MOVES: Final = {
    "drafting": {"claimed", "withdrawn"},
    "claimed": {"checked", "returned", "refused", "withdrawn"},
    "returned": {"claimed", "withdrawn"},
    "checked": {"approved", "returned", "refused"},
    "approved": {"sent", "paid", "returned"},
    "sent": {"paid", "approved"},
    "paid": {"approved"},
}
HOLDS_MONEY: Final = frozenset({"approved", "sent"})
"""States in which a claim's money stands in the claimed pot."""
WAITS: Final = frozenset({"drafting", "claimed", "returned", "checked"})
"""States in which a claim is asked for and not yet approved: it counts against what remains."""


def may_become(state: str, new: str) -> bool:
    """Whether a claim in this state may come into the new one."""
    return new in CLAIM_MOVES.get(state, set())


def claim_problem(amount: Money, remains: Money) -> str | None:
    """Why an amount cannot be claimed of what remains; nothing where it can."""
    if amount.pence <= 0:
        return "Enter an amount of more than nothing"
    if amount > remains:
        return f"The most that can be claimed is {remains}: the rest was claimed or paid already"
    return None


def hands_problem(
    checked_by: int | None, approving: int, written_by: int | None = None
) -> str | None:
    """Why this person may not approve; nothing where another one checked, and another one wrote it."""
    if checked_by is None:
        return "Nobody has checked this claim yet."
    if checked_by == approving:
        return "You checked this claim: somebody else approves it."
    if written_by == approving:
        return "You wrote this claim: somebody else approves it."
    return None


def due_problem(due: date | None, today: date) -> str | None:
    """Why an instalment cannot be claimed yet: its day lies ahead."""
    if due is not None and due > today:
        return "This instalment is not due yet"
    return None
