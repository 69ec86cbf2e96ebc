"""What somebody outside the office finds of the agreements that concern them."""

from dataclasses import dataclass

from django.http import Http404

from precept.do.partners.models import JointService
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.review.management import access
from precept.review.management.models import ExitTask, ImprovementPlan, Meeting
from precept.review.management.queries.exits import my_open_tasks
from precept.review.management.queries.meetings import whole_meeting
from precept.review.management.queries.owed import ActionShown, my_open_actions, shown
from precept.review.management.queries.plans import my_plans

MOST = 50


@dataclass(frozen=True)
class Mine:
    """Everything on the page of somebody outside: what they owe, where they are invited, what they read."""

    actions: list[ActionShown]
    tasks: list[ExitTask]
    plans: list[ImprovementPlan]
    coming: list[Meeting]
    past: list[Meeting]
    services: list[JointService]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not any(
            (self.actions, self.tasks, self.plans, self.coming, self.past, self.services)
        )


def mine(person: Person) -> Mine:
    """What of managing agreements concerns somebody outside: a query for each kind of thing."""
    today = clock.today()
    meetings = whole_meeting(access.my_meetings(person))
    coming = meetings.filter(on__gte=today).exclude(state="cancelled")
    past = meetings.filter(on__lt=today).exclude(state="cancelled")
    return Mine(
        actions=shown(my_open_actions(person), person, are_own=True),
        tasks=my_open_tasks(person),
        plans=my_plans(person),
        coming=list(coming.order_by("on", "at")[:MOST]),
        past=list(past.order_by("-on", "-at")[:MOST]),
        services=list(access.shared_services(person).order_by("title")[:MOST]),
    )


def my_service(person: Person, reference: str) -> JointService:
    """A joint service that a body of theirs commissions; else 404."""
    found = access.shared_services(person).filter(reference=reference).first()
    if found is None:
        raise Http404(f"no joint service {reference}")
    return found
