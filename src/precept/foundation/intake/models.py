"""Files people gave the office, their rows while they are looked at, and how such files are read."""

import secrets
from typing import Any

from django.db import models
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.intake import rules
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person


def new_reference() -> str:
    """A short name for a file that says nothing about it."""
    return drawn("F")


def kept_as(_intake: "Intake", _name: str) -> str:
    """Where a file's bytes lie: under a name of our own, never the one that it came with."""
    return f"intake/{secrets.token_hex(16)}"


class Intake(models.Model):
    """A file that somebody gave, and how far it has come.

    ``turn`` goes up each time the rows are read anew; rows of an earlier turn are never shown. The
    ``cursor`` is the last line that was staged, then the last that was loaded.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    sheet = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to=kept_as, max_length=100)
    given_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="files_given"
    )
    given = models.DateTimeField(default=clock.now, editable=False)
    state = models.CharField(max_length=10, choices=rules.states, default="reading")
    stopped_because = models.CharField(max_length=500, blank=True)

    how = models.JSONField(default=list)
    tabs = models.JSONField(default=list)
    tab = models.CharField(max_length=200, blank=True)
    first_lines = models.JSONField(default=list)
    heading_line = models.PositiveIntegerField(default=1)
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    unsure = models.JSONField(default=list)
    answers = models.JSONField(default=dict)

    turn = models.PositiveIntegerField(default=1)
    cursor = models.PositiveIntegerField(default=0)
    rows_in_file = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    rows_doubtful = models.PositiveIntegerField(default=0)
    rows_left_out = models.PositiveIntegerField(default=0)
    rows_loaded = models.PositiveIntegerField(default=0)
    rows_digest = models.CharField(max_length=64, blank=True)

    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="files_confirmed"
    )
    why = models.TextField(blank=True)
    job = models.CharField(max_length=12, blank=True)
    """The progress that people see while rows are read or loaded."""

    class Meta:
        indexes = [models.Index(fields=["sheet", "-given", "-id"], name="intake_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the ledger calls this."""
        return f"intake:{self.reference}"

    @property
    def address(self) -> str:
        """Where the office sees this file."""
        return reverse("intake.file", args=[self.reference])

    @property
    def rows_to_load(self) -> int:
        """How many rows have neither problems nor been left out nor loaded."""
        return self.rows_read - self.rows_refused - self.rows_left_out - self.rows_loaded


class IntakeRow(models.Model):
    """A row of a file: what stands in it, how it was read, and what became of it.

    ``readings`` are by column: the value and its words. ``doubts`` and ``problems`` each name their
    column (none where they are about the whole row).
    """

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="rows")
    turn = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    readings = models.JSONField(default=dict)
    doubts = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    is_doubtful = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=rules.row_states, default="waiting")
    subjects = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["intake", "turn", "line"], name="intake_one_row_a_line")
        ]
        indexes = [
            models.Index(fields=["intake", "turn", "state", "line"], name="intake_rows_by_state"),
            models.Index(
                fields=["intake", "turn", "line"],
                condition=models.Q(is_doubtful=True),
                name="intake_doubtful_rows",
            ),
        ]

    @property
    def values(self) -> dict[str, Any]:
        """The values of its columns that could be read."""
        return {key: reading["value"] for key, reading in self.readings.items()}


class NamedInRow(models.Model):
    """What a row of a file names, so that the same name twice in the file is found."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="names")
    turn = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    line = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intake", "turn", "name", "line"], name="intake_one_name_a_line"
            )
        ]
        indexes = [models.Index(fields=["intake", "turn", "line"], name="intake_names_of_a_line")]


class KeptMapping(models.Model):
    """Which column is which in files of these headings, as somebody confirmed it last."""

    sheet = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    kept = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "signature"], name="intake_one_kept_mapping")
        ]
