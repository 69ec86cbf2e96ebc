"""Reading the outbox: what waits, what failed, who works; and how far a job is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django_tasks.base import TaskResultStatus

from precept.foundation import clock
from precept.foundation.outbox import access, rules
from precept.foundation.outbox.models import Mail, Progress, QueuedTask, WorkerSeen

SHOWN = 50
COUNTED_TO = 1_000
SEND_MAIL = "outbox.send_mail"


@dataclass(frozen=True)
class Health:
    """How the outbox does. Counts go to 1,001, which means more than a thousand."""

    mails_waiting: int
    mails_dead: int
    tasks_waiting: int
    tasks_failed: int
    oldest_due: datetime | None
    worker_seen: datetime | None
    server_named: bool

    def troubles(self, now: datetime) -> list[str]:
        """What somebody should know, in words for the head of a page; nothing where all is well."""
        told = []
        if self.worker_seen is None or now - self.worker_seen > rules.LOST_AFTER:
            told.append("No worker is running: mail and tasks wait until one is started.")
        elif self.oldest_due is not None and now - self.oldest_due > rules.ALARM_AFTER:
            told.append("The worker is behind: something due has waited for over 5 minutes.")
        if not self.server_named:
            told.append("No mail server is named: mail is kept here and reaches nobody.")
        return told


def mails() -> QuerySet[Mail]:
    """Every mail, without what it says."""
    return Mail.objects.defer("text")


def tasks() -> QuerySet[QueuedTask]:
    """Every task but the sending of mail, which stands in the list of mails."""
    return QueuedTask.objects.exclude(name=SEND_MAIL).select_related("result")


def unfinished_tasks() -> list[QueuedTask]:
    """Tasks that failed for good, then those that run, then those that wait: fifty of each."""
    failed = tasks().filter(result__status=TaskResultStatus.FAILED, given_up=False)
    waiting = tasks().filter(result__status=TaskResultStatus.READY)
    running = QueuedTask.objects.exclude(name=SEND_MAIL).filter(worker__isnull=False)
    return [
        *failed.order_by("-result__finished_at")[:SHOWN],
        *running.select_related("result").order_by("result__started_at")[:SHOWN],
        *waiting.order_by("result__run_after")[:SHOWN],
    ]


def running_jobs() -> list[Progress]:
    """Long jobs that run, the newest first: fifty at most."""
    return list(Progress.objects.filter(state=Progress.State.RUNNING).order_by("-started")[:SHOWN])


def one_mail(reference: str) -> Mail:
    """A mail without what it says, or 404."""
    mail = mails().filter(reference=reference).first()
    if mail is None:
        raise Http404(f"no mail {reference}")
    return mail


def one_task(reference: str) -> QueuedTask:
    """A task, or 404."""
    task = tasks().filter(reference=reference).first()
    if task is None:
        raise Http404(f"no task {reference}")
    return task


def job(person: access.Asker, reference: str) -> Progress:
    """How far a job is, for those who may watch it; 404 for everybody else."""
    found = Progress.objects.filter(reference=reference).first()
    if found is None or not access.may_watch(person, found):
        raise Http404(f"no job {reference}")
    return found


def jobs_of(subject: str) -> list[Progress]:
    """The jobs on a subject, the newest first."""
    return list(Progress.objects.filter(subject=subject).order_by("-started")[:SHOWN])


def health() -> Health:
    """How the outbox does now: six small queries, whatever lies in it."""
    waiting = tasks().filter(result__status=TaskResultStatus.READY)
    due = (
        QueuedTask.objects.filter(
            result__status=TaskResultStatus.READY, result__run_after__lte=clock.now()
        )
        .order_by("result__run_after")
        .values_list("result__run_after", flat=True)
    )
    return Health(
        mails_waiting=_counted(Mail.objects.filter(state=Mail.State.WAITING)),
        mails_dead=_counted(Mail.objects.filter(state=Mail.State.DEAD)),
        tasks_waiting=_counted(waiting),
        tasks_failed=_counted(
            tasks().filter(result__status=TaskResultStatus.FAILED, given_up=False)
        ),
        oldest_due=due.first(),
        worker_seen=WorkerSeen.objects.order_by("-seen").values_list("seen", flat=True).first(),
        server_named=bool(settings.EMAIL_HOST),
    )


def _counted(rows: QuerySet[Any]) -> int:
    return rows.order_by()[: COUNTED_TO + 1].count()


def newest_mails(address: str = "") -> list[Mail]:
    """The newest fifty mails with what they say, perhaps to one address: for the mailbox page."""
    rows = Mail.objects.all()
    if address.strip():
        rows = rows.filter(mailbox=rules.same_address(address))
    return list(rows.order_by("-queued", "-pk")[:SHOWN])
