"""Procedures and documents, their versions, what people said of them, and their yearly reviews."""

from django.db import models

from precept.do.procedures import rules
from precept.foundation import clock
from precept.foundation.people.models import Person


class Standard(models.Model):
    """A procedure by which the office lets grants or contracts, or a document that it uses for that."""

    kind = models.CharField(max_length=10, choices=rules.kinds)
    key = models.SlugField(max_length=40, unique=True)
    """Its name in addresses, the same in all its versions."""
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standards_owned")
    review_on = models.DateField(null=True, blank=True)
    """When it is reviewed next; none before its first approval."""
    reminded = models.CharField(max_length=4, blank=True)
    """What its owner was told of that day: "soon", "due"."""
    public_version = models.PositiveIntegerField(default=0)
    """The version that was released as the one in force; 0 where none was. Of a procedure it is public."""
    retired_on = models.DateField(null=True, blank=True)
    """From when it is no longer used."""
    retired_why = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    """Goes up with each change of its owner, its review and its end."""

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(retired_on__isnull=True) | ~models.Q(retired_why=""),
                name="procedures_retired_with_reason",
            )
        ]
        indexes = [models.Index(fields=["owner", "review_on"], name="procedures_review_of_owner")]

    @property
    def subject(self) -> str:
        """What the ledger calls it, in all its versions."""
        return f"standard:{self.key}"


class StandardVersion(models.Model):
    """A version of a procedure or document. Never changed once it was approved."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=rules.version_states, default="draft")
    title = models.CharField(max_length=200)
    used_when = models.TextField(blank=True)
    stages = models.JSONField(default=list, blank=True)
    """[{"name", "who", "what", "how_long"}], of a procedure."""
    sections = models.JSONField(default=list, blank=True)
    """[{"key", "heading", "text"}]; a procedure has those of ``rules.PARTS``."""
    procedures = models.JSONField(default=list, blank=True)
    """The keys of the procedures that use a document."""
    why = models.TextField(blank=True)
    """Why it follows the version before; the public reads it of a procedure."""
    writers = models.ManyToManyField(Person, related_name="+")
    """Everybody who wrote in it: none of them approves it."""
    sent_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_back_why = models.TextField(blank=True)
    """Why it came back to be changed, the last time."""
    approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_on = models.DateField(null=True, blank=True)
    begins = models.DateField(null=True, blank=True)
    """From when it is in force."""
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of the draft: what is approved is what was read."""

    class Meta:
        ordering = ["standard", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "number"], name="procedures_one_version_a_number"
            ),
            models.UniqueConstraint(
                fields=["standard"],
                condition=models.Q(state__in=["draft", "waiting"]),
                name="procedures_one_open_version",
            ),
            models.UniqueConstraint(
                fields=["standard", "begins"],
                condition=models.Q(state="approved"),
                name="procedures_one_version_begins_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="approved",
                    approved_by__isnull=False,
                    approved_on__isnull=False,
                    begins__isnull=False,
                )
                | (~models.Q(state="approved") & models.Q(approved_by__isnull=True)),
                name="procedures_approved_by_somebody",
            ),
        ]

    @property
    def as_words(self) -> rules.Words:
        """What it says, as versions are compared."""
        return rules.Words(
            self.title,
            self.used_when,
            rules.kept_stages(self.stages),
            rules.kept_sections(self.sections),
            tuple(self.procedures),
        )


class StandardFeedback(models.Model):
    """What somebody said of a procedure or document, and what was changed because of it, or why nothing was."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="feedback")
    number = models.PositiveIntegerField()
    who = models.CharField(max_length=12, choices=rules.feedback_from)
    words = models.TextField()
    """What they said, without names."""
    received = models.DateField()
    round = models.CharField(max_length=40, blank=True)
    """The reference of the round or procurement that it came from, where it came from one."""
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=rules.feedback_states, default="waiting")
    answer = models.TextField(blank=True)
    """What was changed because of it, or why nothing was."""
    answered_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-received", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "number"], name="procedures_one_feedback_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting") | ~models.Q(answer=""),
                name="procedures_feedback_answered_in_words",
            ),
        ]


class StandardReview(models.Model):
    """A yearly review that was held and closed: what came of it, and when the next one is."""

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveIntegerField()
    due = models.DateField(null=True, blank=True)
    """When it was due."""
    held_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=rules.review_outcomes)
    words = models.TextField()
    """What was changed, or why nothing was; the public reads it of a procedure."""
    versions = models.JSONField(default=list, blank=True)
    """The numbers of the versions that were approved since the review before."""
    answered = models.PositiveIntegerField(default=0)
    """How many pieces of feedback had been answered since the review before."""
    next_on = models.DateField()
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "number"], name="procedures_one_review_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(next_on__gt=models.F("held_on")),
                name="procedures_next_review_is_later",
            ),
        ]
