"""How a worker takes a task, says how it went, and how a task is found again whose worker died.

A claim is one row that one worker holds: on PostgreSQL others step over the locked row, on SQLite
there is one writer at a time. Whatever is said of a claim later is said only while it still stands,
so a worker that was taken for dead cannot overwrite what the next one did.
"""

import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from precept.foundation import clock
from precept.foundation.outbox import rules
from precept.foundation.outbox.models import QueuedTask, WorkerSeen
from precept.foundation.outbox.registry import NeverAgain, carry_out, registered

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 200
LONGEST_TRACEBACK = 20_000
WORKER_STOPPED = "The worker stopped, or took too long, while it ran."


@dataclass(frozen=True)
class Claim:
    """A task in a worker's hands, and since when."""

    task: QueuedTask
    began: datetime
    arguments: dict[str, Any]

    def standing(self) -> QuerySet[Any]:
        """Django's row of the task, as long as this claim stands."""
        rows: QuerySet[Any] = DBTaskResult.objects.filter(
            pk=self.task.pk, status=TaskResultStatus.RUNNING, started_at=self.began
        )
        return rows


def claim(worker: WorkerSeen) -> Claim | None:
    """Take the next task that is due, the most pressing first; None where none is."""
    now = clock.now()
    due = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, run_after__lte=now, task_path=carry_out.module_path
    )
    # Asked without a lock first: an idle worker must not stand in the writers' queue of SQLite.
    if not due.exists():
        return None
    with transaction.atomic():
        row = due.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        task = QueuedTask.objects.get(pk=row.pk)
        row.status = TaskResultStatus.RUNNING
        row.started_at = now
        row.worker_ids = [*row.worker_ids, worker.name]
        row.save(update_fields=["status", "started_at", "worker_ids"])
        task.attempts += 1
        task.worker = worker
        task.lost_after = now + _longest(task.name)
        task.save(update_fields=["attempts", "worker", "lost_after"])
        if task.key:
            _do_away_with_the_same(task, now)
    return Claim(task, now, row.args_kwargs["kwargs"])


def _longest(name: str) -> timedelta:
    try:
        return registered(name).longest
    except KeyError:  # queued by a newer release: the try will fail, and wait
        return rules.ALARM_AFTER


def _do_away_with_the_same(task: QueuedTask, now: datetime) -> None:
    same = (
        QueuedTask.objects.select_for_update(skip_locked=True, of=("self", "result"))
        .select_related("result")
        .filter(
            name=task.name,
            key=task.key,
            result__status=TaskResultStatus.READY,
            result__run_after__lte=now,
        )
        .exclude(pk=task.pk)
        .order_by()[:MOST_AT_ONCE]
    )
    DBTaskResult.objects.filter(pk__in=[other.pk for other in same]).update(
        status=TaskResultStatus.SUCCESSFUL, started_at=now, finished_at=now
    )


def carry_out_claimed(claimed: Claim) -> None:
    """Do what the task is for; raises whatever it raises."""
    carry_out.call(**claimed.arguments)


def succeeded(claimed: Claim) -> bool:
    """Say that it is done. False where the claim no longer stood."""
    with transaction.atomic():
        stood = claimed.standing().update(
            status=TaskResultStatus.SUCCESSFUL,
            finished_at=clock.now(),
            exception_class_path="",
            traceback="",
        )
        if stood:
            QueuedTask.objects.filter(pk=claimed.task.pk).update(
                worker=None, lost_after=None, reason=""
            )
    return bool(stood)


def failed(claimed: Claim, problem: BaseException) -> bool:
    """Say that it failed: it waits for another try, or is a dead letter.

    False where the claim no longer stood.
    """
    dead = isinstance(problem, NeverAgain) or claimed.task.attempts >= claimed.task.most_attempts
    return _put_down(
        claimed,
        dead,
        reason=rules.reason_of(problem),
        problem_class=f"{type(problem).__module__}.{type(problem).__qualname__}",
        traceback="".join(format_exception(problem))[-LONGEST_TRACEBACK:],
    )


def _put_down(
    claimed: Claim, dead: bool, *, reason: str, problem_class: str = "", traceback: str = ""
) -> bool:
    now = clock.now()
    wait = rules.wait_before_try(claimed.task.attempts, random.random())  # noqa: S311 - spreads tries
    with transaction.atomic():
        stood = claimed.standing().update(
            status=TaskResultStatus.FAILED if dead else TaskResultStatus.READY,
            run_after=now if dead else now + wait,
            finished_at=now if dead else None,
            exception_class_path=problem_class,
            traceback=traceback,
        )
        if not stood:
            return False
        QueuedTask.objects.filter(pk=claimed.task.pk).update(
            worker=None, lost_after=None, reason=reason
        )
        if dead:
            _tell_the_part(claimed)
    return True


def _tell_the_part(claimed: Claim) -> None:
    # In a savepoint: what the part cannot hear must not keep the dead letter from being one.
    try:
        when_dead = registered(claimed.task.name).when_dead
        if when_dead is not None:
            with transaction.atomic():
                when_dead(**claimed.arguments["arguments"])
    except Exception:
        logger.exception("nobody could be told that %s failed for good", claimed.task.name)


def hand_back(claimed: Claim) -> bool:
    """Put a task back that this worker has no time to end, as if it had not been tried."""
    with transaction.atomic():
        stood = claimed.standing().update(status=TaskResultStatus.READY, run_after=clock.now())
        if stood:
            QueuedTask.objects.filter(pk=claimed.task.pk).update(
                worker=None, lost_after=None, attempts=F("attempts") - 1
            )
    return bool(stood)


def sweep() -> int:
    """Put down the tasks whose worker died or took too long; returns how many, 200 at the most."""
    now = clock.now()
    lost = (
        QueuedTask.objects.filter(worker__isnull=False)
        .filter(Q(lost_after__lt=now) | Q(worker__seen__lt=now - rules.LOST_AFTER))
        .select_related("result")[:MOST_AT_ONCE]
    )
    found = 0
    for task in lost:
        assert task.result.started_at is not None  # a claim dates what it takes
        lost_claim = Claim(task, task.result.started_at, task.result.args_kwargs["kwargs"])
        dead = task.attempts >= task.most_attempts
        found += _put_down(lost_claim, dead, reason=WORKER_STOPPED)
    return found
