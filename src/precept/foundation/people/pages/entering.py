"""What every way in shares: where somebody was going, and what happens when they are in."""

import contextlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from precept.foundation.ledger.actions import Changed
from precept.foundation.people import actions, factors, limits, rules
from precept.foundation.people.actions.provider import TO_LINK
from precept.foundation.people.middleware import session_here
from precept.foundation.people.models import Person, SignedIn
from precept.foundation.people.proving import WHERE_NEXT, WHY_AGAIN

NEXT = WHERE_NEXT
OTHERS_HOME = "bids.mine"
"""Where people without a role in the office have their work."""


def keep_next(request: HttpRequest) -> None:
    """Remember where somebody was going, if it is a page of this office."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    # Only what starts at the root: anything else is no address of ours, and may be none at all.
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, None):
        request.session[NEXT] = wanted


def home_address(person: Person | None) -> str:
    """Where somebody's own work is: the office's home for staff, their bids for everyone else."""
    if person is None:
        return reverse(settings.LOGIN_URL)
    home = settings.LOGIN_REDIRECT_URL if person.is_staff_today else OTHERS_HOME
    with contextlib.suppress(NoReverseMatch):
        return reverse(home)
    return reverse("people.account")


def onwards(request: HttpRequest) -> HttpResponse:
    """To what they typed when their session ended, else to where they were going, else to their home."""
    person: Person | None = getattr(request, "person", None)
    if person is not None and actions.unsent(session=request.session, person=person):
        return redirect("people.unsent")
    wanted = request.session.pop(NEXT, None)
    return HttpResponseRedirect(wanted or home_address(person))


def where_from(request: HttpRequest) -> dict[str, str]:
    """Which browser and network a request came from, as a session keeps it."""
    return {
        "browser": rules.browser_name(request.headers.get("User-Agent", "")),
        "network": limits.asking_network(request),
    }


def signed_in(
    request: HttpRequest,
    person: Person,
    how: str,
    second: str = "",
    proved: datetime | None = None,
) -> HttpResponse:
    """Let somebody in after their first step; who owes a second factor is asked for it.

    ``proved`` is when they showed who they are, where that was not now.
    """
    waiting = actions.waiting_link(request.session, person)
    if waiting and waiting["second factor"] and not second and not factors.factors_of(person).any:
        second = "provider"
    row = actions.sign_in(
        session=request.session,
        person=person,
        how=how,
        second_factor=second,
        proved=proved,
        **where_from(request),
    )
    return entered(request, row)


def entered(request: Any, row: SignedIn) -> HttpResponse:
    """Go on after a step was given, with everything that waited for it."""
    rotate_token(request)
    request.signed_in = row
    request.person = row.person if row.is_complete else None
    if not row.is_complete:
        return redirect("people.second_step")
    request.session.pop(WHY_AGAIN, None)
    waiting = actions.waiting_link(request.session, row.person)
    if waiting:
        request.session.pop(TO_LINK)
        with contextlib.suppress(
            Changed
        ):  # somebody else was linked meanwhile: they are in all the same
            actions.link_provider(
                by=row.person, issuer=str(waiting["issuer"]), subject=str(waiting["subject"])
            )
    return onwards(request)


def elsewhere_for(request: HttpRequest) -> HttpResponse | None:
    """Where somebody belongs who need not be at the first step."""
    row = session_here(request)
    if row is None:
        return None
    return onwards(request) if row.is_complete else redirect("people.second_step")
