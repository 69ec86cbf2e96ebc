"""Improvement plans: their steps and reviews, and what the agreement allows where they fail."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from precept.do.agreements import rules as register
from precept.do.agreements.models import Agreement, Variation
from precept.foundation.people.models import Person
from precept.review.management import access, rules
from precept.review.management.models import (
    ActionPoint,
    ImprovementPlan,
    PlanReview,
    Thing,
)
from precept.review.management.queries.owed import of_thing, whole_action
from precept.review.management.queries.things import agreements_of, short_of

MOST = 50


def whole_plan(rows: QuerySet[ImprovementPlan]) -> QuerySet[ImprovementPlan]:
    """Plans with what their own pages show of other things."""
    return rows.select_related(
        "agreement__provider", "service", "provider", "issue", "owner", "answered_by", "variation"
    )


def plan(person: Person, reference: str) -> ImprovementPlan:
    """An improvement plan; 404 where this person may not look it up in the office."""
    found = whole_plan(access.plans_for(person)).filter(reference=reference).first()
    if found is None:
        raise Http404(f"no improvement plan {reference}")
    return found


def my_plan(person: Person, reference: str) -> ImprovementPlan:
    """An improvement plan of a provider of theirs, or of a service that they commission; else 404."""
    found = whole_plan(access.my_plans(person)).filter(reference=reference).first()
    if found is None:
        raise Http404(f"no improvement plan {reference}")
    return found


def plans_of(of: Thing) -> list[ImprovementPlan]:
    """The improvement plans of an agreement or a service, the newest first (at most 50)."""
    rows = whole_plan(ImprovementPlan.objects.filter(of_thing(of)))
    return list(rows.order_by("-opened_on", "-pk")[:MOST])


def my_plans(person: Person) -> list[ImprovementPlan]:
    """The improvement plans that somebody outside reads, the newest first (at most 50)."""
    return list(whole_plan(access.my_plans(person)).order_by("-opened_on", "-pk")[:MOST])


def steps_of_plan(of: ImprovementPlan) -> list[ActionPoint]:
    """The steps of a plan, soonest first."""
    return list(whole_action(of.steps.all()).order_by("due", "pk")[:MOST])


def reviews_of(of: ImprovementPlan) -> list[PlanReview]:
    """How a plan came on, the newest first."""
    return list(of.reviews.select_related("by").order_by("-pk")[:MOST])


def variations_of(of: Thing) -> list[Variation]:
    """The changes of the agreements concerned, the newest first: a plan may have led to one."""
    rows = Variation.objects.filter(agreement__in=agreements_of(of)).select_related("agreement")
    return list(rows.order_by("-pk")[:MOST])


@dataclass(frozen=True)
class Allowed:
    """What an agreement allows where a plan fails, and where to do it."""

    agreement: Agreement
    breaks: list[str]
    vary: str
    register: str


def allowed_by(of: Thing) -> list[Allowed]:
    """What each agreement concerned allows: its breaks, a variation, an early end."""
    sides, found = dict(register.break_sides), []
    for one in agreements_of(of):
        breaks = [
            f"{sides[clause.who]}: {clause.months} months’ notice. {clause.words}".strip()
            for clause in one.breaks.all()
        ]
        found.append(
            Allowed(
                agreement=one,
                breaks=breaks,
                vary=reverse("agreements.new_variation", args=[one.reference]),
                register=reverse("agreements.one", args=[one.reference]),
            )
        )
    return found


@dataclass(frozen=True)
class PlanShown:
    """A plan as a page lists it."""

    plan: ImprovementPlan
    state: str
    tag: str
    of: str
    href: str


def shown_plans(plans: Iterable[ImprovementPlan]) -> list[PlanShown]:
    """Plans with how they stand."""
    return [
        PlanShown(
            plan=one,
            state=rules.PLAN_STATES[one.state],
            tag=rules.PLAN_TAGS[one.state],
            of=short_of(one.of),
            href=reverse("management.plan", args=[one.reference]),
        )
        for one in plans
    ]
