"""Which line holds the headings, which column is which, how a row reads, and where a file stands. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from precept.foundation.intake.reading import Cell, Line, letters, written
from precept.foundation.intake.sheets import Sheet, SheetColumn, Unreadable
from precept.foundation.ledger.verify_ledger import canonical

LOOKED_AT: Final = 30
"""How many of the first lines may hold the headings."""
ROWS_A_STEP: Final = 200
"""How many rows are staged in one transaction."""
AT_ONCE: Final = 200
"""How many rows are read or loaded while the person waits; more are a task's work…"""
STEPS_AT_ONCE: Final = 10
"""…and so are rows that take more steps than this to load."""
STEPS_A_RUN: Final = 200
"""How many steps a task takes before it queues itself again."""

STATES: Final = {
    "reading": "Columns to choose",
    "mapped": "Being read",
    "ready": "Ready to load",
    "loading": "Loading",
    "loaded": "Loaded",
    "stopped": "Stopped",
    "dropped": "Dropped",
}
MAY_MAP: Final = ("reading", "mapped", "ready")
MAY_ANSWER: Final = ("mapped", "ready")
MAY_DROP: Final = ("reading", "mapped", "ready")
MAY_LEAVE_OUT: Final = ("ready", "stopped")

ROW_STATES: Final = {
    "waiting": "To be loaded",
    "refused": "Refused",
    "left out": "Left out",
    "loaded": "Loaded",
}

_APART: Final = re.compile(r"[\W_]+")
TWICE: Final = "twice"


def states() -> list[tuple[str, str]]:
    """The states of a file as a list offers them."""
    return list(STATES.items())


def row_states() -> list[tuple[str, str]]:
    """The states of a row as a list offers them."""
    return list(ROW_STATES.items())


def folded(heading: str) -> str:
    """One spelling of a heading: «Contract_Number » and «contract number» are the same."""
    plain = unicodedata.normalize("NFKC", heading).casefold().replace("'", "").replace("’", "")
    return " ".join(_APART.sub(" ", plain).split())


def signature(headings: Sequence[str]) -> str:
    """What files of the same headings in the same order have in common: SHA-256."""
    return hashlib.sha256("\n".join(folded(one) for one in headings).encode()).hexdigest()


def digest(thing: Any) -> str:
    """The hash of a JSON value, as an event states it: SHA-256 of its canonical text."""
    return hashlib.sha256(canonical(thing).encode()).hexdigest()


@dataclass(frozen=True)
class Headings:
    """The line that holds the headings: its number in the file, where it stands among the lines."""

    line: int
    place: int
    texts: tuple[str, ...]
    is_certain: bool


def headings_at(lines: Sequence[Line], place: int, *, is_certain: bool = True) -> Headings:
    """The headings of the line at this place; a blank one is named by its column's letter."""
    line = lines[place]
    return Headings(line.number, place, tuple(written(cell) for cell in line.cells), is_certain)


def find_headings(
    lines: Sequence[Line], columns: Sequence[SheetColumn], kept: Iterable[str] = ()
) -> Headings:
    """The first line in which enough headings are known, or that somebody mapped before.

    Enough is half of the required columns, at least two where the kind of file has two. Where none
    has, the first line with at least two words, which is then not certain.
    """
    known_before = set(kept)
    required = sum(column.required for column in columns) or len(columns)
    enough = max(min(2, len(columns)), (required + 1) // 2)
    for place in range(min(LOOKED_AT, len(lines))):
        found = headings_at(lines, place)
        if signature(found.texts) in known_before:
            return found
        if len(matched(found.texts, columns)) >= enough:
            return found
    for place in range(min(LOOKED_AT, len(lines))):
        found = headings_at(lines, place, is_certain=False)
        if sum(bool(text) for text in found.texts) >= 2:
            return found
    return headings_at(lines, 0, is_certain=False)


def matched(headings: Sequence[str], columns: Sequence[SheetColumn]) -> dict[str, int]:
    """Where each known column stands in the file, counted from nought; each heading serves one."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        places.setdefault(folded(heading), place)
    found: dict[str, int] = {}
    for column in columns:
        for name in (column.key, column.title, *column.aliases):
            known = places.get(folded(name))
            if known is not None and known not in found.values():
                found[column.key] = known
                break
    return found


def unsure(
    headings: Headings, mapping: Mapping[str, int], columns: Sequence[SheetColumn]
) -> list[str]:
    """Why somebody must look at the columns before the rows are read; nothing where all is plain."""
    told = []
    if not headings.is_certain:
        told.append("No line with the headings of this kind of file was found.")
    missing = [one.title for one in columns if one.required and one.key not in mapping]
    if missing:
        told.append("Not found in the file: " + ", ".join(f"“{title}”" for title in missing) + ".")
    names = [folded(text) for text in headings.texts]
    for column in columns:
        place = mapping.get(column.key)
        if place is not None and place < len(names) and names.count(names[place]) > 1:
            told.append(f"Several columns are headed “{headings.texts[place]}”.")
    return told


def unmapped(headings: Sequence[str], mapping: Mapping[str, int]) -> list[str]:
    """The columns of the file that are not used, as the person knows them."""
    used = set(mapping.values())
    return [
        heading_shown(headings, place)
        for place in range(len(headings))
        if place not in used and headings[place]
    ]


def heading_shown(headings: Sequence[str], place: int) -> str:
    """A column of the file by its heading, or by its letter where it has none."""
    return headings[place] or f"Column {letters(place)}"


def not_a_mapping(mapping: Mapping[str, int], sheet: Sheet, width: int) -> list[tuple[str, str]]:
    """What is wrong with a mapping: the column's key and why."""
    wrong = []
    for column in sheet.columns:
        place = mapping.get(column.key)
        if place is None:
            if column.required:
                wrong.append((column.key, f"Choose the column that holds “{column.title}”"))
        elif not 0 <= place < width:
            wrong.append((column.key, f"Choose a column of the file for “{column.title}”"))
        elif sum(other == place for other in mapping.values()) > 1:
            wrong.append(
                (column.key, f"Choose another column for “{column.title}”: it is used twice")
            )
    return wrong


@dataclass
class RowRead:
    """A row as it was read: values, words and doubts by column, and what is wrong with it."""

    line: int
    cells: list[str]
    readings: dict[str, dict[str, Any]] = field(default_factory=dict)
    doubts: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)


def read_row(line: Line, width: int, mapping: Mapping[str, int], sheet: Sheet) -> RowRead:
    """Read every mapped cell of a line; what cannot be read is a problem of that row alone."""
    cells = [written(cell) for cell in line.cells]
    row = RowRead(line.number, cells + [""] * (width - len(cells)))
    for column in sheet.columns:
        place = mapping.get(column.key)
        if place is None:
            continue
        cell: Cell = line.cells[place] if place < len(line.cells) else None
        try:
            reading = column.read(cell)
        except Unreadable as refusal:
            row.problems.append({"column": column.key, "words": refusal.words})
            continue
        row.readings[column.key] = {"value": reading.value, "shown": reading.shown}
        row.doubts += [{"column": column.key, "words": words} for words in reading.doubts]
    return row


def is_heading_again(line: Line, headings: Sequence[str]) -> bool:
    """Whether a line repeats the headings, as long tables do at the top of each page."""
    return [folded(written(cell)) for cell in line.cells] == [folded(one) for one in headings]


def twice(name: str, lines: Iterable[int]) -> dict[str, Any]:
    """The problem of a row that names what other rows name too."""
    others = ", ".join(f"{line}" for line in sorted(lines)[:5])
    return {
        "column": None,
        "words": f"{name} also stands in line {others}. Leave out all but one.",
        TWICE: name,
    }


def with_twice(
    problems: Sequence[Mapping[str, Any]], name: str, others: Sequence[int]
) -> list[dict[str, Any]]:
    """A row's problems once it is known which other lines name the same."""
    kept = [dict(problem) for problem in problems if problem.get(TWICE) != name]
    return [*kept, twice(name, others)] if others else kept


def state_of_row(problems: Sequence[object], *, is_left_out: bool = False) -> str:
    """Where a row that is not loaded stands."""
    if is_left_out:
        return "left out"
    return "refused" if problems else "waiting"
