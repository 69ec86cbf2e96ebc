"""Who asks: found out when a page first wants to know, so that public pages never touch the session."""

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse

from precept.foundation import clock
from precept.foundation.people import queries
from precept.foundation.people.actions.sessions import HERE
from precept.foundation.people.models import Person, SignedIn

Answer = Callable[[HttpRequest], HttpResponse]

SEEN_EVERY = timedelta(minutes=1)
"""How finely the time of the last request is kept: reading a page should rarely mean a write."""


def session_here(request: HttpRequest) -> SignedIn | None:
    """The session of this browser, complete or with its second factor owed; asked once a request."""
    row: SignedIn | None = getattr(request, "signed_in", None)
    return row


def _look_up(request: Any) -> SignedIn | None:
    reference = request.session.get(HERE)
    row = queries.signed_in(reference) if reference else None
    now = clock.now()
    if row is not None and now - row.seen >= SEEN_EVERY:
        SignedIn.objects.filter(pk=row.pk, ended=None).update(seen=now)
    return row


def _person(request: Any) -> Person | None:
    row: SignedIn | None = request.signed_in
    return row.person if row is not None and row.is_complete else None


_kinds: dict[str, Any] = {}


def _with_person(kind: Any) -> Any:
    # Attributes of the class and not of the object: they are worked out when they are asked for, and
    # unlike a lazy object ``person`` can really be None. A test may still set either.
    if (known := _kinds.get(kind.__qualname__)) is not None:
        return known
    lazy: dict[str, Any] = {}
    for name, function in (("signed_in", _look_up), ("person", _person)):
        lazy[name] = cached_property(function)
        lazy[name].__set_name__(kind, name)
    made = _kinds[kind.__qualname__] = type(kind.__name__, (kind,), lazy)
    return made


def who_asks(answer: Answer) -> Answer:
    """Give each request its ``person``: None unless everything owed at the door was given.

    Staff are nobody until their second factor; sessions end when idle or too old; a role given or
    ended acts on the next request.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        asking: Any = request
        asking.__class__ = _with_person(type(asking))
        return answer(asking)

    return middleware
