"""Conflicts of interest: declared before anything is shown, against organisations and people."""

from django.db import models

from precept.do.bids import rules
from precept.do.bids.models.bids import Bid
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.people.models import Person


class ConflictList(models.Model):
    """The list of bidders of a round that interests are declared against, as its digest.

    Written anew whenever a bid joins the bids that can be read.
    """

    opportunity = models.OneToOneField(
        Opportunity, on_delete=models.PROTECT, related_name="conflict_list"
    )
    sha256 = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    made = models.DateTimeField(default=clock.now)


class Declaration(models.Model):
    """Somebody who is to handle the bids of a round says what interests they have; nothing counts too."""

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, related_name="declarations"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="declarations")
    is_nil = models.BooleanField()
    made = models.DateTimeField(default=clock.now)
    listed = models.CharField(max_length=64)
    """SHA-256 of the list that was declared against: a bid that joined it later needs another look."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "person"], name="bids_one_declaration_a_person"
            )
        ]


class Conflict(models.Model):
    """A declared interest that shuts a bid, its files, marks, rank, search hits and exports to somebody.

    ``ended`` is set where it was declared by mistake, by a second person with a reason.
    """

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="conflicts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    kind = models.CharField(max_length=10, choices=rules.conflict_kinds)
    words = models.TextField(blank=True)
    declared = models.DateTimeField(default=clock.now)
    ended = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "person"],
                condition=models.Q(ended__isnull=True),
                name="bids_one_conflict_a_person",
            )
        ]
        indexes = [models.Index(fields=["person", "ended"], name="bids_conflicts_of_a_person")]
