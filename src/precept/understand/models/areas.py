"""Areas by their statistical codes, and how many people live in them."""

from django.db import models

from precept.understand.rules import areas as rules


class Area(models.Model):
    """An area with its code, the days between which the code is used, and what holds and follows it.

    ``row`` and ``column`` place it on a drawing by relative position, which is no boundary.
    """

    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=rules.area_kinds)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="within"
    )
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors")
    row = models.PositiveSmallIntegerField(null=True, blank=True)
    column = models.PositiveSmallIntegerField(null=True, blank=True)
    is_standard = models.BooleanField(default=False)
    """From the national list as it comes with this software; the others are the office's own."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__isnull=True)
                | models.Q(ends__isnull=True)
                | models.Q(ends__gte=models.F("starts")),
                name="understand_area_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def subject(self) -> str:
        """What the ledger calls this area."""
        return f"area:{self.code}"


class AreaPopulation(models.Model):
    """How many people lived in an area on a day, as somebody stated it."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="populations")
    people = models.PositiveIntegerField()
    dated = models.DateField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["-dated"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "dated"], name="understand_one_population_a_day"
            )
        ]
