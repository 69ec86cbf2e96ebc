"""Underspends, what is carried forward, forecasts, and settlements that may come."""

from django.db import models
from django.db.models import F, Q

from precept.do.agreements.models import Agreement
from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.money import Money
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.plan.models import Fund

UNDERSPEND_STATES = [
    ("found", "Found, not agreed yet"),
    ("agreed", "Agreed, to be asked back"),
    ("asked", "Asked back"),
    ("recovered", "Recovered"),
    ("written off", "Written off"),
    ("withdrawn", "Withdrawn"),
]
CARRY_STATES = [
    ("proposed", "Waits for approval"),
    ("approved", "Approved"),
    ("refused", "Refused"),
]


def new_case_reference() -> str:
    """A short name for an underspend."""
    return drawn("U")


class Underspend(models.Model):
    """Paid money that was not spent, as a case with letters and dates.

    ``parts`` are [[fund code, year, pence], …]; ``letters`` are
    [{"on", "kind", "sha256", "worded"}, …].
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_case_reference, editable=False
    )
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="underspends")
    amount = MoneyField()
    recovered = MoneyField(default=Money(0))
    state = models.CharField(max_length=12, choices=UNDERSPEND_STATES, default="found")
    parts = models.JSONField(default=list)
    found_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    found_on = models.DateField(default=clock.today)
    why = models.TextField()
    """How it is known, and why the money was not spent."""
    due = models.DateField(null=True, blank=True)
    """The day by which it is to be back."""
    letters = models.JSONField(default=list)
    settled_on = models.DateField(null=True, blank=True)
    settled_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-found_on", "-id"]
        indexes = [models.Index(fields=["state", "due"], name="spending_owed_back")]

    @property
    def subject(self) -> str:
        """What the ledger calls this case."""
        return f"underspend:{self.reference}"


class CarryForward(models.Model):
    """Money left of a fund's year that is to be there in the next: proposed by one, approved by another."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="carried")
    year = models.CharField(max_length=7)
    """The year that it is left over from."""
    amount = MoneyField()
    state = models.CharField(max_length=10, choices=CARRY_STATES, default="proposed")
    why = models.TextField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided = models.DateTimeField(null=True, blank=True)
    decided_why = models.TextField(blank=True)

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(proposed_by=F("decided_by")),
                name="spending_carried_by_two",
            )
        ]


class Forecast(models.Model):
    """What an agreement is expected to cost a fund in a year, where that is not what was promised."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="forecasts")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="forecasts")
    year = models.CharField(max_length=7)
    amount = MoneyField()
    why = models.TextField()
    stated_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stated = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-stated", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "fund", "year"], name="spending_one_forecast"
            )
        ]


class Scenario(models.Model):
    """A settlement that may come: so much less of a fund in a year, and what could be done about it.

    ``choices`` are {agreement reference: {"does": "keep" | "reduce" | "end", "percent": whole number}}.
    """

    name = models.CharField(max_length=120)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="scenarios")
    year = models.CharField(max_length=7)
    cut = models.DecimalField(max_digits=5, decimal_places=2)
    """Per cent less than the year before."""
    notice_days = models.PositiveSmallIntegerField(default=90)
    choices = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made", "-id"]

    @property
    def subject(self) -> str:
        """What the ledger calls this scenario."""
        return f"scenario:{self.pk}"
