"""The duties that an office begins with. Pure."""

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from precept.review.year.rules.rhythm import Rhythm


@dataclass(frozen=True)
class FirstDuty:
    """A duty that an office begins with: ``role`` owes it, ``remind`` are days before."""

    key: str
    title: str
    guidance: str
    rhythm: Rhythm
    source: str
    shows: str
    role: str
    remind: tuple[int, ...]


@functools.cache
def first_duties() -> tuple[FirstDuty, ...]:
    """The duties of a new office, in the order of its file."""
    text = files("precept.review.year.data").joinpath("duties.toml").read_text("utf-8")
    return tuple(
        FirstDuty(
            key=one["key"],
            title=one["title"],
            guidance=one.get("guidance", ""),
            rhythm=Rhythm(one["often"], one.get("month", 1), one.get("day", 1), one.get("once_on")),
            source=one["source"],
            shows=one["shows"],
            role=one["role"],
            remind=tuple(one["remind"]),
        )
        for one in tomllib.loads(text)["duty"]
    )
