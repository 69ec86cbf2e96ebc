"""What providers and commissioners of joint services read of how agreements are managed, field by field."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from precept.do.partners.models import JointService
from precept.review.management.models import (
    ActionPoint,
    AgendaItem,
    Attendee,
    ExitTask,
    ImprovementPlan,
    Issue,
    Meeting,
    Minutes,
    PlanReview,
    Risk,
)
from precept.review.management.rules import SEEN_BY_PROVIDER


def of_management(bodies: list[int]) -> Iterator[tuple[str, set[int]]]:
    """Their own actions and exits, meetings they are invited to, agreed minutes, plans; all of a service's."""
    services = JointService.objects.filter(commissioners__organisation__in=bodies)
    shared = set(services.values_list("pk", flat=True))
    theirs = Q(service__in=shared)
    invited = Meeting.objects.filter(Q(attendees__organisation__in=bodies) | theirs)
    of_theirs = Q(provider__in=bodies, state__in=SEEN_BY_PROVIDER)
    plans = ImprovementPlan.objects.filter(of_theirs | theirs)
    meetings, known = _keys(invited), _keys(plans)
    items = AgendaItem.objects.filter(meeting__in=meetings)
    on_their_copy = items.filter(Q(copy="all") | Q(meeting__service__in=shared))
    owed = ActionPoint.objects.filter(Q(body__in=bodies) | Q(plan__in=known) | theirs)
    risks, issues = Risk.objects.filter(theirs), Issue.objects.filter(theirs)
    minutes = Minutes.objects.filter(meeting__in=meetings)
    yield from _of(invited, "place", "link")
    yield from _of(on_their_copy, "words", "why")
    yield from _of(Attendee.objects.filter(meeting__in=meetings), "role")
    yield from _of(minutes, "body", "why")
    yield from _of(owed, "what", "outcome")
    yield from _of(plans, "title", "why", "must", "shown_how", "answer", "closed_why")
    yield from _of(PlanReview.objects.filter(plan__in=known), "words")
    yield from _of(ExitTask.objects.filter(body__in=bodies), "title", "words", "outcome")
    yield from _of(issues.filter(is_safeguarding=False), "title")
    yield from _of(risks.filter(is_safeguarding=False), "title")
    about = {*_keys(services), *plans.values_list("service", flat=True)}
    about |= set(invited.values_list("service", flat=True))
    yield "partners.JointService.title", about - {None}
    # By name: who owes what beside them, who deals with what, and who agreed the minutes.
    named = {*owed.values_list("owner", flat=True), *minutes.values_list("agreed_by", flat=True)}
    named |= {*issues.values_list("owner", flat=True), *risks.values_list("owner", flat=True)}
    yield "people.Person.name", named - {None}
    beside = {*owed.values_list("body", flat=True), *plans.values_list("provider", flat=True)}
    yield "parties.Organisation.name", beside - {None}


def _keys(rows: QuerySet[Any]) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _of(rows: QuerySet[Any], *names: str) -> Iterator[tuple[str, set[int]]]:
    held = _keys(rows)
    yield from ((f"{rows.model._meta.label}.{name}", held) for name in names)
