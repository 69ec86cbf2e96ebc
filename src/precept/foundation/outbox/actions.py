"""Queueing mail and tasks with the change they follow from, and dealing with those that failed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.outbox import access, rules
from precept.foundation.outbox.models import Mail, QueuedTask, new_reference
from precept.foundation.outbox.registry import carry_out, registered
from precept.foundation.outbox.rules import Priority
from precept.foundation.private import ProtectedAddress

ONLY_THEM = "Only people who may see the outbox can do this."


class OutsideTransaction(RuntimeError):
    """Something was queued with no change to go with it: a fault in our code."""


def queue_task(
    name: str,
    arguments: dict[str, Any],
    *,
    after: datetime | None = None,
    key: str | None = None,
    priority: int | None = None,
) -> QueuedTask:
    """Queue a task in the caller's transaction; a worker does it once that is on disk.

    Not before ``after``, where that is given. ``arguments`` are JSON values. Work of the same
    ``key`` that still waits for its first try is not queued twice. KeyError for a task that nobody
    registered, TypeError for arguments that it does not take, OutsideTransaction where there is no
    transaction.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"“{name}” was queued outside a transaction")
    known = registered(name)
    known.check(arguments)
    when = clock.now() if after is None else after
    if key and (waiting := _already_waiting(name, key, when)):
        return waiting
    asked = carry_out.using(
        priority=known.priority if priority is None else int(priority), run_after=when
    )
    result = asked.enqueue(name=name, arguments=arguments)
    return QueuedTask.objects.create(
        result_id=UUID(result.id), name=name, key=key or "", most_attempts=known.attempts
    )


def _already_waiting(name: str, key: str, when: datetime) -> QueuedTask | None:
    # Held until the caller commits, so that no worker begins it before it can see what the caller
    # changed. Where somebody else holds it, it is queued again instead of waited for: whoever
    # begins one of them does away with the others (claims.py).
    waiting = (
        QueuedTask.objects.select_for_update(skip_locked=True, of=("self", "result"))
        .select_related("result")
        .filter(name=name, key=key, attempts=0, result__status=TaskResultStatus.READY)
        .first()
    )
    if waiting is not None and when < waiting.result.run_after:
        waiting.result.run_after = when
        waiting.result.save(update_fields=["run_after"])
    return waiting


def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    kind: str,
    about: str = "",
    priority: Priority | None = None,
    useful_for: timedelta | None = None,
) -> Mail:
    """Store a plain-text mail and queue its sending, in the caller's transaction.

    ``kind`` says what it is ("bid receipt") and with that who goes first, ``about`` its subject in
    the ledger ("bid:CSF-2026-0042"). A mail that could not be handed over within ``useful_for`` is
    not sent at all; for a code that is 15 minutes. Somebody who has not signed in gets fixed
    wording only, with no word that anybody typed. Refused where ``to`` is no address.
    """
    to = to.strip()
    try:
        validate_email(to)
    except ValidationError:
        raise Refused(
            "Enter an email address in the correct format, like name@example.com", field="to"
        ) from None
    if priority is None:
        priority = rules.priority_of(kind)
    if useful_for is None and priority == Priority.CODE:
        useful_for = rules.CODE_IS_OF_USE
    now = clock.now()
    reference = new_reference()
    mail = Mail.objects.create(
        reference=reference,
        message_id=rules.message_id(reference, settings.DEFAULT_FROM_EMAIL),
        to=to,
        mailbox=rules.same_address(to),
        subject=rules.one_line(subject),
        text=ProtectedAddress(rules.plain(text)),
        kind=kind,
        about=about,
        priority=priority,
        queued=now,
        useful_until=None if useful_for is None else now + useful_for,
    )
    queue_task("outbox.send_mail", {"mail": reference}, priority=priority)
    return mail


@action
def send_again(*, by: access.Asker, mail: Mail) -> Mail:
    """Send a mail again that was not delivered, was given up, or only stands in the mailbox."""
    if not access.may_see_outbox(by):
        raise NotAllowed(ONLY_THEM)
    if mail.text is None:
        raise Refused("What this mail said is deleted, so it cannot be sent again.")
    if mail.useful_until is not None and mail.useful_until <= clock.now():
        raise Refused("This mail would come too late to be of use. Ask for a new one instead.")
    moved = Mail.objects.filter(
        pk=mail.pk, state__in=[Mail.State.DEAD, Mail.State.GIVEN_UP, Mail.State.KEPT]
    ).update(state=Mail.State.WAITING, settled=None, tries=0, reason="")
    if not moved:
        raise Changed("This mail is no longer waiting for you: look at it again.")
    queue_task("outbox.send_mail", {"mail": mail.reference}, priority=mail.priority)
    record(f"mail:{mail.reference}", "mail sent again", by=by, before={"state": mail.state})
    mail.refresh_from_db()
    return mail


@action
def give_up(*, by: access.Asker, mail: Mail, why: str) -> Mail:
    """Leave a mail unsent for good, and say why."""
    if not access.may_see_outbox(by):
        raise NotAllowed(ONLY_THEM)
    if not why.strip():
        raise Refused("Say why this mail is given up.", field="why")
    moved = Mail.objects.filter(pk=mail.pk, state__in=[Mail.State.WAITING, Mail.State.DEAD]).update(
        state=Mail.State.GIVEN_UP, settled=clock.now(), reason=rules.one_line(why)
    )
    if not moved:
        raise Changed("This mail was sent or given up before you: look at it again.")
    record(f"mail:{mail.reference}", "mail given up", by=by, why=why, before={"state": mail.state})
    mail.refresh_from_db()
    return mail


@action
def run_again(*, by: access.Asker, task: QueuedTask) -> QueuedTask:
    """Queue a task again that had failed for good, with all its tries before it."""
    if not access.may_see_outbox(by):
        raise NotAllowed(ONLY_THEM)
    moved = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.FAILED).update(
        status=TaskResultStatus.READY, run_after=clock.now(), finished_at=None
    )
    if not moved:
        raise Changed("This task is no longer waiting for you: look at it again.")
    before = {"state": task.state, "reason": task.reason}
    QueuedTask.objects.filter(pk=task.pk).update(attempts=0, given_up=False)
    record(f"task:{task.reference}", "task queued again", by=by, before=before)
    return QueuedTask.objects.select_related("result").get(pk=task.pk)


@action
def give_up_task(*, by: access.Asker, task: QueuedTask, why: str) -> QueuedTask:
    """Leave a task undone that had failed or still waits, and say why."""
    if not access.may_see_outbox(by):
        raise NotAllowed(ONLY_THEM)
    if not why.strip():
        raise Refused("Say why this task is given up.", field="why")
    moved = DBTaskResult.objects.filter(
        pk=task.pk, status__in=[TaskResultStatus.READY, TaskResultStatus.FAILED]
    ).update(status=TaskResultStatus.FAILED, finished_at=clock.now())
    if not moved or not QueuedTask.objects.filter(pk=task.pk, given_up=False).update(given_up=True):
        raise Changed("This task began, ended or was given up before you: look at it again.")
    record(f"task:{task.reference}", "task given up", by=by, why=why, before={"state": task.state})
    return QueuedTask.objects.select_related("result").get(pk=task.pk)
