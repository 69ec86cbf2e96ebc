"""A commissioning project: the thread from a need to what changed, its steps and the gates between its phases."""

from django.db import models

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.money.field import MoneyField
from precept.foundation.people.models import Person
from precept.plan import rules


def new_project_reference() -> str:
    """A short name for a project, for addresses."""
    return drawn("P")


class CycleStep(models.Model):
    """A step of the commissioning cycle as this office takes it; a project copies it when it begins."""

    key = models.SlugField(max_length=40, unique=True)
    phase = models.CharField(max_length=12, choices=rules.phases)
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    guidance = models.TextField(blank=True)
    is_needed = models.BooleanField(default=True)
    """Whether the gate after its phase asks for it."""
    weeks = models.PositiveSmallIntegerField(default=4)
    """How many weeks after its phase begins it is due, where nobody says another day."""
    retired = models.DateField(null=True, blank=True)
    """From when new projects no longer take it."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["phase", "place", "id"]

    @property
    def subject(self) -> str:
        """What the ledger calls this step."""
        return f"cycle-step:{self.key}"


class Project(models.Model):
    """What the office looks into, plans, buys or gives, and looks back on: one thread through four phases."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_project_reference, editable=False
    )
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    """What is to change, and for whom."""
    priorities = models.JSONField(default=list)
    """The slugs of the plan's priorities that it serves."""
    phase = models.CharField(max_length=12, choices=rules.phases, default="understand")
    state = models.CharField(max_length=12, choices=rules.project_states, default="going")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="projects_owned")
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begun_on = models.DateField(default=clock.today)
    phase_began = models.DateField(default=clock.today)
    wanted_on = models.DateField(null=True, blank=True)
    """By when what follows from it must be in place."""
    estimate = MoneyField(null=True, blank=True)
    """What it may cost over its whole life; none where it is not known yet."""
    is_for_perpetrators = models.BooleanField(default=False)
    """Whether it serves those who did harm: then the needs of victims must have been considered."""
    ended_on = models.DateField(null=True, blank=True)
    ended_words = models.TextField(blank=True)
    """What came of it, or why it was stopped."""
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["wanted_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="going", ended_on__isnull=True)
                | (~models.Q(state="going") & models.Q(ended_on__isnull=False)),
                name="plan_project_that_ended_has_a_day",
            )
        ]
        indexes = [
            models.Index(fields=["state", "phase", "wanted_on"], name="plan_projects_by_phase")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """What the ledger calls this project."""
        return f"project:{self.reference}"


class ProjectStep(models.Model):
    """A step of a project: whose, by when, and what shows that it was done. Its files are about ``subject``."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="steps")
    phase = models.CharField(max_length=12, choices=rules.phases)
    place = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    title = models.CharField(max_length=200)
    guidance = models.TextField(blank=True)
    is_needed = models.BooleanField(default=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="project_steps_owed")
    due = models.DateField()
    state = models.CharField(max_length=12, choices=rules.step_states, default="open")
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    """What was done and what shows it, or why it is not needed."""
    reminded = models.CharField(max_length=4, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["phase", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="plan_one_project_step_a_key"),
            models.CheckConstraint(
                condition=models.Q(state="open") | ~models.Q(outcome=""),
                name="plan_project_step_settled_in_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due"],
                condition=models.Q(state="open"),
                name="plan_project_steps_owner",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it, and what its evidence is about."""
        return f"project-step:{self.project.reference}-{self.key}"


class Gate(models.Model):
    """A gate that a project was brought to: what it showed then, who was asked, what they answered.

    Never changed once answered: a project that was sent back comes to the same gate with the next row.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="gates")
    key = models.CharField(max_length=12, choices=rules.gate_choices)
    number = models.PositiveSmallIntegerField()
    """Which time it is brought to this gate, from 1."""
    state = models.CharField(max_length=12, choices=rules.gate_states, default="asked")
    shown = models.JSONField(default=list)
    """What stood when it was asked for: [{"key", "title", "words", "is_met", "is_needed"}]."""
    words = models.TextField(blank=True)
    """What whoever asked said to it."""
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    capacity = models.CharField(max_length=120, blank=True)
    """The role in which it was answered: a role, never a name, because it is published."""
    answered = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    choice = models.CharField(max_length=12, blank=True)
    """At the last gate: renew, change or stop."""
    exception = models.TextField(blank=True)
    """Why the person who asked signed it too, where they did."""

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "key", "number"], name="plan_one_gate_a_number"
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(state="asked"),
                name="plan_one_gate_waits",
            ),
            models.CheckConstraint(
                condition=models.Q(state="asked", answered__isnull=True, answered_by__isnull=True)
                | (
                    ~models.Q(state="asked")
                    & models.Q(answered__isnull=False, answered_by__isnull=False)
                ),
                name="plan_gate_answered_by_somebody",
            ),
        ]


class ProjectLink(models.Model):
    """A thing that a project rests on or led to, as the ledger calls it: a need, a source, a round, a decision."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="links")
    subject = models.CharField(max_length=150, db_index=True)
    kind = models.CharField(max_length=20)
    """The first word of the subject."""
    why = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "subject"], name="plan_one_link_of_a_project"
            )
        ]
