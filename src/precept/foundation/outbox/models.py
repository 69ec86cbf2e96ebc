"""Mail, the tasks that wait for a worker, the workers' signs of life, and how far long jobs are."""

from django.db import models
from django.db.models import Q
from django_tasks.base import TaskResultStatus

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.outbox import rules
from precept.foundation.private import ProtectedAddressField


def new_reference() -> str:
    """A short public name that says nothing."""
    return drawn(length=12)


class QueuedTask(models.Model):
    """What the office knows of a task; Django's own row says when it runs and how it went.

    ``key`` names work that need not wait twice. ``worker`` is whoever is at it now, and
    ``lost_after`` when a try that still runs counts as lost.
    """

    result = models.OneToOneField(
        "django_tasks_database.DBTaskResult",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="queued",
    )
    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=150, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    most_attempts = models.PositiveSmallIntegerField()
    worker = models.ForeignKey(
        "WorkerSeen", null=True, on_delete=models.PROTECT, related_name="in_hand"
    )
    lost_after = models.DateTimeField(null=True)
    reason = models.CharField(max_length=rules.LONGEST_REASON, blank=True)
    given_up = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["name", "key"], name="outbox_task_name_key")]

    @property
    def state(self) -> str:
        """What has become of it, in a word or two."""
        status = self.result.status
        if status == TaskResultStatus.READY:
            return "to be tried again" if self.attempts else "waiting"
        if status == TaskResultStatus.FAILED:
            return "given up" if self.given_up else "failed"
        return "running" if status == TaskResultStatus.RUNNING else "done"


class Mail(models.Model):
    """A mail in plain text, as it was or will be handed to the mail server.

    Its text is enciphered at rest, because it may hold a sign-in code, and is deleted once nobody
    needs it.
    """

    class State(models.TextChoices):
        """What has become of it."""

        WAITING = "waiting", "Waiting"
        SENT = "sent", "Handed to the mail server"
        KEPT = "kept", "Kept, not sent"
        DEAD = "dead", "Not delivered"
        TOO_LATE = "too late", "Too late to be of use"
        GIVEN_UP = "given up", "Given up"

    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    message_id = models.CharField(max_length=255, unique=True)
    to = models.CharField(max_length=254)
    mailbox = models.CharField(max_length=254, db_index=True)
    subject = models.CharField(max_length=rules.LONGEST_SUBJECT)
    text = ProtectedAddressField(null=True)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=150, blank=True)
    priority = models.SmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    queued = models.DateTimeField(default=clock.now)
    useful_until = models.DateTimeField(null=True)
    settled = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=rules.LONGEST_REASON, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "kept", "dead", "too late", "given up"]),
                name="outbox_mail_state",
            )
        ]
        indexes = [
            models.Index(fields=["state", "queued"], name="outbox_mail_state_queued"),
            models.Index(fields=["queued"], name="outbox_mail_queued"),
            models.Index(fields=["settled"], name="outbox_mail_settled"),
        ]


class WorkerSeen(models.Model):
    """A worker and its last sign of life."""

    name = models.CharField(max_length=64, unique=True)
    started = models.DateTimeField(default=clock.now)
    seen = models.DateTimeField(default=clock.now, db_index=True)


class Periodic(models.Model):
    """When a task that comes round by the clock is due next."""

    name = models.CharField(max_length=80, unique=True)
    due = models.DateTimeField()


class Progress(models.Model):
    """How far a long job is, for those who wait for it; no ``total`` where nobody knows it."""

    class State(models.TextChoices):
        """Where it stands."""

        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Stopped"

    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    subject = models.CharField(max_length=150)
    title = models.CharField(max_length=200)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    words = models.CharField(max_length=500, blank=True)
    href = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    started_by = models.CharField(max_length=80)
    started = models.DateTimeField(default=clock.now)
    changed = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [
            models.Index(fields=["state", "changed"], name="outbox_progress_state"),
            models.Index(fields=["subject"], name="outbox_progress_subject"),
        ]

    @property
    def share(self) -> int | None:
        """How much is done in whole per cent; None where the whole is not known."""
        return 100 if self.state == self.State.DONE else rules.share(self.done, self.total)
