"""Funds, budgets, and the framework that says what a year's money is for."""

from django.db import models

from precept.foundation.ledger.names import drawn
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan import rules


def new_line_reference() -> str:
    """A short name for a line, for addresses: it says nothing of it and stays when lines are moved."""
    return drawn(length=10).lower()


class Fund(models.Model):
    """Where money comes from, with the conditions it comes with."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=rules.fund_kinds)
    given_by = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="funds_given"
    )
    conditions = models.TextField(blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change, so that two people who edit at once don't overwrite each other."""

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="plan_fund_ends_after_it_starts",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this fund."""
        return f"fund:{self.code}"


class Budget(models.Model):
    """What a fund has for a financial year. No amount means not yet known."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="budgets")
    year = models.CharField(max_length=7)
    amount = MoneyField(null=True, blank=True)
    source = models.CharField(max_length=300)
    dated = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "year"], name="plan_one_budget_a_year")
        ]


class Framework(models.Model):
    """A version of a year's commissioning framework: what the office intends to spend, and on what."""

    year = models.CharField(max_length=7)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=rules.framework_states, default="draft")
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    """What stands above the aims: “Overleaf are the main priorities…”."""
    review = models.CharField(max_length=200, blank=True)
    """When it is reviewed, in the office's own words."""
    review_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)
    """Why this version was made, where it is not the first."""
    is_invented = models.BooleanField(default=False)
    drafted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.DateTimeField(null=True, blank=True)
    approved_as = models.CharField(max_length=120, blank=True)
    """The role in which it was approved: a role, never a name, because it is published."""
    approval_exception = models.TextField(blank=True)
    """Why the person who drafted it approved it too, where they did."""
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change to anything in it: nobody approves what they have not seen."""
    published = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "version"], name="plan_one_framework_a_version"
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(state__in=["draft", "approved"]),
                name="plan_one_framework_in_hand",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(state="published"),
                name="plan_one_framework_in_force",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this version."""
        return f"framework:{self.year}:{self.version}"


class FrameworkSection(models.Model):
    """A table of the framework: its title and how its columns are laid out."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="sections")
    place = models.PositiveIntegerField()
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    layout = models.CharField(max_length=20, choices=rules.layout_choices)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "key"], name="plan_one_section_a_key")
        ]


class FrameworkLine(models.Model):
    """A row of intended spend. What came from the register is taken from it again on each refresh.

    ``amounts``: a list of {"of": reference or "", "pence": whole pence or null for not yet known}; a row
    for two contracts has two. ``shares``: a list of {"fund": code, "name": as written, "pence": …} that
    add up to the row where its amount is known. ``available``: pence available to spend where the
    spend is not yet known.
    """

    section = models.ForeignKey(FrameworkSection, on_delete=models.CASCADE, related_name="lines")
    reference = models.CharField(
        max_length=12, unique=True, default=new_line_reference, editable=False
    )
    place = models.PositiveIntegerField()
    subject = models.CharField(max_length=150, blank=True)
    """The thing in the register that it came from; empty where somebody typed it."""
    number = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=300)
    when = models.CharField(max_length=120, blank=True)
    limit = models.CharField(max_length=120, blank=True)
    provider = models.CharField(max_length=200, blank=True)
    fund = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=rules.line_kinds)
    amounts = models.JSONField(default=list)
    shares = models.JSONField(default=list)
    available = MoneyField(null=True, blank=True)
    links = models.JSONField(default=list)
    """Public addresses that the row leads to: a list of {"text": …, "href": …}."""
    priorities = models.JSONField(default=list)
    """The slugs of the plan's priorities that it serves, as its source says."""
    area = models.CharField(max_length=120, blank=True)
    """The resource area of the plan under which it is counted, by name. Kept over refreshes."""
    is_invented = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place"]


class FundRestriction(models.Model):
    """What a fund may pay for, as its giver allows: agreements of certain kinds, or of certain priorities."""

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="restrictions")
    sort = models.CharField(max_length=12, choices=rules.restriction_sorts)
    values = models.JSONField(default=list)
    words = models.CharField(max_length=300)
    """The condition in the giver's words, shown where it refuses something."""

    class Meta:
        ordering = ["id"]
