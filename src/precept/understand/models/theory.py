"""Theories of change: what goes in, what is done, what changes because of it, and how that is measured."""

from django.db import models

from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person
from precept.understand import rules


def new_theory_reference() -> str:
    """A short name for a theory of change, the same in all of its versions."""
    return drawn("T")


class Theory(models.Model):
    """A version of a theory of change."""

    reference = models.CharField(max_length=12, default=new_theory_reference, editable=False)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    problem = models.TextField(blank=True)
    """What is to change, and for whom."""
    priorities = models.JSONField(default=list, blank=True)
    """Slugs of the plan's priorities that it serves."""
    state = models.CharField(max_length=12, choices=rules.theory_states, default="draft")
    why = models.TextField(blank=True)
    """Why this version follows the one before it."""
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of the draft or of a part of it: what is agreed is what was read."""
    head_revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of what the draft says of itself, apart from its rows."""

    class Meta:
        ordering = ["reference", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "version"], name="understand_one_theory_a_version"
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=models.Q(state="draft"),
                name="understand_one_theory_draft",
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=models.Q(state="agreed"),
                name="understand_one_theory_agreed",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this theory, in all of its versions."""
        return f"theory:{self.reference}"


class TheoryRow(models.Model):
    """A row of a theory under one of its columns; outputs, outcomes and impact say how they are measured."""

    theory = models.ForeignKey(Theory, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveSmallIntegerField()
    """Its number in addresses: it stays when another is taken away, and in the next version."""
    column = models.CharField(max_length=12, choices=rules.theory_columns)
    text = models.CharField(max_length=300)
    people = models.PositiveIntegerField(null=True, blank=True)
    """How many people an outcome is hoped for; none where that is not stated."""
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    measure = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    how_often = models.CharField(max_length=100, blank=True)
    baseline = models.CharField(max_length=200, blank=True)
    target = models.CharField(max_length=200, blank=True)
    by_when = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of it, so that a stale save is noticed."""

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["theory", "number"], name="understand_one_theory_row_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(percent__isnull=True) | models.Q(percent__lte=100),
                name="understand_theory_row_percent",
            ),
        ]


class TheoryLink(models.Model):
    """That one row leads to another, and what is assumed for it to do so."""

    theory = models.ForeignKey(Theory, on_delete=models.CASCADE, related_name="links")
    start = models.ForeignKey(TheoryRow, on_delete=models.CASCADE, related_name="leads")
    end = models.ForeignKey(TheoryRow, on_delete=models.CASCADE, related_name="comes")
    assumption = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of it, so that a stale save is noticed."""

    class Meta:
        ordering = ["start__number", "end__number"]
        constraints = [
            models.UniqueConstraint(fields=["start", "end"], name="understand_one_theory_link"),
            models.CheckConstraint(
                condition=~models.Q(start=models.F("end")),
                name="understand_theory_link_leads_on",
            ),
        ]
