"""Partnerships and boards: who belongs, what they are for, when they meet, what they decided, who owes what."""

from django.db import models

from precept.do.partners import rules
from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person
from precept.parties.models import Organisation


def new_meeting_reference() -> str:
    """A short name for a meeting."""
    return drawn("G")


def new_action_reference() -> str:
    """A short name for an action that somebody owes."""
    return drawn("T")


class Partnership(models.Model):
    """A partnership that the office runs, or somebody else's board that it sits on.

    ``outcomes`` are what the members share: a list of {"outcome": …, "measure": …}. ``attends`` is who goes
    for the office; never published.
    """

    reference = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=rules.partnership_kinds)
    purpose = models.TextField(blank=True)
    run_by = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="boards_run"
    )
    attends = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="boards_attended"
    )
    area = models.CharField(max_length=200, blank=True)
    terms = models.TextField(blank=True)
    """The terms of reference."""
    terms_dated = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    outcomes = models.JSONField(default=list)
    priorities = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True)
    ended = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    published_version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["name"], name="partners_boards_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"partnership:{self.reference}"


class PartnershipMember(models.Model):
    """A body that belongs to a partnership, as what, from when to when."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="members")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="partnerships"
    )
    role = models.CharField(max_length=12, choices=rules.member_roles)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"],
                condition=models.Q(ends=None),
                name="partners_member_once",
            )
        ]


class Meeting(models.Model):
    """A meeting of a partnership: agenda, who came, what was decided. Its papers are files about it."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_meeting_reference, editable=False
    )
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    agenda = models.TextField(blank=True)
    decisions = models.TextField(blank=True)
    """What was decided, one a line."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["partnership", "-on"], name="partners_meetings_of")]

    @property
    def subject(self) -> str:
        """What the ledger calls this meeting, and what its papers are about."""
        return f"partner-meeting:{self.reference}"


class Attendance(models.Model):
    """Whether a body came to a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=rules.attendances)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"], name="partners_attendance_once"
            )
        ]


class AgreedAction(models.Model):
    """Something that somebody owes by a day: of a meeting, or because a bid for money was lost.

    ``owner`` is somebody of this office, on whose desk it stands; ``body`` owes it where that is a partner.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_action_reference, editable=False
    )
    about = models.CharField(max_length=150)
    """The ledger subject that it belongs to."""
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    what = models.TextField()
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="partner_actions"
    )
    body = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due = models.DateField()
    made = models.DateTimeField(default=clock.now)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due", "id"]
        indexes = [
            models.Index(
                fields=["owner", "due"],
                condition=models.Q(done_on=None),
                name="partners_actions_owed",
            ),
            models.Index(fields=["about"], name="partners_actions_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(owner__isnull=False) | models.Q(body__isnull=False),
                name="partners_action_has_owner",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"partner-action:{self.reference}"
