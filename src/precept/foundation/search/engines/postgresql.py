"""Search on PostgreSQL: a generated tsvector of the terms under GIN (migration 0002)."""

# Columns and orders are names of ours, every value is a parameter.
# ruff: noqa: S608

from collections.abc import Sequence
from typing import Any

from precept.foundation.search.engines.statements import listed, rows
from precept.foundation.search.rules import Sought

READS_IN = ""
WALKED = 5_000
"""How many entries are looked at in their order before all that match are sorted instead."""


def some(sought: Sought, columns: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
    """So many of the matching entries, in no order."""
    return rows(
        f"SELECT {listed(columns)} FROM search_entry e WHERE e.vector @@ %s::tsquery LIMIT %s",
        [_query(sought), limit],
    )


def page(
    sought: Sought,
    place: tuple[str, tuple[str, ...]],
    order: str,
    columns: Sequence[str],
    stretch: tuple[int, int],
) -> list[tuple[Any, ...]]:
    """The matching entries in their order; the cost stays bounded by walking before sorting.

    Left to itself the planner guesses which of the two is cheaper, and guesses wrong where what is
    sought stands together at one end of the order (everything of one year, newest first).
    """
    scope, kinds = place
    start, length = stretch
    query = _query(sought)
    only = "AND kind = %s" if len(kinds) == 1 else ""
    walked = rows(
        f"SELECT {listed(columns)} FROM (SELECT * FROM search_entry"
        f" WHERE scope = %s {only} ORDER BY {order}_place, id LIMIT %s) e"
        " WHERE e.vector @@ %s::tsquery LIMIT %s OFFSET %s",
        [scope, *(kinds if only else ()), WALKED + 2 * start, query, length, start],
    )
    if len(walked) == length:
        return walked
    return rows(
        f"WITH matching AS MATERIALIZED (SELECT id, {order}_place AS place FROM search_entry"
        " WHERE vector @@ %s::tsquery),"
        " found AS (SELECT id, place FROM matching ORDER BY place, id LIMIT %s OFFSET %s)"
        f" SELECT {listed(columns)} FROM found JOIN search_entry e ON e.id = found.id"
        " ORDER BY found.place, found.id",
        [query, length, start],
    )


def _query(sought: Sought) -> str:
    """A tsquery. Terms hold letters, figures and ``_`` alone, so nothing needs escaping."""
    groups = [
        " | ".join(f"'{term.text}'{':*' if term.begins else ''}" for term in group)
        for group in sought.groups
    ]
    return " & ".join(f"({group})" for group in groups)
