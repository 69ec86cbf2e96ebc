"""What a file holds once it is read, and how much of it we take."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

Cell = str | int | float | bool | date | datetime | None

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 5_000
_EXACT_WHOLE: Final = 2**53
_BLANKS: Final = " \t\r\n\u00a0\u200b\ufeff"


class Unfit(Exception):
    """A file that cannot be read; ``words`` say why and what to do, fit to show."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Line:
    """A row that holds something, under the number at which a person finds it in their file."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as rows: how it was read, its sheets that hold something, and the one that was read."""

    how: tuple[str, ...]
    tabs: tuple[str, ...]
    tab: str
    lines: tuple[Line, ...]


def cell_of(given: object) -> Cell:
    """A cell as the readers give it, made plain: whole numbers whole, midnights dates, blanks None."""
    match given:
        case bool():
            return given
        case float():
            is_whole = given.is_integer() and abs(given) < _EXACT_WHOLE
            return int(given) if is_whole else given
        case datetime():
            return given.date() if given.time() == time() else given
        case int() | date():
            return given
        case time() | timedelta():
            return str(given)
        case str():
            # A database cannot keep the sign of nothing, and nobody sees it.
            text = given.replace("\x00", "").strip(_BLANKS)
            return text or None
        case _:
            return None


def written(cell: Cell) -> str:
    """A cell as words, as near as can be to what stands in the file."""
    match cell:
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case datetime():
            return f"{cell:%d/%m/%Y %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case _:
            return str(cell)


def letters(column: int) -> str:
    """The letters that a spreadsheet gives a column, counted from nought: 0 is A, 27 is AB."""
    named, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        named = chr(ord("A") + last) + named
    return named


def kept_line(number: int, given: list[object], *, place: int) -> Line | None:
    """A row without the blanks at its end, or nothing where it is blank all through.

    ``place`` is how many rows were kept before. Unfit where the row breaks a limit.
    """
    cells = [cell_of(one) for one in given]
    while cells and cells[-1] is None:
        cells.pop()
    if not cells:
        return None
    # The heading and a few titles above it come on top of the rows.
    if place >= MOST_ROWS + 50:
        raise Unfit(
            f"This file has more than {MOST_ROWS:,} rows. Split it into several files and give each."
        )
    if len(cells) > MOST_COLUMNS:
        raise Unfit(
            f"Line {number} has {len(cells):,} columns; {MOST_COLUMNS} are the most that can be"
            " read. Delete the columns that are not needed and try again."
        )
    for at, cell in enumerate(cells):
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            raise Unfit(
                f"Line {number}, column {letters(at)}, holds {len(cell):,} characters;"
                f" {LONGEST_CELL:,} are the most that can be read. Shorten it and try again."
            )
    return Line(number, tuple(cells))
