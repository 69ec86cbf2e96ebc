"""Organisations and the office itself: bodies with names, dates and successors."""

from django.db import models

from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.names import drawn
from precept.foundation.private.field import ProtectedAddressField
from precept.parties import rules


def new_contact_reference() -> str:
    """A short name for a contact that says nothing about them."""
    return drawn("C")


class Organisation(models.Model):
    """A body that commissions, delivers, partners or polices.

    A protected organisation (a refuge) appears by ``area`` alone, everywhere.
    """

    reference = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    kinds = models.JSONField(default=list)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors"
    )
    about = models.TextField(blank=True)
    website = models.URLField(max_length=200, blank=True)
    area = models.CharField(max_length=120, blank=True)
    postal_address = models.TextField(blank=True)
    is_protected = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)
    source = models.CharField(max_length=300, blank=True)
    name_key = models.CharField(max_length=200, editable=False, default="", db_index=True)
    """The name as duplicates are looked for: ``rules.name_key``."""
    version = models.PositiveIntegerField(default=1)
    """Goes up with each change: two people who edit at once don't overwrite each other."""

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["name"], name="parties_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="parties_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(is_protected=False) | models.Q(postal_address=""),
                name="parties_protected_has_no_open_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the ledger calls this organisation."""
        return f"organisation:{self.reference}"


class FormerName(models.Model):
    """What an organisation was called, until a date."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="former_names"
    )
    name = models.CharField(max_length=200)
    until = models.DateField(null=True, blank=True)
    name_key = models.CharField(max_length=200, editable=False, default="", db_index=True)


class Identifier(models.Model):
    """An organisation's number in somebody's register."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(max_length=20, choices=rules.scheme_choices)
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"], name="parties_one_organisation_a_number"
            )
        ]


class HiddenAddress(models.Model):
    """A protected organisation's address: enciphered, never printed, revealed with a reason."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="hidden_address"
    )
    address = ProtectedAddressField()
    added = models.DateTimeField(default=clock.now)


class Contact(models.Model):
    """Somebody to write to or call. Never published."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_contact_reference, editable=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contacts"
    )
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)


class Office(models.Model):
    """The office that this installation serves: one row."""

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offices")
    colour = models.CharField(max_length=7, default="#1d3557")
    accent = models.CharField(max_length=7, default="#457b9d")
    area = models.CharField(max_length=200, blank=True)
    website = models.URLField(blank=True)
    postal_address = models.TextField(blank=True)
    mailbox = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    checkpoint_keepers = models.JSONField(default=list)
    letterhead = models.OneToOneField(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The Word file whose head and foot stand around the office's letters."""
    is_demonstration = models.BooleanField(default=False)
    started = models.DateTimeField(default=clock.now)
    only = models.BooleanField(default=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["only"], name="parties_one_office")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the ledger calls the office."""
        return "office:office"
