"""Reading the ledger: a subject's story, and the whole for a check."""

import json
from collections.abc import Iterator
from typing import Any

from precept.foundation.ledger import verify_ledger
from precept.foundation.ledger.models import Checkpoint, Event


def story(subject: str, limit: int = 50) -> list[Event]:
    """The latest events of a subject, newest first, each with its parts."""
    return list(
        Event.objects.filter(subject=subject).order_by("-place").prefetch_related("parts")[:limit]
    )


def events_for_check() -> Iterator[dict[str, Any]]:
    """Every event with its seal and parts, ordered by subject and place, a row at a time."""
    rows = (
        Event.objects.order_by("subject", "place")
        .values_list(
            "id",
            "subject",
            "place",
            "type",
            "actor",
            "at",
            "facts",
            "personal",
            "previous",
            "digest",
            "seal__checkpoint__number",
            "seal__position",
            "parts__name",
            "parts__salt",
            "parts__text",
        )
        .iterator(chunk_size=2_000)
    )
    current: dict[str, Any] | None = None
    current_id = None
    for row in rows:
        if row[0] != current_id:
            if current is not None:
                yield current
            current_id = row[0]
            current = {
                "subject": row[1],
                "place": row[2],
                "type": row[3],
                "actor": row[4],
                "at": row[5],
                "facts": row[6],
                "personal": row[7],
                "previous": row[8],
                "digest": row[9],
                "checkpoint": row[10],
                "position": row[11],
                "parts": [],
            }
        if row[12] is not None and current is not None:
            current["parts"].append([row[12], row[13], row[14]])
    if current is not None:
        yield current


def checkpoints_for_check() -> list[dict[str, Any]]:
    """Every checkpoint, in order."""
    return [
        {"statement": one.statement, "signature": one.signature, "key": one.key}
        for one in Checkpoint.objects.order_by("number")
    ]


def check(
    kept: list[dict[str, Any]], trusted_keys: list[str] | None = None
) -> verify_ledger.Outcome:
    """Check the whole ledger, and that the checkpoints kept elsewhere still stand in it."""
    return verify_ledger.check(
        events_for_check(), checkpoints_for_check(), kept, trusted_keys or []
    )


def export(with_parts: bool = True) -> Iterator[str]:
    """The ledger as lines of JSON, for the stand-alone verifier."""
    for event in events_for_check():
        if not with_parts:
            event |= {"parts": [], "withheld": True}
        yield json.dumps(event, ensure_ascii=False)
    for checkpoint in checkpoints_for_check():
        yield json.dumps(checkpoint)
