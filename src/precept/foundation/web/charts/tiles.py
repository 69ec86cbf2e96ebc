"""Areas as tiles: a drawing by relative position that needs no boundary, with a figure in each tile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from precept.foundation.web.charts.scales import checked, slug, steps
from precept.foundation.web.charts.shapes import Figure, Head, Place, Table, Tile, Tiles

HIGH = 88  # pixels down that a tile takes
GAP = 6  # pixels between two rows
APART = 1.2  # per cent between two columns
DEPTHS = (0.1, 0.25, 0.4, 0.55, 0.7)
MOST_LINES = 3
LONGEST_LINE = 10  # characters that fit in a quarter of a 320-pixel screen
LONGEST_SHOWN = 12


def tiles(
    *,
    title: str,
    things: str,
    measured: str,
    places: Sequence[Place],
    shown: Callable[[float], str],
) -> Tiles:
    """Areas where they lie to one another, darker the larger their figure, in at most five round steps.

    Places are counted from the first row and column that one is in. ``things`` and ``measured`` head the
    columns of the table; ``shown`` says the ends of a step in words.

    Raises:
        ValueError: two areas stand in one place, or a size is negative or not a finite number.
    """
    if len({(one.row, one.column) for one in places}) < len(places):
        raise ValueError("Two areas cannot stand in one place.")
    sizes = [checked(one.size) for one in places if one.size is not None]
    rises = steps(0.0, max(sizes), len(DEPTHS)) if sizes else ()
    used = {_step(size, rises) for size in sizes}
    top = min((one.row for one in places), default=1)
    left = min((one.column for one in places), default=1)
    rows = max((one.row - top + 1 for one in places), default=1)
    across = max((one.column - left + 1 for one in places), default=1)
    wide = (100 - APART * (across - 1)) / across
    return Tiles(
        head=Head(
            key=slug(title),
            title=title,
            description=_said(places),
            height=rows * (HIGH + GAP),
            table=Table((things, measured), tuple((one.label, one.shown) for one in places)),
        ),
        key=tuple(
            (DEPTHS[step], _from_to(rises, step, shown))
            for step in range(len(rises) - 1)
            if step in used
        ),
        has_gaps=any(one.size is None for one in places),
        tiles=tuple(
            _tile(one, one.row - top, (one.column - left) * (wide + APART), wide, rises)
            for one in places
        ),
    )


def _step(size: float, rises: Sequence[float]) -> int:
    """The step that a size belongs to: from its lower end up to, not with, its upper one; the last has both."""
    return min(sum(size >= rise for rise in rises[1:]), len(rises) - 2, len(DEPTHS) - 1)


def _from_to(rises: Sequence[float], step: int, shown: Callable[[float], str]) -> str:
    if step == len(rises) - 2:
        return f"{shown(rises[step])} to {shown(rises[step + 1])}"
    return f"{shown(rises[step])} to under {shown(rises[step + 1])}"


def _tile(place: Place, row: int, x: float, wide: float, rises: Sequence[float]) -> Tile:
    return Tile(
        x=round(x, 3),
        y=row * (HIGH + GAP),
        width=round(wide, 3),
        height=HIGH,
        middle=round(x + wide / 2, 3),
        lines=_lines(place.label),
        shown=_fitting(place.shown, LONGEST_SHOWN),
        depth=None if place.size is None else DEPTHS[_step(place.size, rises)],
        words=f"{place.label}: {place.shown}",
    )


def _lines(label: str) -> tuple[str, ...]:
    """A label in at most three short lines, long words broken; the table beneath has it whole."""
    lines: list[str] = []
    for part in (part for word in label.split() for part in _broken(word)):
        if lines and len(lines[-1]) + 1 + len(part) <= LONGEST_LINE:
            lines[-1] += f" {part}"
        else:
            lines.append(part)
    if len(lines) > MOST_LINES:
        lines[MOST_LINES - 1] = " ".join(lines[MOST_LINES - 1 :])
    return tuple(_fitting(one, LONGEST_LINE) for one in lines[:MOST_LINES])


def _broken(word: str) -> Iterator[str]:
    """A word in parts that fit a line, each but the last with a hyphen."""
    while len(word) > LONGEST_LINE:
        yield f"{word[: LONGEST_LINE - 1]}-"
        word = word[LONGEST_LINE - 1 :]
    yield word


def _fitting(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _said(places: Sequence[Place]) -> str:
    known = [Figure(one.label, one.size, one.shown) for one in places if one.size is not None]
    if not known:
        return "Nothing to show yet."
    largest = max(known, key=lambda one: one.size)
    smallest = min(known, key=lambda one: one.size)
    areas = "1 area" if len(places) == 1 else f"{len(places)} areas"
    if len(known) == 1:
        return f"{areas}: {largest.label}, {largest.shown}."
    missing = len(places) - len(known)
    rest = f" No figure is shown for {missing} of them." if missing else ""
    return (
        f"{areas}: the largest is {largest.label}, {largest.shown};"
        f" the smallest is {smallest.label}, {smallest.shown}.{rest}"
    )
