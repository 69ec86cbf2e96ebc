"""Claims of providers, the files that go to the finance system, and what was paid."""

from django.db import models
from django.db.models import F, Q

from precept.do.agreements.models import Agreement, PlannedPayment
from precept.do.spending import rules
from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.parties.models import Organisation


def new_claim_reference() -> str:
    """A short name for a claim, which payments bear too: a bank prints 18 characters."""
    return drawn("C")


def new_file_reference() -> str:
    """A short name for a payment file."""
    return drawn("P")


class Claim(models.Model):
    """Money that is asked for under an agreement, from the first word to the bank.

    ``parts`` are [[fund code, year, pence], …]: which pots it was approved from; empty before.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_claim_reference, editable=False
    )
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="claims")
    instalment = models.ForeignKey(
        PlannedPayment, null=True, blank=True, on_delete=models.SET_NULL, related_name="claims"
    )
    """The payment of the plan that it asks for."""
    amount = MoneyField()
    state = models.CharField(max_length=10, choices=rules.CLAIM_STATES, default="drafting")
    invoice = models.CharField(max_length=60, blank=True)
    """The provider's own number."""
    words = models.TextField(blank=True)
    """What was done for it, in the claimant's words."""
    parts = models.JSONField(default=list)
    claimed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    for_them = models.BooleanField(default=False)
    """Whether the office wrote it for the provider: an instalment up front, an invoice by post."""
    claimed = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked = models.DateTimeField(null=True, blank=True)
    found = models.TextField(blank=True)
    """What whoever checked it found: the evidence that was seen."""
    approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True)
    """Why it was sent back or refused, as the provider reads it."""
    made = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=models.Value(0)), name="spending_claims_something"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(checked_by__isnull=False) & ~Q(checked_by=F("approved_by")),
                name="spending_claim_two_hands",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "claimed"], name="spending_claims_waiting"),
            models.Index(fields=["agreement", "state"], name="spending_claims_of"),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this claim."""
        return f"payment-claim:{self.reference}"


class PaymentFile(models.Model):
    """Approved claims that go to the finance system together, as a CSV file.

    Whoever made it does not release it. The accounts stand in the file alone, never in the database.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_file_reference, editable=False
    )
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(default=clock.now)
    released_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released = models.DateTimeField(null=True, blank=True)
    undone = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    """Over the file as it was released."""
    total = MoneyField()
    payments_in = models.PositiveIntegerField()

    class Meta:
        ordering = ["-made", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(made_by=F("released_by")),
                name="spending_file_two_hands",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this file."""
        return f"payment-file:{self.reference}"


class Payment(models.Model):
    """Money on its way to a provider's bank, or there."""

    reference = models.CharField(max_length=18, unique=True)
    """What the bank statement and the finance system call it."""
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="payments")
    file = models.ForeignKey(
        PaymentFile, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    payee = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="payments")
    amount = MoneyField()
    bank = models.CharField(max_length=12, blank=True)
    """The reference of the bank details that it goes to."""
    ending = models.CharField(max_length=4, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    came_back_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["paid_on"], name="spending_paid_on"),
            models.Index(
                fields=["reference"],
                condition=Q(paid_on__isnull=True, came_back_on__isnull=True),
                name="spending_awaited",
            ),
        ]
