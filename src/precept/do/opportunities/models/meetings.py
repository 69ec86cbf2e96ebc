"""Questions that bidders ask, answered to all; workshops and drop-in sessions, and who comes."""

from django.db import models

from precept.do.opportunities import rules
from precept.do.opportunities.models.calls import Call
from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.people.models import Person


def new_booking_reference() -> str:
    """A short name for a booking that says nothing about who comes."""
    return drawn("W", length=10)


def new_clarification_reference() -> str:
    """A short name for a question that says nothing about who asks."""
    return drawn("Q", length=10)


class Clarification(models.Model):
    """A question about an opportunity. Who asked is never published; the answer goes to everyone."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_clarification_reference, editable=False
    )
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="clarifications")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    """Its place among the answered ones; none until it is answered."""
    asked_words = models.TextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField(default=clock.now)
    question = models.CharField(max_length=80, blank=True)
    """The key of the form's question that it is about."""
    public_words = models.TextField(blank=True)
    """The question as published: without anything that says who asked."""
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=rules.clarification_states, default="waiting")
    declined_why = models.TextField(blank=True)

    class Meta:
        ordering = ["asked"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"], name="opportunities_one_clarification_a_number"
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"clarification:{self.reference}"


class Workshop(models.Model):
    """A workshop or drop-in session about an opportunity."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="workshops")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    where = models.CharField(max_length=300, blank=True)
    how_to_join = models.TextField(blank=True)
    """Told to those who booked, never published."""
    words = models.TextField(blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    notes = models.TextField(blank=True)
    """What was said and asked, published afterwards so that nobody who missed it is worse off."""
    is_cancelled = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "key"], name="opportunities_one_workshop_a_key"
            ),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")),
                name="opportunities_workshop_ends_later",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"workshop:{self.call.opportunity.reference}/{self.key}"


class Booking(models.Model):
    """Somebody who comes to a workshop."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_booking_reference, editable=False
    )
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(default=1)
    needs = models.TextField(blank=True)
    """What would help them to take part."""
    booked = models.DateTimeField(default=clock.now)
    cancelled = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "person"],
                condition=models.Q(cancelled__isnull=True),
                name="opportunities_one_booking_a_person",
            )
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"booking:{self.reference}"
