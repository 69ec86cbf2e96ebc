"""What the office keeps of an agreement: options, breaks, evidence, papers, what it called to mind."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from precept.do.agreements import rules
from precept.do.agreements.models.register import Agreement
from precept.foundation import clock
from precept.foundation.documents.models import StoredFile


class ExtensionOption(models.Model):
    """An extension that the agreement provides for, until it is used or given up."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="options")
    place = models.PositiveSmallIntegerField()
    months = models.PositiveSmallIntegerField()
    notice_by = models.DateField(null=True, blank=True)
    """The last day to tell the provider; none where the agreement asks for no notice or does not say."""
    until = models.DateField(null=True, blank=True)
    """The last day of the agreement once it is used."""
    state = models.CharField(max_length=10, choices=rules.option_states, default="open")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "place"], name="agreements_one_option_a_place"
            ),
            models.CheckConstraint(condition=Q(months__gte=1), name="agreements_option_has_months"),
        ]

    @property
    def as_rule(self) -> rules.Option:
        """The option as rules read it."""
        return rules.Option(self.months, self.notice_by, self.until, self.state == "open")


class BreakClause(models.Model):
    """A right to end an agreement before its last day."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="breaks")
    who = models.CharField(max_length=10, choices=rules.break_sides)
    months = models.PositiveSmallIntegerField()
    """Months of notice."""
    earliest = models.DateField(null=True, blank=True)
    """The first day on which it may end so; none where it may at any time."""
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]


class Evidence(models.Model):
    """Insurance or safeguarding evidence that somebody saw; a later one of its kind takes its place."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=30, choices=rules.evidence_kinds)
    seen_on = models.DateField()
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    is_current = models.BooleanField(default=True)
    asked = models.DateField(null=True, blank=True)
    """When the provider was asked to renew it."""

    class Meta:
        ordering = ["kind", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind"],
                condition=Q(is_current=True),
                name="agreements_one_current_evidence",
            )
        ]
        indexes = [
            models.Index(
                fields=["expires"],
                condition=Q(is_current=True),
                name="agreements_evidence_expires",
            )
        ]


class AgreementPaper(models.Model):
    """A paper of an agreement. Only a redacted copy, made to be read by all, ever leaves the house."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=rules.paper_kinds)
    title = models.CharField(max_length=200)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    redacts = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="redacted"
    )
    """The paper that this is the public copy of; None of a public one whose original was disposed of."""
    redacted_why = models.CharField(max_length=300, blank=True)
    """What was taken out, and why: the public reads it."""
    added = models.DateTimeField(default=clock.now)
    released_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="agreements_one_paper_a_number"
            ),
            models.CheckConstraint(
                condition=Q(released_on=None) | Q(kind="redacted copy"),
                name="agreements_no_original_is_released",
            ),
        ]

    @property
    def key(self) -> str:
        """What its publication is called."""
        return f"{self.agreement.reference}-{self.number}"

    @property
    def public_name(self) -> str:
        """The name of its file in public: never the name that somebody's own machine gave it."""
        return f"{self.key}.{self.file.kind_shown.endings[0]}"


class ExpiryReminder(models.Model):
    """That somebody was reminded, so many months before an agreement ends."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reminders")
    ends = models.DateField()
    months = models.PositiveSmallIntegerField()
    sent = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "ends", "months"], name="agreements_one_reminder_each"
            )
        ]
