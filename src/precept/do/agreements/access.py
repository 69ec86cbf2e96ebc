"""Who may see the register, keep it, and publish what it says."""

from django.db.models import QuerySet

from precept.do.agreements.models import Agreement
from precept.foundation.ledger.actions import TheSystem
from precept.foundation.people.models import Person

Asker = Person | TheSystem
"""A person, or the system where the command line loads a file."""


def may_see_register(asker: Asker) -> bool:
    """Whether they may see the office's own register."""
    return isinstance(asker, TheSystem) or asker.may("see the office")


def may_keep_register(asker: Asker) -> bool:
    """Whether they may add and change agreements."""
    return isinstance(asker, TheSystem) or asker.may("keep the register")


def may_publish_register(asker: Asker) -> bool:
    """Whether they may publish what the register says."""
    return isinstance(asker, TheSystem) or asker.may("publish the register")


def visible_to(asker: Asker) -> QuerySet[Agreement]:
    """The agreements that they may see in the office: all, or none."""
    return Agreement.objects.all() if may_see_register(asker) else Agreement.objects.none()
