"""Improvement plans: why one was opened, what must be better by when, what the provider says, how it ended."""

from django.db import models

from precept.do.agreements.models import Variation
from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.review.management import rules
from precept.review.management.models.held import Managed
from precept.review.management.models.troubles import Issue


def new_plan_reference() -> str:
    """A short name for an improvement plan."""
    return drawn("Q")


class ImprovementPlan(Managed):
    """What a provider must do better by a day, and how that is shown. A joint service has one for all."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_plan_reference, editable=False
    )
    provider = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="improvement_plans"
    )
    title = models.CharField(max_length=200)
    reason = models.CharField(max_length=8, choices=rules.plan_reasons)
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    why = models.TextField()
    must = models.TextField()
    """What must be better."""
    shown_how = models.TextField()
    by_when = models.DateField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans_owned")
    state = models.CharField(max_length=14, choices=rules.plan_states, default="draft")
    opened_on = models.DateField(default=clock.today)
    answer = models.TextField(blank=True)
    """What the provider said when it agreed or disputed."""
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    escalation = models.CharField(max_length=12, choices=rules.escalations, blank=True)
    escalated_on = models.DateField(null=True, blank=True)
    escalated_why = models.TextField(blank=True)
    variation = models.ForeignKey(
        Variation, null=True, blank=True, on_delete=models.PROTECT, related_name="improvement_plans"
    )
    """The change of the agreement that it led to."""
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Managed.Meta):
        ordering = ["-opened_on", "-id"]
        indexes = [models.Index(fields=["state", "by_when"], name="management_plans_by_state")]

    @property
    def subject(self) -> str:
        """What the ledger calls this plan."""
        return f"improvement-plan:{self.reference}"


class PlanReview(models.Model):
    """A look at how a plan comes on."""

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="reviews")
    on = models.DateField(default=clock.today)
    words = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
