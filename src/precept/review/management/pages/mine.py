"""What providers and commissioners of joint services find of it in their own area."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents import queries as documents
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, only_if, render, sent
from precept.foundation.web.trails import Trail, outside_trail
from precept.review.management import access, actions, forms, queries, rules
from precept.review.management.actions.plans import NOT_SIGNATORY
from precept.review.management.pages.meetings import calendar_file, paper_of

TITLE = "Meetings and actions"


def _trail(*places: tuple[str, str]) -> Trail:
    return outside_trail((reverse("management.mine") if places else "", TITLE), *places)


@my_page
def mine(request: Request) -> HttpResponse:
    """What their organisation owes, where it is invited, and the plans and services that concern it."""
    context = {
        "mine": queries.mine(request.person),
        "today": clock.today(),
        "kinds": rules.MEETING_KINDS,
        "states": rules.PLAN_STATES,
        "plan_tags": rules.PLAN_TAGS,
        "name_of": queries.name_of,
        "breadcrumbs": _trail(),
    }
    return render(request, "management/mine.html", context)


@my_page
def my_meeting(request: Request, reference: str) -> HttpResponse:
    """A meeting to which they are invited: its agenda, and its minutes once agreed."""
    found = queries.my_meeting(request.person, reference)
    for_provider = not access.is_commissioner(request.person, found)
    minutes = queries.latest_minutes(found)
    body: Any = None
    if minutes is not None:
        body = rules.for_provider(minutes.body) if for_provider else minutes.body
    title = f"{rules.MEETING_KINDS[found.kind]} of {clock.spoken(found.on)}"
    context = {
        "meeting": found,
        "title": title,
        "name": queries.name_of(found.of),
        "when": queries.when_words(found),
        "agenda": queries.agenda_of(queries.items_of(found), for_provider=for_provider),
        "minutes": minutes,
        "body": body,
        "breadcrumbs": _trail(("", title)),
    }
    return render(request, "management/my_meeting.html", context)


@my_page
def my_paper(request: Request, reference: str, what: str, ending: str) -> HttpResponse:
    """The agenda or the agreed minutes as Word or PDF, as they get them."""
    found = queries.my_meeting(request.person, reference)
    for_provider = not access.is_commissioner(request.person, found)
    return paper_of(request, found, what, ending, for_provider=for_provider)


@my_page
def my_calendar(request: Request, reference: str) -> HttpResponse:
    """A meeting for their calendar."""
    found = queries.my_meeting(request.person, reference)
    return calendar_file(request, found, reverse("management.my_meeting", args=[reference]))


@my_page
def my_action(request: Request, reference: str) -> HttpResponse:
    """An action that their organisation owes: what it is, and saying what came of it."""
    found = queries.my_action(request.person, reference)
    if found.done_on:
        (shown,) = queries.shown([found], request.person, are_own=True)
        context = {
            "action": found,
            "shown": shown,
            "name": queries.name_of(found.of),
            "breadcrumbs": _trail(("", "An action")),
        }
        return render(request, "management/my_action.html", context)
    return ask(
        request,
        forms.FinishAction(sent(request), initial={"version": found.version}),
        lambda **said: actions.finish_action(action_point=found, **said),
        lambda _: reverse("management.my_action", args=[reference]),
        title="An action that you owe",
        caption=queries.name_of(found.of),
        words=[found.what, f"Due {clock.spoken(found.due)}."],
        button="It is done",
        back=reverse("management.mine"),
        breadcrumbs=_trail(("", "An action")),
        again=lambda: {
            "version": queries.my_action(request.person, reference).version,
            "outcome": "",
            "done_on": None,
        },
    )


@my_page
def my_task(request: Request, reference: str) -> HttpResponse:
    """What their organisation is to do when an agreement ends: saying that it is done, with what shows it."""
    found = queries.my_exit_task(request.person, reference)
    of = queries.name_of(found.plan.agreement)
    if found.state != "open":
        context = {
            "task": found,
            "state": rules.TASK_STATES[found.state],
            "files": documents.files_about(request.person, found.subject),
            "name": of,
            "breadcrumbs": _trail(("", found.title)),
        }
        return render(request, "management/my_task.html", context)
    return ask(
        request,
        forms.FinishTask(sent(request), request.FILES or None, initial={"version": found.version}),
        lambda **said: actions.finish_task(task=found, **said),
        lambda _: reverse("management.my_task", args=[reference]),
        title=found.title,
        caption=of,
        words=[
            *([found.words] if found.words else []),
            f"The agreement ends on {clock.spoken(found.plan.ends)}. This is due {clock.spoken(found.due)}.",
        ],
        button="It is done",
        back=reverse("management.mine"),
        breadcrumbs=_trail(("", found.title)),
        again=lambda: {
            "version": queries.my_exit_task(request.person, reference).version,
            "outcome": "",
            "evidence": None,
        },
    )


@my_page
def my_plan(request: Request, reference: str) -> HttpResponse:
    """An improvement plan as its provider, or a commissioner of the service, reads it."""
    found = queries.my_plan(request.person, reference)
    (shown,) = queries.shown_plans([found])
    context = {
        "plan": found,
        "shown": shown,
        "name": queries.name_of(found.of),
        "steps": queries.shown(queries.steps_of_plan(found), None),
        "reviews": queries.reviews_of(found),
        "escalation": rules.ESCALATIONS.get(found.escalation, ""),
        "may_answer": found.state == "proposed" and access.may_answer(request.person, found),
        "own": set(
            access.my_actions(request.person).filter(plan=found).values_list("pk", flat=True)
        ),
        "breadcrumbs": _trail(("", found.title)),
    }
    return render(request, "management/my_plan.html", context)


@my_page
def answer(request: Request, reference: str) -> HttpResponse:
    """Agree to an improvement plan for the provider, or dispute it."""
    found = queries.my_plan(request.person, reference)
    only_if(access.may_answer(request.person, found), NOT_SIGNATORY)
    back = reverse("management.my_plan", args=[reference])
    return ask(
        request,
        forms.AnswerPlan(sent(request), initial={"version": found.version}),
        lambda **said: actions.answer_plan(plan=found, **said),
        lambda _: back,
        title="Answer the improvement plan",
        caption=found.title,
        button="Send the answer",
        words=[f"It must be better by {clock.spoken(found.by_when)}."],
        back=back,
        breadcrumbs=_trail((back, found.title), ("", "Answer")),
        again=lambda: {
            "version": queries.my_plan(request.person, reference).version,
            "answer": "",
            "words": "",
        },
    )


@my_page
def my_service(request: Request, reference: str) -> HttpResponse:
    """How a joint service is managed, as those who commission it with the office read it."""
    found = queries.my_service(request.person, reference)
    risks = queries.risks_of(found)
    scale = rules.scale_on(clock.today())
    context = {
        "of": found,
        "figures": queries.figures_of(found),
        "meetings": queries.meetings_of(found),
        "kinds": rules.MEETING_KINDS,
        "meeting_states": rules.MEETING_STATES,
        "actions": queries.shown(queries.actions_of(found), None),
        "issues": queries.shown_issues(queries.issues_of(found), None),
        "risks": queries.shown_risks(risks, None),
        "map": rules.heat_map([(one.likelihood, one.impact) for one in risks], scale),
        "scale": scale,
        "plans": queries.shown_plans(queries.plans_of(found)),
        "breadcrumbs": _trail(("", found.title)),
    }
    return render(request, "management/my_service.html", context)
