"""Exits: each thing of the checklist with its day and how it stands, and what is to follow."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from precept.do.agreements.models import Agreement
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.review.management import access, rules
from precept.review.management.models import ExitPlan, ExitTask
from precept.review.management.queries.things import owner_name

MOST = 100
MOST_TASKS = 60


def whole_exit(rows: QuerySet[ExitPlan]) -> QuerySet[ExitPlan]:
    """Exits with what their own pages show of other things."""
    return rows.select_related("agreement__provider", "agreement__successor", "owner", "variation")


def exit_plan(person: Person, reference: str) -> ExitPlan:
    """The exit of an agreement; 404 where there is none, or this person may not look it up."""
    found = whole_exit(access.exits_for(person)).filter(agreement__reference=reference).first()
    if found is None:
        raise Http404(f"no exit of {reference}")
    return found


def exit_or_none(agreement: Agreement) -> ExitPlan | None:
    """The exit of an agreement, where one was begun."""
    return ExitPlan.objects.filter(agreement=agreement).select_related("agreement").first()


def tasks_of(of: ExitPlan) -> list[ExitTask]:
    """Everything of an exit, soonest first."""
    rows = of.tasks.select_related("owner", "body")
    return list(rows.order_by("due", "place")[:MOST])


def exit_task(person: Person, reference: str, key: str) -> ExitTask:
    """A thing of an exit; 404 where this person may not look it up in the office."""
    plan = exit_plan(person, reference)
    found = plan.tasks.select_related("owner", "body", "plan__agreement").filter(key=key).first()
    if found is None:
        raise Http404(f"nothing {key} in the exit of {reference}")
    return found


def my_exit_task(person: Person, reference: str) -> ExitTask:
    """What a body of theirs is to do in an exit; else 404."""
    rows = access.my_exit_tasks(person).select_related("plan__agreement", "body", "owner")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no task {reference}")
    return found


def my_open_tasks(person: Person) -> list[ExitTask]:
    """What bodies of theirs are to do in exits, soonest first (at most 100)."""
    rows = access.my_exit_tasks(person).filter(state="open").select_related("plan__agreement")
    return list(rows.order_by("due", "pk")[:MOST])


def tasks_owed_by(person: Person) -> list[ExitTask]:
    """What somebody of the office is to do in exits, soonest first (at most 20)."""
    rows = ExitTask.objects.filter(owner=person, state="open").select_related("plan__agreement")
    return list(rows.order_by("due", "pk")[:20])


def stands_of(tasks: list[ExitTask], today: date) -> rules.Stands:
    """How the things of an exit stand."""
    return rules.stands(((one.state != "open", one.due) for one in tasks), today)


@dataclass(frozen=True)
class TaskShown:
    """A thing of an exit as a page lists it."""

    task: ExitTask
    owner: str
    counted: str
    state: str
    tag: str


def shown_tasks(tasks: list[ExitTask]) -> list[TaskShown]:
    """Things of an exit with whose they are and how they stand."""
    today = clock.today()
    found = []
    for one in tasks:
        tone = rules.tone_of(one.due, today)
        is_open = one.state == "open"
        tags = {"done": "govuk-tag--green", "not needed": "govuk-tag--grey"}
        found.append(
            TaskShown(
                task=one,
                owner=owner_name(one.owner, one.body),
                counted="A day of its own"
                if one.is_moved
                else rules.lead_words(one.side, one.days),
                state=rules.TONE_WORDS[tone] if is_open else rules.TASK_STATES[one.state],
                tag=rules.TAGS[tone] if is_open else tags[one.state],
            )
        )
    return found


def ends_soon_without_exit(person: Person) -> list[Agreement]:
    """Agreements that this person manages, that end within half a year and have no exit (at most 20)."""
    today = clock.today()
    rows = Agreement.objects.filter(manager=person, status="active", exit_plan=None)
    rows = rows.filter(ends__gte=today).order_by("ends", "pk")
    return [one for one in rows[:20] if rules.needs_plan(one.ends, today, has_plan=False)]
