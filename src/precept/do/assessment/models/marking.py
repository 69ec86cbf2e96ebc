"""Checks of bids, who marks which, and individual marks."""

from django.db import models

from precept.do.assessment import rules
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Criterion
from precept.foundation import clock
from precept.foundation.people.models import Person


class BidCheck(models.Model):
    """The outcome of a check, with its evidence. A later row of the same kind takes its place."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=12, choices=rules.check_kinds)
    outcome = models.CharField(max_length=10, choices=rules.check_outcomes)
    evidence = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "kind"],
                condition=models.Q(is_current=True),
                name="assessment_one_current_check_a_kind",
            )
        ]


class Allocation(models.Model):
    """A bid is to be marked by somebody."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="allocations")
    marker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="allocations")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "marker"],
                condition=models.Q(ended__isnull=True),
                name="assessment_one_allocation_a_marker",
            )
        ]
        indexes = [models.Index(fields=["marker", "ended"], name="assessment_marker_bids")]


class MarkSheet(models.Model):
    """All the marks of one marker for one bid. Once submitted, nothing in it changes."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="sheets")
    marker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=10, choices=rules.sheet_states, default="draft")
    overall = models.TextField(blank=True)
    submitted = models.DateTimeField(null=True, blank=True)
    saved = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bid", "marker"], name="assessment_one_sheet_a_marker")
        ]


class Mark(models.Model):
    """A score for a criterion with its reason. No score while it is only begun."""

    sheet = models.ForeignKey(MarkSheet, on_delete=models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "criterion"], name="assessment_one_mark_a_criterion"
            )
        ]
