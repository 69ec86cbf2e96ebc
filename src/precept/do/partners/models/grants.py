"""Bids for central government's money: the office's own, and local ones that it supports."""

from datetime import datetime

from django.db import models

from precept.do.partners import rules
from precept.foundation import clock
from precept.foundation.clock import Deadline
from precept.foundation.ledger.names import drawn
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund


def new_grant_reference() -> str:
    """A short name for a bid for government money."""
    return drawn("U")


class GrantBid(models.Model):
    """A bid to a department. ``closes_at`` is an instant, ``closes_wall`` the UK time that was told.

    ``conditions`` come with the money once it is won: they stand in its fund, and every agreement that the
    fund pays for bears them by reference. ``instead`` is what happens where the bid is lost.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_grant_reference, editable=False
    )
    title = models.CharField(max_length=300)
    programme = models.CharField(max_length=200)
    """What the department calls the opportunity."""
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="grant_bids_to"
    )
    what = models.TextField(blank=True)
    priorities = models.JSONField(default=list)
    closes_at = models.DateTimeField()
    closes_wall = models.CharField(max_length=16)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grant_bids_led")
    partners = models.ManyToManyField(Organisation, related_name="grant_bids_joined", blank=True)
    """The local partners whose bid the office supports, or who join its own."""
    amount = MoneyField()
    match = MoneyField(null=True, blank=True)
    match_words = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grant_bids_owned")
    state = models.CharField(max_length=12, choices=rules.grant_states, default="considering")
    submitted_at = models.DateTimeField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    won = MoneyField(null=True, blank=True)
    conditions = models.TextField(blank=True)
    fund = models.OneToOneField(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="grant_bid"
    )
    instead = models.TextField()
    instead_owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="grant_alternatives"
    )
    instead_days = models.PositiveSmallIntegerField(default=14)
    """In how many days after the bid was lost the alternative is due."""
    is_invented = models.BooleanField(default=False)
    made = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["closes_at"]
        indexes = [models.Index(fields=["state", "closes_at"], name="partners_grants_by_state")]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"grant-bid:{self.reference}"

    @property
    def closes(self) -> Deadline:
        """When it closes, with the wall time that the department told."""
        return Deadline(self.closes_at, datetime.fromisoformat(self.closes_wall))
