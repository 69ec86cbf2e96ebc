"""Adding up amounts of which some are not yet known, and showing them in one style."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from precept.foundation.money.values import Amount, Money, NotYetKnown

_NOTHING: Final = Money(0)


@dataclass(frozen=True, slots=True)
class Total:
    """What is known, and how many amounts are not: "£3,586,615 plus 1 not yet known".

    Adds with totals, Money and TBC. Two totals are equal where these two are; the rest only says
    how to write it.
    """

    known: Money
    unknown: int = 0
    # Whether any known amount was added: nothing known is not the same as £0.
    any_known: bool = field(default=False, compare=False)
    # Whether any amount had pence, even where together they make whole pounds.
    any_pence: bool = field(default=False, compare=False)

    def __add__(self, other: "Total | Amount | int") -> "Total":
        if type(other) is int and other == 0:  # what Python's own sum() starts with
            return self
        if isinstance(other, NotYetKnown):
            other = Total(_NOTHING, 1)
        elif isinstance(other, Money):
            other = Total(other, any_known=True, any_pence=other.has_pence)
        if not isinstance(other, Total):
            return NotImplemented
        return Total(
            known=self.known + other.known,
            unknown=self.unknown + other.unknown,
            any_known=self._knows_any or other._knows_any,
            any_pence=self._shows_pence or other._shows_pence,
        )

    __radd__ = __add__

    def __str__(self) -> str:
        if self.unknown and not self._knows_any:
            return str(NotYetKnown.TBC)
        known = str(self.known) if self._shows_pence else self.known.short
        return f"{known} plus {self.unknown:,} not yet known" if self.unknown else known

    @property
    def _knows_any(self) -> bool:
        return self.any_known or self.known.pence != 0

    @property
    def _shows_pence(self) -> bool:
        return self.any_pence or self.known.has_pence


def total(amounts: Iterable[Amount]) -> Total:
    """All the amounts together; £0 where there are none."""
    added = Total(_NOTHING)
    for amount in amounts:
        added += amount
    return added


def column(amounts: Iterable[Amount]) -> list[str]:
    """The amounts as one column shows them: all with pence where any has pence, else none."""
    listed = list(amounts)
    in_pence = any(isinstance(amount, Money) and amount.has_pence for amount in listed)
    return [str(amount) if in_pence else amount.short for amount in listed]
