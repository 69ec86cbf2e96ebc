"""Who may see rounds, keep them, and say publicly what they hold."""

from django.db.models import QuerySet

from precept.do.opportunities.models import Opportunity
from precept.foundation.ledger.actions import TheSystem
from precept.foundation.people.models import Person

Asker = Person | TheSystem
"""A person, or the system where the command line loads a file."""


def may_see_rounds(asker: Asker) -> bool:
    """Whether they may see the office's own pages of rounds."""
    return isinstance(asker, TheSystem) or asker.may("see the office")


def may_keep_rounds(asker: Asker) -> bool:
    """Whether they may add and change rounds."""
    return isinstance(asker, TheSystem) or asker.may("keep the register")


def may_publish_rounds(asker: Asker) -> bool:
    """Whether they may publish what a round says."""
    return isinstance(asker, TheSystem) or asker.may("publish the register")


def visible_to(asker: Asker) -> QuerySet[Opportunity]:
    """The rounds that they may see in the office: all, or none."""
    return Opportunity.objects.all() if may_see_rounds(asker) else Opportunity.objects.none()
