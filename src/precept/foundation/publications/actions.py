"""Releasing, correcting, withdrawing; and taking a dangerous detail out of everything at once."""

import json
import secrets
from collections.abc import Callable
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Actor,
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.ledger.models import Checkpoint
from precept.foundation.outbox.actions import queue_task
from precept.foundation.private import ProtectedAddress, looks_like_personal
from precept.foundation.publications import access, rules
from precept.foundation.publications.kinds import Struct, kind
from precept.foundation.publications.models import Publication, PublishedFile, RemovedDetail
from precept.foundation.publications.published import CheckpointPublished
from precept.foundation.publications.queries import read, texts_of
from precept.foundation.search import actions as search

MOST_AT_ONCE = 2_000
"""The most versions that one removal changes; more is a sign that the words are too common."""


@action
def publish(
    *,
    kind_name: str,
    key: str,
    title: str,
    payload: Struct,
    by: Actor,
    why: str = "",
    approved: frozenset[str] = frozenset(),
) -> Publication:
    """Release a new version; the same payload as the latest releases nothing new.

    The caller has asked whether this person may. ``approved`` are words that look personal and may
    be public (an office's own mailbox).
    """
    text = rules.spelled(payload.model_dump(mode="json"))
    latest = Publication.objects.filter(kind=kind_name, key=key, is_latest=True).first()
    if latest is not None and latest.payload == text and not latest.is_tombstone:
        record_unchanged(latest, by=by, why=why)
        return latest
    _refuse_unfit(payload, approved)
    return _release(kind_name, key, title, text, latest, by=by, why=why, tombstone=False)


@action
def publish_again(
    *,
    kind_name: str,
    key: str,
    change: Callable[[Any], Struct],
    by: Actor,
    why: str,
) -> bool:
    """Release what stands published with ``change`` made to it, and nothing that was not public before.

    What somebody prepares and has not published stays unpublished. False where nothing is public, or
    nothing of it changes.
    """
    row = Publication.objects.filter(
        kind=kind_name, key=key, is_latest=True, is_tombstone=False
    ).first()
    if row is None:
        return False
    now = read(row)
    payload = change(now.payload)
    text = rules.spelled(payload.model_dump(mode="json"))
    if text == row.payload:
        return False
    _refuse_unfit(payload, texts_of(now))
    _release(kind_name, key, row.title, text, row, by=by, why=why, tombstone=False)
    return True


def _refuse_unfit(payload: Struct, approved: frozenset[str]) -> None:
    _refuse_personal(payload, approved)
    removed = [row.words.reveal() for row in RemovedDetail.objects.all()]
    if rules.never(removed, payload.model_dump(mode="json")):
        raise Refused(
            "This contains words that were removed from everything published for somebody’s safety."
            " Take them out, then publish."
        )


def record_unchanged(latest: Publication, *, by: Actor, why: str) -> None:
    """Say that a release was asked for and changed nothing."""
    record(
        latest.subject,
        "release asked for, nothing had changed",
        by=by,
        why=why,
        after={"version": latest.version, "digest": latest.digest},
    )


def _refuse_personal(payload: Struct, approved: frozenset[str]) -> None:
    found = [
        f"{finding.kind} in {where}"
        for where, text in rules.strings(payload.model_dump(mode="json"))
        if text not in approved
        for finding in looks_like_personal(text)
    ]
    if found:
        raise Refused(
            "This looks like personal information, which must not be published: "
            + "; ".join(found[:10])
            + "."
        )


def _release(
    kind_name: str,
    key: str,
    title: str,
    text: str,
    latest: Publication | None,
    *,
    by: Actor,
    why: str,
    tombstone: bool,
) -> Publication:
    if latest is not None:
        moved = Publication.objects.filter(pk=latest.pk, is_latest=True).update(is_latest=False)
        if not moved:
            raise Changed("Somebody published this a moment ago. Look at it again.")
    new = Publication.objects.create(
        kind=kind_name,
        key=key,
        version=latest.version + 1 if latest else 1,
        title=title,
        payload=text,
        digest=rules.digest(text),
        digest_now=rules.digest(text),
        why=why,
        is_tombstone=tombstone,
    )
    record(
        new.subject,
        "publication withdrawn" if tombstone else "publication released",
        by=by,
        why=why,
        before={"version": latest.version, "digest": latest.digest_now} if latest else None,
        after={"version": new.version, "digest": new.digest},
    )
    index(new)
    if kind(kind_name).files is not None and not tombstone:
        queue_task("publications.write_files", {"publication": new.pk})
    return new


def index(row: Publication) -> None:
    """Write the search entry of a latest version from its payload alone; none for a tombstone."""
    make = kind(row.kind).entry
    if make is None:
        return
    if row.is_tombstone:
        search.drop("public", row.kind, row.key)
    else:
        search.put(make(read(row)))


@action
def write_files(publication: Publication) -> None:
    """Make the files of a version from its payload, their hashes in an event. Can run twice: nothing changes."""
    make = kind(publication.kind).files
    if make is None or publication.is_tombstone:
        return
    made = make(read(publication))
    now = {file.name: rules.digest_of_bytes(file.content) for file in made}
    kept = {
        file.name: rules.digest_of_bytes(bytes(file.content)) for file in publication.files.all()
    }
    if now == kept:
        return
    publication.files.exclude(name__in=list(now)).delete()
    for file in made:
        PublishedFile.objects.update_or_create(
            publication=publication,
            name=file.name,
            defaults={
                "text": file.text,
                "media_type": file.media_type,
                "content": file.content,
                "digest": now[file.name],
            },
        )
    record(
        publication.subject,
        "files made",
        by=SYSTEM,
        after={"version": publication.version, "files": now},
    )


@action
def withdraw(*, by: Any, publication: Publication, why: str) -> Publication:
    """Take a publication down and leave a tombstone that says so and why."""
    if not access.may_withdraw(by):
        raise NotAllowed("Only people who may withdraw publications can do this.")
    if not why.strip():
        raise Refused("Say why this is withdrawn. The reason is public.", field="why")
    if publication.is_tombstone:
        raise Changed("This was already withdrawn.")
    return _release(
        publication.kind,
        publication.key,
        publication.title,
        "",
        publication,
        by=by,
        why=why,
        tombstone=True,
    )


@action
def remove_detail(*, by: Any, words: str, why: str) -> int:
    """Take words out of every version, file and feed at once; only their hash stays. Returns how many versions.

    One person does this alone and at once: a leaked refuge address cannot wait for a second.
    """
    if not access.may_remove_detail(by):
        raise NotAllowed("Only people who may remove details at once can do this.")
    words = " ".join(words.split())
    if len(words) < 4:
        raise Refused("Enter at least four characters to remove.", field="words")
    if not why.strip():
        raise Refused("Say why this is removed. Do not repeat the words.", field="why")
    if rules.holds(rules.spelled([why]), words):
        raise Refused("The reason must not repeat the words.", field="why")
    salt = secrets.token_hex(16)
    digest = rules.digest(salt + words)
    RemovedDetail.objects.create(
        words=ProtectedAddress(words), digest=digest, salt=salt, why=why, removed=clock.now()
    )
    touched = 0
    for row in Publication.objects.iterator(chunk_size=200):
        around = rules.spelled([row.title, row.why])
        if not (rules.holds(around, words) or (row.payload and rules.holds(row.payload, words))):
            continue
        if touched >= MOST_AT_ONCE:
            raise Refused(
                f"These words stand in more than {MOST_AT_ONCE:,} publications. Enter more of them.",
                field="words",
            )
        touched += 1
        _take_out(row, words, digest, by=by, why=why)
    record(
        "publications:details",
        "dangerous detail removed",
        by=by,
        why=why,
        after={"digest": digest, "versions": touched},
    )
    return touched


def _take_out(row: Publication, words: str, digest: str, *, by: Actor, why: str) -> None:
    before = row.digest_now
    if row.payload:
        row.payload = rules.spelled(rules.without(json.loads(row.payload), words))
    row.title = rules.without(row.title, words)
    row.why = rules.without(row.why, words)
    row.digest_now = rules.digest(row.payload)
    row.save(update_fields=["payload", "title", "why", "digest_now"])
    record(
        row.subject,
        "detail removed from a version",
        by=by,
        why=why,
        before={"version": row.version, "digest": before},
        after={"version": row.version, "digest": row.digest_now, "removed": digest},
    )
    row.files.all().delete()
    if row.is_latest:
        index(row)
        write_files(row)


def rebuild() -> int:
    """Write every search entry and file again from the publications alone; returns how many."""
    count = 0
    # In the order in which each was first released, so that what search lists of one day stays in order.
    for first in Publication.objects.filter(version=1).order_by("pk").iterator(chunk_size=200):
        row = Publication.objects.get(kind=first.kind, key=first.key, is_latest=True)
        index(row)
        write_files(row)
        count += 1
    return count


@action
def publish_checkpoint(checkpoint: Checkpoint) -> Publication:
    """Release a checkpoint: kept by others, it proves that nothing sealed was changed since."""
    says = json.loads(checkpoint.statement)
    return publish(
        kind_name="checkpoint",
        key=str(says["number"]),
        title=f"Checkpoint {says['number']}",
        payload=CheckpointPublished(
            number=says["number"],
            at=says["at"],
            count=says["count"],
            size=says["size"],
            root=says["root"],
            statement=checkpoint.statement,
            signature=checkpoint.signature,
            key=checkpoint.key,
        ),
        by=SYSTEM,
        # Hashes and signatures are long runs of letters and digits: never personal.
        approved=frozenset(
            {checkpoint.statement, checkpoint.signature, checkpoint.key, says["root"]}
        ),
    )
