"""The strategy, the plan, and what a year aims for."""

from django.db import models

from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.understand import rules


class Strategy(models.Model):
    """A version of the commissioning strategy."""

    version = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=200)
    dated = models.DateField()
    state = models.CharField(max_length=12, choices=rules.version_states, default="draft")
    note = models.TextField(blank=True)
    why = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of the draft or of a part of it: what is published is what was read."""
    head_revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of what the draft says of itself, apart from its parts."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state="draft"),
                name="understand_one_strategy_draft",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state="published"),
                name="understand_one_strategy_in_force",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this version."""
        return f"strategy:{self.version}"


class StrategySection(models.Model):
    """A section of a version, in order. ``text`` is plain: blank lines part paragraphs, “- ” starts a point."""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="sections")
    place = models.PositiveIntegerField()
    slug = models.SlugField(max_length=80)
    heading = models.CharField(max_length=200)
    level = models.PositiveSmallIntegerField(default=2)
    text = models.TextField(blank=True)
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of it, so that a stale save is noticed."""

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "slug"], name="understand_one_section_a_slug"
            )
        ]


class CrimePlan(models.Model):
    """A version of the police and crime plan: what the commissioning body wants for its area."""

    reference = models.SlugField(max_length=40)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    term = models.CharField(max_length=40)
    """As the plan states it: “2021–2024”."""
    first_year = models.PositiveIntegerField()
    last_year = models.PositiveIntegerField()
    review_on = models.DateField(null=True, blank=True)
    basis = models.TextField(blank=True)
    note = models.TextField(blank=True)
    why = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=rules.version_states, default="draft")
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of the draft or of a part of it: what is published is what was read."""
    head_revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of what the draft says of itself, apart from its parts."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state="draft"),
                name="understand_one_plan_draft",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=models.Q(state="published"),
                name="understand_one_plan_in_force",
            ),
            models.UniqueConstraint(
                fields=["reference", "version"], name="understand_one_plan_a_version"
            ),
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")),
                name="understand_plan_ends_after_it_starts",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this version of the plan."""
        return f"plan:{self.reference}:{self.version}"


class Priority(models.Model):
    """A priority of the plan. Its slug stays the same from version to version."""

    plan = models.ForeignKey(CrimePlan, on_delete=models.CASCADE, related_name="priorities")
    place = models.PositiveIntegerField()
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    text = models.TextField()
    term = models.CharField(max_length=12, choices=rules.priority_terms, default="not stated")
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of it, so that a stale save is noticed."""

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "slug"], name="understand_one_priority_a_slug")
        ]


class PriorityEvidence(models.Model):
    """What stands behind a priority: consultation, partners, or evidence of threat."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="evidence")
    place = models.PositiveIntegerField()
    """Its number in addresses: it stays when another is taken away."""
    kind = models.CharField(max_length=16, choices=rules.evidence_kinds)
    text = models.TextField()
    source = models.CharField(max_length=300, blank=True)
    dated = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "place"], name="understand_one_evidence_a_place"
            )
        ]


class ResourceArea(models.Model):
    """An area that the plan puts first when it allocates resources."""

    plan = models.ForeignKey(CrimePlan, on_delete=models.CASCADE, related_name="resource_areas")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["place"]


class Aim(models.Model):
    """A strategic aim of one financial year: it prints in that year's framework and shares its review."""

    year = models.CharField(max_length=7)
    place = models.PositiveIntegerField()
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    statement = models.TextField()
    introduction = models.TextField(blank=True)
    lead = models.TextField(blank=True)
    """The words that lead in to the measures."""
    priorities = models.JSONField(default=list)
    """Slugs of the plan's priorities that it serves."""
    is_invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of it, so that a stale save is noticed."""

    class Meta:
        ordering = ["year", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "slug"], name="understand_one_aim_a_slug")
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this aim."""
        return f"aim:{self.year}:{self.slug}"


class Measure(models.Model):
    """A measure of an aim: a deliverable that somebody owes, or something monitored to a schedule."""

    aim = models.ForeignKey(Aim, on_delete=models.CASCADE, related_name="measures")
    place = models.PositiveIntegerField()
    slug = models.SlugField(max_length=80)
    kind = models.CharField(max_length=12, choices=rules.measure_kinds)
    text = models.TextField()
    responsible = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Another body that owes it, such as the force; nobody named means the office itself."""
    owner = models.CharField(max_length=120, blank=True)
    due = models.DateField(null=True, blank=True)
    timescale = models.CharField(max_length=200, blank=True)
    """What the source says of the time where it names no date."""
    state = models.CharField(max_length=12, choices=rules.deliverable_states, default="planned")
    requested = models.DateField(null=True, blank=True)
    received = models.DateField(null=True, blank=True)
    assessed = models.DateField(null=True, blank=True)
    assessment = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    evidence_link = models.URLField(max_length=300, blank=True)
    schedule = models.CharField(max_length=12, choices=rules.schedules, default="not stated")
    next_due = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of it, so that a stale save is noticed."""

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["aim", "slug"], name="understand_one_measure_a_slug")
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this measure."""
        return f"measure:{self.aim.year}:{self.slug}"


class MeasureLook(models.Model):
    """One time that a monitored measure was looked at, for the day that its schedule gave; never changed."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="looks")
    due = models.DateField()
    """The day by which it was due."""
    on = models.DateField()
    found = models.TextField()
    link = models.URLField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-due", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "due"], name="understand_one_look_a_day")
        ]
        indexes = [models.Index(fields=["due"], name="understand_looks_by_day")]
