"""The office's pages of an exit: its checklist, and each thing of it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents import queries as documents
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.steps import Step, StepsOf, step_named
from precept.review.management import access, actions, forms, queries, rules
from precept.review.management.actions.owed import NOT_OWNER
from precept.review.management.models import ExitPlan, ExitTask
from precept.review.management.pages.shared import only_managers, trail_of


def address(of: ExitPlan) -> str:
    """Where the office reads an exit."""
    return reverse("management.exit_plan", args=[of.agreement.reference])


def task_address(of: ExitTask) -> str:
    """Where the office reads a thing of an exit."""
    return reverse("management.exit_task", args=[of.plan.agreement.reference, of.key])


@office_page
def exit_plan(request: Request, reference: str) -> HttpResponse:
    """One exit: its last day, everything to do with its day, what follows."""
    found = queries.exit_plan(request.person, reference)
    tasks = queries.tasks_of(found)
    shown = queries.shown_tasks(tasks)
    context = {
        "plan": found,
        "agreement": found.agreement,
        "reason": rules.EXIT_REASONS[found.reason],
        "stands": queries.stands_of(tasks, clock.today()),
        "sides": [
            (title, [one for one in shown if one.task.side == side])
            for side, title in rules.task_sides
        ],
        "successor": getattr(found.agreement, "successor", None),
        "of": queries.address_of(found.agreement),
        "may_manage": access.may_manage(request.person) and not found.done_on,
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_of(found.agreement, ("", "Exit and handover")),
    }
    return render(request, "management/exit.html", context)


def _about(found: ExitPlan, here: str) -> dict[str, Any]:
    of = found.agreement
    return {
        "caption": queries.name_of(of),
        "back": address(found),
        "breadcrumbs": trail_of(of, (address(found), "Exit and handover"), ("", here)),
    }


def _exit_now(request: Request, found: ExitPlan) -> dict[str, Any]:
    now = queries.exit_plan(request.person, found.agreement.reference)
    return {"version": now.version, "words": now.done_words}


_ask = StepsOf("plan", _about, _exit_now).ask


def add_task(request: Request, found: ExitPlan) -> HttpResponse:
    """Add a thing that the checklist does not have."""
    return _ask(
        request,
        found,
        forms.NewTask(sent(request), of=found.agreement),
        actions.add_task,
        title="Add something to do",
        button="Add it",
    )


def count(request: Request, found: ExitPlan) -> HttpResponse:
    """Count the days again."""
    return _ask(
        request,
        found,
        forms.Just,
        actions.count_again,
        title="Count the days again",
        button="Count them again",
        words=[
            "Each day is counted from the last day, and those of the handover from the first day of what"
            " follows, as the register says them now. Days that somebody chose stay."
        ],
    )


def finish(request: Request, found: ExitPlan) -> HttpResponse:
    """Say that an exit is done, and what it taught."""
    return _ask(
        request,
        found,
        forms.FinishExit,
        actions.finish_exit,
        title="The exit is done",
        here="Finish it",
        button="Finish it",
    )


STEPS: dict[str, Step] = {"task": add_task, "count": count, "finish": finish}


@office_page
def exit_step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step of an exit, by its name."""
    only_managers(request)
    page = step_named(STEPS, step)
    return page(request, queries.exit_plan(request.person, reference))


@office_page
def exit_task(request: Request, reference: str, key: str) -> HttpResponse:
    """One thing of an exit: what it means, whose it is, what shows that it was done."""
    found = queries.exit_task(request.person, reference, key)
    (shown,) = queries.shown_tasks([found])
    is_open = found.state == "open" and not found.plan.done_on
    context = {
        "task": found,
        "shown": shown,
        "side": rules.TASK_SIDES[found.side],
        "agreement": found.plan.agreement,
        "back": address(found.plan),
        "files": documents.files_about(request.person, found.subject),
        "may_finish": access.may_finish_task(request.person, found) and is_open,
        "may_manage": access.may_manage(request.person) and is_open,
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_of(
            found.plan.agreement, (address(found.plan), "Exit and handover"), ("", found.title)
        ),
    }
    return render(request, "management/exit_task.html", context)


def _of_task(found: ExitTask, here: str) -> dict[str, Any]:
    return {
        "caption": f"{found.plan.agreement.reference}: {found.title}",
        "back": task_address(found),
        "breadcrumbs": trail_of(
            found.plan.agreement,
            (address(found.plan), "Exit and handover"),
            (task_address(found), found.title),
            ("", here),
        ),
    }


def _now(request: Request, found: ExitTask) -> dict[str, Any]:
    now = queries.exit_task(request.person, found.plan.agreement.reference, found.key)
    owner = f"person:{now.owner.reference}" if now.owner else ""
    if now.body:
        owner = f"body:{now.body.reference}"
    return {
        "version": now.version,
        "due": now.due,
        "owner": owner,
        "outcome": now.outcome,
        "why": "",
        "evidence": None,
    }


_ask_of_task = StepsOf("task", _of_task, _now).ask


def finish_task(request: Request, found: ExitTask) -> HttpResponse:
    """Say that a thing is done, and what shows it."""
    only_if(access.may_finish_task(request.person, found), NOT_OWNER)
    return _ask_of_task(
        request,
        found,
        forms.FinishTask(sent(request), request.FILES or None, initial={"version": found.version}),
        actions.finish_task,
        title="It is done",
        words=[found.words] if found.words else [],
        button="It is done",
    )


def set_task(request: Request, found: ExitTask) -> HttpResponse:
    """Say whose it is and by when."""
    only_managers(request)
    return _ask_of_task(
        request,
        found,
        forms.SetTask(sent(request), of=found.plan.agreement, initial=_now(request, found)),
        actions.set_task,
        title="Whose it is, and by when",
        here="Whose, and by when",
        button="Save",
    )


def leave_out(request: Request, found: ExitTask) -> HttpResponse:
    """Say that a thing is not needed."""
    only_managers(request)
    return _ask_of_task(
        request,
        found,
        forms.LeaveTaskOut,
        actions.leave_task_out,
        title="It is not needed",
        here="Not needed",
        button="Leave it out",
    )


TASK_STEPS: dict[str, Step] = {"finish": finish_task, "set": set_task, "leave-out": leave_out}


@office_page
def exit_task_step(request: Request, reference: str, key: str, step: str) -> HttpResponse:
    """One step of a thing of an exit, by its name."""
    page = step_named(TASK_STEPS, step)
    return page(request, queries.exit_task(request.person, reference, key))
