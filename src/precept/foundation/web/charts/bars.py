"""Horizontal bars, whole or made of parts."""

from __future__ import annotations

from collections.abc import Sequence

from precept.foundation.web.charts.scales import (
    BAR_ROOM,
    MOST_SERIES,
    checked,
    extremes,
    portion,
    shortened,
    slug,
)
from precept.foundation.web.charts.shapes import (
    ROW,
    Bar,
    Bars,
    Figure,
    Head,
    Segment,
    Stack,
    StackedBar,
    StackedBars,
    Table,
)


def bars(*, title: str, things: str, measured: str, figures: Sequence[Figure]) -> Bars:
    """Horizontal bars, in the order given, all against the largest.

    ``things`` and ``measured`` head the two columns of the table.

    Raises:
        ValueError: a size is negative or not a finite number.
    """
    largest = max((checked(figure.size) for figure in figures), default=0.0)
    drawn = tuple(
        Bar(
            label=shortened(figure.label),
            shown=figure.shown,
            text_y=place * ROW + 15,
            y=place * ROW + 22,
            width=round(portion(figure.size, largest) * BAR_ROOM / 100, 3),
        )
        for place, figure in enumerate(figures)
    )
    return Bars(
        head=Head(
            key=slug(title),
            title=title,
            description=extremes(figures),
            height=max(len(figures), 1) * ROW,
            table=Table((things, measured), tuple((one.label, one.shown) for one in figures)),
        ),
        bars=drawn,
    )


def stacked(
    *, title: str, things: str, total: str, series: Sequence[str], stacks: Sequence[Stack]
) -> StackedBars:
    """Horizontal bars made of parts, all against the longest; ``total`` heads the last column.

    Raises:
        ValueError: more than six series, a stack whose parts don't match them, or a size that is
            negative or not a finite number.
    """
    if len(series) > MOST_SERIES:
        raise ValueError(f"A chart can tell {MOST_SERIES} series apart, not {len(series)}.")
    for stack in stacks:
        if [part.label for part in stack.parts] != list(series):
            raise ValueError(f"The parts of {stack.label} are not the series of the chart.")
    longest = max((sum(checked(part.size) for part in stack.parts) for stack in stacks), default=0)
    return StackedBars(
        head=Head(
            key=slug(title),
            title=title,
            description=extremes(
                [
                    Figure(stack.label, sum(part.size for part in stack.parts), stack.shown)
                    for stack in stacks
                ]
            ),
            height=max(len(stacks), 1) * ROW,
            table=Table(
                (things, *series, total),
                tuple(
                    (stack.label, *(part.shown for part in stack.parts), stack.shown)
                    for stack in stacks
                ),
            ),
        ),
        key=tuple(enumerate(series, start=1)),
        bars=tuple(stacked_bar(stack, place, longest) for place, stack in enumerate(stacks)),
    )


def stacked_bar(stack: Stack, place: int, longest: float) -> StackedBar:
    """One stacked bar at its place down the chart; parts of nothing are left out."""
    segments, reached = [], 0.0
    for ink, part in enumerate(stack.parts, start=1):
        width = portion(part.size, longest) * BAR_ROOM / 100
        if width > 0:
            words = f"{part.label}: {part.shown}"
            segments.append(Segment(round(reached, 3), round(width, 3), ink, words))
        reached += width
    return StackedBar(
        label=shortened(stack.label),
        shown=stack.shown,
        text_y=place * ROW + 15,
        y=place * ROW + 22,
        end=round(reached, 3),
        segments=tuple(segments),
    )
