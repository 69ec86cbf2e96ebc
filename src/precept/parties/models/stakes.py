"""The register of interests, gifts and hospitality of those who work for the office or mark for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.foundation.money.field import MoneyField
from precept.parties import rules
from precept.parties.models.organisations import Organisation
from precept.parties.rules import stakes


def new_stake_reference() -> str:
    """A short name for a line of the register."""
    return drawn("E")


class Stake(models.Model):
    """An interest that somebody has, or a gift or hospitality that they were offered, and in or from whom.

    ``starts`` is a gift's day. ``body`` is what was typed; ``organisation`` the one of the list that it is.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_stake_reference, editable=False
    )
    sort = models.CharField(max_length=8, choices=stakes.stake_sorts)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stakes"
    )
    kind = models.CharField(max_length=12, choices=stakes.stake_kinds)
    body = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, editable=False, default="", db_index=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="stakes"
    )
    scheme = models.CharField(max_length=20, choices=rules.scheme_choices, blank=True)
    number = models.CharField(max_length=60, blank=True)
    """Its number in a register, such as that of charities."""
    words = models.TextField()
    """What it is."""
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    value = MoneyField(null=True, blank=True)
    """What a gift is worth; none where it is not known."""
    answer = models.CharField(max_length=10, choices=stakes.answers, blank=True)
    why = models.TextField(blank=True)
    """Why a gift was accepted or declined."""
    is_kept_back = models.BooleanField(default=False)
    """Whether the public reads no details, because they could put somebody in danger."""
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered = models.DateTimeField(default=clock.now)
    removed = models.DateTimeField(null=True, blank=True)
    """When it was taken out, because it was entered by mistake."""
    removed_why = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts", "-id"]
        indexes = [
            models.Index(fields=["person", "sort"], name="parties_stakes_of_a_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sort=stakes.INTEREST, answer="")
                | (Q(sort=stakes.GIFT, starts__isnull=False, ends=None) & ~Q(answer="")),
                name="parties_gift_has_a_day_and_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(removed=None) | ~Q(removed_why=""),
                name="parties_stake_removed_with_a_reason",
            ),
        ]

    @property
    def org_id(self) -> str:
        """Its number in one word; empty where none is stated."""
        return rules.org_id(self.scheme, self.number) if self.number else ""

    @property
    def subject(self) -> str:
        """What the ledger calls it."""
        return f"stake:{self.reference}"
