"""Writing what search knows. Whoever calls does it in the transaction of its own action."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction

from precept.foundation.search import rules
from precept.foundation.search.entries import Entry
from precept.foundation.search.models import EntryRow, FacetRow

AT_ONCE = 500
"""How many entries one transaction writes or drops: well under a tenth of a second."""

_REWRITTEN = [
    field.name
    for field in EntryRow._meta.concrete_fields
    if field.name not in {"id", "scope", "kind", "key"}
]


def put(entry: Entry) -> None:
    """Make a thing findable as it is now. Put twice is put once."""
    _write([entry])


def put_many(entries: Iterable[Entry]) -> int:
    """Make many things findable, a few hundred a transaction; returns how many were given."""
    given = 0
    for some in _portions(entries):
        _write(some)
        given += len(some)
    return given


def drop(scope: str, kind: str, key: str) -> None:
    """Make a thing unfindable. One that was not known stays so."""
    with transaction.atomic():
        _delete(EntryRow.objects.filter(scope=scope, kind=kind, key=key).values_list("pk", flat=True))


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


def _portions(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    waiting = iter(entries)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def _write(entries: list[Entry]) -> None:
    for entry in entries:
        rules.refuse_misfits(entry)
    last = {(entry.scope, entry.kind, entry.key): entry for entry in entries}
    # In one order everywhere, so that two writers of the same keys wait and do not deadlock.
    ordered = [last[name] for name in sorted(last)]
    with transaction.atomic():
        rows = EntryRow.objects.bulk_create(
            [_row(entry) for entry in ordered],
            update_conflicts=True,
            unique_fields=["scope", "kind", "key"],
            update_fields=_REWRITTEN,
        )
        FacetRow.objects.filter(entry__in=[row.pk for row in rows]).delete()
        FacetRow.objects.bulk_create(
            FacetRow(scope=row.scope, name=name, kind=row.kind, value=value, entry_id=row.pk)
            for row, entry in zip(rows, ordered, strict=True)
            for name, values in rules.facets_of(entry).items()
            for value in values
        )


def _row(entry: Entry) -> EntryRow:
    return EntryRow(
        scope=entry.scope,
        kind=entry.kind,
        key=entry.key,
        title=rules.clean(entry.title),
        href=rules.clean(entry.href),
        shown=json.dumps(dict(entry.shown), separators=(",", ":")),
        facets=json.dumps(rules.facets_of(entry), separators=(",", ":")),
        date=entry.date,
        amount=entry.amount,
        newest_place=rules.newest_place(entry.date),
        oldest_place=rules.oldest_place(entry.date),
        title_place=rules.natural(entry.title, 120),
        dearest_place=rules.dearest_place(entry.amount),
        cheapest_place=rules.cheapest_place(entry.amount),
        key_place=rules.natural(entry.key, 240),
        terms=rules.terms_of(entry),
    )
