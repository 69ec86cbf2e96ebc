"""The office passes from one commissioning body to another: the plan, and what it moved."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.parties import rules
from precept.parties.models.organisations import Organisation


def new_succession_reference() -> str:
    """A short name for a succession."""
    return drawn("S")


class OfficeSuccession(models.Model):
    """A plan by which everything live of this office passes to another body on a day, in one act.

    Until the act it can be changed or withdrawn; from the act on it is a fact with a date, from which
    everything else reads whose the office was on which day. ``before`` is then the office as it had been:
    the names and addresses of each time are kept here and nowhere else.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_succession_reference, editable=False
    )
    state = models.CharField(
        max_length=10, choices=rules.PASSING_STATES, default=rules.PASSING_PLANNED
    )
    successor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="successions"
    )
    on = models.DateField()
    """The first day of the new body."""
    instrument = models.CharField(max_length=300)
    """The Act or order that it rests on, in words."""
    source = models.CharField(max_length=300)
    """Where that can be read."""
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    area = models.CharField(max_length=200, blank=True)
    website = models.URLField(blank=True)
    postal_address = models.TextField(blank=True)
    mailbox = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    colour = models.CharField(max_length=7)
    accent = models.CharField(max_length=7)
    titles = models.JSONField(default=dict)
    """What roles are called from the day on: {role: title}."""
    ending = models.JSONField(default=list)
    """References of the roles held that end the day before."""
    beginning = models.JSONField(default=list)
    """Who gets a role on the day: [[a person's reference, role], …]."""
    why = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    """The office as it had been; empty until the act. ``bounds`` in it is how far each kind of thing went."""
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    prepared = models.DateTimeField(default=clock.now)
    hands = models.JSONField(default=list)
    """The references of everybody who prepared or changed it: none of them approves it."""
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved = models.DateTimeField(null=True, blank=True)
    waits_for = models.TextField(blank=True)
    """What stopped it once its day had come; empty where nothing did."""
    passed = models.DateTimeField(null=True, blank=True)
    """When the act was done."""
    passed_on = models.DateField(null=True, blank=True)
    """The day of the act: until then the office bore its old name, also where its day had come before."""
    finished = models.DateTimeField(null=True, blank=True)
    """When the last of what moved had been written down."""
    job = models.CharField(max_length=12, blank=True)
    ended_why = models.TextField(blank=True)
    """Why it was withdrawn."""
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state=rules.PASSING_APPROVED),
                name="parties_one_succession_waits",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("prepared_by")),
                name="parties_succession_two_hands",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[rules.PASSING_APPROVED, rules.PASSING_DONE])
                | Q(approved_by__isnull=False),
                name="parties_succession_approved",
            ),
        ]
        indexes = [models.Index(fields=["state", "on"], name="parties_succession_on")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What the ledger calls this succession."""
        return f"succession:{self.reference}"


class PassedOn(models.Model):
    """One thing that was live on the day and passed to the new body."""

    succession = models.ForeignKey(
        OfficeSuccession, on_delete=models.PROTECT, related_name="things"
    )
    kind = models.CharField(max_length=30)
    thing = models.CharField(max_length=150)
    """What the ledger calls it: "agreement:CORE004"."""
    title = models.CharField(max_length=300)
    href = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["succession", "thing"], name="parties_passed_on_once")
        ]
        indexes = [models.Index(fields=["succession", "kind", "id"], name="parties_passed_kind")]
