"""The geometry of our charts: plain numbers in, places on the page out; the macros only print it.

Places across are percentages of the chart's width and places down are pixels, so that a chart fits
any screen without its words shrinking. Every chart carries the figures it shows as a table.
"""

from precept.foundation.web.charts.bars import bars, stacked
from precept.foundation.web.charts.flow import flow
from precept.foundation.web.charts.lines import lines
from precept.foundation.web.charts.shapes import (
    Bars,
    Figure,
    Flow,
    Lines,
    Mark,
    Passage,
    Place,
    Series,
    Span,
    Stack,
    StackedBars,
    Tiles,
    Timeline,
)
from precept.foundation.web.charts.theory import Arrow, Box, Chain, chain
from precept.foundation.web.charts.tiles import tiles
from precept.foundation.web.charts.timeline import timeline

__all__ = [
    "Arrow",
    "Bars",
    "Box",
    "Chain",
    "Figure",
    "Flow",
    "Lines",
    "Mark",
    "Passage",
    "Place",
    "Series",
    "Span",
    "Stack",
    "StackedBars",
    "Tiles",
    "Timeline",
    "bars",
    "chain",
    "flow",
    "lines",
    "stacked",
    "tiles",
    "timeline",
]
