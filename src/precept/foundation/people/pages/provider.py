"""Single sign-on: to the office's provider and back. Off until the settings name one."""

import logging
from dataclasses import asdict
from datetime import UTC, datetime
from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger.actions import Refused
from precept.foundation.people import actions, limits, provider, rules
from precept.foundation.people.pages.entering import elsewhere_for, keep_next, signed_in
from precept.foundation.people.proving import WHY_AGAIN
from precept.foundation.web.pages import Request, my_page, open_page, render

logger = logging.getLogger(__name__)
JOURNEY = "journey to the provider"
"""Where a browser's session holds what the provider's answer must match."""
NOT_BELIEVED = (
    "Your work account could not be checked. Try again, or sign in with a code. If it happens again, tell an"
    " administrator."
)
NOT_ASKED_AGAIN = (
    "Your work account did not say that it asked you again who you are, so nothing was done. Try again. If it"
    " happens again, tell an administrator: the provider must send the time of the last sign-in (auth_time)."
)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""When somebody showed who they are, where the provider does not say: the first grave act asks."""
TOO_MANY = "There were too many tries. Wait an hour, then try again, or sign in with a code."


def _asked() -> provider.Provider:
    found = provider.provider()
    if found is None:
        raise Http404
    return found


def _back() -> str:
    return settings.PRECEPT_ADDRESS + reverse("people.provider_back")


def _refused(request: HttpRequest, words: str) -> HttpResponse:
    context = {"words": words, "name": _asked().name, "back": reverse("people.sign_in")}
    return render(request, "people/provider_refused.html", context, status=403)


@open_page
def to_provider(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider, with words that its answer must bring back."""
    asked = _asked()
    again = WHY_AGAIN in request.session and "again" in request.GET
    if not again and (elsewhere := elsewhere_for(request)):
        return elsewhere
    network = limits.asking_network(request)
    if not limits.take("providers of a network", network, rules.PASSWORD_NETWORK_LIMITS):
        return _refused(request, TOO_MANY)
    journey = provider.new_journey()
    try:
        there = provider.way_there(asked, journey, _back(), again=again)
    except provider.NotBelieved as problem:
        logger.warning("single sign-on: %s", problem)
        return _refused(request, NOT_BELIEVED)
    if not again:
        keep_next(request)
    at = clock.now()
    request.session[JOURNEY] = {
        **asdict(journey),
        "at": at.timestamp(),
        "again": at.isoformat() if again else None,
    }
    return HttpResponseRedirect(there)


@open_page
def provider_back(request: HttpRequest) -> HttpResponse:
    """Take the provider's answer: to the question of this browser, once."""
    asked = _asked()
    kept = request.session.pop(JOURNEY, None)
    is_answer = (
        kept is not None
        and compare_digest(kept["state"].encode(), request.GET.get("state", "").encode())
        and clock.now().timestamp() - kept["at"] <= rules.PROVIDER_LASTS.total_seconds()
    )
    if not is_answer or "code" not in request.GET:
        logger.warning("single sign-on: no answer to a question of this browser")
        return _refused(request, NOT_BELIEVED)
    journey = provider.Journey(kept["state"], kept["nonce"], kept["verifier"])
    try:
        known = provider.who_came_back(
            asked,
            journey,
            request.GET["code"],
            _back(),
            since=datetime.fromisoformat(kept["again"]) if kept["again"] else None,
        )
    except provider.NotAskedAgain as problem:
        logger.warning("single sign-on: %s", problem)
        return _refused(request, NOT_ASKED_AGAIN)
    except provider.NotBelieved as problem:
        logger.warning("single sign-on: %s", problem)
        return _refused(request, NOT_BELIEVED)
    person = actions.person_of_provider(known)
    if person is not None:
        second = "provider" if known.gave_second_factor else ""
        proved = clock.now() if kept["again"] else known.asked_at or LONG_AGO
        return signed_in(request, person, "provider", second, proved=proved)
    try:
        actions.ask_for_proof(
            session=request.session, known=known, network=limits.asking_network(request)
        )
    except Refused as refusal:
        return _refused(request, refusal.words)
    return redirect("people.provider_link")


@open_page
def provider_link(request: HttpRequest) -> HttpResponse:
    """Say what linking is, and lead to the proof: a code or the password, this once."""
    context = {"name": _asked().name, "back": reverse("people.sign_in")}
    return render(request, "people/provider_link.html", context)


@my_page
def unlink_provider(request: Request) -> HttpResponse:
    """Stop signing in with the work account."""
    if request.method == "POST":
        actions.unlink_provider(by=request.person)
    return redirect("people.account")
