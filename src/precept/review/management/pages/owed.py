"""The office's pages of an action: what is owed, what came of it, another day."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.review.management import access, actions, forms, queries
from precept.review.management.actions.owed import NOT_OWNER
from precept.review.management.models import ActionPoint
from precept.review.management.pages.shared import Step, only_managers, step_named, trail_of


def address(of: ActionPoint) -> str:
    """Where the office reads an action."""
    return reverse("management.action", args=[of.reference])


@office_page
def action(request: Request, reference: str) -> HttpResponse:
    """One action: what is owed, by whom, where it comes from, what came of it."""
    found = queries.action_point(request.person, reference)
    (shown,) = queries.shown([found], request.person)
    back, name = queries.place_of(found)
    is_kept_back = shown.what != found.what
    context = {
        "action": found,
        "shown": shown,
        "is_kept_back": is_kept_back,
        "name": queries.name_of(found.of),
        "of": (queries.address_of(found.of), queries.short_of(found.of)),
        "source": (back, name),
        "may_finish": access.may_finish(request.person, found) and not found.done_on,
        "may_move": access.may_manage(request.person) and not found.done_on,
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_of(found.of, ("", "An action")),
    }
    return render(request, "management/action.html", context)


def _about(found: ActionPoint, here: str) -> dict[str, Any]:
    return {
        "caption": queries.short_of(found.of),
        "back": address(found),
        "breadcrumbs": trail_of(found.of, (address(found), "An action"), ("", here)),
    }


def finish(request: Request, found: ActionPoint) -> HttpResponse:
    """Say what came of an action."""
    only_if(access.may_finish(request.person, found), NOT_OWNER)
    return ask(
        request,
        forms.FinishAction(sent(request), initial={"version": found.version}),
        lambda **said: actions.finish_action(action_point=found, **said),
        address,
        title="Say what came of it",
        words=[queries.words_of(found, request.person)],
        button="It is done",
        again=lambda: _now(request, found),
        **_about(found, "Say what came of it"),
    )


def _now(request: Request, found: ActionPoint) -> dict[str, Any]:
    now = queries.action_point(request.person, found.reference)
    return {
        "version": now.version,
        "outcome": now.outcome,
        "done_on": now.done_on,
        "due": now.due,
        "why": "",
    }


def move(request: Request, found: ActionPoint) -> HttpResponse:
    """Give an action another day."""
    only_managers(request)
    return ask(
        request,
        forms.MoveAction(
            sent(request), initial={"version": found.version, "due": found.due, "why": ""}
        ),
        lambda **said: actions.move_action(action_point=found, **said),
        address,
        title="Move it to another day",
        words=[queries.words_of(found, request.person)],
        button="Move it",
        again=lambda: _now(request, found),
        **_about(found, "Move it"),
    )


STEPS: dict[str, Step] = {"finish": finish, "move": move}


@office_page
def action_step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step of an action, by its name."""
    page = step_named(STEPS, step)
    return page(request, queries.action_point(request.person, reference))
