"""Outturn: what was promised, paid and is expected of a year's money, added up in several ways. Pure."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from precept.foundation.clock import FinancialYear, spoken


@dataclass(frozen=True)
class Figures:
    """What a year comes to for anything that is added up, in whole pence.

    ``committed`` is what agreements were promised in all, whatever part of it was claimed or paid since;
    ``forecast`` what they are expected to cost.
    """

    committed: int = 0
    paid: int = 0
    forecast: int = 0

    @property
    def variance(self) -> int:
        """What is expected to be left of what was promised; below nothing where it will cost more."""
        return self.committed - self.forecast

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.committed + other.committed,
            self.paid + other.paid,
            self.forecast + other.forecast,
        )


@dataclass(frozen=True)
class Spending:
    """What a fund has promised in a year to agreements of one provider that serve the same priorities."""

    fund: str
    provider: int | None
    priorities: tuple[str, ...]
    figures: Figures


def slugs_in(kept: str) -> tuple[str, ...]:
    """The priorities that an agreement keeps as JSON, each once."""
    return tuple(dict.fromkeys(json.loads(kept)))


def expected(committed: int, underspent: int, recovered: int) -> int:
    """What is expected to be spent of what was promised, where nobody forecast anything else, in pence."""
    return committed - underspent - recovered


def added_up(
    rows: Iterable[Spending], keys: Callable[[Spending], Iterable[str]]
) -> dict[str, Figures]:
    """What the rows come to for each key, the largest commitment first; a row counts under each of its keys."""
    found: dict[str, list[int]] = {}
    for row in rows:
        one = row.figures
        for key in keys(row):
            sums = found.setdefault(key, [0, 0, 0])
            sums[0] += one.committed
            sums[1] += one.paid
            sums[2] += one.forecast
    ordered = sorted(found.items(), key=lambda pair: (-pair[1][0], pair[0]))
    return {key: Figures(*sums) for key, sums in ordered}


def largest(
    figures: dict[str, Figures], most: int, words: Callable[[int], str]
) -> list[tuple[str, Figures]]:
    """The first ``most`` of figures in their order, and the rest as one, named by how many they are.

    A rest of one keeps its own name.
    """
    pairs = list(figures.items())
    rest = pairs[most:]
    if len(rest) <= 1:
        return pairs
    return [*pairs[:most], (words(len(rest)), sum((one for _, one in rest), Figures()))]


def deadline_words(committed: str, deadline: date) -> str:
    """How the year of a round's deadline stands to the year that its money is committed in; "" where the same."""
    fell, of = FinancialYear.of(deadline), FinancialYear.parse(committed)
    if fell == of:
        return ""
    return (
        f"Bids closed on {spoken(deadline)}, in {fell.spoken};"
        f" the framework of {of.spoken} lists the round, so its money is committed in {of.spoken}."
    )


def together(rows: Sequence[Figures]) -> Figures:
    """All of these added up."""
    return sum(rows, Figures())
