"""What the finance system's ledger says was paid: its files, and their lines."""

import secrets

from django.db import models

from precept.do.agreements.models import Agreement
from precept.do.spending.models.claims import Payment
from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person

LINE_STATES = [
    ("matched", "Matched"),
    ("doubt", "In doubt"),
    ("other", "Not of an agreement"),
    ("again", "Stands already"),
]
FILE_STATES = [
    ("naming", "Waits for its columns to be named"),
    ("reading", "Being read"),
    ("ready", "Waits to be taken over"),
    ("taken", "Taken over"),
    ("stopped", "Could not be read"),
    ("dropped", "Dropped"),
]


def new_reference() -> str:
    """A short name for a file of the finance system."""
    return drawn("L")


def kept_as(_file: "SpendFile", _name: str) -> str:
    """Where its bytes lie: under a name of our own."""
    return f"spend/{secrets.token_hex(16)}"


class SpendFile(models.Model):
    """A file of the finance system. Its lines are staged, looked at, then taken over all at once."""

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to=kept_as, max_length=100)
    given_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=FILE_STATES, default="reading")
    stopped_because = models.CharField(max_length=500, blank=True)
    columns = models.JSONField(default=dict)
    """How it is read: encoding, separator, place of each column, the line and byte where its rows begin."""
    heads = models.JSONField(default=list)
    """Its first lines until its columns are named: [[the line after it, its cells], …]."""
    rows_in_file = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    rows_again = models.PositiveIntegerField(default=0)
    """How many of its lines stand already in files taken over before it."""
    total_again = models.BigIntegerField(default=0)
    """What these come to, in whole pence."""
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    compared = models.DateTimeField(null=True, blank=True)
    """When its lines were last compared with those of the files taken over."""
    problems = models.JSONField(default=list)
    """The first rows that could not be read: [[line, column, words], …]."""
    cursor = models.PositiveBigIntegerField(default=0)
    """The byte up to which it was read."""
    total = models.BigIntegerField(default=0)
    """What its lines come to, in whole pence."""
    job = models.CharField(max_length=12, blank=True)
    taken_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given", "-id"]

    @property
    def subject(self) -> str:
        """What the ledger calls this file."""
        return f"spend-file:{self.reference}"


class SpendLine(models.Model):
    """One line of the finance system's ledger, as it was read, and what it was matched with."""

    file = models.ForeignKey(
        SpendFile, on_delete=models.CASCADE, related_name="lines", db_index=False
    )
    line = models.PositiveIntegerField()
    day = models.DateField()
    supplier = models.CharField(max_length=200)
    reference = models.CharField(max_length=80, blank=True)
    amount = models.BigIntegerField()
    """Whole pence; below nothing for money that came back."""
    description = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=60, blank=True)
    """The cost centre or account code."""
    invoice = models.CharField(max_length=60, blank=True)
    """The supplier's own number."""
    state = models.CharField(max_length=8, choices=LINE_STATES, default="other")
    because = models.CharField(max_length=200, blank=True)
    """Why it is in doubt, or what it was matched by."""
    payment = models.ForeignKey(
        Payment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="lines",
        db_index=False,
    )
    agreement = models.ForeignKey(
        Agreement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="spend_lines",
        db_index=False,
    )

    class Meta:
        ordering = ["-day", "-id"]
        # Half a million rows are written at once: none is indexed twice, nor where nothing stands.
        indexes = [
            models.Index(fields=["file", "line"], name="spending_lines_in_file"),
            models.Index(
                fields=["payment"],
                condition=models.Q(payment__isnull=False),
                name="spending_lines_of_payment",
            ),
            models.Index(fields=["state", "-day", "-id"], name="spending_lines_by_state"),
            models.Index(fields=["-day", "-id"], name="spending_lines_newest"),
            models.Index(
                fields=["agreement", "-day"],
                condition=models.Q(agreement__isnull=False),
                name="spending_lines_of",
            ),
        ]
