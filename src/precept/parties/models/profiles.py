"""What an organisation says of itself, who runs it, and the marks by which two are found to be alike."""

from django.conf import settings
from django.db import models

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.parties import rules
from precept.parties.models.organisations import Organisation


def new_officer_reference() -> str:
    """A short name for somebody who runs an organisation."""
    return drawn("R")


class Profile(models.Model):
    """The profile that members keep of their organisation, beside what the office keeps of it."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="profile"
    )
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    is_unregistered = models.BooleanField(default=False)
    """They said that it has no number in any register."""
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="profiles_started",
    )
    started = models.DateTimeField(default=clock.now)
    is_flagged = models.BooleanField(default=False)
    """Something of it is like another organisation's, and nobody in the office has looked yet."""
    looked_at = models.DateTimeField(null=True)
    looked_at_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="profiles_read"
    )

    class Meta:
        indexes = [
            models.Index(fields=["is_flagged", "started"], name="parties_profile_flagged"),
            models.Index(fields=["started_by", "started"], name="parties_profile_by"),
        ]


class Officer(models.Model):
    """One of the people who run an organisation: a trustee, director, governor or committee member."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_officer_reference, editable=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="officers"
    )
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)


class Mark(models.Model):
    """Something that two organisations should not share by chance, as a keyed digest and nothing else."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=12, choices=rules.mark_choices)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "digest"], name="parties_mark_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "digest"], name="parties_mark_shared")]
