"""What happens around every request: headers that keep readers safe, failures that explain themselves."""

import logging
import secrets
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.web import errors
from precept.foundation.web.beginning import begun

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)


def stamp_beginning(answer: Answer) -> Answer:
    """Give each request its ``begun`` before anything else is done for it: a deadline is held against that."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.begun = begun(request)  # type: ignore[attr-defined]  # pages.Request declares it
        return answer(request)

    return middleware


def safety_headers(answer: Answer) -> Answer:
    """Every answer says what a browser may do with it; what a person signed in to see is not kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        if not response.has_header("Cache-Control"):
            headers["Cache-Control"] = "no-store"
        return response

    return middleware


class explain_failures:  # noqa: N801 - a middleware, named as the others
    """Turn what went wrong into a page in plain words that keeps what was typed."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a failure on the way becomes a page."""
        if "\x00" in request.path:  # no reference holds it, and PostgreSQL refuses to look for it
            return errors.page(request, 404)
        return self.answer(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """The page for what a view raised."""
        if isinstance(problem, NotAllowed):
            logger.warning("not allowed: %s %s", request.method, request.path)
            return errors.page(request, 403, problem.words)
        if isinstance(problem, Changed):
            return errors.page(request, 409, problem.words)
        if isinstance(problem, Refused):
            return errors.page(request, 422, problem.words)
        if isinstance(problem, PermissionDenied):
            return errors.page(request, 403, str(problem))
        if isinstance(problem, Http404):
            return errors.page(request, 404)
        incident = secrets.token_hex(4)
        logger.error("incident %s: %s %s", incident, request.method, request.path, exc_info=problem)
        if isinstance(problem, DatabaseError | InterfaceError):
            return errors.page(request, 503, incident=incident)
        return errors.page(request, 500, incident=incident)
