"""What is recommended: the cut-off, who is funded with how much, from which fund, and why."""

from django.db import models

from precept.do.assessment import rules
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person


class Recommendation(models.Model):
    """The ranked list against the money. Frozen: ``content`` is what the decision rests on."""

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.PROTECT, related_name="recommendations"
    )
    state = models.CharField(max_length=10, choices=rules.recommendation_states, default="draft")
    cut_off = models.PositiveSmallIntegerField(null=True, blank=True)
    """The least weighted score, out of 100, that is funded: chosen after marking."""
    cut_off_why = models.TextField(blank=True)
    bands = models.JSONField(default=list)
    """Lower edges of the score bands, highest first: [70, 60, 40]."""
    criteria = models.JSONField(default=list)
    """The criteria as they stood when the ranking began: [[key, title, weight, best score], …]."""
    pot = models.JSONField(default=list)
    """What each fund puts in, as it stood when the ranking began: [[code, name, pence], …]."""
    sharing = models.CharField(max_length=5, choices=rules.sharing_rules, default="ratio")
    """How an award is shared among the funds."""
    cap = MoneyField(null=True, blank=True)
    """The most that one award may be, as it stood when the ranking began."""
    over_by = MoneyField(null=True, blank=True)
    """How far it goes above the pot, where somebody with the power allowed that."""
    over_why = models.TextField(blank=True)
    over_allowed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    content = models.TextField(blank=True)
    """Canonical JSON of the round's facts and the ranking, once frozen; then never changed (0003_locked)."""
    sha256 = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """None where the command line took in a past round."""
    made = models.DateTimeField(default=clock.now)
    frozen = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_past = models.BooleanField(default=False)
    """Whether it was taken in from the papers of a finished round."""
    withdrawn_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["made", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity"],
                condition=models.Q(state="draft"),
                name="assessment_one_draft_ranking",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls the ranking of this round."""
        return f"ranking:{self.opportunity.reference}"


class Placing(models.Model):
    """A bid in a recommendation. ``shares`` are what each fund pays, in pence, and add up to the amount."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.CASCADE, related_name="placings"
    )
    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="placings")
    title = models.CharField(max_length=300, blank=True)
    """The project, the bidder and the amount asked for, as they stood when the ranking began."""
    organisation_name = models.CharField(max_length=300, blank=True)
    organisation_reference = models.CharField(max_length=40, blank=True)
    asked = MoneyField(null=True, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    """1 is best; the same for a tie; none for an ineligible bid."""
    score = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    """Weighted score out of 100; typed only where a past round's papers state nothing but the total."""
    placing = models.CharField(max_length=10, choices=rules.placings, default="decline")
    amount = MoneyField(null=True, blank=True)
    by_hand = models.BooleanField(default=False)
    """Whether a person placed it: a new cut-off leaves it where it is."""
    reserve_place = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.TextField(blank=True)
    """Needed for a partial award, an award below the cut-off and a bid above it that is not funded."""
    conditions = models.JSONField(default=list)
    shares = models.JSONField(default=list)

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "bid"], name="assessment_one_placing_a_bid"
            )
        ]


class GivenBack(models.Model):
    """Money of a frozen recommendation that was not taken up and went back to the pot, for the next batches.

    Less than nothing where it was taken from the pot again, for an offer that lapsed and stands again.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="given_back"
    )
    shares = models.JSONField()
    """What went back to each fund, in pence: {code: pence}."""
    why = models.TextField()
    """The system's own words: which decision or award it comes from."""
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "id"]
