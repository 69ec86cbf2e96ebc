"""The books: what stands in each pot, and every movement that brought it there."""

from django.db import models
from django.db.models import F, Q

from precept.do.agreements.models import Agreement
from precept.do.spending import rules
from precept.foundation import clock
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.plan.models import Fund


class Account(models.Model):
    """One pot of a fund in a financial year: of the fund itself, or of an agreement that it pays for.

    ``balance`` is what every movement so far comes to. The database lets it sink no lower than ``floor``:
    nothing, unless authority was given to promise more than there is.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="accounts")
    year = models.CharField(max_length=7)
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="accounts"
    )
    pot = models.CharField(max_length=10, choices=rules.POTS)
    balance = models.BigIntegerField(default=0)
    """Whole pence; below nothing for what came from outside."""
    floor = models.BigIntegerField(default=0)
    """Whole pence, at or below nothing; what may be promised beyond what there is."""

    class Meta:
        ordering = ["fund", "year", "agreement", "pot"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "fund", "year", "pot"],
                condition=Q(agreement__isnull=False),
                name="spending_one_pot_an_agreement",
            ),
            models.UniqueConstraint(
                fields=["fund", "year", "pot"],
                condition=Q(agreement__isnull=True),
                name="spending_one_pot_a_fund",
            ),
            models.CheckConstraint(
                condition=Q(pot=rules.OUTSIDE) | Q(balance__gte=F("floor")),
                name="spending_never_below_its_floor",
            ),
            models.CheckConstraint(
                condition=Q(pot__in=rules.OF_A_FUND, agreement__isnull=True)
                | (~Q(pot__in=rules.OF_A_FUND) & Q(agreement__isnull=False)),
                name="spending_pot_has_its_owner",
            ),
        ]
        indexes = [models.Index(fields=["year", "fund", "pot"], name="spending_by_year")]


class Movement(models.Model):
    """Money that went from one pot to another on a day. Never changed: what was wrong is moved back."""

    kind = models.CharField(max_length=30, choices=rules.move_kinds)
    day = models.DateField()
    """The day for which it counts."""
    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="gave")
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="took")
    amount = MoneyField()
    why = models.TextField(blank=True)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-day", "-id"]
        indexes = [
            models.Index(fields=["day"], name="spending_moved_on"),
            models.Index(fields=["source", "day"], name="spending_given_on"),
            models.Index(fields=["target", "day"], name="spending_taken_on"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=models.Value(0)), name="spending_moves_something"
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="spending_moves_somewhere"
            ),
        ]


class Authority(models.Model):
    """Leave to promise more of a fund's year than there is: by whom, up to how much, and why."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="authorities")
    year = models.CharField(max_length=7)
    amount = MoneyField()
    """Beyond the budget, in all: the latest one counts."""
    why = models.TextField()
    decision = models.CharField(max_length=60, blank=True)
    """The reference of the decision that it rests on."""
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-given", "-id"]
        verbose_name_plural = "authorities"


class ClosedYear(models.Model):
    """A financial year of a fund that is over: nothing moves in it any more."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="closed_years")
    year = models.CharField(max_length=7)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "year"], name="spending_closed_once")
        ]


class WaitingCommitment(models.Model):
    """What a signed agreement was promised and the books could not take: it waits for money or authority.

    ``parts`` are [[fund code, year, pence], …].
    """

    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, related_name="waiting_commitment"
    )
    parts = models.JSONField(default=list)
    because = models.TextField()
    since = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["since", "id"]
