"""How a project is to be met: the options that were weighed, the one chosen, and the assessments beside it."""

from django.db import models

from precept.foundation import clock
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.plan import rules
from precept.plan.models.projects import Project


class Option(models.Model):
    """A way to meet the need, with what it costs, brings and risks."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="options")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=rules.option_kinds)
    title = models.CharField(max_length=200)
    cost = MoneyField(null=True, blank=True)
    """Over its whole term; none where it is not known yet."""
    cost_words = models.CharField(max_length=500, blank=True)
    benefit = models.TextField(blank=True)
    risk = models.TextField(blank=True)
    equality = models.TextField(blank=True)
    social = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "id"]


class Choice(models.Model):
    """Which option was chosen and why: the term, the value for money, the money and what may go wrong with it."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="choice")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField()
    value = models.TextField(blank=True)
    """Why it is good value for money."""
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    """How long what follows runs, with every extension."""
    is_longest = models.BooleanField(default=False)
    """Whether that is the longest workable term."""
    shorter_why = models.TextField(blank=True)
    is_pilot = models.BooleanField(default=False)
    pilot_evaluation = models.TextField(blank=True)
    """How a pilot is evaluated."""
    pilot_ends = models.DateField(null=True, blank=True)
    """The day on which it is scaled up or stopped."""
    funds = models.JSONField(default=list)
    """The codes of the funds that pay."""
    hopes_for_grant = models.BooleanField(default=False)
    grant_fails = models.TextField(blank=True)
    """What happens if a government grant that is hoped for fails."""
    victims = models.TextField(blank=True)
    """How the needs of victims were considered, where it serves those who did harm."""
    chosen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    chosen = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)


class Assessment(models.Model):
    """An assessment of a project by the office's template: equality, data protection, social value, risk.

    ``answers`` are by the keys of the template's questions. Agreed by somebody, it is looked at again by a day.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="assessments")
    kind = models.CharField(max_length=12, choices=rules.assessment_kinds)
    template = models.CharField(max_length=60)
    """The version of the template that its questions are of."""
    answers = models.JSONField(default=dict)
    is_left_out = models.BooleanField(default=False)
    why_left_out = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=rules.assessment_states, default="draft")
    review_on = models.DateField(null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """The assessment of another project whose answers it began with."""
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    writers = models.JSONField(default=list)
    """The references of those who wrote in it since it was last agreed: none of them agrees it alone."""
    agreed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agreed = models.DateTimeField(null=True, blank=True)
    exception = models.TextField(blank=True)
    """Why the person who wrote it agreed it too, where they did."""
    reminded = models.DateField(null=True, blank=True)
    """The day of review that somebody was reminded of."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="plan_one_assessment_a_kind"),
            models.CheckConstraint(
                condition=models.Q(state="draft", agreed__isnull=True)
                | models.Q(state="agreed", agreed__isnull=False, review_on__isnull=False),
                name="plan_assessment_agreed_with_a_review",
            ),
        ]
        indexes = [
            models.Index(
                fields=["review_on"],
                condition=models.Q(state="agreed"),
                name="plan_assessments_review",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"assessment:{self.project.reference}-{self.kind}"
