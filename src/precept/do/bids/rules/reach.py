"""Whom a round reached, in numbers that name nobody. Pure."""

from collections.abc import Mapping
from typing import Final

FEWEST: Final = 5
"""A number above nothing and under this is not published: it could point at somebody."""


def suppressed(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Counts as they may be published: None where small.

    Where one alone is small it could be worked out from the total: the next smallest goes too.
    """
    small = {name for name, count in counts.items() if 0 < count < FEWEST}
    if len(small) == 1:
        others = {name: count for name, count in counts.items() if count and name not in small}
        if others:
            small.add(min(others, key=lambda name: (others[name], name)))
    return {name: None if name in small else count for name, count in counts.items()}


def total_may_be_published(counts: Mapping[str, int]) -> bool:
    """Whether a total can stand beside its suppressed parts without giving a small one away."""
    hidden = [name for name, count in suppressed(counts).items() if count is None]
    return len(hidden) != 1


def count_words(count: int | None) -> str:
    """A published count in words: "fewer than 5" where it is small."""
    return "not shown, because it is small" if count is None else f"{count:,}"
