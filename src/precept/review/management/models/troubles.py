"""What went wrong with an agreement, and what could: issues, and risks with how they were scored."""

from django.db import models

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person
from precept.review.management import rules
from precept.review.management.models.held import Managed


def new_issue_reference() -> str:
    """A short name for an issue."""
    return drawn("P")


def new_risk_reference() -> str:
    """A short name for a risk."""
    return drawn("R")


class Guarded(models.Model):
    """What may concern somebody's safety: its details are then kept to those who may see them."""

    is_safeguarding = models.BooleanField(default=False)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss_owned")
    raised_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Issue(Managed, Guarded):
    """Something that went wrong: what, when, how badly, who deals with it, what was done in the end."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_issue_reference, editable=False
    )
    title = models.CharField(max_length=200)
    what = models.TextField()
    happened_on = models.DateField()
    severity = models.CharField(max_length=10, choices=rules.severities)
    state = models.CharField(max_length=8, choices=rules.open_states, default="open")
    raised = models.DateTimeField(default=clock.now)
    closed_on = models.DateField(null=True, blank=True)
    closed_words = models.TextField(blank=True)
    """What was done."""
    version = models.PositiveIntegerField(default=1)

    class Meta(Managed.Meta):
        ordering = ["-happened_on", "-id"]
        indexes = [
            models.Index(fields=["state", "-happened_on"], name="management_issues_by_state")
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this issue."""
        return f"contract-issue:{self.reference}"


class Risk(Managed, Guarded):
    """Something that could go wrong: how likely, how bad, what is done about it, when it is looked at again."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_risk_reference, editable=False
    )
    title = models.CharField(max_length=200)
    what = models.TextField()
    mitigation = models.TextField()
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()
    """Kept beside the two, so that lists sort by it."""
    scale = models.CharField(max_length=40)
    """The version of the scale that it was scored on."""
    review_on = models.DateField()
    state = models.CharField(max_length=8, choices=rules.open_states, default="open")
    closed_on = models.DateField(null=True, blank=True)
    closed_words = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Managed.Meta):
        ordering = ["-score", "id"]
        indexes = [models.Index(fields=["state", "-score"], name="management_risks_by_score")]
        constraints = [
            *Managed.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(
                    likelihood__range=(1, rules.LEVELS), impact__range=(1, rules.LEVELS)
                )
                & models.Q(score=models.F("likelihood") * models.F("impact")),
                name="management_risk_on_the_scale",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this risk."""
        return f"contract-risk:{self.reference}"


class RiskScore(models.Model):
    """How a risk was scored on a day, and why."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="scores")
    on = models.DateField(default=clock.today)
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    why = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
