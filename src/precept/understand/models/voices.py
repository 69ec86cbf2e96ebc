"""Voices: who was asked, how they agreed, what they said, what changed because of it. Never a name."""

from django.db import models

from precept.foundation.ledger.names import drawn
from precept.foundation.money.field import MoneyField
from precept.understand import rules


def new_voice_reference() -> str:
    """A short name for one time of asking people."""
    return drawn("W")


class Voice(models.Model):
    """One time that people were asked. Its files are about ``subject`` and never published."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_voice_reference, editable=False
    )
    title = models.CharField(max_length=200)
    about = models.TextField()
    priorities = models.JSONField(default=list, blank=True)
    """Slugs of the plan's priorities that it is about."""
    ways = models.JSONField(default=list)
    """The ways in which people were asked, by key."""
    ways_words = models.TextField(blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    by_whom = models.CharField(max_length=12, choices=rules.asked_by)
    by_body = models.CharField(max_length=200, blank=True)
    """The organisation that asked, where it was not the office itself."""
    access = models.TextField(blank=True)
    """What made it possible for people to take part: interpreters, place, time."""
    consent = models.TextField(blank=True)
    told_them = models.TextField(blank=True)
    """What people were told before they said anything."""
    is_paid = models.BooleanField(null=True, blank=True)
    """Whether expenses or thanks were paid; None while nobody said."""
    thanks = MoneyField(null=True, blank=True)
    thanks_to = models.CharField(max_length=200, blank=True)
    thanks_why_none = models.TextField(blank=True)
    is_for_perpetrators = models.BooleanField(default=False)
    victims_considered = models.TextField(blank=True)
    told_back = models.TextField(blank=True)
    told_back_on = models.DateField(null=True, blank=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    """Goes up with each change of the record itself, so that a stale save is noticed."""
    revision = models.PositiveIntegerField(default=1)
    """Goes up with each change of it or of a point of it: what is published is what was read."""

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="understand_voice_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(by_whom="office", by_body="")
                | (~models.Q(by_whom="office") & ~models.Q(by_body="")),
                name="understand_voice_names_who_asked",
            ),
        ]

    @property
    def subject(self) -> str:
        """What the ledger calls it, and what its files are about."""
        return f"voice:{self.reference}"


class VoiceGroup(models.Model):
    """A group of people that was asked, and how many of them."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="groups")
    group = models.CharField(max_length=20)
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "group"], name="understand_one_voice_group_a_key"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="understand_voice_group_somebody"
            ),
        ]


class VoicePoint(models.Model):
    """A thing that people said, and what becomes of it."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    """Its number in addresses: it stays when another is taken away."""
    group = models.CharField(max_length=20, blank=True)
    """The group that said it; empty where several did."""
    text = models.TextField()
    answer = models.CharField(max_length=12, choices=rules.answers_to_points, blank=True)
    answer_words = models.TextField(blank=True)
    by_when = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["voice", "number"], name="understand_one_voice_point_a_number"
            )
        ]
