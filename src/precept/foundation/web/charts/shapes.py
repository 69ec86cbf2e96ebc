"""What goes into a chart and what comes out of it: values, and places on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

ROW = 50
BAR = 18


@dataclass(frozen=True)
class Figure:
    """One thing and how much of it there is: the size drawn, and the words that say it."""

    label: str
    size: float
    shown: str


@dataclass(frozen=True)
class Stack:
    """One bar made of parts, in the order of the chart's series."""

    label: str
    parts: Sequence[Figure]
    shown: str


@dataclass(frozen=True)
class Series:
    """One line over the periods of a chart; None where a period has no figure."""

    name: str
    values: Sequence[float | None]
    is_target: bool = False


@dataclass(frozen=True)
class Mark:
    """A day that matters on a span, such as the day by which to decide."""

    day: date
    text: str


@dataclass(frozen=True)
class Span:
    """Something that runs from one day to another, both included."""

    label: str
    starts: date
    ends: date
    shown: str
    marks: Sequence[Mark] = ()
    kind: int = 1


@dataclass(frozen=True)
class Table:
    """The figures of a chart for those who read them: column headings and rows of words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Head:
    """What every chart has: an id, a title, what it shows in a sentence, its height, its table."""

    key: str
    title: str
    description: str
    height: int
    table: Table


@dataclass(frozen=True)
class Bar:
    """One horizontal bar: words at ``text_y``, its box at ``y``, ``width`` in per cent."""

    label: str
    shown: str
    text_y: int
    y: int
    width: float


@dataclass(frozen=True)
class Bars:
    """A chart of horizontal bars."""

    head: Head
    bars: tuple[Bar, ...]
    thickness: int = BAR


@dataclass(frozen=True)
class Segment:
    """One part of a stacked bar, in per cent; ``ink`` counts from 1."""

    x: float
    width: float
    ink: int
    words: str


@dataclass(frozen=True)
class StackedBar:
    """One stacked bar and its parts; ``end`` is where its total may be written, in per cent."""

    label: str
    shown: str
    text_y: int
    y: int
    end: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class StackedBars:
    """A chart of bars made of parts, with the key of its inks."""

    head: Head
    key: tuple[tuple[int, str], ...]
    bars: tuple[StackedBar, ...]
    thickness: int = BAR


@dataclass(frozen=True)
class Tick:
    """A place on an axis and its words; ``at`` is in pixels down or per cent across."""

    at: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True)
class Stroke:
    """One straight piece of a line: per cent across, pixels down."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Point:
    """One figure on a line."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Line:
    """One series as drawn; ``ink`` counts from 1, a target is dashed."""

    name: str
    ink: int
    is_target: bool
    strokes: tuple[Stroke, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Lines:
    """A chart of figures over time."""

    head: Head
    floor: int
    rises: tuple[Tick, ...]
    periods: tuple[Tick, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Lane:
    """One span as drawn, with the days that matter on it."""

    label: str
    shown: str
    text_y: int
    y: int
    x: float
    width: float
    ink: int
    marks: tuple[Point, ...]


@dataclass(frozen=True)
class Timeline:
    """A chart of spans under one calendar; ``today`` is in per cent, None when outside it."""

    head: Head
    key: tuple[tuple[int, str], ...]
    has_marks: bool
    floor: int
    years: tuple[Tick, ...]
    today: Tick | None
    lanes: tuple[Lane, ...]
    thickness: int = BAR


@dataclass(frozen=True)
class Passage:
    """So much that goes one way through the stages of a flow; ``is_rest`` where it ends in what was put together."""

    path: tuple[str, ...]
    size: float
    is_rest: bool = False


@dataclass(frozen=True)
class Node:
    """A place that a flow goes through: words at ``at``, its box in per cent across and pixels down."""

    name: str
    shown: str
    words: str
    at: Tick
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Band:
    """A part of a flow as drawn: an SVG path in per cent across and pixels down."""

    path: str
    ink: int
    words: str


@dataclass(frozen=True)
class Flow:
    """A chart of what flows through stages."""

    head: Head
    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Place:
    """An area with its place on a drawing by relative position, counted from 1; no size where it has no figure."""

    label: str
    row: int
    column: int
    size: float | None
    shown: str


@dataclass(frozen=True)
class Tile:
    """An area as drawn: per cent across, pixels down; ``depth`` is how dark, from 0 to 1, None without a figure."""

    x: float
    y: int
    width: float
    height: int
    middle: float
    lines: tuple[str, ...]
    shown: str
    depth: float | None
    words: str


@dataclass(frozen=True)
class Tiles:
    """A drawing of areas by relative position, with the key of its steps: how dark, and from what to what."""

    head: Head
    key: tuple[tuple[float, str], ...]
    has_gaps: bool
    tiles: tuple[Tile, ...]
