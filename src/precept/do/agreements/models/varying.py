"""Variations, and what the office's letters about agreements say."""

from django.conf import settings
from django.db import models

from precept.do.agreements import rules
from precept.do.agreements.models.register import Agreement


class Variation(models.Model):
    """A change of a signed agreement: drafted, checked by rule, approved by another hand, in force.

    ``changes`` is what it changes; ``findings`` what the rules said of it, ``before`` and ``after`` how the
    agreement stood on each side. All are JSON by the names of ``rules.Proposed``.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="variations")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=rules.variation_kinds)
    state = models.CharField(max_length=10, choices=rules.variation_states, default="draft")
    ground = models.CharField(max_length=60, blank=True)
    """The ground of law that it rests on, where it needs one."""
    reason = models.TextField()
    """Why it is made; it stands in the public record."""
    changes = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="variations_drafted"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="variations_approved",
    )
    hands = models.JSONField(default=list)
    """The references of everybody who drafted or changed it: none of them approves it."""
    read_version = models.PositiveIntegerField()
    """The version of the agreement that the rules were asked about."""
    in_force_on = models.DateField(null=True, blank=True)
    worded = models.PositiveIntegerField(null=True, blank=True)
    """The version of the office's words that it was signed in; None while it is not in force."""
    ended_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="agreements_one_variation_a_number"
            ),
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("drafted_by")),
                name="agreements_variation_has_two_hands",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="agreements_variation_state")]

    @property
    def reference(self) -> str:
        """What people call it: CORE018-V1."""
        return f"{self.agreement.reference}-V{self.number}"

    @property
    def subject(self) -> str:
        """What a project's thread calls it."""
        return f"variation:{self.reference}"


class LetterWording(models.Model):
    """What the office's own letters of a kind say, where it changed how they begin: one row for each version.

    What was signed or sent remembers its version, and is always printed in those words.
    """

    kind = models.CharField(max_length=12, choices=rules.template_kinds)
    words = models.TextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="agreements_one_wording")
        ]
