"""Where an organisation is paid: enciphered, changed slowly, approved by a second person."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.private.field import ProtectedAddressField
from precept.parties import rules
from precept.parties.models.organisations import Organisation


def new_bank_reference() -> str:
    """A short name for bank details."""
    return drawn("B")


class BankDetails(models.Model):
    """One account that an organisation gave; ``account`` is enciphered and cannot be printed.

    ``ending`` is all that a page shows. The digest that finds the same account elsewhere is a ``Mark``.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_bank_reference, editable=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="bank_details"
    )
    account = ProtectedAddressField()
    ending = models.CharField(max_length=4)
    digest = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=12, choices=rules.BANK_STATES, default=rules.BANK_GIVEN)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bank_details_given"
    )
    given = models.DateTimeField(default=clock.now)
    proved = models.DateTimeField()
    """When whoever gave them had last shown who they are."""
    payable_from = models.DateField()
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="call_backs"
    )
    called = models.DateTimeField(null=True)
    number_from = models.CharField(max_length=20, choices=rules.CALL_SOURCES, blank=True)
    spoke_to = models.CharField(max_length=120, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="bank_approvals"
    )
    approved = models.DateTimeField(null=True)
    why = models.TextField(blank=True)
    """Why they were refused, as the member reads it."""
    settled = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "bank details"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state__in=[rules.BANK_GIVEN, rules.BANK_CALLED]),
                name="parties_one_bank_change_waits",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(state=rules.BANK_APPROVED),
                name="parties_one_bank_in_force",
            ),
            models.CheckConstraint(
                condition=~Q(state=rules.BANK_APPROVED)
                | Q(called_by__isnull=False, approved_by__isnull=False)
                & ~Q(called_by=models.F("approved_by")),
                name="parties_bank_two_people",
            ),
        ]
        indexes = [models.Index(fields=["state", "given"], name="parties_bank_waits")]

    @property
    def subject(self) -> str:
        """What the ledger calls these bank details."""
        return f"bank-details:{self.reference}"
