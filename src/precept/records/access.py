"""Who sees how long records are kept, holds them, proposes that they go, and approves it."""

from django.db.models import QuerySet

from precept.foundation.people.models import Person
from precept.records.models import Disposal, DisposalRun, Hold


def may_see(person: Person) -> bool:
    """Whether they see the schedule, holds, runs and the register: who keeps or approves, and who checks the ledger."""
    return may_keep(person) or may_approve(person) or person.may("check the ledger")


def may_keep(person: Person) -> bool:
    """Whether they place holds and propose what is disposed of."""
    return person.may("keep records")


def may_approve(person: Person) -> bool:
    """Whether they change the schedule, release holds and approve disposals that somebody else proposed."""
    return person.may("approve disposals")


def holds_visible_to(person: Person) -> QuerySet[Hold]:
    """The holds that they see."""
    return Hold.objects.all() if may_see(person) else Hold.objects.none()


def runs_visible_to(person: Person) -> QuerySet[DisposalRun]:
    """The disposal runs that they see."""
    return DisposalRun.objects.all() if may_see(person) else DisposalRun.objects.none()


def register_visible_to(person: Person) -> QuerySet[Disposal]:
    """The rows of the register that they see."""
    return Disposal.objects.all() if may_see(person) else Disposal.objects.none()
