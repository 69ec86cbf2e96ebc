"""Releasing what the register says: one agreement, or everything that has changed, step by step."""

from collections.abc import Collection

from django.db import transaction

from precept.do.agreements import access, queries
from precept.do.agreements.access import Asker
from precept.do.agreements.actions.moving import MOVED_ON, NOT_PUBLISHER, as_seen
from precept.do.agreements.models import Agreement
from precept.do.opportunities import actions as opportunities
from precept.do.opportunities import queries as rounds
from precept.foundation.ledger.actions import (
    SYSTEM,
    Changed,
    NotAllowed,
    Refusal,
    Refused,
    action,
    record,
)
from precept.foundation.outbox import progress
from precept.foundation.outbox.actions import queue_task
from precept.foundation.outbox.models import Progress
from precept.foundation.people.models import Person
from precept.foundation.publications import actions as publications
from precept.foundation.publications import queries as released

AT_ONCE = 5
"""How many are released in one transaction: those of a programme stand together, and link to each other at once."""
MOST_COUNTED = 100_000
MOST_NAMED = 10


@action
def publish_agreement(
    *, by: Asker, agreement: Agreement, version: int | None = None, why: str = ""
) -> Agreement:
    """Release what the register says of an agreement now, and with it the links of those that name it.

    Refused where the decision that it comes of is not published yet. Changed where it is no longer at the
    version that the person looked at.
    """
    if not access.may_publish_register(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = as_seen(agreement, agreement.version if version is None else version)
    _release(now, [now.pk], by=by, why=why)
    _release_neighbours(now, by=by)
    return now


VARIED = (
    "purpose",
    "status",
    "status_title",
    "provider",
    "provider_reference",
    "provider_area",
    "ends",
    "values",
    "shares",
    "outcomes",
    "payments",
    "options",
    "variations",
    "papers",
    "buyer",
    "buyer_reference",
    "novations",
)
"""What an act on a signed agreement may change of its public record."""


def release_in_act(now: Agreement, was: int, *, by: Asker, why: str) -> None:
    """Release what an act changed of a public agreement within that act, whose power carries this.

    ``was`` is the version before the act. What somebody changed before and has not published stays so; one
    that is held back, or never was public, does too.
    """
    if not now.published_version or queries.held_back(now):
        return
    if now.published_version == was:
        _release(now, [now.pk], by=by, why=why)
    else:
        latest = released.latest_or_none("agreement", now.reference)
        if latest is None or latest.payload is None:
            return
        said = queries.payload(now, [now.pk])
        payload = latest.payload.model_copy(update={name: getattr(said, name) for name in VARIED})
        publications.publish(
            kind_name="agreement",
            key=now.reference,
            title=payload.title,
            payload=payload,
            by=by,
            why=why,
        )
    _release_neighbours(now, by=by)


def _release(now: Agreement, together: Collection[int], *, by: Asker, why: str) -> None:
    if why_not := queries.held_back(now):
        raise Refused(why_not)
    payload = queries.payload(now, together)
    publications.publish(
        kind_name="agreement",
        key=now.reference,
        title=payload.title,
        payload=payload,
        by=by,
        why=why,
    )
    moved = Agreement.objects.filter(pk=now.pk, version=now.version).update(
        published_version=now.version
    )
    if not moved:
        raise Changed(MOVED_ON)
    now.published_version = now.version
    record(now.subject, "agreement published", by=by, why=why, after={"version": now.version})


def _release_neighbours(now: Agreement, *, by: Asker) -> None:
    """Release again those that name this agreement and say something else of it than it does now."""
    for near in queries.neighbours(now):
        payload = queries.payload(near)
        latest = released.latest_or_none("agreement", near.reference)
        if latest is not None and latest.payload != payload:
            publications.publish(
                kind_name="agreement",
                key=near.reference,
                title=payload.title,
                payload=payload,
                by=by,
                why=f"It names {now.reference}, which was published.",
            )


@action
def publish_changes(*, by: Asker, why: str = "") -> Progress:
    """Release every agreement and round that says something else than is public; returns at once.

    A worker releases them a few at a time; one that is refused is left out, and the job says which.
    """
    if not access.may_publish_register(by):
        raise NotAllowed(NOT_PUBLISHER)
    total = queries.changed_count(MOST_COUNTED) + rounds.changed().count()
    if not total:
        raise Refused("Nothing has changed since it was published.")
    job = progress.begin(
        subject=queries.CHANGES, title="Publishing what changed in the register", by=by, total=total
    )
    _queue_step(job.reference, by.ledger_name, why, after="", done=0, refused=[], rounds_done=False)
    record(
        queries.CHANGES,
        "publication of all changes begun",
        by=by,
        why=why,
        after={"changed": total},
    )
    return job


def _queue_step(
    job: str,
    by: str,
    why: str,
    *,
    after: str,
    done: int,
    refused: list[str],
    rounds_done: bool,
) -> None:
    queue_task(
        "agreements.publish_changes",
        {
            "job": job,
            "by": by,
            "why": why,
            "after": after,
            "done": done,
            "refused": refused,
            "rounds_done": rounds_done,
        },
        key=f"{job}:{done}",
    )


def asker_named(ledger_name: str) -> Asker:
    """Whoever the ledger knows by this name."""
    if ledger_name == SYSTEM.ledger_name:
        return SYSTEM
    return Person.objects.get(reference=ledger_name.removeprefix("person:"))


@action
def publish_step(
    *, job: str, by: Asker, why: str, after: str, done: int, refused: list[str], rounds_done: bool
) -> None:
    """Release the next few changes, rounds first, and queue the step after; the last one ends the job.

    ``done`` is how many were looked at before: a step that was done already does nothing. Stops where
    the person has lost the power meanwhile.
    """
    if not Progress.objects.filter(reference=job, state="running", done=done).exists():
        return
    if not access.may_publish_register(by):
        progress.stop(job, words=NOT_PUBLISHER)
        record(queries.CHANGES, "publication of all changes stopped", by=by, why=NOT_PUBLISHER)
        return
    refused = list(refused)
    batch: list[str] = []
    if not rounds_done:
        batch = _rounds_step(after, by=by, why=why, refused=refused)
    if not batch:
        # Rounds and agreements are each gone through in the order of their own references.
        after, rounds_done = (after, True) if rounds_done else ("", True)
        batch = _agreements_step(after, by=by, why=why, refused=refused)
    looked_at = done + len(batch)
    progress.advance(job, done=looked_at)
    if batch:
        _queue_step(
            job,
            by.ledger_name,
            why,
            after=batch[-1],
            done=looked_at,
            refused=refused,
            rounds_done=rounds_done,
        )
        record(queries.CHANGES, "changes gone through", by=by, after={"references": batch})
    else:
        progress.finish(job, words=_outcome(refused), href="/office/register")
        record(
            queries.CHANGES, "publication of all changes ended", by=by, after={"refused": refused}
        )


def _outcome(refused: list[str]) -> str:
    return f"Not published: {'; '.join(refused)}" if refused else "Everything is public as it is."


def _agreements_step(after: str, *, by: Asker, why: str, refused: list[str]) -> list[str]:
    batch = list(queries.changed().filter(reference__gt=after)[:AT_ONCE])
    together = [one.pk for one in batch]
    for now in batch:
        try:
            with transaction.atomic():
                _release(now, together, by=by, why=why)
        except Refusal as refusal:
            _note(refused, now.reference, refusal)
    for now in batch:
        if now.published_version == now.version:
            _release_neighbours(now, by=by)
    return [one.reference for one in batch]


def _rounds_step(after: str, *, by: Asker, why: str, refused: list[str]) -> list[str]:
    batch = list(rounds.changed().filter(reference__gt=after)[:AT_ONCE])
    for now in batch:
        try:
            with transaction.atomic():
                opportunities.publish_round(by=by, opportunity=now, why=why)
        except Refusal as refusal:
            _note(refused, now.reference, refusal)
    return [one.reference for one in batch]


def _note(refused: list[str], reference: str, refusal: Refusal) -> None:
    if len(refused) < MOST_NAMED:
        refused.append(f"{reference} ({refusal.words[:80]})")
