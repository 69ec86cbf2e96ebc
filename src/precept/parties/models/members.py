"""The people who act for an organisation: members, those invited, and those who say they belong to it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from precept.foundation import clock
from precept.foundation.ledger.names import drawn
from precept.parties import rules
from precept.parties.models.organisations import Organisation


def new_member_reference() -> str:
    """A short name for a membership."""
    return drawn("M")


def new_invitation_reference() -> str:
    """A short name for an invitation."""
    return drawn("I")


def new_claim_reference() -> str:
    """A short name for a claim."""
    return drawn("K")


class Member(models.Model):
    """Somebody who acts for an organisation between two dates, both included; what they may do there."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_member_reference, editable=False
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    keeps_profile = models.BooleanField(default=False)
    signs = models.BooleanField(default=False)
    role = models.CharField(max_length=120, blank=True)
    starts = models.DateField(default=clock.today)
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(ends=None),
                name="parties_member_once",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="parties_member_ends_after",
            ),
        ]
        indexes = [models.Index(fields=["person", "ends"], name="parties_member_person")]

    @property
    def rights(self) -> tuple[str, ...]:
        """What they may do, in the words of ``rules.RIGHTS``."""
        held = {rules.KEEPS: self.keeps_profile, rules.SIGNS: self.signs}
        return tuple(right for right, has in held.items() if has)


class Invitation(models.Model):
    """A colleague asked to join, known by an address alone until they sign in with it."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_invitation_reference, editable=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField()
    mailbox = models.CharField(max_length=254)
    """The address as limits count it: ``people.rules.limit_key``."""
    keeps_profile = models.BooleanField(default=False)
    signs = models.BooleanField(default=False)
    role = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=rules.INVITATION_STATES, default=rules.INVITED)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations_sent"
    )
    invited = models.DateTimeField(default=clock.now)
    is_mailed = models.BooleanField(default=False)
    settled = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(state=rules.INVITED),
                name="parties_invited_once",
            )
        ]
        indexes = [
            models.Index(fields=["email", "state"], name="parties_invited_email"),
            models.Index(fields=["mailbox", "invited"], name="parties_invited_mailbox"),
            models.Index(fields=["invited_by", "invited"], name="parties_invited_by"),
        ]


class Claim(models.Model):
    """Somebody says that they belong to an organisation that is known already. Nothing follows by itself.

    ``started`` is the profile that they made meanwhile; ``scheme`` and ``value`` are the number that both
    gave, where it was a number.
    """

    reference = models.CharField(
        max_length=12, unique=True, default=new_claim_reference, editable=False
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="claims")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="claims_made"
    )
    started = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="claims_from_here"
    )
    scheme = models.CharField(max_length=20, choices=rules.scheme_choices, blank=True)
    value = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, choices=rules.CLAIM_STATES, default=rules.CLAIMED)
    made = models.DateTimeField(default=clock.now)
    settled = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="claims_settled"
    )
    why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(state=rules.CLAIMED),
                name="parties_claimed_once",
            )
        ]
        indexes = [models.Index(fields=["state", "made"], name="parties_claim_waits")]

    @property
    def subject(self) -> str:
        """What the ledger calls this claim."""
        return f"claim:{self.reference}"
