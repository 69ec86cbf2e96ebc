"""The office's pages of an action: what is owed, what came of it, another day."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.ledger import queries as ledger
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.steps import Step, StepsOf, step_named
from precept.review.management import access, actions, forms, queries
from precept.review.management.actions.owed import NOT_OWNER
from precept.review.management.models import ActionPoint
from precept.review.management.pages.shared import only_managers, trail_of


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


def _now(request: Request, found: ActionPoint) -> dict[str, Any]:
    now = queries.action_point(request.person, found.reference)
    return {
        "version": now.version,
        "outcome": now.outcome,
        "done_on": now.done_on,
        "due": now.due,
        "why": "",
    }


_ask = StepsOf("action_point", _about, _now).ask


def finish(request: Request, found: ActionPoint) -> HttpResponse:
    """Say what came of an action."""
    only_if(access.may_finish(request.person, found), NOT_OWNER)
    return _ask(
        request,
        found,
        forms.FinishAction,
        actions.finish_action,
        title="Say what came of it",
        words=[queries.words_of(found, request.person)],
        button="It is done",
    )


def move(request: Request, found: ActionPoint) -> HttpResponse:
    """Give an action another day."""
    only_managers(request)
    return _ask(
        request,
        found,
        forms.MoveAction(
            sent(request), initial={"version": found.version, "due": found.due, "why": ""}
        ),
        actions.move_action,
        title="Move it to another day",
        here="Move it",
        words=[queries.words_of(found, request.person)],
        button="Move it",
    )


STEPS: dict[str, Step] = {"finish": finish, "move": move}


@office_page
def action_step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step of an action, by its name."""
    page = step_named(STEPS, step)
    return page(request, queries.action_point(request.person, reference))
