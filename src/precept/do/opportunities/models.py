"""Opportunities: what somebody may bid for. A Safety Fund round is one."""

from django.db import models

from precept.do.opportunities import rules
from precept.foundation.money.field import MoneyField
from precept.plan.models import Fund


class Opportunity(models.Model):
    """A round of grants, as the register of rounds knows it.

    No ``spend`` means not yet known. ``deadline`` is a date alone where the source states no time.
    """

    reference = models.CharField(max_length=40, unique=True)
    programme = models.CharField(max_length=120)
    procedure = models.CharField(max_length=20, choices=rules.procedures, default="grant round")
    year = models.CharField(max_length=7)
    number = models.PositiveIntegerField()
    theme = models.CharField(max_length=300)
    deadline = models.DateField()
    deadline_time = models.TimeField(null=True, blank=True)
    limit = MoneyField(null=True, blank=True)
    """The most that one award may be."""
    limit_words = models.CharField(max_length=120, blank=True)
    available = MoneyField(null=True, blank=True)
    spend = MoneyField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=rules.states, default="closed")
    priorities = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "number"], name="opportunities_one_round_a_number"
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this opportunity."""
        return f"opportunity:{self.reference}"


class OpportunityShare(models.Model):
    """What one fund puts into a round. ``name`` is the fund as the source calls it."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="shares")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="opportunity_shares")
    name = models.CharField(max_length=80)
    amount = MoneyField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "fund"], name="opportunities_one_share_a_fund"
            )
        ]
