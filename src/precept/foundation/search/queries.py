"""Finding. Never more than three queries, whose cost does not grow with what the page does not show."""

# The columns are this module's own, every value is a parameter.
# ruff: noqa: S608

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from precept.foundation.search import engines, rules
from precept.foundation.search.entries import Found, Hit, Wanted
from precept.foundation.search.models import EntryRow
from precept.foundation.search.rules import COUNTED_TO

MOST_VALUES = 500
"""The most values of facets that one list offers."""

_SHOWN = ("kind", "key", "title", "href", "shown", "date", "amount")


def find(wanted: Wanted) -> Found:
    """A page of what somebody looks for; any words, facets, kinds or numbers are an answer, never an error."""
    wanted = replace(
        wanted,
        scope=rules.clean(wanted.scope),
        kinds=tuple(dict.fromkeys(map(rules.clean, wanted.kinds))),
    )
    order = wanted.order if wanted.order in rules.ORDERS else rules.ORDERS[0]
    size = max(1, min(wanted.size, rules.LARGEST_PAGE))
    start = (max(1, min(wanted.page, rules.LAST_PAGE)) - 1) * size
    sought = rules.sought(wanted)
    if sought is None:
        return _list(wanted, order, start, size)
    engine = engines.in_use()
    columns = ["id", f"{order}_place", *(["facets"] if wanted.counted else [])]
    some = engine.some(sought, columns, COUNTED_TO + 1)
    some_are_all = len(some) <= COUNTED_TO
    if some_are_all or (order == engine.READS_IN and start + size < len(some)):
        wished = [row[0] for row in sorted(some, key=lambda row: (row[1], row[0]))]
        rows = _these(wished[start : start + size])
        more = len(some) > start + size
    else:
        place = (wanted.scope, wanted.kinds)
        rows = engine.page(sought, place, order, _SHOWN, (start, size + 1))
        more = len(rows) > size
    return Found(
        hits=[_hit(row) for row in rows[:size]],
        count=len(some),
        facets=_counted(wanted.counted, [row[2] for row in some[:COUNTED_TO]])
        if wanted.counted
        else {},
        more=more,
        counts_are_exact=some_are_all,
    )


def facets(
    scope: str, names: Sequence[str], kinds: Sequence[str] = ()
) -> dict[str, list[tuple[str, int]]]:
    """Every value of these facets with how many entries have it (to 1,000, then 1,001), most first.

    One query, by steps through an index from value to value. No kinds means all of them.
    """
    if not names:
        return {}
    with connection.cursor() as cursor:
        _step_through_values(cursor, scope, names, kinds)
        found = cursor.fetchall()
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    for name, value, number in found:
        counts[name][value] += number
    return {name: rules.most_first(counted.items()) for name, counted in counts.items()}


def with_facet(scope: str, kind: str, name: str, value: str, limit: int) -> list[tuple[str, str]]:
    """The titles and addresses of the entries of a kind with a facet's value, by title: one query off its index."""
    rows = EntryRow.objects.filter(
        facet_rows__scope=scope,
        facet_rows__kind=kind,
        facet_rows__name=name,
        facet_rows__value=rules.clean(value),
    )
    return list(rows.order_by("title_place", "pk").values_list("title", "href")[:limit])


def _list(wanted: Wanted, order: str, start: int, size: int) -> Found:
    """A list with neither words nor facets: read off the order's own index."""
    one_each = wanted.kinds or (None,)
    with connection.cursor() as cursor:
        sql, given = _stacked("1", wanted.scope, one_each, COUNTED_TO + 1)
        cursor.execute(f"SELECT count(*) FROM ({sql}) counted", given)
        count = min(int(cursor.fetchone()[0]), COUNTED_TO + 1)
        place = f"{order}_place"
        sql, given = _stacked(
            f"id, {place} AS place", wanted.scope, one_each, start + size + 1, place
        )
        cursor.execute(
            f"SELECT {', '.join(f'e.{column}' for column in _SHOWN)}"
            f" FROM (SELECT id, place FROM ({sql}) stacked ORDER BY place, id LIMIT %s OFFSET %s) found"
            " JOIN search_entry e ON e.id = found.id ORDER BY found.place, found.id",
            [*given, size + 1, start],
        )
        rows = cursor.fetchall()
    return Found(
        hits=[_hit(row) for row in rows[:size]],
        count=count,
        facets=facets(wanted.scope, wanted.counted, wanted.kinds),
        more=len(rows) > size,
    )


def _stacked(
    columns: str, scope: str, kinds: Sequence[str | None], limit: int, order: str = ""
) -> tuple[str, list[Any]]:
    """The first of each kind on top of one another, each read off its own index; None is every kind."""
    parts: list[str] = []
    given: list[Any] = []
    for kind in kinds:
        ordered = f"ORDER BY {order}, id" if order else ""
        only = "AND kind = %s" if kind is not None else ""
        parts.append(
            f"SELECT * FROM (SELECT {columns} FROM search_entry WHERE scope = %s {only} {ordered}"
            f" LIMIT %s) part{len(parts)}"
        )
        given += [scope, *([kind] if kind is not None else []), limit]
    return " UNION ALL ".join(parts), given


def _step_through_values(
    cursor: CursorWrapper, scope: str, names: Sequence[str], kinds: Sequence[str]
) -> None:
    wanted_names = list(dict.fromkeys(names))
    named = " UNION ALL ".join(["SELECT CAST(%s AS varchar(40)) AS name"] * len(wanted_names))
    within = "FROM search_facet f WHERE f.scope = %s AND f.name"
    given: list[Any] = [*wanted_names]
    if kinds:
        wanted_kinds = list(dict.fromkeys(kinds))
        listed = " UNION ALL ".join(["SELECT CAST(%s AS varchar(40)) AS kind"] * len(wanted_kinds))
        kinds_sql = f"SELECT n.name, k.kind FROM named n CROSS JOIN ({listed}) k"
        given += wanted_kinds
    else:
        kinds_sql = (
            f"SELECT n.name, (SELECT min(f.kind) {within} = n.name) FROM named n"
            f" UNION ALL SELECT s.name, (SELECT min(f.kind) {within} = s.name AND f.kind > s.kind)"
            " FROM kinds s WHERE s.kind IS NOT NULL"
        )
        given += [scope, scope]
    cursor.execute(
        f"WITH RECURSIVE named(name) AS ({named}), kinds(name, kind) AS ({kinds_sql}),"
        " stepped(name, kind, value) AS ("
        f" SELECT k.name, k.kind, (SELECT min(f.value) {within} = k.name AND f.kind = k.kind)"
        " FROM kinds k WHERE k.kind IS NOT NULL UNION ALL"
        f" SELECT s.name, s.kind, (SELECT min(f.value) {within} = s.name AND f.kind = s.kind"
        " AND f.value > s.value) FROM stepped s WHERE s.value IS NOT NULL)"
        " SELECT v.name, v.value, (SELECT count(*) FROM"
        f" (SELECT 1 {within} = v.name AND f.kind = v.kind AND f.value = v.value LIMIT %s) c)"
        " FROM (SELECT name, kind, value FROM stepped WHERE value IS NOT NULL LIMIT %s) v",
        [*given, scope, scope, scope, COUNTED_TO + 1, MOST_VALUES],
    )


def _these(wished: list[int]) -> list[tuple[Any, ...]]:
    """The entries of these ids, in this order."""
    if not wished:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {', '.join(_SHOWN)} FROM search_entry"
            f" WHERE id IN ({', '.join(['%s'] * len(wished))})",
            wished,
        )
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    return [found[wish] for wish in wished if wish in found]


def _counted(names: Sequence[str], held: list[str]) -> Mapping[str, list[tuple[str, int]]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in names}
    # Many entries have the very same facets: each spelling is read once.
    for spelled, number in Counter(held).items():
        for name, values in json.loads(spelled).items():
            if name in counts:
                for value in values:
                    counts[name][value] += number
    return {name: rules.most_first(counted.items()) for name, counted in counts.items()}


def _hit(row: Sequence[Any]) -> Hit:
    kind, key, title, href, shown, day, amount = row
    return Hit(
        kind=kind,
        key=key,
        title=title,
        href=href,
        shown=json.loads(shown),
        # SQLite gives a date as its text.
        date=date.fromisoformat(day) if isinstance(day, str) else day,
        amount=amount,
    )
