"""The schedule as this office changed it, holds, disposal runs with their lists, and the register of disposals."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person
from precept.records import rules


def new_hold_reference() -> str:
    """A short name for a hold."""
    return drawn("H")


def new_run_reference() -> str:
    """A short name for a disposal run."""
    return drawn("D")


class ScheduleRow(models.Model):
    """A row of the schedule that this office changed. Of every other kind the row that comes with it counts."""

    key = models.SlugField(max_length=40, unique=True)
    years = models.PositiveSmallIntegerField(null=True, blank=True)
    """None keeps it for ever."""
    source = models.TextField()
    is_confirmed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    @property
    def subject(self) -> str:
        """What the ledger calls this row."""
        return f"retention:{self.key}"


class Hold(models.Model):
    """A thing, and everything under it, that is not disposed of until somebody else than who held it says so.

    ``case`` is the reference of the request or the claim. ``thing`` is a ledger subject.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_hold_reference, editable=False
    )
    thing = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, choices=rules.hold_kinds)
    case = models.CharField(max_length=80)
    why = models.TextField()
    letter_on = models.DateField(null=True, blank=True)
    """The day of the letter that made a claim; of a claim alone, as what follows."""
    claimant_thing = models.CharField(max_length=150, blank=True)
    """The organisation of the register that made the claim, as the ledger calls it."""
    claimant_words = models.CharField(max_length=200, blank=True)
    """Who made the claim, where they are no organisation of the register."""
    concerns = models.CharField(max_length=12, choices=rules.claim_subjects, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    """The day on which the claim ended."""
    outcome = models.CharField(max_length=12, choices=rules.claim_outcomes, blank=True)
    review_on = models.DateField()
    reminded = models.DateField(null=True, blank=True)
    """The review that somebody was reminded of last."""
    placed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holds_placed")
    placed = models.DateTimeField(default=clock.now)
    released_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released = models.DateTimeField(null=True, blank=True)
    released_why = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-placed", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(released__isnull=True, released_by__isnull=True)
                | Q(released__isnull=False, released_by__isnull=False),
                name="records_hold_released_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("placed_by")),
                name="records_hold_takes_two",
            ),
            models.CheckConstraint(
                condition=Q(kind=rules.CLAIM)
                | Q(
                    letter_on=None,
                    claimant_thing="",
                    claimant_words="",
                    concerns="",
                    ended_on=None,
                    outcome="",
                ),
                name="records_hold_says_of_claims_alone",
            ),
        ]
        indexes = [
            models.Index(
                fields=["thing"], condition=Q(released__isnull=True), name="records_holds_in_force"
            ),
            models.Index(
                fields=["review_on"],
                condition=Q(released__isnull=True),
                name="records_holds_to_review",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this hold."""
        return f"hold:{self.reference}"


class DisposalRun(models.Model):
    """A list of records that were due on a day: proposed by one person, approved by another, then disposed of."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_run_reference, editable=False
    )
    state = models.CharField(max_length=10, choices=rules.run_states, default="proposed")
    on = models.DateField()
    """The day for which it was worked out what is due."""
    words = models.TextField(blank=True)
    count = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    """The fingerprint of the list: what is approved is what was proposed."""
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed = models.DateTimeField(default=clock.now)
    settled_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who approved it, or withdrew it."""
    settled = models.DateTimeField(null=True, blank=True)
    settled_why = models.TextField(blank=True)
    job = models.CharField(max_length=12, blank=True)
    """Its progress, for those who wait for it."""
    finished = models.DateTimeField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-proposed", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state="approved"),
                name="records_one_run_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "done"]) | ~Q(settled_by=F("proposed_by")),
                name="records_run_takes_two",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this run."""
        return f"disposal:{self.reference}"


class RunLine(models.Model):
    """A record on the list of a run, as it stood when the list was made. Nothing of what the record says."""

    run = models.ForeignKey(DisposalRun, on_delete=models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    kind = models.SlugField(max_length=40)
    thing = models.CharField(max_length=150)
    trigger_on = models.DateField()
    rule_version = models.PositiveIntegerField()
    years = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=rules.line_states, default="waiting")
    words = models.CharField(max_length=300, blank=True)
    """Why it was left."""
    things = models.PositiveIntegerField(default=0)
    """How many rows and files went so far."""
    contents = models.JSONField(default=list)
    """The names in the file store of what went so far."""

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["run", "thing"], name="records_one_line_a_thing"),
            models.UniqueConstraint(fields=["run", "place"], name="records_one_line_a_place"),
        ]

    @property
    def due_on(self) -> date:
        """From which day it may go."""
        return rules.due_on(self.trigger_on, self.years)


class Disposal(models.Model):
    """A row of the register: which record went, by which rule, on whose approval. Never changed; nothing personal.

    It stands by itself, so that it can be written again from what is kept outside the database.
    """

    number = models.PositiveIntegerField(unique=True)
    kind = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    """What the schedule called the kind."""
    thing = models.CharField(max_length=150, db_index=True)
    trigger_on = models.DateField()
    years = models.PositiveSmallIntegerField()
    rule_version = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=rules.actions)
    run = models.CharField(max_length=12)
    list_sha256 = models.CharField(max_length=64)
    proposed_by = models.CharField(max_length=80)
    approved_by = models.CharField(max_length=80)
    """As the ledger names people."""
    disposed = models.CharField(max_length=32)
    """When, as the text that was fingerprinted: UTC with microseconds."""
    things = models.PositiveIntegerField()
    contents = models.JSONField(default=list)
    previous = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    is_kept = models.BooleanField(default=False)
    """Whether it lies outside the database too, to be done again after a restore."""

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(
                fields=["number"], condition=Q(is_kept=False), name="records_still_to_keep"
            )
        ]
