"""The register of rounds: what somebody may bid for. A Safety Fund round is one."""

from django.db import models

from precept.do.opportunities import rules
from precept.foundation.money.field import MoneyField
from precept.plan.models import Fund


class Opportunity(models.Model):
    """A round of grants, as the register of rounds knows it.

    No ``spend`` means not yet known. ``deadline`` is a date alone where the source states no time.
    ``fund`` is what the round draws on; shares name who put in how much, where its source splits it.
    """

    reference = models.CharField(max_length=40, unique=True)
    programme = models.CharField(max_length=120)
    procedure = models.CharField(max_length=20, choices=rules.procedures, default="grant round")
    year = models.CharField(max_length=7)
    section = models.SlugField(max_length=40, blank=True)
    """The table of that year's framework in which it stands; none where it stands in none."""
    number = models.PositiveIntegerField()
    fund = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds"
    )
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
    version = models.PositiveIntegerField(default=1)
    """Goes up with each change: two people who edit at once don't overwrite each other."""
    published_version = models.PositiveIntegerField(default=0)
    """The version that the public site shows; 0 while it shows none."""

    class Meta:
        ordering = ["year", "number"]
        indexes = [
            models.Index(fields=["deadline"], name="opportunities_by_deadline"),
            models.Index(fields=["year", "section"], name="opportunities_listed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "number"], name="opportunities_one_round_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"Round {self.number} of {self.year}: {self.theme}"

    @property
    def called(self) -> str:
        """The round by programme, number and year, as people say it."""
        return rules.round_words(self.programme, self.number, self.year)

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
