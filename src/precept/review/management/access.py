"""Who manages agreements, who reads it, and what commissioners of a joint service and providers see of it."""

from django.db.models import Q, QuerySet

from precept.do.agreements.models import Agreement
from precept.do.partners import access as partners
from precept.do.partners.models import JointService
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person
from precept.parties import access as parties
from precept.parties.models import Organisation
from precept.review.management.models import (
    ActionPoint,
    ExitPlan,
    ExitTask,
    Guarded,
    ImprovementPlan,
    Issue,
    Meeting,
    Risk,
)
from precept.review.management.rules import SEEN_BY_PROVIDER


def may_see(person: Person) -> bool:
    """Whether they look up how agreements are managed: whoever works in the office."""
    return person.may("see the office")


def may_manage(person: Person) -> bool:
    """Whether they hold meetings and keep actions, issues, risks, improvement plans and exits."""
    return person.may("manage agreements")


def may_see_details(person: Person, thing: Guarded) -> bool:
    """Whether they read an issue or a risk: of a safeguarding concern, who may, who raised it, who deals with it."""
    if not may_see(person):
        return False
    if not thing.is_safeguarding:
        return True
    return person.may("see safeguarding concerns") or person.pk in (
        thing.owner_id,
        thing.raised_by_id,
    )


def may_keep_trouble(person: Person, thing: Guarded) -> bool:
    """Whether they change, score and close an issue or a risk: who manages agreements and may read it."""
    return may_manage(person) and may_see_details(person, thing)


def may_finish(person: Person, action: ActionPoint) -> bool:
    """Whether they say what came of an action in the office: who owes it, or who manages agreements."""
    return action.owner_id == person.pk or may_manage(person)


def may_finish_task(person: Person, task: ExitTask) -> bool:
    """Whether they say that a thing of an exit is done: who owes it, or who manages agreements."""
    return task.owner_id == person.pk or may_manage(person)


# In the office


def agreements_for(person: Person) -> QuerySet[Agreement]:
    """The agreements whose management they look up in the office."""
    return Agreement.objects.all() if may_see(person) else Agreement.objects.none()


def services_for(person: Person) -> QuerySet[JointService]:
    """The joint services whose management they look up in the office."""
    return JointService.objects.all() if may_see(person) else JointService.objects.none()


def meetings_for(person: Person) -> QuerySet[Meeting]:
    """The meetings that they look up in the office."""
    return Meeting.objects.all() if may_see(person) else Meeting.objects.none()


def actions_for(person: Person) -> QuerySet[ActionPoint]:
    """The actions that they look up in the office."""
    return ActionPoint.objects.all() if may_see(person) else ActionPoint.objects.none()


def issues_for(person: Person) -> QuerySet[Issue]:
    """The issues that they look up in the office; the details of some are kept from them all the same."""
    return Issue.objects.all() if may_see(person) else Issue.objects.none()


def risks_for(person: Person) -> QuerySet[Risk]:
    """The risks that they look up in the office; the details of some are kept from them all the same."""
    return Risk.objects.all() if may_see(person) else Risk.objects.none()


def plans_for(person: Person) -> QuerySet[ImprovementPlan]:
    """The improvement plans that they look up in the office."""
    return ImprovementPlan.objects.all() if may_see(person) else ImprovementPlan.objects.none()


def exits_for(person: Person) -> QuerySet[ExitPlan]:
    """The exits that they look up in the office."""
    return ExitPlan.objects.all() if may_see(person) else ExitPlan.objects.none()


def readable(person: Person) -> Q:
    """The issues or risks whose words they may read, as a condition: a search finds no others."""
    if person.may("see safeguarding concerns"):
        return Q()
    return Q(is_safeguarding=False) | Q(owner=person) | Q(raised_by=person)


def kept_from(person: Person) -> tuple[QuerySet[Issue], QuerySet[Risk], QuerySet[ActionPoint]]:
    """The issues, risks and actions whose stories are shut to them, because they are about somebody's safety."""
    if person.may("see safeguarding concerns"):
        return Issue.objects.none(), Risk.objects.none(), ActionPoint.objects.none()
    theirs = Q(owner=person) | Q(raised_by=person)
    issues = Issue.objects.filter(is_safeguarding=True).exclude(theirs)
    risks = Risk.objects.filter(is_safeguarding=True).exclude(theirs)
    steps = ActionPoint.objects.filter(issue__in=issues)
    return issues, risks, steps.exclude(pk__in=ActionPoint.objects.filter(owner=person))


# What those outside see


def bodies_of(person: Person) -> QuerySet[Organisation]:
    """The organisations for which they act."""
    return parties.belonging_to(person)


def shared_services(person: Person) -> QuerySet[JointService]:
    """The joint services that an organisation of theirs commissions: all of their management is theirs to read."""
    return partners.shared_with(person)


def my_meetings(person: Person) -> QuerySet[Meeting]:
    """The meetings to which a body of theirs is invited, and those of the services that it commissions."""
    invited = Q(attendees__organisation__in=bodies_of(person).values("pk"))
    shared = Q(service__in=shared_services(person).values("pk"))
    return Meeting.objects.filter(invited | shared).distinct()


def is_commissioner(person: Person, meeting: Meeting) -> bool:
    """Whether they read a meeting as one of those who commission its service."""
    return (
        meeting.service_id is not None
        and shared_services(person).filter(pk=meeting.service_id).exists()
    )


def my_actions(person: Person) -> QuerySet[ActionPoint]:
    """The actions that a body of theirs owes. Steps of a plan that is not proposed yet are the office's own."""
    rows = ActionPoint.objects.filter(body__in=bodies_of(person).values("pk"))
    return rows.filter(Q(plan=None) | Q(plan__state__in=SEEN_BY_PROVIDER))


def my_plans(person: Person) -> QuerySet[ImprovementPlan]:
    """The improvement plans of a provider of theirs, once proposed; those of the services that they commission."""
    theirs = Q(provider__in=bodies_of(person).values("pk"), state__in=SEEN_BY_PROVIDER)
    shared = Q(service__in=shared_services(person).values("pk"))
    return ImprovementPlan.objects.filter(theirs | shared).distinct()


def my_exit_tasks(person: Person) -> QuerySet[ExitTask]:
    """What a body of theirs is to do when an agreement ends."""
    return ExitTask.objects.filter(body__in=bodies_of(person).values("pk"))


def may_answer(person: Person, plan: ImprovementPlan) -> bool:
    """Whether they agree to an improvement plan or dispute it: who signs for the provider."""
    return parties.may_sign_for(person, plan.provider) and plan.state in SEEN_BY_PROVIDER


# Evidence of exits


def task_about(about: str) -> ExitTask | None:
    """The thing of an exit that a file is about."""
    return ExitTask.objects.filter(reference=about.partition(":")[2]).first()


def may_open_evidence(person: Person, file: StoredFile) -> bool:
    """Whether they open the evidence of an exit: who works here, and whose thing it was to do."""
    if may_see(person):
        return True
    task = task_about(file.about)
    return task is not None and my_exit_tasks(person).filter(pk=task.pk).exists()
