"""Reading what was released. The public side reads nothing else."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.http import Http404
from pydantic import BaseModel

from precept.foundation.ledger.models import Event
from precept.foundation.ledger.verify_ledger import Finding
from precept.foundation.publications import rules
from precept.foundation.publications.kinds import Released, kind
from precept.foundation.publications.models import Publication, PublishedFile
from precept.foundation.search import rules as search
from precept.foundation.search.models import EntryRow


def read(row: Publication) -> Released:
    """A row as its struct."""
    return read_as(row, kind(row.kind).struct)


def read_as(row: Publication, struct: type[BaseModel]) -> Released:
    """A row as a part of its struct, where a reader needs no more of it."""
    return Released(
        kind=row.kind,
        key=row.key,
        version=row.version,
        title=row.title,
        payload=None if row.is_tombstone else struct.model_validate_json(row.payload),
        digest=row.digest_now,
        released=row.released,
        why=row.why,
        is_latest=row.is_latest,
        is_tombstone=row.is_tombstone,
        details_removed=row.digest != row.digest_now,
    )


def latest(kind_name: str, key: str) -> Released:
    """The latest version (perhaps a tombstone), or 404."""
    row = Publication.objects.filter(kind=kind_name, key=key, is_latest=True).first()
    if row is None:
        raise Http404(f"no {kind_name} {key} is published")
    return read(row)


def texts_of(released: Released) -> frozenset[str]:
    """Every text of a publication: somebody let each of them out already, so saying it again asks nobody."""
    if released.payload is None:
        return frozenset()
    told = released.payload.model_dump(mode="json")
    return frozenset(text for _, text in rules.strings(told))


def latest_or_none(kind_name: str, key: str) -> Released | None:
    """The latest version, or nothing where there is none or it was withdrawn."""
    row = Publication.objects.filter(
        kind=kind_name, key=key, is_latest=True, is_tombstone=False
    ).first()
    return read(row) if row else None


def version(kind_name: str, key: str, number: int) -> Released:
    """One version, or 404. Once the latest is a tombstone, no earlier version is public."""
    rows = Publication.objects.filter(kind=kind_name, key=key)
    row = rows.filter(version=number).first()
    if row is None or rows.filter(is_latest=True, is_tombstone=True).exists():
        raise Http404(f"no version {number} of {kind_name} {key} is published")
    return read(row)


def versions(kind_name: str, key: str) -> list[Publication]:
    """Every version, newest first, without its payload."""
    return list(
        Publication.objects.filter(kind=kind_name, key=key)
        .defer("payload")
        .order_by("-version")[:100]
    )


def all_latest(kind_name: str, limit: int = 200) -> list[Released]:
    """The latest version of every publication of a small kind, by key; none withdrawn."""
    rows = Publication.objects.filter(kind=kind_name, is_latest=True, is_tombstone=False)
    return [read(row) for row in rows.order_by("key")[:limit]]


def latest_of(kind_name: str, keys: Sequence[str]) -> list[Released]:
    """The latest version of these publications of a kind, by key, of those that are public: one query."""
    rows = Publication.objects.filter(
        kind=kind_name, key__in=keys, is_latest=True, is_tombstone=False
    )
    return [read(row) for row in rows.order_by("key")]


def newest(kind_names: Sequence[str], limit: int = 50) -> list[Publication]:
    """What was released last, newest first, tombstones included, without payloads: a feed."""
    return list(
        Publication.objects.filter(kind__in=kind_names, is_latest=True)
        .defer("payload")
        .order_by("-released", "-id")[:limit]
    )


def files_of(kind_name: str, key: str) -> list[PublishedFile]:
    """The files of the latest version, without their content."""
    return list(
        PublishedFile.objects.filter(
            publication__kind=kind_name, publication__key=key, publication__is_latest=True
        )
        .defer("content")
        .order_by("name")
    )


def file(kind_name: str, key: str, name: str) -> PublishedFile:
    """A file of the latest version, or 404."""
    found = PublishedFile.objects.filter(
        publication__kind=kind_name,
        publication__key=key,
        publication__is_latest=True,
        name=name,
    ).first()
    if found is None:
        raise Http404(f"{name} of {kind_name} {key} is not published")
    return found


def check() -> Iterator[Finding]:
    """Everything in which what the public reads is not what the ledger says was released.

    Versions and their files against their events; what lists and search show against the payloads.
    """
    said = _said_by_events()
    unreleased: list[Publication] = []
    rows = Publication.objects.order_by("kind", "key", "version").iterator(chunk_size=500)
    for subject, versions in groupby(rows, key=lambda row: row.subject):
        here = list(versions)
        events = said.pop(subject, None)
        yield from _check_lists(subject, [row for row in here if row.is_latest])
        yield from _check_files(subject, here, rules.files_recorded(events or []))
        if events is None and len(here) == 1 and here[0].digest == rules.digest(here[0].payload):
            here[0].payload = ""  # of all those released in bulk, only the hash is needed
            unreleased.append(here[0])
        else:
            compared = rules.disagreements(map(_version, here), rules.recorded(events or []))
            yield from (Finding(subject, what) for what in compared)
    for subject, events in said.items():
        if rules.recorded(events):
            yield Finding(subject, "every version is gone")
    yield from _check_bulk(unreleased)
    yield from _check_strays()


def _version(row: Publication) -> rules.Version:
    return rules.Version(
        number=row.version,
        digest=row.digest,
        digest_now=row.digest_now,
        found=rules.digest(row.payload),
        why=row.why,
        is_latest=row.is_latest,
        is_tombstone=row.is_tombstone,
    )


def _said_by_events() -> dict[str, list[tuple[str, dict[str, Any]]]]:
    rows = (
        Event.objects.filter(subject__startswith="publication:", parts__name="facts")
        .order_by("subject", "place")
        .values_list("subject", "type", "parts__text")
    )
    said: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for subject, type_, text in rows.iterator(chunk_size=2_000):
        said[subject].append((type_, json.loads(text)))
    return said


def _check_files(
    subject: str, versions: list[Publication], said: dict[int, dict[str, str]]
) -> Iterator[Finding]:
    if kind(versions[0].kind).files is None:
        return
    for row in versions:
        recorded = dict(said.get(row.version, {}))
        for file in row.files.all():
            found = rules.digest_of_bytes(bytes(file.content))
            if not found == file.digest == recorded.pop(file.name, ""):
                yield Finding(subject, f"the file {file.name} is not the one that was made")
        for name in recorded if row.is_latest and not row.is_tombstone else ():
            yield Finding(subject, f"the file {name} is gone")


def _check_lists(subject: str, latest: list[Publication]) -> Iterator[Finding]:
    for row in latest:
        if kind(row.kind).entry is None:
            continue
        try:
            agrees = _is_findable(read(row))
        except ValueError:
            agrees = False
        if not agrees:
            yield Finding(subject, "lists and search show it otherwise than it was released")


def _is_findable(released: Released) -> bool:
    """Whether lists and search show of a latest version what its payload says: nothing of a tombstone."""
    row = EntryRow.objects.filter(scope="public", kind=released.kind, key=released.key).first()
    make = kind(released.kind).entry
    if released.is_tombstone or make is None:
        return row is None
    entry = make(released)
    return row is not None and (
        (row.title, row.href, row.date, row.amount)
        == (search.clean(entry.title), search.clean(entry.href), entry.date, entry.amount)
        and json.loads(row.shown) == json.loads(json.dumps(dict(entry.shown)))
        and json.loads(row.facets) == json.loads(json.dumps(search.facets_of(entry)))
    )


def _check_bulk(unreleased: list[Publication]) -> Iterator[Finding]:
    """What has no event of its own was released in bulk: an event with the count and hash of its rows."""
    waiting = sorted(unreleased, key=lambda row: row.pk)
    events = Event.objects.filter(type__endswith=" in bulk", parts__name="facts").order_by("id")
    for text in events.values_list("parts__text", flat=True) if waiting else ():
        after = json.loads(text).get("after", {})
        some = waiting[: after.get("count", 0)]
        if some and rules.digest("".join(row.digest for row in some)) == after.get("digest"):
            waiting = waiting[len(some) :]
    yield from (Finding(row.subject, "no event releases version 1") for row in waiting)


def _check_strays() -> Iterator[Finding]:
    """Search entries that anyone can find and that no publication stands behind."""
    known = set(Publication.objects.filter(is_latest=True).values_list("kind", "key"))
    entries = EntryRow.objects.filter(scope="public").values_list("kind", "key")
    for of, key in entries.iterator(chunk_size=2_000):
        if (of, key) not in known:
            yield Finding(f"publication:{of}:{key}", "can be found, but was never released")
