"""Accountable bodies: organisations that are asked to hold the money of a bid, and what they say."""

from django.db import models

from precept.do.bids import rules
from precept.do.bids.models.bids import Bid
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties.models import Organisation


class BodyAsked(models.Model):
    """An organisation asked to hold the money of a bid, and its answer.

    It is one that is known here, or a name and the address of somebody there; then ``organisation`` is
    known once they answer. A request that is taken back or replaced is kept as "withdrawn".
    """

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="bodies_asked")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="bids_to_hold"
    )
    name = models.CharField(max_length=255)
    """What the bidder calls it."""
    email = models.EmailField(blank=True)
    """Whom the bidder would ask there, where it is not known here."""
    state = models.CharField(max_length=10, choices=rules.body_states, default="asked")
    asked = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reminded = models.DateTimeField(null=True, blank=True)
    """When it was reminded because a week had gone by."""
    reminded_last = models.DateTimeField(null=True, blank=True)
    """When it was reminded because the deadline was near."""
    answered = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.TextField(blank=True)
    """Why it will not, as the bidder reads it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bid"],
                condition=~models.Q(state="withdrawn"),
                name="bids_one_body_asked_a_bid",
            )
        ]
        indexes = [
            models.Index(fields=["email", "state"], name="bids_bodies_by_email"),
            models.Index(fields=["organisation", "state"], name="bids_bodies_by_org"),
        ]

    @property
    def title(self) -> str:
        """What it is called: by its own name once it is known."""
        return self.organisation.name if self.organisation else self.name
