"""The office's lists, and one agreement's or joint service's own page of how it is managed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.do.agreements.models import Agreement
from precept.foundation import clock
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.foundation.web.steps import Step, step_named
from precept.review.management import access, actions, forms, queries, rules
from precept.review.management.models import Thing
from precept.review.management.pages.shared import only_managers, trail_in, trail_of


@office_page
def home(request: Request) -> HttpResponse:
    """What is kept of all agreements: where to look, and the map of every open risk."""
    scale = rules.scale_on(clock.today())
    context = {
        "lists": [(reverse("management.listed", args=[key]), title) for key, title in _titles()],
        "coming": queries.coming_meetings(request.person),
        "late": queries.shown(queries.late_actions(request.person), request.person),
        "map": rules.heat_map(queries.all_open_risks(request.person), scale),
        "scale": scale,
        "kinds": rules.MEETING_KINDS,
        "short_of": queries.short_of,
        "breadcrumbs": trail_in(),
    }
    return render(request, "management/home.html", context)


def _titles() -> list[tuple[str, str]]:
    return [(key, title) for key, (title, _) in queries.LISTS.items()]


@office_page
def listed(request: Request, what: str) -> HttpResponse:
    """One of the office's lists: meetings, actions, issues, risks, improvement plans, exits."""
    if what not in queries.LISTS:
        raise Http404(f"no list of {what}")
    title, read = queries.LISTS[what]
    context = {
        "title": title,
        "table": read(request.person, request.GET),
        "lists": [
            (reverse("management.listed", args=[key]), words, key == what)
            for key, words in _titles()
        ],
        "breadcrumbs": trail_in(("", title)),
    }
    return render(request, "management/listed.html", context)


@office_page
def of(request: Request, kind: str, reference: str) -> HttpResponse:
    """How one agreement or joint service is managed: everything that is open of it."""
    found = queries.thing(request.person, kind, reference)
    risks = queries.risks_of(found)
    scale = rules.scale_on(clock.today())
    plan = queries.exit_or_none(found) if isinstance(found, Agreement) else None
    context = {
        "of": found,
        "kind": kind,
        "name": queries.name_of(found),
        "back": queries.home_of(found),
        "figures": queries.figures_of(found),
        "meetings": queries.meetings_of(found),
        "meeting_kinds": rules.MEETING_KINDS,
        "meeting_states": rules.MEETING_STATES,
        "actions": queries.shown(queries.actions_of(found), request.person),
        "issues": queries.shown_issues(queries.issues_of(found), request.person),
        "risks": queries.shown_risks(risks, request.person),
        "map": rules.heat_map([(one.likelihood, one.impact) for one in risks], scale),
        "scale": scale,
        "plans": queries.shown_plans(queries.plans_of(found)),
        "tasks": queries.shown_tasks(queries.tasks_of(plan)) if plan else [],
        "agreements": queries.agreements_of(found),
        "partners": queries.commissioners_of(found),
        "joint": queries.joint_service_of(found),
        "has_exit": isinstance(found, Agreement),
        "today": clock.today(),
        "may_manage": access.may_manage(request.person),
        "breadcrumbs": trail_of(found),
    }
    return render(request, "management/of.html", context)


# Something new


def _new(found: Thing, words: str, **more: Any) -> dict[str, Any]:
    return {
        "caption": queries.name_of(found),
        "back": queries.address_of(found),
        "breadcrumbs": trail_of(found, ("", words)),
        **more,
    }


def new_meeting(request: Request, found: Thing) -> HttpResponse:
    """Call a meeting."""
    bodies = queries.bodies_of(found)
    return ask(
        request,
        forms.NewMeeting(
            sent(request),
            of=found,
            initial={"people": [request.person], "bodies": bodies, "minutes_long": 60},
        ),
        lambda **said: actions.call_meeting(of=found, **said),
        lambda made: reverse("management.meeting", args=[made.reference]),
        title="Call a meeting",
        button="Call the meeting",
        words=[
            "Its agenda draws itself from what is open: you can add to it, put it in order and leave things"
            " out afterwards."
        ],
        **_new(found, "Call a meeting"),
    )


def new_action(request: Request, found: Thing) -> HttpResponse:
    """Note an action."""
    return ask(
        request,
        forms.NewAction(sent(request), of=found),
        lambda **said: actions.agree_action(of=found, **said),
        title="Note an action",
        button="Note the action",
        **_new(found, "Note an action"),
    )


def new_issue(request: Request, found: Thing) -> HttpResponse:
    """Raise an issue."""
    return ask(
        request,
        forms.NewIssue(
            sent(request),
            people=queries.owners_for(found).people,
            initial={"owner": queries.manager_of(found) or request.person},
        ),
        lambda **said: actions.raise_issue(of=found, **said),
        lambda made: reverse("management.issue", args=[made.reference]),
        title="Raise an issue",
        button="Raise the issue",
        **_new(found, "Raise an issue"),
    )


def new_risk(request: Request, found: Thing) -> HttpResponse:
    """Note a risk."""
    return ask(
        request,
        forms.NewRisk(
            sent(request),
            people=queries.owners_for(found).people,
            initial={"owner": queries.manager_of(found) or request.person},
        ),
        lambda **said: actions.note_risk(of=found, **said),
        lambda made: reverse("management.risk", args=[made.reference]),
        title="Note a risk",
        button="Note the risk",
        words=[rules.scale_on(clock.today()).line_words],
        **_new(found, "Note a risk"),
    )


def new_plan(request: Request, found: Thing) -> HttpResponse:
    """Open an improvement plan."""
    providers = queries.providers_of(found)
    return ask(
        request,
        forms.NewPlan(
            sent(request),
            of=found,
            person=request.person,
            people=queries.owners_for(found).people,
            initial={
                "owner": queries.manager_of(found) or request.person,
                "provider": providers[0] if len(providers) == 1 else None,
            },
        ),
        lambda **said: actions.open_plan(of=found, **said),
        lambda made: reverse("management.plan", args=[made.reference]),
        title="Open an improvement plan",
        button="Open it as a draft",
        words=["The provider sees it once you propose it. Add its steps first."],
        **_new(found, "Open an improvement plan"),
    )


def new_exit(request: Request, found: Thing) -> HttpResponse:
    """Begin the exit of an agreement."""
    if not isinstance(found, Agreement):
        raise Http404("a joint service has no exit: each of its agreements has")
    ends = f"Its last day is {clock.spoken(found.ends)}." if found.ends else ""
    return ask(
        request,
        forms.NewExit(
            sent(request),
            people=queries.owners_for(found).people,
            initial={"owner": queries.manager_of(found) or request.person},
        ),
        lambda **said: actions.begin_exit(agreement=found, **said),
        lambda _: reverse("management.exit_plan", args=[found.reference]),
        title="Begin the exit and handover",
        button="Begin it",
        words=[
            f"{ends} Each thing of the checklist gets a day, counted back from it. What is of the provider"
            " appears in its own area."
        ],
        **_new(found, "Begin the exit"),
    )


NEW: dict[str, Step] = {
    "meeting": new_meeting,
    "action": new_action,
    "issue": new_issue,
    "risk": new_risk,
    "plan": new_plan,
    "exit": new_exit,
}


@office_page
def new(request: Request, kind: str, reference: str, what: str) -> HttpResponse:
    """Write down something new of an agreement or a joint service."""
    only_managers(request)
    page = step_named(NEW, what)
    return page(request, queries.thing(request.person, kind, reference))
