"""Meetings about an agreement: agenda, who is invited and who came, notes, decisions, minutes."""

from django.db import models

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.review.management import rules
from precept.review.management.models.held import Managed


def new_meeting_reference() -> str:
    """A short name for a meeting."""
    return drawn("W")


class Meeting(Managed):
    """A meeting: planned, held or cancelled. ``minutes_version`` is that of its agreed minutes; 0 for none."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_meeting_reference, editable=False
    )
    kind = models.CharField(max_length=14, choices=rules.meeting_kinds)
    state = models.CharField(max_length=10, choices=rules.meeting_states, default="planned")
    on = models.DateField()
    at = models.TimeField()
    minutes_long = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)
    """Where those who join from afar go."""
    called_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cancelled_why = models.TextField(blank=True)
    minutes_version = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta(Managed.Meta):
        ordering = ["-on", "-at", "-id"]
        indexes = [
            models.Index(fields=["agreement", "-on"], name="management_meetings_agreement"),
            models.Index(fields=["service", "-on"], name="management_meetings_service"),
            models.Index(fields=["state", "on"], name="management_meetings_by_state"),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls this meeting."""
        return f"contract-meeting:{self.reference}"


class AgendaItem(models.Model):
    """An item of an agenda: drawn, with where it comes from and why, or added; its notes and its decision."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=12, choices=rules.item_sources, default="added")
    key = models.CharField(max_length=120, blank=True)
    """What it was drawn from, so that it is drawn once."""
    words = models.CharField(max_length=500)
    why = models.CharField(max_length=500, blank=True)
    href = models.CharField(max_length=200, blank=True)
    copy = models.CharField(max_length=8, choices=rules.copies, default="all")
    notes = models.TextField(blank=True)
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "source", "key"],
                condition=~models.Q(key=""),
                name="management_item_drawn_once",
            )
        ]


class Attendee(models.Model):
    """Somebody who is invited: of the office, a body with whoever it sends, or a person from outside.

    The name of a person from outside is the office's own; papers for others name the role alone.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=rules.invited_states, default="invited")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=models.Q(person__isnull=False),
                name="management_person_invited_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                condition=models.Q(organisation__isnull=False),
                name="management_body_invited_once",
            ),
        ]

    @property
    def shown(self) -> str:
        """Who it is, as the office reads it."""
        if self.person:
            return self.person.name
        if self.organisation:
            return self.organisation.name
        return ", ".join(filter(None, (self.name, self.role)))


class Minutes(models.Model):
    """A version of a meeting's minutes, as somebody agreed them: never changed. A correction is the next one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    why = models.TextField(blank=True)
    """Why it corrects the version before it."""
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    agreed = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="management_one_minutes_a_number"
            )
        ]
