"""What is done when an agreement ends: the plan, and each thing of its checklist."""

from django.db import models

from precept.do.agreements.models import Agreement, Variation
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.review.management import rules


def new_task_reference() -> str:
    """A short name for a thing to do when an agreement ends."""
    return drawn("X")


class ExitPlan(models.Model):
    """The exit of an agreement and the handover to what follows; one for each agreement."""

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="exit_plan")
    reason = models.CharField(max_length=12, choices=rules.exit_reasons)
    variation = models.ForeignKey(
        Variation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The early end that it follows from."""
    ends = models.DateField()
    """The last day that its days are counted back from."""
    follows_on = models.DateField(null=True, blank=True)
    """The first day of the agreement that follows, where one does."""
    checklist = models.CharField(max_length=40)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="exits_owned")
    begun_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["ends", "id"]
        indexes = [
            models.Index(
                fields=["ends"], condition=models.Q(done_on=None), name="management_exits_open"
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this exit."""
        return f"exit-plan:{self.agreement.reference}"


class ExitTask(models.Model):
    """A thing to do: whose, by when, and what shows that it was done. Its files are about ``subject``."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_task_reference, editable=False
    )
    plan = models.ForeignKey(ExitPlan, on_delete=models.CASCADE, related_name="tasks")
    place = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    side = models.CharField(max_length=10, choices=rules.task_sides)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    days = models.SmallIntegerField()
    """How long before the last day it is due; after it where less than nothing."""
    due = models.DateField()
    is_moved = models.BooleanField(default=False)
    """Whether somebody gave it a day of its own: it is not counted again when the last day moves."""
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="exit_tasks_owed"
    )
    body = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="exit_tasks_owed",
    )
    state = models.CharField(max_length=10, choices=rules.task_states, default="open")
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    """What was done and what shows it, or why it is not needed."""
    reminded = models.CharField(max_length=4, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due", "place"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="management_one_exit_task_a_key"),
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False) | models.Q(body__isnull=False),
                name="management_exit_task_has_owner",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due"],
                condition=models.Q(state="open"),
                name="management_exit_tasks_owner",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it, and what its evidence is about."""
        return f"exit-task:{self.reference}"
