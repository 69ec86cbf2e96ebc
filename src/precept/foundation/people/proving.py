"""Showing again who one is, before an act that matters more than reading."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger.actions import Refused
from precept.foundation.people import factors, rules
from precept.foundation.people.models import SignedIn

WHERE_NEXT = "where to after signing in"
"""Where a browser's session keeps the page to go to once somebody showed who they are."""


def proves_first(
    request: HttpRequest, row: SignedIn | None = None, *, instead: str = ""
) -> HttpResponse | None:
    """Where to show again who one is; nothing where that was a short while ago.

    ``instead`` is where to come back to from a form that was sent; else it is the page itself.
    """
    row = row or getattr(request, "signed_in", None)
    if row is None or row.how == "demonstration" or clock.now() - row.proved <= rules.PROOF_LASTS:
        return None
    if not factors.factors_of(row.person).any:
        raise Refused(
            "You signed in more than half an hour ago. Sign out and in again before you do this."
        )
    is_page = request.method == "GET" or not instead
    request.session[WHERE_NEXT] = request.get_full_path() if is_page else instead
    return redirect("people.second_step")


def proves_for_account(request: HttpRequest, row: SignedIn) -> HttpResponse | None:
    """The same for acts that change how somebody signs in."""
    return proves_first(request, row, instead=reverse("people.account"))
