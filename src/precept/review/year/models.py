"""What the office must do again and again, and what became of it each time."""

from django.db import models
from django.db.models import Q

from precept.foundation.people.models import Person
from precept.review.year import rules


class Duty(models.Model):
    """A duty of the office: how often, by which day, who says so, what shows that it was done."""

    key = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    guidance = models.TextField(blank=True)
    often = models.CharField(max_length=12, choices=rules.rhythms)
    month = models.PositiveSmallIntegerField(default=1)
    """A month in which it is due; the others follow from how often."""
    day = models.PositiveSmallIntegerField(default=1)
    once_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    """The law, the strategy or the office's own rule that asks for it."""
    shows = models.CharField(max_length=300)
    """What shows that it was done."""
    role = models.CharField(max_length=40)
    """The role that owes it, where it is given to nobody."""
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="duties_owned"
    )
    remind = models.JSONField(default=list)
    """How many days before somebody is reminded, the most first."""
    since = models.DateField()
    """The first day that counts: nothing before it is late."""
    retired = models.DateField(null=True, blank=True)
    """From when it is no longer due."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(often="once", once_on__isnull=False)
                | (~Q(often="once") & Q(once_on__isnull=True)),
                name="year_once_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31),
                name="year_duty_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """What the ledger calls this duty."""
        return f"duty:{self.key}"

    @property
    def rhythm(self) -> rules.Rhythm:
        """How often, as the rules work with it."""
        return rules.Rhythm(self.often, self.month, self.day, self.once_on)


class Occurrence(models.Model):
    """One time that a duty is due, once something was said of it: whose, another day, done.

    ``on`` is the day that the rhythm gives and its name; a row is only kept where somebody said something.
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="occurrences")
    on = models.DateField()
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="duty_days_owned"
    )
    moved_to = models.DateField(null=True, blank=True)
    moved_why = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(blank=True)
    """What was done and what shows it."""
    evidence = models.CharField(max_length=150, blank=True)
    """The record of the office that shows it, as the ledger calls it."""
    reminded = models.CharField(max_length=4, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "on"], name="year_one_row_an_occurrence"),
            models.CheckConstraint(
                condition=Q(moved_to__isnull=True) | ~Q(moved_why=""),
                name="year_moved_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True)
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(outcome="")),
                name="year_done_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["on"], name="year_occurrences_by_day"),
            models.Index(
                fields=["moved_to"],
                condition=Q(moved_to__isnull=False),
                name="year_occurrences_moved",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"duty-day:{self.duty.key}:{self.on.isoformat()}"
