"""The moderation meeting, agreed scores, corrections afterwards, and feedback fit to send."""

from django.db import models

from precept.do.assessment import rules
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Criterion, Opportunity
from precept.foundation import clock
from precept.foundation.people.models import Person


class Moderation(models.Model):
    """A meeting that agrees scores: when, who chaired, how many are needed, what was said."""

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, related_name="moderations"
    )
    held = models.DateField()
    chair = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """None only for a past round whose papers do not say who chaired."""
    quorum = models.PositiveSmallIntegerField()
    exception = models.TextField(blank=True)
    """Why the chair is somebody who marked in this round, where a small office has nobody else."""
    minutes = models.TextField(blank=True)
    state = models.CharField(max_length=6, choices=rules.meeting_states, default="open")
    closed = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["held", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"],
                condition=models.Q(state="open"),
                name="assessment_one_open_meeting",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls the moderation of this round."""
        return f"moderation:{self.opportunity.reference}"


class Attendance(models.Model):
    """Somebody at a meeting. Recusals are worked out from declared conflicts, never typed."""

    meeting = models.ForeignKey(Moderation, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], name="assessment_one_place_a_person"
            )
        ]


class AgreedScore(models.Model):
    """The score that a meeting agreed for a bid and a criterion. Locked when the meeting closes.

    A locked row never changes again, whoever asks: the database itself refuses (0003_locked). What is
    in force is the latest approved correction, else this (``queries.scores_in_force``).
    """

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="agreed")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="agreed")
    meeting = models.ForeignKey(Moderation, on_delete=models.PROTECT, related_name="agreed")
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    """None only while a draft has nothing but a reason."""
    reason = models.TextField(blank=True)
    """Needed wherever the score is not what every marker gave."""
    is_locked = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "criterion"], name="assessment_one_agreed_score"
            ),
            models.CheckConstraint(
                condition=models.Q(is_locked=False) | models.Q(score__isnull=False),
                name="assessment_locked_score_is_known",
            ),
        ]


class ScoreCorrection(models.Model):
    """A correction of a locked score: proposed by one person, approved by another, both values kept."""

    agreed = models.ForeignKey(AgreedScore, on_delete=models.PROTECT, related_name="corrections")
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    why = models.TextField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed = models.DateTimeField(default=clock.now)
    approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.DateTimeField(null=True, blank=True)
    refused_why = models.TextField(blank=True)
    refused_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["proposed", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreed"],
                condition=models.Q(approved__isnull=True, refused_by__isnull=True),
                name="assessment_one_open_correction",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("proposed_by")),
                name="assessment_correction_takes_two",
            ),
        ]


class Feedback(models.Model):
    """What a bidder is told about a criterion: written for them, never a marker's raw comment."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="feedback")
    criterion = models.ForeignKey(
        Criterion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """None is feedback on the whole bid."""
    words = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("by")),
                name="assessment_feedback_takes_two",
            ),
            models.UniqueConstraint(
                fields=["bid", "criterion"], name="assessment_one_feedback_a_criterion"
            ),
            models.UniqueConstraint(
                fields=["bid"],
                condition=models.Q(criterion__isnull=True),
                name="assessment_one_feedback_on_the_whole",
            ),
        ]
