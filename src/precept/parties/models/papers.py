"""An organisation's papers. One that is replaced is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.parties import rules
from precept.parties.models.organisations import Organisation


def new_paper_reference() -> str:
    """A short name for a paper."""
    return drawn("D")


class Paper(models.Model):
    """A constitution, accounts, policy, certificate or bank statement, and what the office said of it."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_paper_reference, editable=False
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=20, choices=rules.paper_choices)
    file = models.CharField(max_length=40)
    """The reference of the stored file."""
    name = models.CharField(max_length=255)
    dated = models.DateField(null=True, blank=True)
    expires = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=16, choices=rules.PAPER_STATES, default=rules.GIVEN)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="papers_given"
    )
    given = models.DateTimeField(default=clock.now)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="papers_checked"
    )
    checked = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    """Why it is not good enough, as the member reads it."""
    reminded_before = models.DateField(null=True)
    reminded_on_the_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=~Q(state=rules.REPLACED),
                name="parties_paper_in_force_once",
            )
        ]
        indexes = [
            models.Index(fields=["state", "expires"], name="parties_paper_expires"),
            models.Index(fields=["organisation", "kind", "given"], name="parties_paper_history"),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this paper, and its file is about."""
        return f"paper:{self.reference}"
