"""What everything here is about: an agreement of the register, or a joint service with all its commissioners."""

from django.db import models

from precept.do.agreements.models import Agreement
from precept.do.partners.models import JointService

Thing = Agreement | JointService
"""An agreement, or a joint service."""


class Managed(models.Model):
    """Something that is kept of an agreement, or of a joint service for all who commission it."""

    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    service = models.ForeignKey(
        JointService, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreement__isnull=False, service__isnull=True)
                | models.Q(agreement__isnull=True, service__isnull=False),
                name="%(app_label)s_%(class)s_of_one",
            )
        ]

    @property
    def of(self) -> Thing:
        """The agreement or the joint service."""
        thing = self.agreement or self.service
        assert thing is not None  # the database says so
        return thing
