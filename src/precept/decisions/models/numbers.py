"""Why a number of the office's series has no published decision."""

from django.db import models

from precept.decisions import rules
from precept.foundation import clock
from precept.foundation.people.models import Person


class NumberExplained(models.Model):
    """A number that no published decision bears, with the reason that the log gives."""

    reference = models.CharField(max_length=40, unique=True)
    reason = models.CharField(max_length=10, choices=rules.gap_reasons)
    words = models.TextField()
    """What is said of it: published."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["reference"]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """What the ledger calls this number."""
        return f"decision-number:{self.reference}"
