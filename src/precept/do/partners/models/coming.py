"""The partnerships plan: partners' own services, and what the office means to commission together next."""

from django.db import models

from precept.do.partners import rules
from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.parties.models import Organisation


def new_service_reference() -> str:
    """A short name for a partner's own service."""
    return drawn("S")


def new_chance_reference() -> str:
    """A short name for an entry of the partnerships plan."""
    return drawn("H")


class PartnerService(models.Model):
    """A service that a partner commissions by itself, as it told the office or published it."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_service_reference, editable=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="own_services"
    )
    title = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    priorities = models.JSONField(default=list)
    area = models.CharField(max_length=200, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    amount = MoneyField(null=True, blank=True)
    source = models.CharField(max_length=300)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title"]
        indexes = [models.Index(fields=["ends"], name="partners_services_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="partners_own_service_period",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"partner-service:{self.reference}"


class Chance(models.Model):
    """An entry of the partnerships plan: a coming opportunity to commission together, or a duplication.

    ``pair`` is the overlap that it was found from, as the rule names it; empty where somebody wrote it down.
    ``things`` are what comes up: a list of {"key", "title"}.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_chance_reference, editable=False
    )
    pair = models.CharField(max_length=16, blank=True)
    title = models.CharField(max_length=300)
    why = models.TextField()
    things = models.JSONField(default=list)
    priorities = models.JSONField(default=list)
    is_duplicate = models.BooleanField(default=False)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="chances_owned")
    next_step = models.TextField()
    due = models.DateField()
    state = models.CharField(max_length=10, choices=rules.chance_states, default="looking")
    ended_why = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)
    made = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=~models.Q(pair=""),
                name="partners_overlap_taken_up_once",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"partnerships-plan:{self.reference}"
