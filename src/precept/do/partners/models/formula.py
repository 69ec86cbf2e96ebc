"""Formula funding to community safety partnerships: the formula, its figures, what each is allocated."""

from django.db import models

from precept.do.partners import rules
from precept.foundation.ledger.names import drawn
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund


def new_allocation_reference() -> str:
    """A short name for an allocation."""
    return drawn("L")


class Formula(models.Model):
    """A year's formula, one version of it. ``weights`` are whole percentages by ``rules.MEASURES``."""

    year = models.CharField(max_length=7)
    number = models.PositiveIntegerField()
    """Which version of the year's formula it is."""
    title = models.CharField(max_length=200)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="formulas")
    amount = MoneyField()
    weights = models.JSONField(default=dict)
    phase = models.PositiveSmallIntegerField(default=100)
    """The percentage that goes by the formula; the rest goes by what each had the year before."""
    conditions = models.TextField(blank=True)
    """One a line."""
    accept_by = models.DateField()
    returns_due = models.JSONField(default=list)
    """The days on which each partnership reports: ["2026-10-30", …]."""
    source = models.CharField(max_length=300)
    """Where the weights come from."""
    why = models.TextField(blank=True)
    """Why there is this version, where it is not the first."""
    state = models.CharField(max_length=12, choices=rules.formula_states, default="draft")
    drafted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.DateTimeField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="partners_formula_version"),
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(state="approved"),
                name="partners_one_formula_in_force",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(state="draft"),
                name="partners_one_formula_in_draft",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this version."""
        return f"formula:{self.year}:{self.number}"


class FormulaArea(models.Model):
    """The figures of one community safety partnership, with where they come from."""

    formula = models.ForeignKey(Formula, on_delete=models.CASCADE, related_name="areas")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    population = models.PositiveIntegerField()
    crime = models.PositiveIntegerField()
    demand = models.PositiveIntegerField()
    previous = MoneyField(null=True, blank=True)
    source = models.CharField(max_length=300)
    dated = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["formula", "organisation"], name="partners_formula_area_once"
            )
        ]


class Allocation(models.Model):
    """What one partnership is allocated by a formula in force, and whether it accepted the conditions."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_allocation_reference, editable=False
    )
    formula = models.ForeignKey(Formula, on_delete=models.PROTECT, related_name="allocations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="allocations"
    )
    amount = MoneyField()
    state = models.CharField(max_length=10, choices=rules.allocation_states, default="offered")
    settled_on = models.DateField(null=True, blank=True)
    settled_words = models.TextField(blank=True)
    """Who answered for the partnership, by role, and where the signed paper is; or what it said itself."""
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who signs for the partnership and answered here; nobody where the office recorded a paper."""

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["formula", "organisation"], name="partners_allocation_once"
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"allocation:{self.reference}"


class AllocationReturn(models.Model):
    """A return that is due of an allocation: what was spent, what is left, and when that was told."""

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="returns")
    due = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    spent = MoneyField(null=True, blank=True)
    underspend = MoneyField(null=True, blank=True)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ["due", "id"]
        indexes = [
            models.Index(
                fields=["due"],
                condition=models.Q(received_on=None),
                name="partners_returns_awaited",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "due"], name="partners_return_once")
        ]
