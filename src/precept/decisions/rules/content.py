"""What a decision says: its number, the one spelling that is signed, its tables and facts."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from precept.decisions.rules import dated
from precept.foundation.ledger.verify_ledger import canonical

REFERENCE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+")
MOST_FACTS = 60
MOST_TABLES = 12
MOST_ROWS = 500
MOST_COLUMNS = 12
_NUMBER = re.compile(r"[−-]?£?[0-9][0-9,]*(\.[0-9]+)?%?")


def reference_problem(reference: str) -> str | None:
    """Why something is no reference of a decision; nothing where it is one."""
    if not REFERENCE.fullmatch(reference) or len(reference) > 40:
        return "Enter a reference in capital letters and digits with hyphens, like EXE-2026-0042."
    return None


def series_on(on: date) -> dated.Series:
    """The series of numbers in force on a day. LookupError where there is none."""
    found = next((one for one in reversed(dated.series()) if one.applies_on(on)), None)
    if found is None:
        raise LookupError(f"no series of decision numbers is in force on {on.isoformat()}")
    return found


def next_reference(taken: Iterable[str], on: date) -> str:
    """The next number of the office's series in the year of a day; numbers are never used again.

    ``taken`` are the references there are. LookupError where no series is in force on the day.
    """
    series = series_on(on)
    begins = f"{series.prefix}-{on.year}-"
    numbers = [
        int(rest)
        for one in taken
        if one.startswith(begins) and (rest := one.removeprefix(begins)).isdigit()
    ]
    return f"{begins}{max(numbers, default=0) + 1:0{series.digits}d}"


def digest(thing: Any) -> str:
    """SHA-256 over the one spelling of a thing."""
    return hashlib.sha256(canonical(thing).encode()).hexdigest()


def facts_problem(facts: Sequence[Any]) -> str | None:
    """Why stated facts cannot stand in a notice; nothing where they can."""
    if len(facts) > MOST_FACTS:
        return f"A notice states at most {MOST_FACTS} facts."
    for fact in facts:
        if (
            not isinstance(fact, Mapping)
            or set(fact) != {"name", "words"}
            or not all(isinstance(value, str) for value in fact.values())
            or not fact["name"].strip()
        ):
            return "A fact has a name and words."
    return None


def tables_problem(tables: Sequence[Any]) -> str | None:
    """Why tables cannot stand in a notice; nothing where they can."""
    if len(tables) > MOST_TABLES:
        return f"A notice holds at most {MOST_TABLES} tables."
    for table in tables:
        if not isinstance(table, Mapping) or set(table) != {"title", "columns", "rows"}:
            return "A table has a title, columns and rows."
        columns, rows, title = table["columns"], table["rows"], table["title"]
        if not isinstance(title, str) or not title.strip():
            return "A table has a title."
        if not columns or len(columns) > MOST_COLUMNS or not _are_words(columns):
            return f"The table “{title}” has 1 to {MOST_COLUMNS} columns, each with a heading."
        if not all(one.strip() for one in columns):
            return f"Every column of the table “{title}” has a heading."
        if len(rows) > MOST_ROWS:
            return f"The table “{title}” has at most {MOST_ROWS} rows."
        if not all(len(row) == len(columns) and _are_words(row) for row in rows):
            return f"Every row of the table “{title}” has words for each of its columns."
    return None


def _are_words(cells: Sequence[Any]) -> bool:
    return all(isinstance(cell, str) for cell in cells)


def is_numeric(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a column of a table holds amounts and numbers, and so stands to the right."""
    cells = [row[place].strip() for row in rows if row[place].strip() not in ("", "–")]
    cells = [cell for cell in cells if not cell.startswith("[redacted: ")]
    return bool(cells) and all(_NUMBER.fullmatch(cell) for cell in cells)
