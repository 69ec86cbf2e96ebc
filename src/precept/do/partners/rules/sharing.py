"""What each partner pays of an invoice, and gets back of an underspend: by contribution, to the penny. Pure."""

from collections.abc import Mapping

from precept.foundation.money import Money, share


class CannotShare(ValueError):
    """Why a sum cannot be shared by contribution; ``words`` are fit to show."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def shares_of(
    amount: Money, partners: Mapping[str, str], contributions: Mapping[str, Money | None]
) -> dict[str, Money]:
    """Each partner's share of a sum, in proportion to what it contributes that year, to the penny.

    ``partners`` are their names by a key; ``contributions`` are by that key, and one that is missing or
    None is not stated. CannotShare where any is not stated: a share must never rest on a figure that nobody
    gave.
    """
    if not amount.pence:
        raise CannotShare("Enter an amount that is more than nothing.")
    unknown = [name for key, name in partners.items() if contributions.get(key) is None]
    if unknown:
        raise CannotShare(
            f"It cannot be shared by contribution: not stated for {', '.join(unknown)}."
            " State every partner’s contribution of the year first."
        )
    weights = [(contributions[one] or Money(0)).pence for one in partners]
    if not any(weights):
        raise CannotShare("It cannot be shared by contribution: nobody contributes that year.")
    return dict(zip(partners, share(amount, weights), strict=True))


def underspend_problem(amount: Money, contributed: Money, shared_already: Money) -> str:
    """What stands against sharing back so much of a year; nothing where it may be."""
    left = contributed - shared_already
    if amount.pence > left.pence:
        return f"No more than was put in can be shared back: {left.short} is left of {contributed.short}."
    return ""
