"""The five by five scale that risks are scored on: dated data with plain words for each level. Pure."""

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final

LEVELS: Final = 5
BAND_TAGS: Final = {
    "low": "govuk-tag--green",
    "medium": "govuk-tag--yellow",
    "high": "govuk-tag--orange",
    "very-high": "govuk-tag--red",
}


class UnfitScale(ValueError):
    """A scale of the data file that does not say everything; the words say what is missing."""


@dataclass(frozen=True)
class Level:
    """A level of likelihood or impact: its number from 1 to 5, its name, what it means."""

    number: int
    title: str
    words: str


@dataclass(frozen=True)
class Band:
    """What a score of so much or more is called."""

    key: str
    title: str
    least: int

    @property
    def tag(self) -> str:
        """The class of its coloured label."""
        return BAND_TAGS.get(self.key, "govuk-tag--grey")


@dataclass(frozen=True)
class Scale:
    """A version of the scale: ``line`` is the score from which a risk stands on every agenda."""

    id: str
    applies_from: date
    source: str
    line: int
    line_words: str
    likelihood: tuple[Level, ...]
    impact: tuple[Level, ...]
    bands: tuple[Band, ...]

    def band(self, score: int) -> Band:
        """What a score is called."""
        return next(one for one in reversed(self.bands) if score >= one.least)

    def is_above_line(self, score: int) -> bool:
        """Whether a risk of this score is on the agenda of every meeting."""
        return score >= self.line


def score_of(likelihood: int, impact: int) -> int:
    """How much a risk weighs: likelihood times impact, 1 to 25. ValueError outside of the scale."""
    if not (1 <= likelihood <= LEVELS and 1 <= impact <= LEVELS):
        raise ValueError(f"likelihood and impact go from 1 to {LEVELS}")
    return likelihood * impact


def read_scale(told: Mapping[str, Any]) -> Scale:
    """A version of the scale as the file has it; UnfitScale where it does not say everything."""
    scale = Scale(
        id=told["id"],
        applies_from=told["applies_from"],
        source=told["source"],
        line=told["line"],
        line_words=told["line_words"],
        likelihood=_levels(told["likelihood"]),
        impact=_levels(told["impact"]),
        bands=tuple(Band(one["key"], one["title"], one["least"]) for one in told["band"]),
    )
    least = [one.least for one in scale.bands]
    if least[0] != 1 or least != sorted(set(least)) or least[-1] > LEVELS * LEVELS:
        raise UnfitScale("The bands begin at 1 and go up to 25 at the most")
    return scale


def _levels(told: Sequence[Mapping[str, str]]) -> tuple[Level, ...]:
    if len(told) != LEVELS:
        raise UnfitScale(f"There are {LEVELS} levels of likelihood and of impact")
    return tuple(
        Level(number, one["title"], one["words"]) for number, one in enumerate(told, start=1)
    )


@functools.cache
def all_scales() -> tuple[Scale, ...]:
    """Every version of the scale, the oldest first."""
    text = files("precept.review.management.data").joinpath("risk_scale.toml").read_text("utf-8")
    found = (read_scale(one) for one in tomllib.loads(text)["scale"])
    return tuple(sorted(found, key=lambda one: one.applies_from))


def scale_on(day: date, known: Sequence[Scale] | None = None) -> Scale:
    """The scale that is used on a day; the first one before its own."""
    known = all_scales() if known is None else known
    return next((one for one in reversed(known) if one.applies_from <= day), known[0])


def scale_of(key: str) -> Scale:
    """The version on which something was scored; the newest where the file no longer has it."""
    known = all_scales()
    return next((one for one in known if one.id == key), known[-1])
