"""What search keeps of a thing, and what it gives back."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entry:
    """A thing as search knows it.

    ``scope`` is ``public`` for what anyone may find. ``shown`` is everything that a list shows of the
    thing, so that a list reads nothing else. ``facets`` are what it can be narrowed by; ``amount`` is
    pence.
    """

    scope: str
    kind: str
    key: str
    title: str
    href: str
    text: str = ""
    shown: Mapping[str, Any] = field(default_factory=dict)
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: datetime.date | None = None
    amount: int | None = None


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Words are all meant (and), the last one also as a beginning."""

    scope: str
    kinds: tuple[str, ...] = ()
    words: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = "newest"
    """``newest``, ``oldest``, ``title``, ``dearest``, ``cheapest``, ``key``."""
    page: int = 1
    size: int = 50
    counted: tuple[str, ...] = ()
    """The facets whose values are to be counted among what is found."""


@dataclass(frozen=True)
class Hit:
    """A thing found."""

    kind: str
    key: str
    title: str
    href: str
    shown: Mapping[str, Any]
    date: datetime.date | None
    amount: int | None


@dataclass(frozen=True)
class Found:
    """A page of what was found. ``count`` is counted to 1,000; 1,001 means more than that."""

    hits: list[Hit]
    count: int
    facets: Mapping[str, list[tuple[str, int]]]
    """For each facet asked for, its values with how many are found (counted to 1,000), most first."""
    more: bool
    counts_are_exact: bool = True
    """False where more than 1,000 were found among words or facets: the values were counted among
    1,000 of them alone, so a page says "at least" or leaves the numbers out."""
