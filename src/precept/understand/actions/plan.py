"""Drafting and publishing the police and crime plan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish
from precept.understand import access, queries, rules
from precept.understand.models import CrimePlan, Priority, PriorityEvidence, ResourceArea


def _draft(plan: CrimePlan, by: Person) -> None:
    if not access.may_keep(by):
        raise NotAllowed("Only people who keep the plan may change it.")
    if not CrimePlan.objects.filter(pk=plan.pk, state="draft").exists():
        raise Changed("This version is published. Begin a new one to change it.")


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
    """Begin a version of a plan; one draft at a time."""
    if not access.may_keep(by):
        raise NotAllowed("Only people who keep the plan may draft one.")
    if CrimePlan.objects.filter(state="draft").exists():
        raise Refused("There is already a draft of the plan. Finish or change that one.")
    if last_year < first_year:
        raise Refused("The plan must end after it starts.", field="last_year")
    last = CrimePlan.objects.filter(reference=reference).order_by("-version").first()
    plan = CrimePlan.objects.create(
        reference=reference,
        version=last.version + 1 if last else 1,
        title=title,
        term=term,
        first_year=first_year,
        last_year=last_year,
        review_on=review_on,
        basis=basis,
        note=note,
        why=why,
    )
    record(plan.subject, "plan drafted", by=by, why=why, after={"title": title, "term": term})
    return plan


@action
def amend_plan(*, by: Person, why: str) -> CrimePlan:
    """Begin the next version as a copy of the published one, priorities keeping their short names."""
    published = queries.published_plan()
    if published is None:
        raise Refused("No plan is published yet, so there is nothing to amend.")
    if not why.strip():
        raise Refused("Say why the plan is changed. The reason is public.", field="why")
    plan = draft_plan(
        by=by,
        reference=published.reference,
        title=published.title,
        term=published.term,
        first_year=published.first_year,
        last_year=published.last_year,
        review_on=published.review_on,
        basis=published.basis,
        note=published.note,
        why=why,
    )
    for old in published.priorities.prefetch_related("evidence"):
        evidence = list(old.evidence.all())
        new = Priority.objects.create(
            plan=plan, place=old.place, slug=old.slug, title=old.title, text=old.text, term=old.term
        )
        PriorityEvidence.objects.bulk_create(
            PriorityEvidence(
                priority=new, kind=one.kind, text=one.text, source=one.source, dated=one.dated
            )
            for one in evidence
        )
    ResourceArea.objects.bulk_create(
        ResourceArea(plan=plan, place=one.place, name=one.name)
        for one in published.resource_areas.all()
    )
    return plan


CHANGEABLE = ("title", "term", "first_year", "last_year", "review_on", "basis", "note", "why")


@action
def change_plan(*, by: Person, plan: CrimePlan, **fields: Any) -> CrimePlan:
    """Change what a draft says of itself: title, term, years, review date, basis, note, reason."""
    _draft(plan, by)
    unknown = set(fields) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"a plan has no {unknown}")
    if fields.get("last_year", plan.last_year) < fields.get("first_year", plan.first_year):
        raise Refused("The plan must end after it starts.", field="last_year")
    before = {name: _said(getattr(plan, name)) for name in fields}
    for name, value in fields.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(fields))
    after = {name: _said(value) for name, value in fields.items()}
    record(plan.subject, "plan changed", by=by, before=before, after=after)
    return plan


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@action
def add_priority(
    *,
    by: Person,
    plan: CrimePlan,
    title: str,
    text: str,
    term: str = "not stated",
    slug: str = "",
) -> Priority:
    """Add a priority at the end of a draft."""
    _draft(plan, by)
    taken = frozenset(plan.priorities.values_list("slug", flat=True))
    if slug in taken:
        raise Refused("Another priority already has this short name.", field="slug")
    priority = Priority.objects.create(
        plan=plan,
        place=plan.priorities.count() + 1,
        slug=slug or rules.slug_of(title, taken),
        title=title,
        text=text,
        term=term,
    )
    record(plan.subject, "priority added", by=by, after={"title": title, "term": term})
    return priority


@action
def change_priority(
    *, by: Person, priority: Priority, title: str, text: str, term: str
) -> Priority:
    """Change a priority of a draft; its short name stays."""
    _draft(priority.plan, by)
    before = {"title": priority.title, "text": priority.text, "term": priority.term}
    priority.title, priority.text, priority.term = title, text, term
    priority.save(update_fields=["title", "text", "term"])
    record(
        priority.plan.subject,
        "priority changed",
        by=by,
        before=before,
        after={"title": title, "text": text, "term": term},
    )
    return priority


@action
def move_priority(*, by: Person, priority: Priority, up: bool) -> Priority:
    """Move a priority one place up or down."""
    _draft(priority.plan, by)
    ordered = list(priority.plan.priorities.order_by("place", "id"))
    at = next(index for index, one in enumerate(ordered) if one.pk == priority.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(ordered):
        raise Refused("It cannot move further.")
    ordered.insert(to, ordered.pop(at))
    for place, one in enumerate(ordered, start=1):
        Priority.objects.filter(pk=one.pk).update(place=place)
    record(
        priority.plan.subject,
        "priority moved",
        by=by,
        before={"place": at + 1},
        after={"title": priority.title, "place": to + 1},
    )
    priority.refresh_from_db()
    return priority


@action
def remove_priority(*, by: Person, priority: Priority) -> None:
    """Take a priority out of a draft."""
    _draft(priority.plan, by)
    plan, title = priority.plan, priority.title
    priority.delete()
    record(plan.subject, "priority removed", by=by, before={"title": title})


@action
def add_evidence(
    *,
    by: Person,
    priority: Priority,
    kind: str,
    text: str,
    source: str = "",
    dated: date | None = None,
) -> PriorityEvidence:
    """Say what stands behind a priority: consultation, partners or evidence of threat."""
    _draft(priority.plan, by)
    evidence = PriorityEvidence.objects.create(
        priority=priority, kind=kind, text=text, source=source, dated=dated
    )
    record(
        priority.plan.subject,
        "evidence added",
        by=by,
        after={"priority": priority.title, "kind": kind, "text": text, "source": source},
    )
    return evidence


@action
def remove_evidence(*, by: Person, evidence: PriorityEvidence) -> None:
    """Take evidence away from a priority of a draft."""
    _draft(evidence.priority.plan, by)
    plan = evidence.priority.plan
    said = {"priority": evidence.priority.title, "kind": evidence.kind, "text": evidence.text}
    evidence.delete()
    record(plan.subject, "evidence removed", by=by, before=said)


@action
def set_resource_areas(*, by: Person, plan: CrimePlan, names: Sequence[str]) -> None:
    """Set the areas that come first when resources are allocated, in order."""
    _draft(plan, by)
    names = [name.strip() for name in names if name.strip()]
    if len({name.casefold() for name in names}) != len(names):
        raise Refused("Each area may stand in the list once.", field="names")
    before = list(plan.resource_areas.values_list("name", flat=True))
    plan.resource_areas.all().delete()
    ResourceArea.objects.bulk_create(
        ResourceArea(plan=plan, place=place, name=name) for place, name in enumerate(names, start=1)
    )
    record(
        plan.subject, "resource areas set", by=by, before={"areas": before}, after={"areas": names}
    )


@action
def publish_plan(*, by: Person, plan: CrimePlan) -> CrimePlan:
    """Make a draft the plan in force; the one before it is superseded, and stays public."""
    if not access.may_publish(by):
        raise NotAllowed("Only people who publish the plan may do this.")
    lacks = rules.missing_to_publish_plan(
        plan.priorities.count(), plan.resource_areas.count(), plan.version, plan.why
    )
    if lacks:
        raise Refused("The plan cannot be published yet. " + " ".join(lacks))
    CrimePlan.objects.filter(state="published").update(state="superseded")
    if not CrimePlan.objects.filter(pk=plan.pk, state="draft").update(state="published"):
        raise Changed("Somebody published this version a moment ago.")
    plan.state = "published"
    record(plan.subject, "plan published", by=by, why=plan.why, after={"state": "published"})
    publish(
        kind_name="plan",
        key=plan.reference,
        title=plan.title,
        payload=queries.plan_published(plan),
        by=by,
        why=plan.why,
    )
    return plan
