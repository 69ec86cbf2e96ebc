"""The office's pages of a project's steps, and of the steps that every project takes."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents import queries as documents
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.plan import access, actions, forms, queries, rules
from precept.plan.actions.cycle import NOT_CYCLE
from precept.plan.actions.steps import NOT_OWNER
from precept.plan.models import ProjectStep
from precept.plan.pages.projects import address, asking, only_keepers, project_trail


def step_address(of: ProjectStep) -> str:
    """Where the office reads a step of a project."""
    return reverse("plan.project_step", args=[of.project.reference, of.key])


@office_page
def project_step(request: Request, reference: str, key: str) -> HttpResponse:
    """One step of a project: what helps with it, whose it is, what shows that it was done."""
    found = queries.step_of(queries.project(request.person, reference), key)
    is_going = found.project.state == "going"
    state, tag = rules.step_stands(found.state, found.due, clock.today())
    context = {
        "step": found,
        "state": (state, tag),
        "phase": rules.PHASES[found.phase],
        "files": documents.files_about(request.person, found.subject),
        "may_finish": is_going
        and found.state == "open"
        and access.may_finish_step(request.person, found),
        "may_keep": is_going and access.may_keep_projects(request.person),
        "story": ledger.story(found.subject),
        "breadcrumbs": project_trail(found.project, ("", found.title)),
    }
    return render(request, "plan/project_step.html", context)


def _now(found: ProjectStep) -> dict[str, Any]:
    found.refresh_from_db()
    return {
        "version": found.version,
        "owner": found.owner.reference,
        "due": found.due,
        "outcome": found.outcome,
        "evidence": None,
        "why": "",
    }


def _asking(
    request: Request, found: ProjectStep, form: Any, do: Any, title: str, **said: Any
) -> HttpResponse:
    return asking(
        request,
        found.project,
        form,
        do,
        title=title,
        caption=f"{found.project.title}: {found.title}",
        onwards=step_address,
        back=step_address(found),
        breadcrumbs=project_trail(found.project, (step_address(found), found.title), ("", title)),
        again=lambda: _now(found),
        **said,
    )


@office_page
def set_step(request: Request, reference: str, key: str) -> HttpResponse:
    """Say whose a step is, and by when."""
    only_keepers(request)
    found = queries.step_of(queries.project(request.person, reference), key)
    return _asking(
        request,
        found,
        forms.SetStep(sent(request), initial=_now(found)),
        lambda **said: actions.set_step(step=found, **said),
        "Whose it is, and by when",
    )


@office_page
def finish_step(request: Request, reference: str, key: str) -> HttpResponse:
    """Say that a step is done, and what shows it."""
    found = queries.step_of(queries.project(request.person, reference), key)
    only_if(access.may_finish_step(request.person, found), NOT_OWNER)
    return _asking(
        request,
        found,
        forms.FinishStep(sent(request), request.FILES or None, initial=_now(found)),
        lambda **said: actions.finish_step(step=found, **said),
        "It is done",
        button="It is done",
        words=[found.guidance] if found.guidance else [],
    )


@office_page
def leave_step_out(request: Request, reference: str, key: str) -> HttpResponse:
    """Say that a step is not needed here, and why."""
    only_keepers(request)
    found = queries.step_of(queries.project(request.person, reference), key)
    return _asking(
        request,
        found,
        forms.Why(sent(request), initial=_now(found)),
        lambda **said: actions.leave_step_out(step=found, **said),
        "It is not needed",
        button="Leave it out",
    )


@office_page
def take_step_up(request: Request, reference: str, key: str) -> HttpResponse:
    """Take a settled step up again."""
    only_keepers(request)
    found = queries.step_of(queries.project(request.person, reference), key)
    return _asking(
        request,
        found,
        forms.Why(sent(request), initial=_now(found)),
        lambda **said: actions.take_step_up(step=found, **said),
        "Take it up again",
        button="Take it up again",
    )


@office_page
def new_step(request: Request, reference: str) -> HttpResponse:
    """Add a step to one project."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    initial = {"owner": found.owner.reference, "phase": found.phase}
    return asking(
        request,
        found,
        forms.NewStep(sent(request), initial=initial),
        lambda **said: actions.add_step(project=found, **said),
        onwards=lambda _: address(found),
        title="Add a step",
        button="Add it",
    )


@office_page
def cycle(request: Request) -> HttpResponse:
    """The steps that every project of this office takes, phase by phase."""
    steps = queries.whole_cycle()
    context = {
        "phases": [
            (
                title,
                [one for one in steps if one.phase == key and one.retired is None],
                rules.gate_after(key),
            )
            for key, title in rules.phases
        ],
        "retired": [one for one in steps if one.retired is not None],
        "may_keep": access.may_keep_cycle(request.person),
        "breadcrumbs": project_trail(None, ("", "The cycle")),
    }
    return render(request, "plan/cycle.html", context)


def _cycle(request: Request, form: Any, do: Any, title: str, **said: Any) -> HttpResponse:
    only_if(access.may_keep_cycle(request.person), NOT_CYCLE)
    there = reverse("plan.cycle")
    return ask(
        request,
        form,
        do,
        lambda _: there,
        title=title,
        button=said.pop("button", "Save"),
        back=there,
        breadcrumbs=project_trail(None, (there, "The cycle"), ("", title)),
        **said,
    )


@office_page
def new_cycle_step(request: Request) -> HttpResponse:
    """Add a step that every new project takes."""
    return _cycle(
        request,
        forms.CycleStepForm(sent(request)),
        actions.add_cycle_step,
        "Add a step to the cycle",
        button="Add it",
        words=["Projects that begin from now on take it. Those under way keep their steps."],
    )


def _cycle_now(key: str) -> dict[str, Any]:
    now = queries.cycle_step(key)
    return {
        "version": now.version,
        "title": now.title,
        "phase": now.phase,
        "guidance": now.guidance,
        "weeks": now.weeks,
        "place": now.place,
        "is_needed": now.is_needed,
        "why": "",
    }


@office_page
def change_cycle_step(request: Request, key: str) -> HttpResponse:
    """Change a step that every new project takes."""
    return _cycle(
        request,
        forms.ChangeCycleStep(sent(request), initial=_cycle_now(key)),
        lambda **said: actions.change_cycle_step(key=key, **said),
        "Change a step of the cycle",
        words=["Projects under way keep their steps as they are."],
        again=lambda: _cycle_now(key),
    )


@office_page
def retire_cycle_step(request: Request, key: str) -> HttpResponse:
    """Take a step out of the cycle."""
    title = queries.cycle_step(key).title
    return _cycle(
        request,
        forms.Why(sent(request), initial=_cycle_now(key)),
        lambda **said: actions.retire_cycle_step(key=key, **said),
        "Take a step out of the cycle",
        button="Take it out",
        caption=title,
        again=lambda: _cycle_now(key),
    )
