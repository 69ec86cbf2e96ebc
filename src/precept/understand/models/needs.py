"""Needs assessments, what they rest on, and counts by month, type and area."""

from django.conf import settings
from django.db import models

from precept.understand.models.areas import Area
from precept.understand.rules import counts, needs


class CountKind(models.Model):
    """A type of what is counted, such as domestic abuse offences."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """What the ledger calls this type and its counts."""
        return f"counts:{self.slug}"


class NeedCount(models.Model):
    """How many of a type there were in an area in a month; kept under the area that the file named.

    It is read as the count of what followed that area, where that is one.
    """

    kind = models.ForeignKey(CountKind, on_delete=models.PROTECT, related_name="counts")
    group = models.CharField(max_length=12, blank=True, choices=counts.count_groups)
    month = models.DateField()
    """Its first day."""
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="counts")
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "group", "month", "area"], name="understand_one_count_a_month"
            )
        ]
        indexes = [
            models.Index(fields=["kind", "group", "area", "month"], name="understand_count_by_area")
        ]


class NeedsAssessment(models.Model):
    """An edition of a needs assessment. The newest agreed one is in force; a draft may follow it."""

    reference = models.CharField(max_length=9)
    edition = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=needs.need_states, default="draft")
    priorities = models.JSONField(default=list)
    """Slugs of the plan's priorities that it serves."""
    owner = models.CharField(max_length=120, blank=True)
    """The role that answers for it, not a person's name."""
    review_on = models.DateField(null=True, blank=True)
    questions = models.TextField(blank=True)
    """What it answers: a question a line."""
    population = models.PositiveIntegerField(null=True, blank=True)
    population_of = models.CharField(max_length=300, blank=True)
    population_source = models.CharField(max_length=300, blank=True)
    population_dated = models.DateField(null=True, blank=True)
    findings = models.TextField(blank=True)
    """What the data shows; plain text."""
    no_services_why = models.TextField(blank=True)
    """Why no service is mapped, where there is none."""
    figures = models.JSONField(default=list)
    """The counts that it rests on, type and group (``rules.figure_key``), the leading one first."""
    first_month = models.DateField(null=True, blank=True)
    last_month = models.DateField(null=True, blank=True)
    areas = models.ManyToManyField(Area, related_name="assessments")
    why = models.TextField(blank=True)
    """Why this edition follows the one before it."""
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="needs_written")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="needs_agreed",
    )
    agreed_on = models.DateField(null=True, blank=True)
    exception = models.TextField(blank=True)
    """Why somebody agreed what they wrote themself."""
    is_invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of the draft or of a part of it: what is agreed is what was read."""
    is_public = models.BooleanField(default=False)
    """Whether this edition was published."""

    class Meta:
        ordering = ["reference", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "edition"], name="understand_one_need_an_edition"
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=models.Q(state="draft"),
                name="understand_one_need_draft",
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=models.Q(state="agreed"),
                name="understand_one_need_agreed",
            ),
        ]
        indexes = [models.Index(fields=["state", "review_on"], name="understand_needs_to_review")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def subject(self) -> str:
        """What the ledger calls this assessment, in all its editions."""
        return f"need:{self.reference}"


class MappedService(models.Model):
    """A service that is there already: what is offered, by whom, where, for how many a year."""

    assessment = models.ForeignKey(
        NeedsAssessment, on_delete=models.CASCADE, related_name="services"
    )
    place = models.PositiveIntegerField()
    """Its number in addresses: it stays when another is taken away."""
    what = models.CharField(max_length=300)
    by_whom = models.CharField(max_length=200)
    agreement = models.CharField(max_length=80, blank=True)
    """What delivers it, by its typed reference: "agreement:CORE004". Empty where another body provides it."""
    capacity = models.PositiveIntegerField(null=True, blank=True)
    """How many people it can take in a year, where that is known."""
    note = models.TextField(blank=True)
    areas = models.ManyToManyField(Area, related_name="mapped_services")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "place"], name="understand_one_service_a_place"
            )
        ]


class NeedGap(models.Model):
    """What is missing, and where."""

    assessment = models.ForeignKey(NeedsAssessment, on_delete=models.CASCADE, related_name="gaps")
    place = models.PositiveIntegerField()
    """Its number in addresses: it stays when another is taken away."""
    what = models.TextField()
    areas = models.ManyToManyField(Area, related_name="gaps_found")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "place"], name="understand_one_gap_a_place"
            )
        ]
