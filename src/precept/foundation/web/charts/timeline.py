"""Things that run from one day to another, under one calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from precept.foundation.web.charts.scales import MOST_SERIES, counted, shortened, slug
from precept.foundation.web.charts.shapes import (
    BAR,
    ROW,
    Head,
    Lane,
    Point,
    Span,
    Table,
    Tick,
    Timeline,
)

MOST_YEARS = 4  # year names that fit beside each other on a 320-pixel screen


def timeline(
    *, title: str, things: str, spans: Sequence[Span], today: date, kinds: Sequence[str] = ()
) -> Timeline:
    """Spans under one calendar of financial years, with today marked where it falls inside.

    ``kinds`` names the inks of the spans, where there is more than one.

    Raises:
        ValueError: a span ends before it starts, or its kind has no ink.
    """
    for span in spans:
        if span.ends < span.starts:
            raise ValueError(f"{span.label} ends before it starts.")
        if not 1 <= span.kind <= MOST_SERIES:
            raise ValueError(f"{span.label} has a kind without an ink.")
    days = [day for span in spans for day in (span.starts, span.ends)] or [today]
    days += [mark.day for span in spans for mark in span.marks]
    first = date(min(days).year - (min(days) < date(min(days).year, 4, 1)), 4, 1)
    last = date(max(days).year + (max(days) >= date(max(days).year, 4, 1)), 4, 1)
    length = (last - first).days

    def along(day: date) -> float:
        return round((day - first).days / length * 100, 3)

    top = 24
    columns: tuple[str, ...] = (things, *(("Kind",) if kinds else ()), "Runs", "Days that matter")
    return Timeline(
        head=Head(
            key=slug(title),
            title=title,
            description=(
                f"{counted(len(spans), 'line')} from {first.year} to {last.year}, "
                "each from the day it starts to the day it ends."
            ),
            height=top + max(len(spans), 1) * ROW + 20,
            table=Table(
                columns,
                tuple(
                    (
                        span.label,
                        *((kinds[span.kind - 1],) if kinds else ()),
                        span.shown,
                        "; ".join(mark.text for mark in span.marks) or "none",
                    )
                    for span in spans
                ),
            ),
        ),
        key=tuple(enumerate(kinds, start=1)),
        has_marks=any(span.marks for span in spans),
        floor=top + max(len(spans), 1) * ROW,
        years=year_ticks(first, last, along),
        today=Tick(along(today), "Today", "end" if along(today) > 85 else "start")
        if first <= today <= last
        else None,
        lanes=tuple(
            Lane(
                label=shortened(span.label),
                shown=span.shown,
                text_y=top + place * ROW + 18,
                y=top + place * ROW + 25,
                x=along(span.starts),
                width=round(max(along(span.ends) - along(span.starts), 0.4), 3),
                ink=span.kind,
                marks=tuple(
                    Point(along(mark.day), top + place * ROW + 25 + BAR / 2, mark.text)
                    for mark in span.marks
                ),
            )
            for place, span in enumerate(spans)
        ),
    )


def year_ticks(first: date, last: date, along: Callable[[date], float]) -> tuple[Tick, ...]:
    """Each 1 April within the chart; only so many are named as stay readable."""
    years = range(first.year, last.year + 1)
    every = -(-(len(years) - 1) // MOST_YEARS)
    return tuple(
        Tick(
            along(date(year, 4, 1)),
            f"Apr {year}" if place % every == 0 and year != last.year else "",
        )
        for place, year in enumerate(years)
    )
