"""Search on SQLite: FTS5 over the terms, kept in step by triggers (migration 0002).

An entry's row in ``search_words`` is numbered by its place among the newest, then its id, so that the
newest first is the order in which FTS5 reads: nothing is sorted, and reading stops with the page.
"""

# Columns and orders are names of ours, every value is a parameter.
# ruff: noqa: S608

from collections.abc import Sequence
from typing import Any

from precept.foundation.search.engines.statements import listed, rows
from precept.foundation.search.rules import Sought

ID_BITS = 40
_ID = f"(search_words.rowid & {2**ID_BITS - 1})"
READS_IN = "newest"
WALKED = 5_000
"""How many entries are looked at in their order before all that match are sorted instead."""


def some(sought: Sought, columns: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
    """So many of the matching entries: the newest."""
    return rows(
        f"SELECT {listed(columns)} FROM search_words CROSS JOIN search_entry e ON e.id = {_ID}"
        " WHERE search_words MATCH %s ORDER BY search_words.rowid LIMIT %s",
        [_match(sought), limit],
    )


def page(
    sought: Sought,
    place: tuple[str, tuple[str, ...]],
    order: str,
    columns: Sequence[str],
    stretch: tuple[int, int],
) -> list[tuple[Any, ...]]:
    """The matching entries in their order; the cost stays bounded by walking before sorting."""
    start, length = stretch
    if order == "newest":
        return rows(
            f"SELECT {listed(columns)} FROM search_words CROSS JOIN search_entry e ON e.id = {_ID}"
            " WHERE search_words MATCH %s ORDER BY search_words.rowid LIMIT %s OFFSET %s",
            [_match(sought), length, start],
        )
    walked = _walked(sought, place, order, columns, stretch)
    if len(walked) == length:
        return walked
    return rows(
        f"SELECT {listed(columns)} FROM (SELECT o.id AS id, o.{order}_place AS place"
        f" FROM search_words CROSS JOIN search_entry o ON o.id = {_ID}"
        " WHERE search_words MATCH %s ORDER BY place, id LIMIT %s OFFSET %s) found"
        " JOIN search_entry e ON e.id = found.id ORDER BY found.place, found.id",
        [_match(sought), length, start],
    )


def _walked(
    sought: Sought,
    place: tuple[str, tuple[str, ...]],
    order: str,
    columns: Sequence[str],
    stretch: tuple[int, int],
) -> list[tuple[Any, ...]]:
    """Those that match among the first in their order, read off the terms themselves.

    Asking ``search_words`` about one entry at a time takes a hundred times as long.
    """
    scope, kinds = place
    start, length = stretch
    only = "AND kind = %s" if len(kinds) == 1 else ""
    tests, held = [], []
    for group in sought.groups:
        tests.append(" OR ".join(["instr(e.terms, %s)"] * len(group)))
        held += [f" {term.text}" if term.begins else f" {term.text} " for term in group]
    return rows(
        f"SELECT {listed(columns)} FROM (SELECT id FROM search_entry"
        f" WHERE scope = %s {only} ORDER BY {order}_place, id LIMIT %s) walked"
        " CROSS JOIN search_entry e ON e.id = walked.id"
        f" WHERE {' AND '.join(f'({test})' for test in tests)} LIMIT %s OFFSET %s",
        [scope, *(kinds if only else ()), WALKED + 2 * start, *held, length, start],
    )


def _match(sought: Sought) -> str:
    """FTS5's own language. Terms hold letters, figures and ``_`` alone, so nothing needs escaping."""
    groups = [
        " OR ".join(f'"{term.text}"{" *" if term.begins else ""}' for term in group)
        for group in sought.groups
    ]
    return " AND ".join(f"({group})" for group in groups)
