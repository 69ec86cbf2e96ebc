"""Who may see rounds, keep them, run them as calls for bids, and say publicly what they hold."""

from django.db.models import QuerySet

from precept.do.opportunities.models import Call, Opportunity
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


def may_run_rounds(asker: Asker) -> bool:
    """Whether they may set rounds up, answer questions about them and hold workshops."""
    return isinstance(asker, TheSystem) or asker.may("run rounds")


def may_publish_calls(asker: Asker) -> bool:
    """Whether they may publish rounds that others set up, and extend, correct or cancel them."""
    return not isinstance(asker, TheSystem) and asker.may("publish rounds")


def is_second_person(asker: Asker, first: int | None) -> bool:
    """Whether they are somebody else than the person who did the first half of what takes two."""
    return isinstance(asker, Person) and asker.pk != first


def visible_to(asker: Asker) -> QuerySet[Opportunity]:
    """The rounds that they may see in the office: all, or none."""
    return Opportunity.objects.all() if may_see_rounds(asker) else Opportunity.objects.none()


def calls_visible_to(asker: Asker) -> QuerySet[Call]:
    """The calls that they may see in the office: all, or none."""
    return Call.objects.all() if may_see_rounds(asker) else Call.objects.none()


def may_ask(asker: Asker) -> bool:
    """Whether they may ask a question about a round, or book a workshop: anyone who signed in."""
    return isinstance(asker, Person) and asker.is_active
