"""Sizes against one another, axes in round steps, and the words that charts share."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from precept.foundation.web.charts.shapes import Figure

MOST_SERIES = 6  # as many inks and patterns as can be told apart
BAR_ROOM = 72.0  # per cent of the width; what is left holds the figure beside the longest bar
LONGEST_LABEL = 40  # characters that fit beside each other on a 320-pixel screen


def checked(size: float) -> float:
    """A size that can be drawn.

    Raises:
        ValueError: it is negative or not a finite number.
    """
    if not math.isfinite(size) or size < 0:
        raise ValueError(f"A bar cannot show {size}.")
    return size


def portion(part: float, whole: float) -> float:
    """A part of a whole in per cent, never under 0 or over 100; of nothing, nothing."""
    return 0.0 if whole <= 0 else min(100.0, max(0.0, part / whole * 100))


def steps(lowest: float, highest: float, most: int = 5) -> tuple[float, ...]:
    """Round values, 1, 2 or 5 times a power of ten apart, from the lowest to the highest."""
    if lowest == highest:
        highest = lowest + 1
    rough = (highest - lowest) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough * (1 - 1e-9))
    first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step)))
    return tuple(round(place * step, decimals) for place in range(first, last + 1))


def shortened(label: str) -> str:
    """A label that fits on a small screen; the table beneath has it whole."""
    if len(label) <= LONGEST_LABEL:
        return label
    return label[: LONGEST_LABEL - 1].rstrip() + "…"


def slug(title: str) -> str:
    """An id made of a title."""
    return "chart-" + (re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "untitled")


def counted(number: int, noun: str) -> str:
    """A number of things, «1 bar» or «2 bars»."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def extremes(figures: Sequence[Figure]) -> str:
    """What bars show, in a sentence: how many, the largest and the smallest."""
    if not figures:
        return "Nothing to show yet."
    if len(figures) == 1:
        return f"1 bar: {figures[0].label}, {figures[0].shown}."
    largest = max(figures, key=lambda one: one.size)
    smallest = min(figures, key=lambda one: one.size)
    return (
        f"{counted(len(figures), 'bar')}: the largest is {largest.label}, {largest.shown}; "
        f"the smallest is {smallest.label}, {smallest.shown}."
    )
