"""Jointly commissioned services: a system of lots and contracts, who pays what of it, who leads and why."""

from django.db import models

from precept.do.agreements.models import Agreement
from precept.do.partners import rules
from precept.do.partners.models.boards import Partnership
from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund


def new_sum_reference() -> str:
    """A short name for a sum that partners share."""
    return drawn("J")


class JointService(models.Model):
    """A service that several bodies commission together: one system, however many lots and contracts.

    ``lead_proposed`` is what the rule proposed when the lead was agreed, with its reasons, so that it can be
    read later whatever changed since.
    """

    reference = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    purpose = models.TextField(blank=True)
    priorities = models.JSONField(default=list)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    longest = models.CharField(max_length=200, blank=True)
    """How long it may last with its extensions, in the words of the source."""
    lead = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="services_led"
    )
    lead_why = models.TextField(blank=True)
    lead_proposed = models.JSONField(default=list)
    lead_on = models.DateField(null=True, blank=True)
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    """Whose meetings manage its contracts together."""
    source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    published_version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="partners_service_period",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """What the ledger calls this service."""
        return f"joint-service:{self.reference}"


class JointCommissioner(models.Model):
    """One of the bodies that commission a service together, and how well it knows the field."""

    service = models.ForeignKey(
        JointService, on_delete=models.CASCADE, related_name="commissioners"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="joint_services"
    )
    expertise = models.CharField(max_length=12, choices=rules.expertise, default="none")
    expertise_words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "organisation"], name="partners_commissioner_once"
            )
        ]


class Lot(models.Model):
    """A lot of a joint service: its area and what it was let for. No amount is not stated."""

    service = models.ForeignKey(JointService, on_delete=models.CASCADE, related_name="lots")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    area = models.CharField(max_length=200, blank=True)
    amount = MoneyField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="partners_lot_once")
        ]


class LotAgreement(models.Model):
    """An agreement of the register that delivers a lot."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="agreements")
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="joint_lot")

    class Meta:
        ordering = ["id"]


class Contribution(models.Model):
    """What a partner puts into a joint service in a financial year. No amount is not stated."""

    service = models.ForeignKey(
        JointService, on_delete=models.CASCADE, related_name="contributions"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.CharField(max_length=7)
    amount = MoneyField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "organisation", "year"], name="partners_contribution_once"
            )
        ]


class JointSum(models.Model):
    """An invoice split between the partners, or an underspend shared back to them.

    ``fund`` is the one that pays the provider where the office leads: its books then hold what each partner
    owes or gets back. Where another partner leads there is none, and the office's share is claimed by it.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_sum_reference, editable=False
    )
    service = models.ForeignKey(JointService, on_delete=models.PROTECT, related_name="sums")
    kind = models.CharField(max_length=12, choices=rules.sum_kinds)
    year = models.CharField(max_length=7)
    amount = MoneyField()
    what = models.CharField(max_length=300)
    """The provider's own invoice number and period, or why money was left."""
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="joint_sums"
    )
    dated = models.DateField()
    fund = models.ForeignKey(
        Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="joint_sums"
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-dated", "-id"]
        indexes = [models.Index(fields=["service", "year", "kind"], name="partners_sums_of_year")]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"joint-sum:{self.reference}"


class JointShare(models.Model):
    """One partner's share of such a sum, and what it said of it."""

    of = models.ForeignKey(JointSum, on_delete=models.CASCADE, related_name="shares")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount = MoneyField()
    is_own = models.BooleanField(default=False)
    """Whether it is the office's own share: it is agreed by whoever shares, and nobody owes it to the office."""
    state = models.CharField(max_length=10, choices=rules.share_states, default="waiting")
    said = models.TextField(blank=True)
    is_open = models.BooleanField(default=False)
    """Whether the partner lets the others read its question, and the answer; else it is for the office alone."""
    reply = models.TextField(blank=True)
    """What the office answered to its question."""
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered = models.DateTimeField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    """The day on which it was received from the partner, or went back to it."""
    settled_words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["of", "organisation"], name="partners_share_once")
        ]
