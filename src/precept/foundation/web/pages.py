"""How a page is rendered, and the door of pages that anyone may read."""

import functools
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    QueryDict,
)
from django.template.loader import render_to_string
from django.urls import reverse

from precept.foundation.ledger.actions import NotAllowed
from precept.foundation.web.shell import shell_for

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

guard_public: list[Callable[[], AbstractContextManager[Any]]] = [nullcontext]
"""What surrounds every public page. The tests put a watch here that fails any read of another table."""


def public_page(view: View[P]) -> View[P]:
    """A page for anyone: reads publications and search entries, never the session; GET alone."""

    @functools.wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request.is_public_page = True  # type: ignore[attr-defined]
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        with guard_public[0]():
            response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "public, max-age=60"
        return response

    page.door = "public"  # type: ignore[attr-defined]
    return page


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """A page in its shell. A form with errors answers 422, so that nobody takes it for done."""
    given = dict(context or {})
    if status == 200 and any(
        getattr(thing, "is_bound", False) and getattr(thing, "errors", None)
        for thing in given.values()
    ):
        status = 422
    is_public = getattr(request, "is_public_page", False)
    if (
        "shell" not in given
    ):  # not asked for where a page made its own: it reads the office once more
        given["shell"] = shell_for(request, is_public)
    return HttpResponse(render_to_string(template, given, request), status=status)


class Request(HttpRequest):
    """A request whose asker is known: ``person`` is the member of staff or other person signed in.

    ``begun`` is the instant (UTC) at which the request began, which a deadline is held against.
    """

    person: Any
    begun: datetime


OfficeView = Callable[Concatenate[Any, P], HttpResponse]


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    address = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
    return HttpResponseRedirect(address)


def office_page(view: OfficeView[P]) -> View[P]:
    """A page of the office: for staff, signed in with a second factor. Never kept by a browser."""

    @functools.wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = getattr(request, "person", None)
        if person is None:
            return _sign_in_first(request)
        if not person.may("see the office"):
            raise NotAllowed("This page is for people who work in the office.")
        return view(request, *args, **kwargs)

    page.door = "office"  # type: ignore[attr-defined]
    return page


def sent(request: HttpRequest) -> QueryDict | None:
    """What somebody sent with a form, if only its button; nothing where they only look."""
    return request.POST if request.method == "POST" else None


def only_if(allowed: bool, words: str) -> None:
    """Refuse a page, in words, to somebody who may not do what it is for."""
    if not allowed:
        raise NotAllowed(words)


def my_page(view: OfficeView[P]) -> View[P]:
    """A page for anyone who is signed in, about their own work."""

    @functools.wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if getattr(request, "person", None) is None:
            return _sign_in_first(request)
        return view(request, *args, **kwargs)

    page.door = "my"  # type: ignore[attr-defined]
    return page


def open_page(view: View[P]) -> View[P]:
    """A page that anyone may use and that writes: signing in, and the demonstration's doors."""

    @functools.wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, *args, **kwargs)

    page.door = "open"  # type: ignore[attr-defined]
    return page
