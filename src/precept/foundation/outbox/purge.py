"""Deleting what nobody needs any more, a bounded step at a time."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from precept.foundation import clock
from precept.foundation.outbox.models import Mail, Progress, QueuedTask, WorkerSeen

STEP = 500
TASKS_FOR = timedelta(days=14)
FAILED_TASKS_FOR = timedelta(days=90)
TEXTS_FOR = timedelta(days=30)
MAILS_FOR = timedelta(days=365)
JOBS_FOR = timedelta(days=30)
WORKERS_FOR = timedelta(days=7)


def purge_step() -> bool:
    """Delete at the most 500 of each; whether there may be more.

    Done tasks after 14 days and failed ones after 90, what a settled mail said after 30 days and
    the mail after a year, jobs after 30 days. A mail that waits or was not delivered stays until
    somebody deals with it.
    """
    now = clock.now()
    settled = Mail.objects.filter(
        state__in=[Mail.State.SENT, Mail.State.KEPT, Mail.State.TOO_LATE, Mail.State.GIVEN_UP]
    )
    counts = []
    with transaction.atomic():
        tasks = list(
            DBTaskResult.objects.filter(
                Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - TASKS_FOR)
                | Q(status=TaskResultStatus.FAILED, finished_at__lt=now - FAILED_TASKS_FOR)
            )
            .order_by()
            .values_list("pk", flat=True)[:STEP]
        )
        QueuedTask.objects.filter(pk__in=tasks).delete()
        DBTaskResult.objects.filter(pk__in=tasks).delete()
        counts.append(len(tasks))
    with transaction.atomic():
        said = list(
            settled.filter(settled__lt=now - TEXTS_FOR, text__isnull=False)
            .order_by("settled")
            .values_list("pk", flat=True)[:STEP]
        )
        counts.append(Mail.objects.filter(pk__in=said).update(text=None))
    with transaction.atomic():
        mails = list(
            settled.filter(settled__lt=now - MAILS_FOR)
            .order_by("settled")
            .values_list("pk", flat=True)[:STEP]
        )
        counts.append(Mail.objects.filter(pk__in=mails).delete()[0])
    with transaction.atomic():
        jobs = list(
            Progress.objects.filter(changed__lt=now - JOBS_FOR).values_list("pk", flat=True)[:STEP]
        )
        counts.append(Progress.objects.filter(pk__in=jobs).delete()[0])
        WorkerSeen.objects.filter(seen__lt=now - WORKERS_FOR, in_hand__isnull=True).delete()
    return max(counts) >= STEP
