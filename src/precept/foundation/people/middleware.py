"""Who asks: found out when a page first wants to know, so that public pages never touch the session."""

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people import actions, limits, queries
from precept.foundation.people.actions.sessions import HERE
from precept.foundation.people.actions.unsent import Typed
from precept.foundation.people.models import Person, SignedIn

Answer = Callable[[HttpRequest], HttpResponse]

NEXT = "where to after signing in"
"""Where a browser's session keeps the page to go to once somebody showed who they are."""
NOT_KEPT = ("password", "secret", "token", "credential", "sort_code", "account_number", "roll")
"""What nobody sees again, and nobody keeps, by its name."""
SENT_AGAIN = "sent-again"
"""With a form that is sent again: it need not be kept any longer."""
SIGNED_OUT = (
    "Not saved: you were signed out. What you typed stays on this page. Sign in again in another tab, then"
    " copy it from here."
)
SEEN_EVERY = timedelta(minutes=1)
"""How finely the time of the last request is kept: reading a page should rarely mean a write."""
OTHERS_SEEN_EVERY = timedelta(minutes=15)
"""For people outside, whose session does not end by being idle: they come by hundreds before a deadline."""


def session_here(request: HttpRequest) -> SignedIn | None:
    """The session of this browser, complete or with its second factor owed; asked once a request."""
    row: SignedIn | None = getattr(request, "signed_in", None)
    return row


def _look_up(request: Any) -> SignedIn | None:
    reference = request.session.get(HERE)
    row = queries.signed_in(reference) if reference else None
    now = clock.now()
    # A page that only asks how long the session lasts must not make it longer.
    only_looks = getattr(request, "only_looks", False)
    if row is None or only_looks:
        return row
    if now - row.seen >= (SEEN_EVERY if row.person.is_staff_today else OTHERS_SEEN_EVERY):
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


class who_asks:  # noqa: N801 - a middleware, named as the others
    """Give each request its ``person``: None unless everything owed at the door was given.

    Staff are nobody until their second factor; sessions end when idle or too old; a role given or
    ended acts on the next request. What is sent after a session ended is kept for its person.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the request knows who asks."""
        asking: Any = request
        asking.__class__ = _with_person(type(asking))
        return self.answer(asking)

    def process_view(self, request: Any, view: Any, *_: Any) -> HttpResponse | None:
        """Keep what somebody sends through a door that they may no longer pass, before it is shut."""
        if request.method != "POST" or getattr(view, "door", "") not in {"my", "office"}:
            return None
        if request.person is not None:
            if SENT_AGAIN in request.POST:
                actions.forget_unsent(session=request.session)
                request.session.pop(NEXT, None)
            return None
        if request.POST.get("autosave") == "yes":
            return JsonResponse({"words": SIGNED_OUT, "href": _door(request)}, status=401)
        if request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
            actions.keep_unsent(
                session=request.session,
                typed=typed_in(request),
                network=limits.asking_network(request),
            )
        return None


def _door(request: HttpRequest) -> str:
    # Where the form stands, not where it was sent: that may take nothing but a form.
    return f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"


def typed_in(request: HttpRequest, *, is_asked_again: bool = False) -> Typed:
    """What somebody sent, without its secrets and files, as it is kept for them."""
    sent = [
        (name, text)
        for name, texts in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for text in texts
        if isinstance(text, str)
    ]
    kept = [pair for pair in sent if not any(word in pair[0].lower() for word in NOT_KEPT)]
    files = [str(file.name) for _, several in request.FILES.lists() for file in several]
    return Typed(
        address=request.get_full_path(),
        answers=tuple(kept),
        files=tuple(files),
        is_whole=len(kept) == len(sent) and not files,
        is_asked_again=is_asked_again,
    )
