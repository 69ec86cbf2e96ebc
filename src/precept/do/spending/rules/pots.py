"""The pots that money stands in, and the moves between them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

OUTSIDE: Final = "outside"
AVAILABLE: Final = "available"
COMMITTED: Final = "committed"
CLAIMED: Final = "claimed"
PAID: Final = "paid"
UNDERSPENT: Final = "underspent"
RECOVERED: Final = "recovered"
OWED: Final = "owed"
OWING: Final = "owing"

POTS: Final = (
    (OUTSIDE, "Outside the office"),
    (AVAILABLE, "Available"),
    (COMMITTED, "Committed"),
    (CLAIMED, "Claimed"),
    (PAID, "Paid"),
    (UNDERSPENT, "Underspent"),
    (RECOVERED, "Recovered"),
    (OWED, "Owed by partners"),
    (OWING, "Owed to partners"),
)
OF_A_FUND: Final = frozenset({OUTSIDE, AVAILABLE, OWED, OWING})
"""Pots that a fund has for a year; the others are an agreement's."""


@dataclass(frozen=True)
class Move:
    """A kind of movement: from which pot to which, and what people call it."""

    title: str
    source: str
    target: str
    crosses_years: bool = False


MOVES: Final[Mapping[str, Move]] = {
    "budget": Move("Budget stated", OUTSIDE, AVAILABLE),
    "budget cut": Move("Budget cut", AVAILABLE, OUTSIDE),
    "commitment": Move("Committed", AVAILABLE, COMMITTED),
    "release": Move("Commitment released", COMMITTED, AVAILABLE),
    "paid before": Move("Paid before these books began", COMMITTED, PAID),
    "paid before corrected": Move("Less was paid before these books began", PAID, COMMITTED),
    "claim": Move("Claim approved", COMMITTED, CLAIMED),
    "claim taken back": Move("Claim taken back", CLAIMED, COMMITTED),
    "payment": Move("Paid", CLAIMED, PAID),
    "payment returned": Move("Payment came back", PAID, CLAIMED),
    "underspend": Move("Underspend agreed", PAID, UNDERSPENT),
    "underspend withdrawn": Move("Underspend withdrawn", UNDERSPENT, PAID),
    "recovery": Move("Recovered", UNDERSPENT, RECOVERED),
    "reuse": Move("Recovered money made available again", RECOVERED, AVAILABLE),
    "given back": Move("Recovered money given back to the funder", RECOVERED, OUTSIDE),
    "lapse": Move("Left over at the year’s end", AVAILABLE, OUTSIDE),
    "carried forward": Move("Carried forward", AVAILABLE, AVAILABLE, crosses_years=True),
    "commitment carried forward": Move(
        "Commitment carried forward", COMMITTED, COMMITTED, crosses_years=True
    ),
    "partner invoiced": Move("Partner’s share of an invoice", OUTSIDE, OWED),
    "partner invoice withdrawn": Move("Partner’s share withdrawn", OWED, OUTSIDE),
    "partner paid": Move("Partner’s share received", OWED, AVAILABLE),
    "partner paid in error": Move("Partner’s share was not received", AVAILABLE, OWED),
    "share to go back": Move("Partner’s share of an underspend", AVAILABLE, OWING),
    "share to go back withdrawn": Move(
        "Partner’s share of an underspend withdrawn", OWING, AVAILABLE
    ),
    "share given back": Move("Partner’s share of an underspend given back", OWING, OUTSIDE),
    "share given back in error": Move(
        "Partner’s share of an underspend was not given back", OUTSIDE, OWING
    ),
}
move_kinds: Final = [(kind, move.title) for kind, move in MOVES.items()]


@dataclass(frozen=True)
class Standing:
    """What stands in each pot, in whole pence: of an agreement, a fund's year, or of anything added up."""

    outside: int = 0
    available: int = 0
    committed: int = 0
    claimed: int = 0
    paid: int = 0
    underspent: int = 0
    recovered: int = 0
    owed: int = 0
    owing: int = 0

    @property
    def budget(self) -> int:
        """What there is to promise, and was promised: what partners owe, or get back, is not in it."""
        return self.available + self.promised

    @property
    def promised(self) -> int:
        """What agreements were promised: yet to be claimed, claimed and paid, with what was underspent."""
        return self.committed + self.claimed + self.paid + self.underspent + self.recovered

    @property
    def spent(self) -> int:
        """What was paid and is kept: paid, less what was underspent and recovered."""
        return self.paid

    @property
    def adds_up(self) -> bool:
        """Whether every penny that came in stands in some pot."""
        return self.budget + self.owed + self.owing + self.outside == 0

    def __add__(self, other: "Standing") -> "Standing":
        return Standing(*(getattr(self, pot) + getattr(other, pot) for pot, _ in POTS))


def standing_of(pots: Iterable[tuple[str, int]]) -> Standing:
    """The standing of pots that are given one by one, each with its pence; a pot may come again."""
    held: dict[str, int] = {}
    for pot, pence in pots:
        held[pot] = held.get(pot, 0) + pence
    return Standing(**held)
