"""What the office checked of an organisation: once for the organisation, not for each bid."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.parties import rules
from precept.parties.models.organisations import Organisation
from precept.parties.models.papers import Paper


def new_check_reference() -> str:
    """A short name for a check."""
    return drawn("V")


class DueDiligence(models.Model):
    """One check of an organisation: what was looked at, by whom, what came of it, until when it holds."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_check_reference, editable=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="diligence"
    )
    kind = models.CharField(max_length=20, choices=rules.diligence_choices)
    outcome = models.CharField(max_length=20, choices=rules.DILIGENCE_OUTCOMES)
    evidence = models.TextField()
    source = models.CharField(max_length=20, choices=rules.DILIGENCE_SOURCES)
    paper = models.ForeignKey(
        Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="relied_on"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="checks_made"
    )
    at = models.DateTimeField(default=clock.now)
    expires = models.DateField(null=True, blank=True)
    is_latest = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "due diligence"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(is_latest=True),
                name="parties_latest_check_once",
            )
        ]
        indexes = [models.Index(fields=["is_latest", "expires"], name="parties_check_expires")]


class SubsidyCheck(models.Model):
    """Whether paying for one activity of an organisation would be a subsidy, and what then is owed."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_check_reference, editable=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="subsidy_checks"
    )
    activity = models.TextField()
    about = models.CharField(max_length=150, blank=True)
    """What it was made for: a ledger subject such as "bid:CSF-2026-0042", or nothing."""
    amount = models.PositiveBigIntegerField()
    """Whole pence."""
    on = models.DateField()
    """The day for which the law is looked up: when the money would be given."""
    answers = models.JSONField(default=dict)
    outcome = models.CharField(max_length=30, choices=rules.SUBSIDY_OUTCOMES)
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="subsidy_checks"
    )
    at = models.DateTimeField(default=clock.now)
    notified = models.DateField(null=True, blank=True)
    confirmed = models.DateField(null=True, blank=True)
    uploaded = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-at"], name="parties_subsidy_of"),
            models.Index(fields=["about"], name="parties_subsidy_about"),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this check."""
        return f"subsidy-check:{self.reference}"
