"""Whether an organisation that somebody enters looks like one that is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from typing import Final


class Likeness(IntEnum):
    """How alike, from least to most."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True)
class Alike:
    """How alike two organisations are, and why, in words."""

    likeness: Likeness
    why: str
    closeness: float = 1.0


@dataclass(frozen=True)
class Entered:
    """What was entered: the name's key, and identifiers as (scheme, value)."""

    key: str
    identifiers: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Known:
    """What is known of an organisation: the keys of its name and former names, its identifiers."""

    key: str
    former_keys: tuple[str, ...] = ()
    identifiers: frozenset[tuple[str, str]] = frozenset()


CLOSE: Final = 0.85
"""The share of letters in the same order at which two spellings are close."""
SHORTEST: Final = 5
"""Shorter names are close to too many others."""


def likeness(entered: Entered, known: Known) -> Alike | None:
    """How alike: a shared number is certain, the same name or a former one likely, close spelling possible."""
    shared = entered.identifiers & known.identifiers
    if shared:
        return Alike(Likeness.CERTAIN, f"The same number: {sorted(shared)[0][1]}")
    if entered.key and entered.key == known.key:
        return Alike(Likeness.LIKELY, "The same name")
    if entered.key and entered.key in known.former_keys:
        return Alike(Likeness.LIKELY, "It had this name before")
    nearest = max(_closeness(entered.key, key) for key in (known.key, *known.former_keys))
    if nearest >= CLOSE:
        return Alike(Likeness.POSSIBLE, "A name much like it", nearest)
    return None


def _closeness(one: str, other: str) -> float:
    if min(len(one), len(other)) < SHORTEST:
        return 0.0
    if sorted(one.split()) == sorted(other.split()):
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Cheap upper bounds first: most candidates stop there.
    if matcher.real_quick_ratio() < CLOSE or matcher.quick_ratio() < CLOSE:
        return 0.0
    return matcher.ratio()


def nearest_first(alike: Iterable[Alike]) -> list[Alike]:
    """The most alike first."""
    return sorted(alike, key=lambda one: (-one.likeness, -one.closeness))


def search_words(key: str, most: int = 3) -> list[str]:
    """The longest words of a name: those by which names like it are looked up."""
    words = dict.fromkeys(word for word in key.split() if len(word) > 3)
    return sorted(words, key=len, reverse=True)[:most]
