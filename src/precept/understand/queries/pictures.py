"""Pictures of counts: months as lines, areas as bars and as tiles. Drawn of what a page may show, office or public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from precept.foundation.clock import spoken
from precept.foundation.web.charts import (
    Bars,
    Lines,
    Place,
    Series,
    Tiles,
    bars,
    lines,
    tiles,
)
from precept.foundation.web.charts import Figure as Drawn
from precept.understand.published import AreaFigure, FigurePublished
from precept.understand.rules import counts as rules

AREA, COUNT, RATE = "Area", "Count", "In 1,000 people"


@dataclass(frozen=True)
class Pictures:
    """The pictures of a figure; None where there is nothing to draw."""

    figure: FigurePublished
    areas: Bars | None
    tiles: Tiles | None
    months: Lines | None
    rates_of: str
    """Whose people the rates are of, in a sentence; empty where there is no rate."""
    has_hidden: bool


def whole_number(size: float) -> str:
    """A count in words."""
    return f"{size:,.0f}"


def _rate(size: float) -> str:
    return f"{size:,.1f}"


def pictures(figure: FigurePublished) -> Pictures:
    """What is drawn of a figure: bars of counts, tiles of rates where the people of most areas are known, months."""
    if figure.is_withheld:
        return Pictures(figure, None, None, None, "", has_hidden=True)
    known = [one for one in figure.areas if one.count is not None]
    has_rates = 2 * sum(one.tenths is not None for one in known) > len(known)
    return Pictures(
        figure=figure,
        areas=_bars(figure),
        tiles=_tiles(figure, has_rates=has_rates),
        months=_months(figure),
        rates_of=people_said(figure.areas) if any(one.people for one in figure.areas) else "",
        has_hidden=any(one.count is None for one in figure.areas)
        or any(one.count is None for one in figure.months),
    )


def _bars(figure: FigurePublished) -> Bars | None:
    if not figure.areas:
        return None
    return bars(
        title=f"{figure.title}, by area",
        things=AREA,
        measured=COUNT,
        figures=[Drawn(one.name, one.count or 0, one.words) for one in figure.areas],
    )


def _tiles(figure: FigurePublished, *, has_rates: bool) -> Tiles | None:
    placed = [
        (one, one.row, one.column)
        for one in figure.areas
        if one.row is not None and one.column is not None
    ]
    if len(placed) < 2:
        return None
    return tiles(
        title=f"{figure.title}, {'in 1,000 people ' if has_rates else ''}where the areas lie",
        things=AREA,
        measured=RATE if has_rates else COUNT,
        places=[
            Place(one.name, row, column, _size(one, has_rates), _words(one, has_rates))
            for one, row, column in placed
        ],
        shown=_rate if has_rates else whole_number,
    )


def _size(one: AreaFigure, has_rates: bool) -> float | None:
    if has_rates:
        return None if one.tenths is None else one.tenths / 10
    return one.count


def _words(one: AreaFigure, has_rates: bool) -> str:
    if not has_rates or one.count is None:
        return one.words
    return "not known" if one.tenths is None else _rate(one.tenths / 10)


def _months(figure: FigurePublished) -> Lines | None:
    if len(figure.months) < 2:
        return None
    periods = [rules.short_month(date.fromisoformat(one.month)) for one in figure.months]
    return lines(
        title=f"{figure.title}, by month",
        time="Month",
        periods=periods,
        series=[Series("All areas together", [one.count for one in figure.months])],
        shown=whole_number,
        unknown=f"{rules.FEWER}, or {rules.KEPT_BACK}",
    )


def people_said(areas: Sequence[AreaFigure]) -> str:
    """Whose people rates are of: the sources and days of the populations, each once."""
    from_where = dict.fromkeys(
        f"{one.people_source}, {spoken(date.fromisoformat(one.people_dated))}"
        for one in areas
        if one.people and one.people_dated
    )
    unknown = [one.name for one in areas if not one.people]
    told = f"People: {'; '.join(from_where)}."
    if unknown:
        told += f" Nobody stated how many people live in {', '.join(unknown)}."
    return told
