"""What an agreement is held to: its outcomes, its conditions, its payments."""

from typing import Any

from django.db import models

from precept.do.agreements import rules
from precept.do.agreements.models.register import Agreement
from precept.foundation import clock
from precept.foundation.money.field import MoneyField


class AgreementOutcome(models.Model):
    """What an agreement is to change for people: "80 people; 80% report better wellbeing"."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="outcomes")
    place = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    change = models.TextField()
    measure = models.TextField(blank=True)
    report_by = models.DateField(null=True, blank=True)
    """The day on which it is reported; none where the source does not state it."""

    class Meta:
        ordering = ["place"]

    @property
    def as_rule(self) -> rules.Outcome:
        """The outcome as rules read it."""
        return rules.Outcome(self.people, self.percent, self.change, self.measure, self.report_by)


class AgreementCondition(models.Model):
    """A condition that an agreement bears: its own before the standard ones of its fund."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="conditions")
    place = models.PositiveSmallIntegerField()
    words = models.TextField()

    class Meta:
        ordering = ["place"]


class PlannedPayment(models.Model):
    """A payment that an agreement plans: when it is due and what must have happened."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="payments")
    place = models.PositiveSmallIntegerField()
    due = models.DateField(null=True, blank=True)
    amount = MoneyField()
    condition = models.TextField(blank=True)

    class Meta:
        ordering = ["place"]

    @property
    def as_rule(self) -> rules.Payment:
        """The payment as rules read it."""
        return rules.Payment(self.due, self.amount, self.condition)

    @property
    def said(self) -> dict[str, Any]:
        """What an event says of it."""
        return {
            "due": clock.iso(self.due),
            "amount": self.amount.short,
            "condition": self.condition,
        }
