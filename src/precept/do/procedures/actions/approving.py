"""Sending a version on, approving it with another hand, sending it back; publishing what is in force; retiring."""

from datetime import date

from precept.do.procedures import access, queries, rules
from precept.do.procedures.actions.keeping import (
    RETIRED,
    STALE,
    ask_approver,
    ask_keeper,
    fresh_draft,
)
from precept.do.procedures.models import Standard, StandardVersion
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Actor,
    Changed,
    NotAllowed,
    Refused,
    action,
    needed,
    record,
)
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish

MOVED_ON = "Somebody changed this version since you read it. Read it again."
ITSELF = "You wrote in this version, so somebody else approves it."
NOT_WAITING = "This version does not wait for approval any more. Look at it again."


@action
def send_for_approval(*, by: Person, version: StandardVersion, revision: int) -> StandardVersion:
    """Lay a draft before somebody who may approve it and wrote nothing in it. Refused while it lacks something."""
    ask_keeper(by)
    now = fresh_draft(version)
    if now.standard.retired_on is not None:
        raise Refused(RETIRED)
    if lacks := queries.missing_of(now):
        raise Refused("It cannot be sent yet. " + " ".join(lacks))
    changes = {"state": "waiting", "sent_by": by, "sent_back_why": ""}
    write_next(now, changes, read=revision, stale=MOVED_ON, counter="revision")
    record(now.standard.subject, "version sent for approval", by=by, after={"version": now.number})
    return now


def _waiting(version: StandardVersion, revision: int) -> StandardVersion:
    now = queries.version_of(queries.standard(version.standard.key), version.number)
    if now.state != "waiting":
        raise Changed(NOT_WAITING)
    if now.revision != revision:
        raise Changed(MOVED_ON)
    return now


@action
def approve(
    *,
    by: Person,
    version: StandardVersion,
    revision: int,
    begins: date,
    review_on: date | None = None,
) -> StandardVersion:
    """Approve a version that others wrote: it is in force from a day, and reviewed within a year.

    A day in the past is for what was in use from then on already. What is in force of a procedure is published by
    the same act, else on its day.
    """
    ask_approver(by)
    now = _waiting(version, revision)
    if not access.may_approve(by, now):
        raise NotAllowed(ITSELF)
    one, today = now.standard, clock.today()
    begun = queries.approved_begins(one)
    if problem := rules.begins_problem(begins, begun, one.retired_on):
        raise Refused(problem, field="begins")
    if review_on is not None and (problem := rules.next_review_problem(review_on, today)):
        raise Refused(problem, field="review_on")
    changes = {"state": "approved", "approved_by": by, "approved_on": today, "begins": begins}
    write_next(now, changes, read=revision, stale=MOVED_ON, counter="revision")
    after = {"version": now.number, "in force from": clock.iso(begins)}
    record(one.subject, "version approved", by=by, why=now.why, after=after)
    _set_review(one, rules.next_review(today, one.review_on, review_on))
    release(one, by=by, why=now.why)
    return now


def _set_review(one: Standard, on: date) -> None:
    if one.review_on == on:
        return
    write_next(one, {"review_on": on, "reminded": ""}, read=one.version, stale=STALE)


@action
def send_back(*, by: Person, version: StandardVersion, revision: int, why: str) -> StandardVersion:
    """Send a version back to those who wrote it, with what is to change."""
    ask_approver(by)
    why = needed(why, "Say what is to change", "why")
    now = _waiting(version, revision)
    changes = {"state": "draft", "sent_back_why": why}
    write_next(now, changes, read=revision, stale=MOVED_ON, counter="revision")
    record(now.standard.subject, "version sent back", by=by, why=why, after={"version": now.number})
    return now


@action
def take_back(*, by: Person, version: StandardVersion, revision: int) -> StandardVersion:
    """Take a version back that waits for approval, to change it."""
    ask_keeper(by)
    now = _waiting(version, revision)
    write_next(now, {"state": "draft"}, read=revision, stale=MOVED_ON, counter="revision")
    record(now.standard.subject, "version taken back", by=by, after={"version": now.number})
    return now


@action
def retire(*, by: Person, standard: Standard, version: int, since: date, why: str) -> Standard:
    """Say from when it is no longer used, and why; its page stays and says so."""
    ask_approver(by)
    why = needed(why, "Say why it is no longer used", "why")
    now = queries.standard(standard.key)
    if now.retired_on is not None:
        raise Refused("It is no longer used already.")
    if since > clock.today():
        raise Refused("Choose today or a day before it", field="since")
    current = queries.version_in_force(now, clock.today())
    if current is not None and current.begins is not None and since < current.begins:
        words = (
            f"Its version in force began {clock.spoken(current.begins)}: choose that day or later"
        )
        raise Refused(words, field="since")
    write_next(now, {"retired_on": since, "retired_why": why}, read=version, stale=STALE)
    record(now.subject, "no longer used", by=by, why=why, after={"since": clock.iso(since)})
    if now.public_version:
        last = queries.version_of(now, now.public_version)
        _publish(now, last, by=by, why=why)
    return now


@action
def release(one: Standard, *, by: Actor, why: str = "") -> None:
    """Publish what is in force today; what is not in force yet stays in the office.

    The pages of the procedures that use a document lead to it, so they are published again with it.
    """
    version = queries.version_in_force(one, clock.today())
    if version is None:
        return
    version.standard = one
    if one.public_version != version.number:
        Standard.objects.filter(pk=one.pk).update(public_version=version.number)
        one.public_version = version.number
        record(one.subject, "version in force", by=by, after={"version": version.number})
    _publish(one, version, by=by, why=why)
    if one.kind == "document":
        _release_users(version, by=by)


def _release_users(document: StandardVersion, *, by: Actor) -> None:
    """Name a document on the pages of the published procedures that use it, and no longer where one did."""
    before = queries.version_before(document)
    keys = {*document.procedures, *(before.procedures if before else ())}
    users = Standard.objects.filter(kind="procedure", retired_on=None, key__in=keys)
    for user in users.exclude(public_version=0)[: queries.MOST]:
        _publish(user, queries.version_of(user, user.public_version), by=by, why="")


def _publish(one: Standard, version: StandardVersion, *, by: Actor, why: str) -> None:
    is_procedure = one.kind == "procedure"
    publish(
        kind_name="procedure" if is_procedure else "procedure-document",
        key=one.key,
        title=version.title,
        payload=queries.procedure_published(one, version, clock.today())
        if is_procedure
        else queries.document_published(one, version),
        by=by,
        why=why,
    )


def publish_what_begins() -> int:
    """Release everything whose next version has come into force since; how many.

    One that cannot be published does not hold the others back: it is refused once all are done.
    """
    done = 0
    refused: Refused | None = None
    for one in queries.not_yet_public(clock.today()):
        try:
            release(one, by=SYSTEM)
            done += 1
        except Refused as refusal:
            refused = refusal
    if refused is not None:
        raise refused
    return done
