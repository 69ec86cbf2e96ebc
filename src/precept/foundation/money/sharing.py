"""Dividing money without losing a penny."""

from collections.abc import Sequence

from precept.foundation.money.values import Money


class SharesDoNotAddUp(ValueError):
    """Shares that are not the whole between them; `words` say why, fit to show."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def share(whole: Money, weights: Sequence[int]) -> list[Money]:
    """The whole divided in proportion to the weights, to the penny, by largest remainder.

    Pennies left over go to the largest remainders, among equals to the first. ValueError where the
    whole or a weight is negative, or where no weight is more than nothing.
    """
    if whole.pence < 0:
        raise ValueError("Only an amount that is not negative can be shared.")
    if any(weight < 0 for weight in weights) or not any(weights):
        raise ValueError("Shares need weights that are not negative and not all nothing.")
    parts = sum(weights)
    shares = [whole.pence * weight // parts for weight in weights]
    by_remainder = sorted(
        range(len(weights)), key=lambda place: -(whole.pence * weights[place] % parts)
    )
    for place in by_remainder[: whole.pence - sum(shares)]:
        shares[place] += 1
    return [Money(pence) for pence in shares]


def check_shares(whole: Money, shares: Sequence[Money]) -> None:
    """SharesDoNotAddUp, in plain words, where a share is negative or they are not the whole."""
    negative = next((part for part in shares if part.pence < 0), None)
    if negative is not None:
        raise SharesDoNotAddUp(f"A share can't be less than nothing: {negative}.")
    added = sum(shares, Money(0))
    if added != whole:
        difference = abs(added - whole)
        which = "more" if added > whole else "less"
        raise SharesDoNotAddUp(
            f"The shares add up to {added}, which is {difference} {which} than {whole}."
        )
