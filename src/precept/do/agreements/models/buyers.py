"""Who buys under an agreement: the commissioning body that signed it, and those that took its place."""

from django.db import models

from precept.do.agreements.models.register import Agreement
from precept.parties.models import Organisation


class Buyer(models.Model):
    """The commissioning body of an agreement from a day on: first as signed, then by each novation.

    ``name`` is what the body was called then, and is never changed: an agreement reads as it was signed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="buyers")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="agreements_bought"
    )
    name = models.CharField(max_length=200)
    starts = models.DateField(null=True, blank=True)
    """The first day; none of the first body, where the day of the signature is not stated."""
    under = models.CharField(max_length=300, blank=True)
    """The Act or order of the novation; empty of the body that signed."""
    succession = models.CharField(max_length=12, blank=True)
    """The succession that brought the novation."""

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "succession"], name="agreements_one_buyer_a_succession"
            )
        ]
