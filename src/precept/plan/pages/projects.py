"""The office's pages of commissioning projects: the board, the list, one whole thread, and what is done with it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail, trail
from precept.plan import access, actions, forms, queries, rules, sign_ups
from precept.plan.actions.beginning import NOT_KEEPER
from precept.plan.models import Project


def address(of: Project) -> str:
    """Where the office reads a project."""
    return reverse("plan.project", args=[of.reference])


def project_trail(of: Project | None = None, *places: tuple[str, str]) -> Trail:
    """Breadcrumbs by the projects to a page of one of them."""
    if of is None and not places:
        return trail(("", "Projects"))
    if of is None:
        return trail((reverse("plan.projects"), "Projects"), *places)
    way = (address(of) if places else "", of.title)
    return trail((reverse("plan.projects"), "Projects"), way, *places)


def only_keepers(request: Request) -> None:
    """Refuse a page to people who do not keep projects."""
    only_if(access.may_keep_projects(request.person), NOT_KEEPER)


def asking(request: Request, of: Project, form: Any, do: Any, **said: Any) -> HttpResponse:
    """One thing to do with a project, and back to it."""
    title = said.pop("title")
    return ask(
        request,
        form,
        do,
        said.pop("onwards", lambda _: address(of)),
        title=title,
        caption=said.pop("caption", of.title),
        button=said.pop("button", "Save"),
        back=said.pop("back", address(of)),
        breadcrumbs=said.pop("breadcrumbs", project_trail(of, ("", title))),
        **said,
    )


@office_page
def board(request: Request) -> HttpResponse:
    """Every project of a financial year, phase by phase: this year's, where none is asked for."""
    context = {
        "board": queries.board(request.person, request.GET.get("year", "")),
        "may_keep": access.may_keep_projects(request.person),
        "may_keep_cycle": access.may_keep_cycle(request.person),
        "breadcrumbs": project_trail(),
    }
    return render(request, "plan/projects.html", context)


@office_page
def listed(request: Request) -> HttpResponse:
    """Every project, those that are over too."""
    context = {
        "table": queries.projects_page(request.person, request.GET),
        "may_keep": access.may_keep_projects(request.person),
        "breadcrumbs": project_trail(None, ("", "Every project")),
    }
    return render(request, "plan/projects_all.html", context)


@office_page
def new_project(request: Request) -> HttpResponse:
    """Begin a project."""
    only_keepers(request)
    return ask(
        request,
        forms.NewProject(sent(request), initial={"owner": request.person.reference}),
        actions.begin_project,
        address,
        title="Begin a project",
        words=[
            "It begins in the first of four phases, with the steps that your office takes. Each is yours"
            " until you give it to somebody else."
        ],
        button="Begin it",
        back=reverse("plan.projects"),
        breadcrumbs=project_trail(None, ("", "Begin a project")),
    )


@office_page
def project(request: Request, reference: str) -> HttpResponse:
    """One project: the whole thread, from the priority to what was published of it."""
    person = request.person
    found, interested = queries.whole_project(person, reference)
    is_going = found.state == "going"
    waiting = next((gate for gate in found.gates.all() if gate.state == "asked"), None)
    rule = rules.gate_after(found.phase)
    with sign_ups.asked_once():
        lines = queries.gate_lines(found, rule) if is_going else []
        tied = queries.thread(person, found)
        choosing = queries.choosing_of(found)
        titles, _ = queries.priorities_of(found)
        released = queries.project_released(found)
        is_stale = released is not None and queries.is_page_stale(released, found, tied)
    context = {
        "project": found,
        "state": (rules.PROJECT_STATES[found.state], queries.STATE_TAGS[found.state]),
        "phases": queries.phases_of(found),
        "priorities": titles,
        "estimate": queries.money_words(found.estimate),
        "thread": tied,
        "choosing": choosing,
        "opens": queries.opened_by_choice(found) if is_going else None,
        "gate": rule,
        "lines": lines,
        "missing": len(rules.missing(lines)),
        "waiting": waiting,
        "may_sign": waiting is not None and access.may_sign_gate(person, waiting),
        "may_keep": is_going and access.may_keep_projects(person),
        "may_publish": access.may_publish_project(person),
        "released": released,
        "is_page_stale": is_stale,
        "interests": interested,
        "gate_states": rules.GATE_STATES,
        "gate_tags": queries.GATE_TAGS,
        "futures": rules.FUTURES,
        "story": ledger.story(found.subject),
        "breadcrumbs": project_trail(found),
    }
    return render(request, "plan/project.html", context)


def _now(found: Project) -> dict[str, Any]:
    found.refresh_from_db()
    return {
        "version": found.version,
        "title": found.title,
        "purpose": found.purpose,
        "priorities": found.priorities,
        "owner": found.owner.reference,
        "wanted_on": found.wanted_on,
        "estimate": found.estimate,
        "is_for_perpetrators": found.is_for_perpetrators,
        "why": "",
    }


@office_page
def change_project(request: Request, reference: str) -> HttpResponse:
    """Change what a project is."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    return asking(
        request,
        found,
        forms.ChangeProject(sent(request), initial=_now(found)),
        lambda **said: actions.change_project(project=found, **said),
        title="Change the project",
        again=lambda: _now(found),
    )


@office_page
def stop_project(request: Request, reference: str) -> HttpResponse:
    """End it before its last gate, with the reason."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    return asking(
        request,
        found,
        forms.Stop(sent(request), initial={"version": found.version}),
        lambda **said: actions.stop_project(project=found, **said),
        title="Stop the project",
        button="Stop it",
        is_grave=True,
        again=lambda: {**queries.fresh_version(found), "words": found.ended_words},
    )


@office_page
def tie(request: Request, reference: str) -> HttpResponse:
    """Tie a project to what it rests on or led to."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    kind = sign_ups.piece_kind(request.GET.get("kind", ""))
    here = reverse("plan.tie", args=[found.reference])
    if kind is None:
        return asking(
            request,
            found,
            forms.TieKind(sent(request)),
            lambda kind, **_: kind,
            title="Tie something to the project",
            button="Continue",
            words=["What it rests on, and what it led to. The other page then leads back here."],
            onwards=lambda name: f"{here}?{urlencode({'kind': name})}",
        )
    return asking(
        request,
        found,
        forms.Tie(sent(request), kind=kind, offered=queries.to_tie(request.person, found, kind)),
        lambda **said: actions.tie(project=found, **said),
        title=f"Tie to the project: {kind.title.lower()}",
        button="Tie it",
        back=here,
    )


@office_page
def untie(request: Request, reference: str, number: int) -> HttpResponse:
    """Take back that something belongs to a project."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    subject = queries.link_of(found, number).subject
    return asking(
        request,
        found,
        forms.Untie(sent(request)),
        lambda **said: actions.untie(project=found, subject=subject, **said),
        title="It does not belong here",
        button="Untie it",
    )
