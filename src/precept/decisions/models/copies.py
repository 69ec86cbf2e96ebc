"""Public copies of the papers that are kept with a decision."""

from django.db import models
from django.db.models import F, Q

from precept.decisions import rules
from precept.decisions.models.notices import Decision
from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person


class PublicCopy(models.Model):
    """What the public reads of a paper: its words, without what was taken out, and never the file itself.

    A file that somebody blacked out keeps what is beneath, who wrote it and what was changed. So the copy is text,
    and every file of it is made anew.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField()
    paper = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The paper it was made of, which stays in the office."""
    title = models.CharField(max_length=200)
    text = models.TextField()
    taken_out = models.TextField()
    """What was taken out, and why: published."""
    state = models.CharField(max_length=10, choices=rules.copy_states, default="prepared")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(default=clock.now)
    released_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["decision", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "number"], name="decisions_one_copy_a_number"
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("made_by")),
                name="decisions_copy_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} copy {self.number}"
