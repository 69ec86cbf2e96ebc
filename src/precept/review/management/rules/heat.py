"""Where risks stand on the five by five map: places and counts, which the page only prints. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from precept.review.management.rules.scales import LEVELS, Scale, score_of

LEFT: Final = 8.0
"""Per cent of the width that the numbers beside the rows take."""
ROW: Final = 44
"""Pixels of a row."""
TOP: Final = 26
"""Pixels above the rows, for what they stand for."""
FILLS: Final = {
    "low": "#cce2d8",
    "medium": "#fff7bf",
    "high": "#fcd6c3",
    "very-high": "#f4cdc6",
}
"""The design system's pale colours of the bands; each square has its count in words as well."""


@dataclass(frozen=True)
class Square:
    """A square of the map; places across are per cent, places down pixels."""

    likelihood: int
    impact: int
    x: float
    y: int
    width: float
    fill: str
    count: int
    words: str


@dataclass(frozen=True)
class Row:
    """A level of likelihood beside its row, with the counts by impact."""

    number: int
    title: str
    y: int
    counts: tuple[int, ...]


@dataclass(frozen=True)
class HeatMap:
    """The map as a page draws it, and the same as a table."""

    squares: tuple[Square, ...]
    rows: tuple[Row, ...]
    columns: tuple[tuple[float, str], ...]
    """Where the middle of each column is, and its number."""
    height: int
    row_height: int
    count: int
    description: str

    @property
    def table(self) -> list[list[str]]:
        """A row for each level of likelihood, the highest first: its name, then the counts by impact."""
        return [[row.title, *(str(one) for one in row.counts)] for row in self.rows]


def heat_map(scores: Iterable[tuple[int, int]], scale: Scale) -> HeatMap:
    """The map of risks, each given as (likelihood, impact)."""
    counts = Counter(scores)
    width = (100 - LEFT) / LEVELS
    squares, rows = [], []
    for place, likelihood in enumerate(range(LEVELS, 0, -1)):
        y = TOP + place * ROW
        of_row = []
        for impact in range(1, LEVELS + 1):
            score = score_of(likelihood, impact)
            band, count = scale.band(score), counts[likelihood, impact]
            of_row.append(count)
            risks = "1 risk" if count == 1 else f"{count} risks"
            squares.append(
                Square(
                    likelihood=likelihood,
                    impact=impact,
                    x=round(LEFT + (impact - 1) * width, 2),
                    y=y,
                    width=round(width, 2),
                    fill=FILLS.get(band.key, "#eeefef"),
                    count=count,
                    words=f"{risks} of score {score} ({band.title.lower()})",
                )
            )
        title = f"{likelihood} {scale.likelihood[likelihood - 1].title}"
        rows.append(Row(likelihood, title, y, tuple(of_row)))
    columns = tuple(
        (round(LEFT + (number - 0.5) * width, 2), str(number)) for number in range(1, LEVELS + 1)
    )
    whole = sum(counts.values())
    above = sum(
        count for (one, two), count in counts.items() if scale.is_above_line(score_of(one, two))
    )
    return HeatMap(
        squares=tuple(squares),
        rows=tuple(rows),
        columns=columns,
        height=TOP + LEVELS * ROW + 48,
        row_height=ROW,
        count=whole,
        description=f"{whole} open, of which {above} stand above the line.",
    )
