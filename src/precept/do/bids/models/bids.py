"""A bid while it is written: its team, its answers section by section, and every text ever saved."""

from django.db import models

from precept.do.bids import rules
from precept.do.opportunities.models import FrozenQuestions, Opportunity
from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.parties.models import Organisation


def new_bid_reference() -> str:
    """A public name for a bid that says neither who bids nor how many do."""
    return drawn("B")


class Bids(models.Manager["Bid"]):
    """The bids that count: rehearsals are left out, from an opportunity's or organisation's bids too."""

    def get_queryset(self) -> models.QuerySet["Bid"]:
        """Every bid that somebody really writes or wrote."""
        return super().get_queryset().filter(is_rehearsal=False)


class Bid(models.Model):
    """What somebody asks of an opportunity.

    ``title``, ``summary``, ``amount``, ``match`` and ``areas`` are read off the submission that is in
    force, so that lists and rankings read columns; they are empty while nothing is submitted.
    ``opened`` is when the office could first read it.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_bid_reference, editable=False
    )
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="bids")
    questions = models.ForeignKey(FrozenQuestions, on_delete=models.PROTECT, related_name="bids")
    """The question set that it answers."""
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="bids"
    )
    accountable_body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="bids_held"
    )
    """Who holds the money where the bidder cannot."""
    state = models.CharField(max_length=10, choices=rules.states, default="draft")
    channel = models.CharField(max_length=10, choices=rules.channels, default="online")
    is_rehearsal = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)
    is_first_time = models.BooleanField(null=True, blank=True)
    """Whether its organisation never bid here before; None is not known."""
    begun = models.DateTimeField(default=clock.now)
    begun_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="bids_begun"
    )
    saved = models.DateTimeField(default=clock.now)
    """When anything of it was saved last."""
    title = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    amount = MoneyField(null=True, blank=True)
    match = MoneyField(null=True, blank=True)
    areas = models.JSONField(default=list)
    in_force = models.OneToOneField(
        "Submission", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened = models.DateTimeField(null=True, blank=True)
    late_why = models.TextField(blank=True)
    """Why a late bid was accepted or refused; published where it was accepted."""
    late_settled_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    late_proposed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who proposed to accept it; somebody else has to agree."""
    reminded = models.JSONField(default=list)
    """Which reminders were sent."""
    remind_at = models.DateTimeField(null=True, blank=True)
    """When the next reminder is due; none where none is left."""
    disposed = models.DateField(null=True, blank=True)
    """When its years of keeping were over and what it said went; that there was a bid stays."""
    key = models.CharField(max_length=64, blank=True)
    """The word of the form that began it, so that a form sent twice begins one bid."""
    version = models.PositiveIntegerField(default=1)

    objects = Bids()
    with_rehearsals = models.Manager["Bid"]()
    """For what a rehearsal is written, sent and ended with, and nothing else."""

    class Meta:
        indexes = [
            models.Index(fields=["opportunity", "state"], name="bids_of_opportunity"),
            models.Index(fields=["opportunity", "reference"], name="bids_listed"),
            models.Index(fields=["opportunity", "amount"], name="bids_by_amount"),
            models.Index(fields=["opportunity", "title"], name="bids_by_title"),
            models.Index(fields=["state", "remind_at"], name="bids_to_remind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["begun_by", "key"], condition=~models.Q(key=""), name="bids_one_bid_a_form"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.reference

    @property
    def subject(self) -> str:
        """What the ledger calls this bid."""
        return f"bid:{self.reference}"


class BidMember(models.Model):
    """Somebody who works on a bid. No person while an invitation waits."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="bid_places"
    )
    email = models.EmailField()
    rights = models.CharField(max_length=4, choices=rules.rights)
    invited = models.DateTimeField(default=clock.now)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "email"],
                condition=models.Q(ended__isnull=True),
                name="bids_one_place_a_person",
            )
        ]
        indexes = [models.Index(fields=["person", "ended"], name="bids_places_of_a_person")]


class SectionAnswers(models.Model):
    """The answers to one section, by question key. Goes up a version with each save."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="sections")
    section = models.CharField(max_length=60)
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_done = models.BooleanField(default=False)
    """Whether the applicant marked it as done."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bid", "section"], name="bids_one_row_a_section")
        ]


class Revision(models.Model):
    """Everything that was ever acknowledged as saved, those texts too that somebody else's overtook."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="revisions")
    section = models.CharField(max_length=60)
    answers = models.JSONField()
    read_version = models.PositiveIntegerField()
    """The version that the writer had read."""
    version = models.PositiveIntegerField(null=True, blank=True)
    """The version it became; none where it was overtaken and kept beside."""
    key = models.CharField(max_length=40, blank=True)
    """The writer's own number for this save, so that a repeated one is the same."""
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "section", "key"],
                condition=~models.Q(key=""),
                name="bids_one_revision_a_save",
            )
        ]
        indexes = [models.Index(fields=["bid", "section", "at"], name="bids_revisions")]
