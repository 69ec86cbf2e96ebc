"""From a signed decision to an agreement: what each bid was told, and the awards that were made."""

from django.db import models

from precept.decisions.models import Decision
from precept.do.agreements import rules
from precept.do.agreements.models.register import Agreement
from precept.do.assessment.models import Recommendation
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.parties.models import Organisation


class Awarding(models.Model):
    """What follows from one signed decision about a round: letters first, then results, then agreements.

    ``wording`` is what the round's letters say, by kind; ``conditions`` are the fund's standard ones, as
    dated text. A rolling round has one for each of its decisions.
    """

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="awarding")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="awardings")
    recommendation = models.OneToOneField(
        Recommendation, on_delete=models.PROTECT, related_name="awarding"
    )
    state = models.CharField(max_length=8, choices=rules.letter_states, default="drafting")
    wording = models.JSONField(default=dict)
    conditions = models.JSONField(default=list)
    """The standard conditions of the fund, one a line."""
    conditions_dated = models.DateField(default=clock.today)
    accept_days = models.PositiveSmallIntegerField(default=rules.ACCEPT_DAYS)
    """Working days in which an offer is accepted, from the day after it was told."""
    starts = models.DateField(null=True, blank=True)
    """The first day that the awards pay for, unless one says otherwise."""
    made = models.DateTimeField(default=clock.now)
    prepared_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who said that the letters are right; somebody else sends them."""
    prepared = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    """Over all the letters that went out together."""
    told = models.DateTimeField(null=True, blank=True)
    """When the last applicant had been told."""
    reserve_closed = models.DateTimeField(null=True, blank=True)
    """When its reserve list was closed: what is free goes back to the pot of the rolling round."""
    reserve_closed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reserve_closed_why = models.TextField(blank=True)
    corrections = models.JSONField(default=list)
    """What was put right in the published results: [{"on", "why"}]."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["made", "id"]

    @property
    def subject(self) -> str:
        """What the ledger calls it: the awards of a round."""
        return f"awards:{self.opportunity.reference}"


class BidResult(models.Model):
    """What a decision made of one bid, and how its bidder was told. Kept for those not awarded too."""

    awarding = models.ForeignKey(Awarding, on_delete=models.PROTECT, related_name="results")
    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="result")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=300, blank=True)
    placing = models.CharField(max_length=10)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    score = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    asked = MoneyField(null=True, blank=True)
    reserve_place = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.TextField(blank=True)
    way = models.CharField(max_length=10, choices=rules.ways, default="mail")
    """How its bidder is told."""
    to = models.JSONField(default=list)
    """The addresses that the letter went to; never in an event."""
    letter = models.JSONField(default=dict)
    """The letter as it went out: ``rules.Letter`` as JSON; nothing before."""
    sha256 = models.CharField(max_length=64, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told_why = models.TextField(blank=True)
    """Why they were told in another way than by mail, and how that is known."""

    class Meta:
        ordering = ["rank", "id"]
        indexes = [
            models.Index(
                fields=["awarding", "id"],
                condition=models.Q(told_on__isnull=True),
                name="agreements_still_to_tell",
            )
        ]

    @property
    def kind(self) -> str:
        """Which letter it gets."""
        return rules.LETTER_OF[self.placing]


class Award(models.Model):
    """Money that was decided for a bid, from the decision to its agreement.

    ``shares`` are what each fund pays: [[code, name, pence], …], adding up to the amount to the penny.
    ``purpose`` and ``summary`` are what the public reads of it.
    """

    reference = models.CharField(max_length=40, unique=True)
    """The agreement will bear it too."""
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, related_name="awards")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="awards")
    result = models.OneToOneField(BidResult, on_delete=models.PROTECT, related_name="award")
    recipient = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="awards"
    )
    accountable_body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="awards_held"
    )
    state = models.CharField(max_length=8, choices=rules.award_states, default="decided")
    amount = MoneyField()
    asked = MoneyField(null=True, blank=True)
    shares = models.JSONField(default=list)
    purpose = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    is_described = models.BooleanField(default=False)
    """Whether an officer wrote what the public reads: a protected organisation's own words stay inside."""
    why = models.TextField(blank=True)
    conditions = models.JSONField(default=list)
    """Its own, beside the standard ones."""
    outcomes = models.JSONField(default=list)
    """What it is to change for people, as offered: ``rules.Outcome`` as JSON; rows of its agreement later."""
    report_by = models.DateField(null=True, blank=True)
    """The day on which its outcomes are reported."""
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    offered = models.DateField(null=True, blank=True)
    accept_by = models.DateField(null=True, blank=True)
    """The last day to accept; none for what was offered on paper in the past."""
    extended_why = models.TextField(blank=True)
    reminded = models.JSONField(default=list)
    made_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who took it from the reserve list; somebody else sends that offer. None where the decision made it."""
    allowed_checks = models.JSONField(default=list)
    """The failed checks in spite of which it may be offered: their references."""
    allowed_why = models.TextField(blank=True)
    allowed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who allowed that; never who recorded the check, nor who made the award."""
    letter = models.JSONField(default=dict)
    """The letter of an offer that was sent by itself, from the reserve list."""
    settled = models.DateTimeField(null=True, blank=True)
    """When it was accepted, declined or lapsed."""
    settled_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_on = models.DateField(null=True, blank=True)
    declaration = models.TextField(blank=True)
    """What whoever accepted it declared."""
    on_paper = models.TextField(blank=True)
    """Where the signed paper is kept, where an officer recorded the acceptance."""
    declined_why = models.TextField(blank=True)
    agreement = models.OneToOneField(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="award"
    )
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["reference"]
        indexes = [models.Index(fields=["state", "accept_by"], name="agreements_awards_to_lapse")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="agreements_award_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.purpose}"

    @property
    def subject(self) -> str:
        """What the ledger calls this award."""
        return f"award:{self.reference}"

    @property
    def signing_body(self) -> Organisation | None:
        """Who accepts it: the accountable body where one stands in, else the recipient."""
        return self.accountable_body or self.recipient
