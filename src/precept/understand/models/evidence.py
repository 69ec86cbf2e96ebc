"""Evidence: what others found out, how strong and how close it is, what it says and what it does not."""

from django.db import models

from precept.foundation.ledger.names import drawn
from precept.understand import rules


def new_source_reference() -> str:
    """A short name for a source of evidence."""
    return drawn("V")


class EvidenceSource(models.Model):
    """A source of evidence. Its files are about ``subject``."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_source_reference, editable=False
    )
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    """None where the source does not state it."""
    link = models.URLField(max_length=400, blank=True)
    kind = models.CharField(max_length=16, choices=rules.source_kinds)
    scale = models.CharField(max_length=20)
    """The version of the scales by which it was judged."""
    strength = models.PositiveSmallIntegerField()
    relevance = models.PositiveSmallIntegerField()
    says = models.TextField()
    does_not_say = models.TextField()
    priorities = models.JSONField(default=list, blank=True)
    """Slugs of the plan's priorities that it is about."""
    agreement = models.CharField(max_length=40, blank=True)
    """The reference in the register of the agreement whose service was evaluated."""
    review_on = models.DateField()
    """When it is to be looked at again."""
    looked_on = models.DateField()
    looked_words = models.TextField(blank=True)
    """What was found when it was looked at last."""
    state = models.CharField(max_length=10, choices=rules.source_states, default="in use")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="in use")
                | (models.Q(withdrawn_on__isnull=False) & ~models.Q(withdrawn_why="")),
                name="understand_source_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(agreement="") | models.Q(kind=rules.OWN_EVALUATION),
                name="understand_source_agreement_of_own",
            ),
        ]
        indexes = [
            models.Index(
                fields=["review_on"],
                condition=models.Q(state="in use"),
                name="understand_sources_look",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this source."""
        return f"evidence:{self.reference}"
