"""Words that are kept out of what is published of a decision."""

from django.db import models
from django.db.models import F, Q

from precept.decisions import rules
from precept.decisions.models.notices import Decision
from precept.foundation import clock
from precept.foundation.people.models import Person


class Redaction(models.Model):
    """Words of a notice that somebody marked, with the exemption, and whom a second person released.

    The words stay whole in the house. In what is published a mark stands instead that tells the exemption and
    nothing of the words.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="redactions")
    number = models.PositiveSmallIntegerField()
    """Counted within the decision, and never used again."""
    state = models.CharField(max_length=10, choices=rules.redaction_states, default="marked")
    part = models.CharField(max_length=20)
    """The part of the notice (``rules.PARTS``)."""
    words = models.TextField()
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    """Which of several places, counted from 1; every one without."""
    exemption = models.CharField(max_length=40)
    why = models.TextField(blank=True)
    """How the public interest was weighed, where the exemption asks it: published."""
    review = models.DateField()
    marked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    marked = models.DateTimeField(default=clock.now)
    released_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released = models.DateTimeField(null=True, blank=True)
    lift_asked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lift_why = models.TextField(blank=True)
    """Why it may be read now; never published."""
    lifted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)
    """Why it was not released, or was taken back; never published."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["decision", "number"]
        indexes = [models.Index(fields=["state", "review"], name="decisions_redactions_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "number"], name="decisions_one_redaction_a_number"
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("marked_by")),
                name="decisions_redaction_two_people",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None) | ~Q(lifted_by=F("lift_asked_by")),
                name="decisions_lifting_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} redaction {self.number}"
