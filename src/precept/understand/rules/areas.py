"""Areas by their statistical codes: which are there, what follows an old one, what holds what. Pure."""

import functools
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final

area_kinds = [
    ("force", "Police force area"),
    ("county", "County"),
    ("unitary", "Unitary authority"),
    ("district", "District"),
    ("other", "Another area"),
]
KINDS: Final = dict(area_kinds)
CODE: Final = re.compile(r"[A-Z0-9]{2,9}")
MOST_ROWS: Final = 30
"""The most rows and columns of a drawing of areas."""


@dataclass(frozen=True)
class StandardArea:
    """An area of the national list, with its vintage, what holds it and what followed it."""

    code: str
    name: str
    kind: str
    parent: str
    starts: date | None
    ends: date | None
    successors: tuple[str, ...]
    row: int | None
    column: int | None
    population: int | None


@dataclass(frozen=True)
class StandardAreas:
    """The national list as it comes with this software, and where it is from."""

    source: str
    census: date
    areas: tuple[StandardArea, ...]


@functools.cache
def standard_areas() -> StandardAreas:
    """The list, in an order in which what holds an area or follows it stands before it."""
    data = files("precept.understand.data")
    said = tomllib.loads(data.joinpath("areas.toml").read_text("utf-8"))
    return StandardAreas(said["source"], said["census"], tuple(map(_standard, said["area"])))


def _standard(one: Mapping[str, Any]) -> StandardArea:
    return StandardArea(
        code=one["code"],
        name=one["name"],
        kind=one["kind"],
        parent=one.get("parent", ""),
        starts=one.get("from"),
        ends=one.get("until"),
        successors=tuple(one.get("successors", ())),
        row=one.get("row"),
        column=one.get("column"),
        population=one.get("population"),
    )


def clean_code(typed: str) -> str:
    """A code in its one spelling; nothing where it cannot be one."""
    plain = "".join(typed.split()).upper()
    return plain if CODE.fullmatch(plain) else ""


def folded(name: str) -> str:
    """One spelling of a name, for finding it."""
    return " ".join(name.casefold().replace("&", "and").split())


def read_as(area: int, successors: Mapping[int, Sequence[int]]) -> int | None:
    """Which area of today a count of this one belongs to; None where it was split between several.

    ``successors`` holds what followed each area that ended, by key.
    """
    seen = {area}
    while followed := successors.get(area):
        if len(followed) > 1:
            return None
        (area,) = followed
        if area in seen:
            return None
        seen.add(area)
    return area


def above(area: int, parents: Mapping[int, int | None]) -> list[int]:
    """Everything that holds an area, the nearest first; a list that goes round in a circle ends."""
    found: list[int] = []
    while (holder := parents.get(area)) is not None and holder not in found:
        found.append(holder)
        area = holder
    return found


def held_twice(chosen: Collection[int], parents: Mapping[int, int | None]) -> list[tuple[int, int]]:
    """Pairs of areas that were chosen though the first holds the second: their people would count twice."""
    return [
        (holder, one) for one in chosen for holder in above(one, parents) if holder in set(chosen)
    ]


def vintage_words(starts: str, ends: str) -> str:
    """Between which days a code is used, of days in words."""
    if starts and ends:
        return f"{starts} to {ends}"
    if ends:
        return f"Until {ends}"
    return f"Since {starts}" if starts else "Not stated"
