"""Drafting and publishing the police and crime plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish
from precept.understand import access, queries, rules
from precept.understand.actions.drafts import STALE, hold, put_in_force, save_head, to_publish
from precept.understand.actions.priorities import only_who_keep
from precept.understand.models import CrimePlan, Priority, PriorityEvidence, ResourceArea

ONE_DRAFT = "There is already a draft of the plan. Finish or change that one."
WHY = "Say why the plan is changed. The reason is public."
BACKWARDS = "The last year must be the same as or after the first year."


@action
def draft_plan(
    *,
    by: Person,
    reference: str,
    title: str,
    term: str,
    first_year: int,
    last_year: int,
    review_on: date | None = None,
    basis: str = "",
    note: str = "",
    why: str = "",
) -> CrimePlan:
    """Begin the plan of a term that has none; one draft at a time. Later versions are amendments."""
    only_who_keep(by)
    if CrimePlan.objects.filter(state="draft").exists():
        raise Refused(ONE_DRAFT)
    if last_year < first_year:
        raise Refused(BACKWARDS, field="last_year")
    if CrimePlan.objects.filter(reference=reference).exists():
        raise Refused(
            "There is already a plan of these years. Begin a new version of it.", field="first_year"
        )
    plan = CrimePlan(
        reference=reference,
        version=1,
        title=title,
        term=term,
        first_year=first_year,
        last_year=last_year,
        review_on=review_on,
        basis=basis,
        note=note,
        why=why,
    )
    return _begin(plan, by)


def _begin(plan: CrimePlan, by: Person) -> CrimePlan:
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:
        raise Changed("Somebody began a draft of the plan a moment ago.") from None
    after = {"title": plan.title, "term": plan.term}
    record(plan.subject, "plan drafted", by=by, why=plan.why, after=after)
    return plan


@action
def amend_plan(*, by: Person, why: str) -> CrimePlan:
    """Begin the next version as a copy of the published one, priorities keeping their short names."""
    only_who_keep(by)
    published = queries.published_plan()
    if published is None:
        raise Refused("No plan is published yet, so there is nothing to amend.")
    if CrimePlan.objects.filter(state="draft").exists():
        raise Refused(ONE_DRAFT)
    if not why.strip():
        raise Refused(WHY, field="why")
    plan = _begin(
        CrimePlan(
            reference=published.reference,
            version=published.version + 1,
            title=published.title,
            term=published.term,
            first_year=published.first_year,
            last_year=published.last_year,
            review_on=published.review_on,
            basis=published.basis,
            note=published.note,
            why=why,
        ),
        by,
    )
    _copy_parts(published, plan)
    return plan


def _copy_parts(published: CrimePlan, plan: CrimePlan) -> None:
    for old in queries.priorities(published):
        new = Priority.objects.create(
            plan=plan, place=old.place, slug=old.slug, title=old.title, text=old.text, term=old.term
        )
        PriorityEvidence.objects.bulk_create(
            PriorityEvidence(
                priority=new,
                place=one.place,
                kind=one.kind,
                text=one.text,
                source=one.source,
                dated=one.dated,
            )
            for one in old.evidence.all()
        )
    ResourceArea.objects.bulk_create(
        ResourceArea(plan=plan, place=one.place, name=one.name)
        for one in published.resource_areas.all()
    )


CHANGEABLE = frozenset(
    {"title", "term", "first_year", "last_year", "review_on", "basis", "note", "why"}
)


@action
def change_plan(
    *, by: Person, plan: CrimePlan, revision: int | None = None, **fields: Any
) -> CrimePlan:
    """Change what a draft says of itself: title, term, years, review date, basis, note, reason.

    ``revision`` is the head's as it was read.
    """
    only_who_keep(by)
    hold(plan)
    unknown = set(fields) - CHANGEABLE
    if unknown:
        raise TypeError(f"a plan has no {unknown}")
    if fields.get("last_year", plan.last_year) < fields.get("first_year", plan.first_year):
        raise Refused(BACKWARDS, field="last_year")
    if plan.version > 1 and not fields.get("why", plan.why).strip():
        raise Refused(WHY, field="why")
    before = {name: _said(getattr(plan, name)) for name in fields}
    save_head(plan, revision, fields)
    after = {name: _said(value) for name, value in fields.items()}
    record(plan.subject, "plan changed", by=by, before=before, after=after)
    return plan


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@action
def set_resource_areas(
    *,
    by: Person,
    plan: CrimePlan,
    names: Sequence[str],
    read: Sequence[str] | None = None,
) -> None:
    """Set the areas that come first when resources are allocated, in order; ``read`` is what they were."""
    only_who_keep(by)
    hold(plan)
    names = [name.strip() for name in names if name.strip()]
    if len({name.casefold() for name in names}) != len(names):
        raise Refused("Each area may stand in the list once.", field="names")
    if any(len(name) > rules.LONGEST_AREA for name in names):
        raise Refused(f"Each area must be {rules.LONGEST_AREA} characters or fewer.", field="names")
    before = queries.resource_areas(plan)
    if read is not None and list(read) != before:
        raise Changed(STALE)
    plan.resource_areas.all().delete()
    ResourceArea.objects.bulk_create(
        ResourceArea(plan=plan, place=place, name=name) for place, name in enumerate(names, start=1)
    )
    record(
        plan.subject, "resource areas set", by=by, before={"areas": before}, after={"areas": names}
    )


@action
def publish_plan(*, by: Person, plan: CrimePlan, revision: int | None = None) -> CrimePlan:
    """Make a draft the plan in force; the one before it is superseded, and stays public.

    ``revision`` is the draft's as it was read: Changed where it or a part of it changed since.
    """
    if not access.may_publish(by):
        raise NotAllowed("Only people who publish the plan may do this.")
    draft = to_publish(plan, revision)
    lacks = rules.missing_to_publish_plan(
        draft.priorities.count(), draft.resource_areas.count(), draft.version, draft.why
    )
    if lacks:
        raise Refused("The plan cannot be published yet. " + " ".join(lacks))
    put_in_force(draft, what="plan", by_version=f"{draft.reference}, {draft.version}", by=by)
    plan.state = draft.state
    publish(
        kind_name="plan",
        key=draft.reference,
        title=draft.title,
        payload=queries.plan_published(draft),
        by=by,
        why=draft.why,
    )
    return plan
