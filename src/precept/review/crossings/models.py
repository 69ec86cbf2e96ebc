"""Why somebody handles a matter of an organisation in which they have an interest, as another hand said."""

from django.db import models
from django.db.models import F, Q

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties.models import Stake


class Explanation(models.Model):
    """A reason for one interest or gift and one matter, never changed: it is taken back, and given anew."""

    stake = models.ForeignKey(Stake, on_delete=models.PROTECT, related_name="explanations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    """Whose interest it is."""
    matter = models.CharField(max_length=150)
    """What it is about, as the ledger calls it: a bid, an agreement, a decision."""
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    taken_back = models.DateTimeField(null=True, blank=True)
    taken_back_why = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["stake", "matter"],
                condition=Q(taken_back__isnull=True),
                name="crossings_one_explanation",
            ),
            models.CheckConstraint(
                condition=~Q(by=F("person")), name="crossings_explained_by_another_hand"
            ),
            models.CheckConstraint(
                condition=Q(taken_back__isnull=True) | ~Q(taken_back_why=""),
                name="crossings_taken_back_with_a_reason",
            ),
        ]
