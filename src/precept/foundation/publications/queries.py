"""Reading what was released. The public side reads nothing else."""

from collections.abc import Sequence

from django.http import Http404

from precept.foundation.publications.kinds import Released, kind
from precept.foundation.publications.models import Publication, PublishedFile


def read(row: Publication) -> Released:
    """A row as its struct."""
    return Released(
        kind=row.kind,
        key=row.key,
        version=row.version,
        title=row.title,
        payload=None
        if row.is_tombstone
        else kind(row.kind).struct.model_validate_json(row.payload),
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
