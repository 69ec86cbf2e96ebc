"""Figures over time, as lines."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

from precept.foundation.web.charts.scales import MOST_SERIES, slug, steps
from precept.foundation.web.charts.shapes import (
    Head,
    Line,
    Lines,
    Point,
    Series,
    Stroke,
    Table,
    Tick,
)

LEFT, RIGHT = 14.0, 91.0  # per cent of the width between which the periods stand
NOT_KNOWN = "not known"
MOST_NAMED = 4  # periods that fit beside each other on a 320-pixel screen


def lines(
    *,
    title: str,
    time: str,
    periods: Sequence[str],
    series: Sequence[Series],
    shown: Callable[[float], str],
    height: int = 240,
    unknown: str = NOT_KNOWN,
) -> Lines:
    """Figures over periods, from nought or below to just above the highest; gaps stay gaps.

    ``time`` heads the column of periods; ``shown`` says a figure in words, ``unknown`` what the
    table has where there is none.

    Raises:
        ValueError: more than six series, a series that doesn't match the periods, or a value that
            is not a finite number.
    """
    if len(series) > MOST_SERIES:
        raise ValueError(f"A chart can tell {MOST_SERIES} series apart, not {len(series)}.")
    for one in series:
        if len(one.values) != len(periods):
            raise ValueError(
                f"{one.name} has {len(one.values)} figures for {len(periods)} periods."
            )
    known = [value for one in series for value in one.values if value is not None]
    if not all(math.isfinite(value) for value in known):
        raise ValueError("A figure on a chart must be a finite number.")
    rises = steps(min([0.0, *known]), max([0.0, *known]))
    top, floor = 26, height - 28
    lowest, reach = rises[0], rises[-1] - rises[0]

    def down(value: float) -> float:
        return round(floor - (value - lowest) / reach * (floor - top), 2)

    across = [round(across_periods(place, len(periods)), 3) for place in range(len(periods))]
    return Lines(
        head=Head(
            key=slug(title),
            title=title,
            description=journeys(periods, series, shown),
            height=height,
            table=Table(
                (time, *(one.name for one in series)),
                tuple(
                    (period, *(said(one.values[place], shown, unknown) for one in series))
                    for place, period in enumerate(periods)
                ),
            ),
        ),
        floor=floor,
        rises=tuple(Tick(down(value), shown(value)) for value in rises),
        periods=period_ticks(periods, across),
        lines=tuple(
            line_through(one, ink, periods, across, down, shown)
            for ink, one in enumerate(series, start=1)
        ),
    )


def line_through(
    series: Series,
    ink: int,
    periods: Sequence[str],
    across: Sequence[float],
    down: Callable[[float], float],
    shown: Callable[[float], str],
) -> Line:
    """The points of a series and the strokes between neighbours; a gap is not drawn over."""
    places = [
        None if value is None else Point(x, down(value), f"{series.name}, {period}: {shown(value)}")
        for value, x, period in zip(series.values, across, periods, strict=True)
    ]
    return Line(
        name=series.name,
        ink=ink,
        is_target=series.is_target,
        strokes=tuple(
            Stroke(here.x, here.y, there.x, there.y)
            for here, there in itertools.pairwise(places)
            if here is not None and there is not None
        ),
        points=tuple(place for place in places if place is not None),
    )


def across_periods(place: int, count: int) -> float:
    """Where a period stands across the chart, in per cent; one alone stands in the middle."""
    return (LEFT + RIGHT) / 2 if count == 1 else LEFT + (RIGHT - LEFT) * place / (count - 1)


def period_ticks(periods: Sequence[str], across: Sequence[float]) -> tuple[Tick, ...]:
    """The periods that are named: the last, and those before it at steps that stay readable."""
    last = len(periods) - 1
    step = max(1, -(-last // (MOST_NAMED - 1)))
    named = sorted(range(last, -1, -step))
    return tuple(Tick(across[place], periods[place], "middle") for place in named)


def said(value: float | None, shown: Callable[[float], str], unknown: str = NOT_KNOWN) -> str:
    """A figure in words, or that there is none."""
    return unknown if value is None else shown(value)


def journeys(
    periods: Sequence[str], series: Sequence[Series], shown: Callable[[float], str]
) -> str:
    """What each line does, in a sentence: from where to where."""
    told = []
    for one in series:
        known = [
            (period, value)
            for period, value in zip(periods, one.values, strict=True)
            if value is not None
        ]
        if not known:
            told.append(f"{one.name}: not known.")
        elif len(known) == 1:
            told.append(f"{one.name}: {shown(known[0][1])} in {known[0][0]}.")
        else:
            (first, before), (last, after) = known[0], known[-1]
            told.append(f"{one.name}: from {shown(before)} in {first} to {shown(after)} in {last}.")
    return " ".join(told)
