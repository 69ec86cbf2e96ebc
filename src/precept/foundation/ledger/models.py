"""Events, what they said, and the checkpoints that seal them. Nothing here is ever changed."""

from django.db import models


class Event(models.Model):
    """Something that a person did: one place in the stream of one subject.

    ``at`` is kept as the text that was hashed: UTC with microseconds.
    """

    subject = models.CharField(max_length=150)
    place = models.PositiveIntegerField()
    type = models.CharField(max_length=80)
    actor = models.CharField(max_length=80)
    at = models.CharField(max_length=32)
    facts = models.CharField(max_length=64)
    personal = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "place"], name="ledger_one_event_a_place"),
            models.CheckConstraint(
                condition=models.Q(place__gte=1), name="ledger_places_start_at_1"
            ),
        ]
        indexes = [models.Index(fields=["at"], name="ledger_event_at")]


class Part(models.Model):
    """What an event said: its facts (for good) and its personal details (until they are erased)."""

    event = models.ForeignKey(Event, on_delete=models.DO_NOTHING, related_name="parts")
    name = models.CharField(max_length=8, choices=[("facts", "Facts"), ("personal", "Personal")])
    salt = models.CharField(max_length=32)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="ledger_one_part_a_name")
        ]


class Checkpoint(models.Model):
    """A signed statement of everything sealed so far."""

    number = models.PositiveIntegerField(unique=True)
    statement = models.TextField()
    signature = models.CharField(max_length=88)
    key = models.CharField(max_length=44)


class Sealed(models.Model):
    """Which checkpoint sealed an event, and where it stands among the leaves."""

    event = models.OneToOneField(Event, on_delete=models.DO_NOTHING, related_name="seal")
    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.DO_NOTHING, related_name="leaves")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["checkpoint", "position"], name="ledger_one_leaf_a_position"
            )
        ]


class Waiting(models.Model):
    """An event that no checkpoint has sealed yet. The only table of the ledger that empties."""

    event = models.OneToOneField(Event, on_delete=models.DO_NOTHING, related_name="waiting")
