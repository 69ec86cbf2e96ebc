"""Pages for what went wrong: what it means, what to do, and what was typed."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string

from precept.foundation.web.fields import boxes_of, choices_of
from precept.foundation.web.forms import read_by
from precept.foundation.web.shell import shell_for

NEVER_SHOWN = (
    "password",
    "code",
    "token",
    "secret",
    "csrf",
    "credential",
    "key",
    "account_number",
    "roll",
)
MOST_SHOWN = 200


@dataclass(frozen=True)
class Problem:
    """What a page says of a failure."""

    title: str
    text: str


PROBLEMS = {
    400: Problem("There is a problem with this request", "Go back and try again."),
    403: Problem(
        "You cannot see this page",
        "Your role does not include it. If your work needs it, ask an administrator of your office.",
    ),
    404: Problem(
        "Page not found",
        "If you typed the address, check it is correct. If you pasted it, check you copied all of it.",
    ),
    405: Problem("This page cannot be used in that way", "Go back and use the page's own buttons."),
    409: Problem("Somebody changed this before you", "Look at it again before you go on."),
    413: Problem("This is too large", "Choose a smaller file and try again."),
    422: Problem("This cannot be done", "Go back and change your answers."),
    429: Problem("Too many tries", "Wait a few minutes, then try again."),
    500: Problem(
        "Sorry, there is a problem with this service",
        "It was our fault. Nothing that was saved before is lost. Try again later.",
    ),
    503: Problem(
        "Sorry, the service is unavailable",
        "Nothing that was saved before is lost. Try again in a few minutes.",
    ),
}


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the person had typed, by the labels of its form, without anything secret, so that it can be copied.

    Where no form read it, the label is "", and only what is more than one word is shown: what a page sends
    by itself, such as the version that was read, never is. The name of a field is never shown.
    """
    if request.method != "POST":
        return []
    try:
        answers = list(request.POST.lists())
        labels = _labels(request.POST)
    except Exception:  # a body that cannot be read must not hide the first problem
        return []
    shown = []
    for name, texts in answers:
        if any(secret in name.lower() for secret in NEVER_SHOWN):
            continue
        label = labels[name] if name in labels else Label("")
        for text in texts:
            if label is not None and text.strip() and (label.text or _is_typed(text)):
                shown.append((label.text, label.choices.get(text, text)))
    return shown[:MOST_SHOWN]


@dataclass(frozen=True)
class Label:
    """What a box is called on its page, and what each of its choices is."""

    text: str
    choices: Mapping[str, str] = field(default_factory=dict)


def _labels(sent: QueryDict) -> dict[str, Label | None]:
    """By the name of each box what its page calls it; None for one that nobody sees."""
    found: dict[str, Label | None] = {}
    for form in read_by(sent):
        for bound in form:
            if bound.field.widget.is_hidden:
                found[bound.html_name] = None
                continue
            choices = {one.value: one.text for one in choices_of(bound)}
            found[bound.html_name] = Label(str(bound.label or ""), choices)
            for box in boxes_of(bound):
                found[f"{bound.html_name}-{box.name}"] = Label(f"{bound.label} ({box.name})")
    return found


def _is_typed(text: str) -> bool:
    return len(text.split()) > 1 or "@" in text


OUR_FAULT = 500
"""From this status on the failure is ours, and nothing of what was sent is kept."""
NOT_SAVED = "Not saved: what you just sent did not reach our records."


def page(request: HttpRequest, status: int, words: str = "", *, incident: str = "") -> HttpResponse:
    """The page of a failure, in the shell where one can be made."""
    problem = PROBLEMS[status]
    if status >= OUR_FAULT and request.method == "POST":
        words = f"{NOT_SAVED} {words or problem.text}"
    context = {
        "shell": shell_for(request, getattr(request, "is_public_page", True)),
        "status": status,
        "title": problem.title,
        "words": words or problem.text,
        "incident": incident,
        "typed": typed(request),
    }
    response = HttpResponse(render_to_string("web/error.html", context, request), status=status)
    response["Cache-Control"] = "no-store"
    if status == 503:
        response["Retry-After"] = "120"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """A request that could not be read, in plain words (400)."""
    return page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """What somebody may not do, in plain words (403)."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """What is not there, or not theirs to see, in plain words (404)."""
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours (500); a database that does not answer, before any view was reached, is 503."""
    away = isinstance(sys.exc_info()[1], DatabaseError | InterfaceError)
    return page(request, 503 if away else 500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """A form that was open too long, or came from elsewhere: what was typed is kept to be copied."""
    return page(
        request,
        403,
        "This form was open for too long, or cookies are switched off. Go back, reload the page and"
        " send it again.",
    )
