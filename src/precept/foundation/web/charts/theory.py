"""What leads to what, drawn in columns of boxes with arrows between them: a theory of change, or another chain.

Unlike the other charts it has a width of its own, in pixels: its words would shrink on a small screen, so that
it is shown in a box that scrolls. Places are pixels from the top left.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from precept.foundation.web.charts.scales import counted, slug
from precept.foundation.web.charts.shapes import Head, Table

WIDE = 190  # pixels across that a box takes
BETWEEN = 50  # pixels between two columns, in which arrows run
LETTERS = 24  # characters of 14 pixels that fit into a box
LINE = 18  # pixels from one line of words to the next
PAD = 11  # pixels between a box and its words
GAP = 16  # pixels between two boxes of a column
TOP = 34  # pixels above the boxes, in which the columns are named
BOW = 26  # pixels that an arrow within a column bows out
MOST_LINES = 8  # lines of words in a box; the list beneath has them whole


@dataclass(frozen=True)
class Box:
    """One thing of a chain, by the number that links name it by; ``note`` is a line in quieter words."""

    number: int
    column: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Arrow:
    """That one box leads to another. One that ``is_open`` is drawn dashed: something is missing of it."""

    start: int
    end: int
    is_open: bool = False


@dataclass(frozen=True)
class BoxDrawn:
    """A box as drawn, its lines of words each with its place down."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]
    notes: tuple[tuple[int, str], ...]
    ink: int
    words: str


@dataclass(frozen=True)
class ArrowDrawn:
    """An arrow as drawn: its line and its head as SVG paths."""

    path: str
    tip: str
    is_open: bool
    words: str


@dataclass(frozen=True)
class Chain:
    """A chain as drawn; ``columns`` are places across with the names of the columns."""

    head: Head
    width: int
    columns: tuple[tuple[int, str], ...]
    boxes: tuple[BoxDrawn, ...]
    arrows: tuple[ArrowDrawn, ...]


def chain(
    *,
    title: str,
    columns: Mapping[str, str],
    boxes: Sequence[Box],
    arrows: Sequence[Arrow],
) -> Chain:
    """Draw boxes under their columns, in the order in which they come, with an arrow for each link.

    ``columns`` are the names of the columns by key, from the left. Raises ValueError where a box stands in no
    column, an arrow has no box at one of its ends, or one leads back to a column before its own.
    """
    order = list(columns)
    known = {one.number: one for one in boxes}
    for one in boxes:
        if one.column not in columns:
            raise ValueError(f"There is no column {one.column}.")
    for arrow in arrows:
        if arrow.start not in known or arrow.end not in known:
            raise ValueError("An arrow leads from a box to a box.")
        if order.index(known[arrow.start].column) > order.index(known[arrow.end].column):
            raise ValueError("An arrow leads to its own column or to one after it.")
    of = {key: [one for one in boxes if one.column == key] for key in order}
    tall = max((_tall(of[key]) for key in order), default=0)
    drawn: dict[int, BoxDrawn] = {}
    for at, key in enumerate(order):
        y = TOP + (tall - _tall(of[key])) // 2
        for one in of[key]:
            drawn[one.number] = _drawn(one, columns[key], at, y)
            y += drawn[one.number].height + GAP
    return Chain(
        head=Head(
            key=slug(title),
            title=title,
            description=_said(columns, boxes, arrows),
            height=TOP + tall + 6,
            table=_table(columns, boxes, arrows),
        ),
        width=len(order) * WIDE + (len(order) - 1) * BETWEEN + BOW,
        columns=tuple((_left(at), columns[key]) for at, key in enumerate(order)),
        boxes=tuple(drawn[one.number] for one in boxes),
        arrows=tuple(
            _arrow(drawn[one.start], drawn[one.end], one, known[one.start], known[one.end])
            for one in arrows
        ),
    )


def _left(at: int) -> int:
    return at * (WIDE + BETWEEN)


def _wrapped(text: str) -> list[str]:
    lines = textwrap.wrap(text, LETTERS) or [""]
    if len(lines) <= MOST_LINES:
        return lines
    kept = lines[:MOST_LINES]
    return [*kept[:-1], f"{kept[-1][: LETTERS - 1].rstrip()}…"]


def _high(one: Box) -> int:
    lines = len(_wrapped(one.text)) + (len(_wrapped(one.note)) if one.note else 0)
    return lines * LINE + 2 * PAD - 4


def _tall(boxes: Sequence[Box]) -> int:
    return sum(_high(one) for one in boxes) + GAP * max(len(boxes) - 1, 0)


def _drawn(one: Box, column: str, at: int, y: int) -> BoxDrawn:
    first = y + PAD + 10
    lines = _wrapped(one.text)
    notes = _wrapped(one.note) if one.note else []
    return BoxDrawn(
        x=_left(at),
        y=y,
        width=WIDE,
        height=_high(one),
        lines=tuple((first + LINE * place, words) for place, words in enumerate(lines)),
        notes=tuple(
            (first + LINE * place, words) for place, words in enumerate(notes, start=len(lines))
        ),
        ink=at % 6 + 1,
        words=f"{column}: {one.text}" + (f" ({one.note})" if one.note else ""),
    )


def _arrow(start: BoxDrawn, end: BoxDrawn, arrow: Arrow, first: Box, last: Box) -> ArrowDrawn:
    y1, y2 = start.y + start.height // 2, end.y + end.height // 2
    x1 = start.x + start.width
    if start.x == end.x:
        # Within a column: out to the right of both boxes and back in.
        x2 = end.x + end.width
        far = x1 + BOW
        path = f"M{x1} {y1}C{far} {y1} {far} {y2} {x2 + 7} {y2}"
        tip = f"M{x2} {y2}l8 -5v10Z"
    else:
        x2 = end.x
        middle = (x1 + x2) // 2
        path = f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2 - 7} {y2}"
        tip = f"M{x2} {y2}l-8 -5v10Z"
    return ArrowDrawn(path, tip, arrow.is_open, f"{first.text} → {last.text}")


def _said(columns: Mapping[str, str], boxes: Sequence[Box], arrows: Sequence[Arrow]) -> str:
    if not boxes:
        return "Nothing to show yet."
    sums = {key: sum(one.column == key for one in boxes) for key in columns}
    numbers = [
        f"{sums[key]} {'box' if sums[key] == 1 else 'boxes'} under {name.lower()}"
        for key, name in columns.items()
    ]
    return f"{', '.join(numbers)}, with {counted(len(arrows), 'arrow')} from left to right."


def _table(columns: Mapping[str, str], boxes: Sequence[Box], arrows: Sequence[Arrow]) -> Table:
    called = {one.number: one.text for one in boxes}
    leads: dict[int, list[str]] = {}
    for arrow in arrows:
        leads.setdefault(arrow.start, []).append(called[arrow.end])
    rows = tuple(
        (name, one.text, "; ".join(leads.get(one.number, ())) or "–")
        for key, name in columns.items()
        for one in boxes
        if one.column == key
    )
    return Table(("Column", "What", "Leads to"), rows)
