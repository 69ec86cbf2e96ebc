"""Checks of bids, who marks which, until when, and individual marks."""

from django.db import models

from precept.do.assessment import rules
from precept.do.bids.models import Bid, Submission
from precept.do.opportunities.models import Criterion, Opportunity
from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person


def new_sheet_reference() -> str:
    """A name for a marker's sheet that says neither whose it is nor of which bid."""
    return drawn("M", length=10)


def counts() -> models.Q:
    """The checks that are in force: the latest of their kind, of the bid as it stands."""
    of_this_version = models.Q(submission__isnull=True) | models.Q(
        submission=models.F("bid__in_force")
    )
    return models.Q(is_current=True) & of_this_version


class BidCheck(models.Model):
    """The outcome of a check, with its evidence. A later row of the same kind takes its place.

    Eligibility is checked rule by rule: ``rule`` is then the key of the round's rule. ``told`` is what
    the applicant may be told of it.
    """

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="checks")
    submission = models.ForeignKey(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The version that was checked: of another one it counts for nothing. None where there was none to read."""
    kind = models.CharField(max_length=12, choices=rules.check_kinds)
    rule = models.SlugField(max_length=40, blank=True)
    outcome = models.CharField(max_length=10, choices=rules.check_outcomes)
    evidence = models.TextField(blank=True)
    told = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "kind", "rule"],
                condition=models.Q(is_current=True),
                name="assessment_one_current_check_a_kind",
            )
        ]


class MarkingPeriod(models.Model):
    """The marking of a round: by when marks are due, when it began and who began it."""

    opportunity = models.OneToOneField(
        Opportunity, on_delete=models.PROTECT, related_name="marking_period"
    )
    due = models.DateField(null=True, blank=True)
    begun = models.DateTimeField(default=clock.now)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


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

    reference = models.CharField(
        max_length=12, unique=True, default=new_sheet_reference, editable=False
    )
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="sheets")
    marker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sheets")
    state = models.CharField(max_length=10, choices=rules.sheet_states, default="draft")
    overall = models.TextField(blank=True)
    submitted = models.DateTimeField(null=True, blank=True)
    saved = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bid", "marker"], name="assessment_one_sheet_a_marker"),
            models.CheckConstraint(
                condition=models.Q(state="draft", submitted__isnull=True)
                | models.Q(state="submitted", submitted__isnull=False),
                name="assessment_submitted_sheet_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["marker", "state"], name="assessment_marker_sheets")]

    @property
    def subject(self) -> str:
        """What the ledger calls this sheet: apart from its bid, whose story others read."""
        return f"marks:{self.reference}"


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


class SheetRevision(models.Model):
    """Everything of a sheet that was acknowledged as saved, those texts too that another window overtook."""

    sheet = models.ForeignKey(MarkSheet, on_delete=models.CASCADE, related_name="revisions")
    content = models.JSONField()
    """{"marks": {criterion key: {"score": 3, "reason": "…"}}, "overall": "…"}"""
    read_version = models.PositiveIntegerField()
    version = models.PositiveIntegerField(null=True, blank=True)
    """The version it became; none where it was overtaken and kept beside."""
    key = models.CharField(max_length=40, blank=True)
    """The page's own number for this save, so that a repeated one is the same."""
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "key"],
                condition=~models.Q(key=""),
                name="assessment_one_revision_a_save",
            )
        ]


class Disposing(models.Model):
    """A bid that is being disposed of in the transaction under way: its marks may go. Empty at all other times.

    The triggers that keep marks and locked scores look here (0006_disposing).
    """

    bid = models.OneToOneField(Bid, on_delete=models.CASCADE, related_name="+")
