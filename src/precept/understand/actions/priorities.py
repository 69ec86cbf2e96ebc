"""The priorities of a draft of the plan, and what stands behind each."""

from datetime import date

from precept.foundation.ledger.actions import NotAllowed, action, record
from precept.foundation.people.models import Person
from precept.understand import access, queries
from precept.understand.actions.drafts import (
    hold,
    moved,
    next_place,
    remove,
    said_of,
    save,
    short_name,
)
from precept.understand.models import CrimePlan, Priority, PriorityEvidence

NOT_KEEPER = "Only people who keep the plan may change it."


def only_who_keep(by: Person) -> None:
    """Refuse whoever may not change the plan."""
    if not access.may_keep(by):
        raise NotAllowed(NOT_KEEPER)


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
    only_who_keep(by)
    hold(plan)
    taken = frozenset(plan.priorities.values_list("slug", flat=True))
    priority = Priority.objects.create(
        plan=plan,
        place=next_place(plan.priorities),
        slug=short_name(slug, title, taken),
        title=title,
        text=text,
        term=term,
    )
    record(plan.subject, "priority added", by=by, after=queries.priority_said(priority))
    return priority


@action
def change_priority(
    *,
    by: Person,
    priority: Priority,
    title: str,
    text: str,
    term: str,
    revision: int | None = None,
) -> Priority:
    """Change a priority of a draft; its short name stays. ``revision`` is the priority's as it was read."""
    only_who_keep(by)
    hold(priority.plan)
    before = queries.priority_said(priority)
    save(priority, revision, {"title": title, "text": text, "term": term})
    record(
        priority.plan.subject,
        "priority changed",
        by=by,
        before=before,
        after={"priority": title} | queries.priority_said(priority),
    )
    return priority


@action
def move_priority(*, by: Person, priority: Priority, up: bool) -> Priority:
    """Move a priority one place up or down."""
    only_who_keep(by)
    hold(priority.plan)
    was, now = moved(list(priority.plan.priorities.all()), priority, up=up)
    record(
        priority.plan.subject,
        "priority moved",
        by=by,
        before={"place": was},
        after={"priority": priority.title, "place": now},
    )
    return priority


@action
def remove_priority(*, by: Person, priority: Priority, revision: int | None = None) -> None:
    """Take a priority out of a draft; ``revision`` is the priority's as it was read."""
    only_who_keep(by)
    hold(priority.plan)
    plan, said = priority.plan, queries.priority_said(priority)
    remove(priority, revision)
    record(plan.subject, "priority removed", by=by, before=said)


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
    only_who_keep(by)
    hold(priority.plan)
    evidence = PriorityEvidence.objects.create(
        priority=priority,
        place=next_place(priority.evidence),
        kind=kind,
        text=text,
        source=source,
        dated=dated,
    )
    record(priority.plan.subject, "evidence added", by=by, after=said_of(evidence))
    return evidence


@action
def remove_evidence(*, by: Person, evidence: PriorityEvidence) -> None:
    """Take evidence away from a priority of a draft."""
    only_who_keep(by)
    plan, said = evidence.priority.plan, said_of(evidence)
    hold(plan)
    evidence.delete()
    record(plan.subject, "evidence removed", by=by, before=said)
