"""The register: every contract and grant agreement, side by side."""

from django.conf import settings
from django.db import models

from precept.do.agreements import rules
from precept.foundation.money.field import MoneyField
from precept.parties.models import Organisation
from precept.plan.models import Fund


class Programme(models.Model):
    """Several agreements that stand together: two contracts in one row of the framework."""

    reference = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.title


class Agreement(models.Model):
    """A contract or grant agreement. What its source does not state stays not stated.

    ``due`` is the source's own words for when it is due; nothing is derived from it.
    """

    reference = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=rules.kinds, default="contract")
    status = models.CharField(max_length=12, choices=rules.statuses, default="upcoming")
    provider = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="agreements"
    )
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="agreements"
    )
    procedure = models.CharField(max_length=30, choices=rules.procedures, default="not stated")
    due = models.CharField(max_length=120, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    predecessor = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor"
    )
    priorities = models.JSONField(default=list)
    """Slugs of the plan's priorities that it serves."""
    purpose = models.TextField(blank=True)
    """What it is for, in a few sentences."""
    source = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    """Goes up with each change: two people who edit at once don't overwrite each other."""
    published_version = models.PositiveIntegerField(default=0)
    """The version that the public register shows; 0 while it shows none."""
    current_amount = MoneyField(null=True, blank=True)
    """The current value, kept beside the row so that lists sort and add up without reading values."""
    current_kind = models.CharField(max_length=20, choices=rules.value_kinds, blank=True)
    power = models.CharField(max_length=80, blank=True)
    """The rule of law that names the power relied on; it decides what must be published."""
    category = models.CharField(max_length=20, choices=rules.categories, default="not stated")
    procurement_began = models.DateField(null=True, blank=True)
    """Its regime for life follows from this day."""
    signed_on = models.DateField(null=True, blank=True)
    worded = models.PositiveIntegerField(null=True, blank=True)
    """The version of the office's words that it was signed in; None while it is not signed."""
    is_past = models.BooleanField(default=False)
    """Signed before the office kept this register: what its papers leave out stays not stated."""
    latest_end = models.DateField(null=True, blank=True)
    """The last day with every extension, as awarded: what changes of the term are measured against."""
    award_amount = MoneyField(null=True, blank=True)
    """The value as awarded: what changes of the value are measured against."""
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agreements_managed",
    )
    next_return = models.DateField(null=True, blank=True)
    next_review = models.DateField(null=True, blank=True)
    paid_before = MoneyField(null=True, blank=True)
    """What was paid of it before the office kept it here, up to ``paid_before_on``."""
    paid_before_on = models.DateField(null=True, blank=True)
    decide_by = models.DateField(null=True, blank=True)
    """When the office decides what follows, worked out backwards from the last day; kept for lists."""
    what_follows = models.CharField(max_length=20, choices=rules.what_follows, blank=True)
    disposed = models.DateField(null=True, blank=True)
    """When its papers and evidence went, the years being over for which they are kept."""

    class Meta:
        ordering = ["reference"]
        indexes = [
            models.Index(fields=["title"], name="agreements_by_title"),
            models.Index(fields=["current_amount"], name="agreements_by_amount"),
            models.Index(fields=["ends"], name="agreements_by_end"),
            models.Index(fields=["status", "reference"], name="agreements_by_status"),
            models.Index(fields=["decide_by"], name="agreements_by_decide_by"),
            models.Index(fields=["manager", "decide_by"], name="agreements_by_manager"),
            models.Index(
                fields=["reference"],
                condition=models.Q(version__gt=models.F("published_version")),
                name="agreements_not_yet_public",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="agreements_end_after_they_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def subject(self) -> str:
        """What the ledger calls this agreement."""
        return f"agreement:{self.reference}"

    @property
    def is_signed(self) -> bool:
        """Whether it is signed: here, or before the office kept this register."""
        return self.signed_on is not None or (self.is_past and self.status in ("active", "ended"))


class AgreementValue(models.Model):
    """A value somebody stated: of a kind, with its VAT basis, date and source. None are overwritten."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="values")
    amount = MoneyField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=rules.value_kinds)
    vat = models.CharField(max_length=30, choices=rules.vat_bases, default="not stated")
    dated = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(is_current=True),
                name="agreements_one_current_value",
            )
        ]


class FundShare(models.Model):
    """What one fund pays of an agreement. No amount means all of it, or not stated how much."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="shares")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="agreement_shares")
    amount = MoneyField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "fund"], name="agreements_one_share_a_fund"
            )
        ]


class Listing(models.Model):
    """Where an agreement stands in a year's framework: its table and its place in it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="listings")
    year = models.CharField(max_length=7)
    section = models.SlugField(max_length=40)
    place = models.PositiveIntegerField()

    class Meta:
        ordering = ["year", "section", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "year"], name="agreements_one_listing_a_year"
            )
        ]
        indexes = [models.Index(fields=["year", "section"], name="agreements_listed")]
