"""Actions that somebody owes by a day: of a meeting, an issue, or an improvement plan."""

from django.db import models

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.review.management.models.held import Managed
from precept.review.management.models.meetings import Meeting
from precept.review.management.models.plans import ImprovementPlan
from precept.review.management.models.troubles import Issue


def new_action_reference() -> str:
    """A short name for an action."""
    return drawn("A")


class ActionPoint(Managed):
    """Something that is owed by a day, by somebody of the office or by a body: the provider, or a commissioner."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_action_reference, editable=False
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    plan = models.ForeignKey(
        ImprovementPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    what = models.TextField()
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="actions_owed"
    )
    body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="actions_owed"
    )
    due = models.DateField()
    made = models.DateTimeField(default=clock.now)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(blank=True)
    reminded = models.CharField(max_length=4, blank=True)
    """What its owner was told of: "soon", then "late"."""
    version = models.PositiveIntegerField(default=1)

    class Meta(Managed.Meta):
        ordering = ["due", "id"]
        indexes = [
            models.Index(
                fields=["owner", "due"],
                condition=models.Q(done_on=None),
                name="management_actions_owner",
            ),
            models.Index(
                fields=["body", "due"],
                condition=models.Q(done_on=None),
                name="management_actions_body",
            ),
            models.Index(
                fields=["due"], condition=models.Q(done_on=None), name="management_actions_due"
            ),
        ]
        constraints = [
            *Managed.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False, body__isnull=True)
                | models.Q(owner__isnull=True, body__isnull=False),
                name="management_action_has_one_owner",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this action."""
        return f"contract-action:{self.reference}"
