"""Writing what search knows. Whoever calls does it in the transaction of its own action."""

# The columns are this module's own, every value is a parameter.
# ruff: noqa: S608

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, transaction

from precept.foundation.search import rules
from precept.foundation.search.entries import Entry
from precept.foundation.search.models import EntryRow, FacetRow

AT_ONCE = 500
"""How many entries one transaction writes or drops: well under a tenth of a second."""

MOST_FACETS_A_STATEMENT = 2_000
"""Five values each: well under the 32,766 that SQLite takes in one statement."""

_COLUMNS = (
    *("scope", "kind", "key", "title", "href", "date", "amount"),
    *(
        "newest_place",
        "oldest_place",
        "title_place",
        "dearest_place",
        "cheapest_place",
        "key_place",
    ),
    *("facets", "shown", "terms"),
)
T = TypeVar("T")


def put(entry: Entry) -> None:
    """Make a thing findable as it is now. Put twice is put once."""
    _write([entry])


def put_many(entries: Iterable[Entry]) -> int:
    """Make many things findable, a few hundred a transaction; returns how many were given."""
    given = 0
    for some in _portions(entries, AT_ONCE):
        _write(some)
        given += len(some)
    return given


def drop(scope: str, kind: str, key: str) -> None:
    """Make a thing unfindable. One that was not known stays so."""
    with transaction.atomic():
        _delete(
            EntryRow.objects.filter(scope=scope, kind=kind, key=key).values_list("pk", flat=True)
        )


def drop_kind(scope: str, kind: str) -> None:
    """Make everything of a kind unfindable, a few hundred a transaction."""
    rows = EntryRow.objects.filter(scope=scope, kind=kind).values_list("pk", flat=True)
    while True:
        with transaction.atomic():
            if not _delete(rows[:AT_ONCE]):
                return


def _delete(rows: Iterable[int]) -> int:
    found = list(rows)
    if found:
        FacetRow.objects.filter(entry__in=found).delete()
        EntryRow.objects.filter(pk__in=found).delete()
    return len(found)


def _portions(things: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(things)
    while some := list(islice(waiting, size)):
        yield some


def _write(entries: list[Entry]) -> None:
    for entry in entries:
        rules.refuse_misfits(entry)
    last = {(entry.scope, entry.kind, entry.key): entry for entry in entries}
    # In one order everywhere, so that two writers of the same keys wait and do not deadlock.
    rows = [_row(last[name]) for name in sorted(last)]
    with transaction.atomic(), connection.cursor() as cursor:
        # One statement for them all: the models would take as long again as the database.
        cursor.execute(
            f"INSERT INTO search_entry ({', '.join(_COLUMNS)}) VALUES {_places(rows)}"
            " ON CONFLICT (scope, kind, key) DO UPDATE SET"
            f" {', '.join(f'{column} = excluded.{column}' for column in _COLUMNS[3:])}"
            " RETURNING id, scope, kind, key",
            [value for row in rows for value in row],
        )
        numbers = {tuple(name): number for number, *name in cursor.fetchall()}
        FacetRow.objects.filter(entry__in=numbers.values()).delete()
        facets = [
            (scope, facet, kind, value, number)
            for (scope, kind, key), number in numbers.items()
            for facet, values in rules.facets_of(last[scope, kind, key]).items()
            for value in values
        ]
        for some in _portions(facets, MOST_FACETS_A_STATEMENT):
            cursor.execute(
                "INSERT INTO search_facet (scope, name, kind, value, entry_id)"
                f" VALUES {_places(some)}",
                [value for row in some for value in row],
            )


def _places(rows: Sequence[tuple[Any, ...]]) -> str:
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    return ", ".join([one] * len(rows))


def _row(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.scope,
        entry.kind,
        entry.key,
        rules.clean(entry.title),
        rules.clean(entry.href),
        entry.date.isoformat() if entry.date else None,
        entry.amount,
        rules.newest_place(entry.date),
        rules.oldest_place(entry.date),
        rules.natural(entry.title, 120),
        rules.dearest_place(entry.amount),
        rules.cheapest_place(entry.amount),
        rules.natural(entry.key, 240),
        json.dumps(rules.facets_of(entry), separators=(",", ":")),
        json.dumps(dict(entry.shown), separators=(",", ":")),
        rules.terms_of(entry),
    )
