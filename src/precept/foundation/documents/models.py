"""Files that people gave the office, and whether they may be opened yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from precept.foundation import clock
from precept.foundation.documents import rules
from precept.foundation.documents.kinds import KINDS, LIMITS, Kind
from precept.foundation.ledger.names import drawn


def new_reference() -> str:
    """A name for a file in addresses that nobody can guess and that says nothing."""
    return drawn(length=20)


class StoredFile(models.Model):
    """A file about something ("bid:CSF-2026-0042"). Only a clean one can be opened.

    ``kept`` is where its content lies in the file store; ``hidden`` is what in it does not show.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", "Waiting for the virus scanner"
        CLEAN = "clean", "Ready"
        REFUSED = "refused", "Refused"

    reference = models.CharField(max_length=20, unique=True, default=new_reference, editable=False)
    about = models.CharField(max_length=150)
    name_given = models.CharField(max_length=rules.LONGEST_GIVEN)
    name = models.CharField(max_length=LIMITS.longest_name)
    kind = models.CharField(max_length=10, choices=[(one.key, one.title) for one in KINDS.values()])
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    kept = models.CharField(max_length=100, unique=True)
    hidden = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    is_scanned = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="files_added"
    )
    added = models.DateTimeField(default=clock.now)
    settled = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "clean", "refused"]), name="documents_file_state"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled=None)
                | Q(state__in=["clean", "refused"], settled__isnull=False),
                name="documents_file_is_settled_once",
            ),
        ]
        indexes = [
            models.Index(fields=["about", "added"], name="documents_file_about"),
            models.Index(fields=["state", "added"], name="documents_file_state_added"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_shown(self) -> Kind:
        """The kind as data: its title, how it is served."""
        return KINDS[self.kind]

    @property
    def is_ready(self) -> bool:
        """Whether those who may see it can open it."""
        return self.state == self.State.CLEAN
