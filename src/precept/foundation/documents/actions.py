"""Keeping a file that somebody gives, what the scanner said of it, removing it."""

import hashlib
import logging
from collections.abc import Callable, Collection
from typing import Any

from django.core.files.base import File
from django.db import transaction

from precept.foundation import clock
from precept.foundation.documents import access, inspection, opening, rules, scanner, storing
from precept.foundation.documents.kinds import LIMITS
from precept.foundation.documents.models import StoredFile
from precept.foundation.documents.rules import Outcome, Verdict
from precept.foundation.ledger.actions import (
    SYSTEM,
    Actor,
    Changed,
    NotAllowed,
    Refused,
    action,
    record,
)
from precept.foundation.outbox.actions import queue_mail, queue_task
from precept.foundation.people.models import Person

logger = logging.getLogger(__name__)

EVENTS = {
    Outcome.CLEAN: "file found clean",
    Outcome.NOT_SCANNED: "file released without a scan",
    Outcome.INFECTED: "file refused",
    Outcome.ALTERED: "file refused",
}
REASONS = {
    Outcome.CLEAN: "",
    Outcome.NOT_SCANNED: "This office runs without a virus scanner.",
    Outcome.INFECTED: "The virus scanner found {words}.",
    Outcome.ALTERED: "What lies in the file store is not what was given.",
}


class ScannerAway(Exception):
    """The scanner could not look: the file waits, and is looked at again later."""


def keep(
    *,
    by: Person,
    about: str,
    name: str,
    content: bytes | File[Any],
    field: str | None = None,
    fits: Callable[[bytes], None] | None = None,
) -> StoredFile:
    """Look a file through, store it, and queue its scan; nobody can open it before that.

    ``about`` is a ledger subject ("bid:CSF-2026-0042") whose part has said who may open its files; that
    part asks its own access first. Call it outside a transaction of your own: looking a large file
    through takes up to two seconds. Refused, naming the file and what to do (beside ``field``), where it
    is not taken or could not be stored; ``fits`` may raise Unfit for what else it has to be.
    LookupError where no part has said who may open such files.
    """
    if not opening.is_known(about):
        raise LookupError(f"nobody has said who may open files about {about}")
    shown = rules.shown_as_given(name)
    try:
        read = _read(content)
        found = inspection.inspect(name, read)
        if fits is not None:
            fits(read)
    except rules.Unfit as unfit:
        raise Refused(f"“{shown}” {unfit.words}", field) from unfit
    try:
        kept = storing.put(read)
    except Exception as problem:
        logger.exception("a file could not be stored")
        raise Refused(
            f"“{shown}” was not saved, because our file store cannot be reached. Everything saved before"
            " is safe. Try again in a few minutes.",
            field,
        ) from problem
    try:
        return _keep(by=by, about=about, found=found, content=read, kept=kept, field=field)
    except BaseException:
        storing.forget_quietly(kept)
        raise


def _read(content: bytes | File[Any]) -> bytes:
    if isinstance(content, bytes):
        return content
    inspection.check_size(content.size)
    content.seek(0)
    # The size was only said; one byte more than may come is enough to know.
    read: bytes = content.read(LIMITS.most_bytes + 1)
    return read


@action
def _keep(
    *,
    by: Person,
    about: str,
    found: inspection.Inspected,
    content: bytes,
    kept: str,
    field: str | None,
) -> StoredFile:
    digest = hashlib.sha256(content).hexdigest()
    try:
        rules.room_for_another(StoredFile.objects.filter(about=about).count())
    except rules.Unfit as unfit:
        raise Refused(f"“{found.name.given}” {unfit.words}", field) from unfit
    file = StoredFile.objects.create(
        about=about,
        name_given=found.name.given,
        name=found.name.clean,
        kind=found.name.kind.key,
        size=len(content),
        sha256=digest,
        kept=kept,
        hidden=list(found.hidden),
        added_by=by,
    )
    # In the stream of what it is about: two that come at once take their places one after the other,
    # so that the count above holds.
    record(
        about,
        "file added",
        by=by,
        after={"file": file.reference, "kind": file.kind, "size": file.size, "sha256": digest},
        private={"name": file.name_given},
    )
    queue_task("documents.scan", {"file": file.reference}, key=scan_key(file))
    return file


def scan_key(file: StoredFile) -> str:
    """What the scan of a file is called, so that it need not wait twice."""
    return f"documents.scan:{file.reference}"


def scan(*, reference: str) -> StoredFile | None:
    """Have the scanner look at a file that waits, and settle it. Comes to the same when done twice.

    Called outside a transaction. ScannerAway where the scanner that the office named can't look; where it
    named none the file simply waits.
    """
    file = StoredFile.objects.filter(reference=reference, state=StoredFile.State.WAITING).first()
    if file is None:
        return None
    if scanner.named() is None and not scanner.runs_without():
        return file
    try:
        verdict = scanner.look_at([storing.content(file.kept, file.sha256)])
    except storing.Altered:
        logger.exception("file %s is not what was given", file.reference)
        verdict = Verdict(Outcome.ALTERED)
    if verdict.outcome == Outcome.NOT_AVAILABLE:
        raise ScannerAway(f"The virus scanner did not look: {verdict.words}.")
    try:
        return scanned(file=file, verdict=verdict)
    except Changed:  # another worker was at it too, and was first
        return None


@action
def scanned(*, file: StoredFile, verdict: Verdict) -> StoredFile:
    """Settle a waiting file by what the scanner said; it waits on where that could not look.

    Changed where it no longer waits: it is settled once.
    """
    if verdict.outcome == Outcome.NOT_AVAILABLE:
        return file
    state = rules.AFTER[verdict.outcome]
    reason = REASONS[verdict.outcome].format(words=verdict.words)
    moved = StoredFile.objects.filter(pk=file.pk, state=StoredFile.State.WAITING).update(
        state=state,
        is_scanned=verdict.outcome in {Outcome.CLEAN, Outcome.INFECTED},
        reason=reason,
        settled=clock.now(),
    )
    if not moved:
        raise Changed("This file was looked at already, or removed.")
    file.refresh_from_db()
    record(
        file.about,
        EVENTS[verdict.outcome],
        by=SYSTEM,
        why=reason,
        before={"state": "waiting"},
        after={"file": file.reference, "state": state, "sha256": file.sha256},
    )
    if not file.is_ready:
        _tell_of_refusal(file)
        queue_task("documents.forget", {"kept": file.kept})
    return file


def _tell_of_refusal(file: StoredFile) -> None:
    queue_mail(
        to=file.added_by.email,
        subject="A file that you added was refused",
        text=(
            f"The file “{file.name}” that you added on {clock.spoken(clock.uk_date(file.added))} was"
            f" refused. {file.reason}\n\n"
            "Nobody can open it, and its content is deleted. Check your computer for viruses, make the"
            " file again, and add it again.\n"
        ),
        kind="file refused notice",
        about=file.about,
    )


@action
def remove(*, by: Person, file: StoredFile, why: str = "") -> None:
    """Remove a file and its content; the ledger keeps that it was there, and its digest.

    NotAllowed where its part does not say yes; Changed where somebody else removed it first.
    """
    if not access.may_remove(by, file):
        raise NotAllowed("You cannot remove this file.")
    deleted, _ = StoredFile.objects.filter(pk=file.pk).delete()
    if not deleted:
        raise Changed("Somebody removed this file before you.")
    record(
        file.about,
        "file removed",
        by=by,
        why=why,
        before={"file": file.reference, "state": file.state, "sha256": file.sha256},
    )
    queue_task("documents.forget", {"kept": file.kept})


@action
def clear_some(
    *, by: Actor, about: str, why: str, most: int, staying: Collection[int] = ()
) -> list[str]:
    """Delete files about a subject whose record is disposed of, at most so many; where their content lay.

    Nobody's door is asked: whoever calls this has asked by what right. Again until there is none but
    those that stay, by their number.
    """
    rows = StoredFile.objects.filter(about=about).exclude(pk__in=staying)
    files = list(rows.order_by("pk")[:most])
    if not files:
        return []
    StoredFile.objects.filter(pk__in=[one.pk for one in files]).delete()
    record(
        about,
        "files disposed of",
        by=by,
        why=why,
        before={"files": [{"file": one.reference, "sha256": one.sha256} for one in files]},
    )
    for one in files:
        queue_task("documents.forget", {"kept": one.kept})
    return [one.kept for one in files]


def forget_content(kept: str) -> None:
    """Delete content of the file store that no row names any more; nothing happens where it is gone already."""
    storing.forget(kept)


def scan_what_waits(*, most: int = 200) -> int:
    """Queue the scan of files that still wait, oldest first, where a scanner can look; returns how many."""
    if scanner.state() not in {scanner.State.READY, scanner.State.NONE}:
        return 0
    waiting = StoredFile.objects.filter(state=StoredFile.State.WAITING).order_by("added")[:most]
    with transaction.atomic():
        for file in waiting:
            queue_task("documents.scan", {"file": file.reference}, key=scan_key(file))
    return len(waiting)
