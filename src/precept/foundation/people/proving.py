"""Showing again who one is, before an act that matters more than reading; and going on with it afterwards."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger.actions import Refused
from precept.foundation.people import actions, factors, limits, provider, rules
from precept.foundation.people.middleware import NEXT, typed_in
from precept.foundation.people.models import SignedIn

WHERE_NEXT = NEXT
WHY_AGAIN = "why asked again"
"""Where a browser's session keeps what the page says that asks again."""
GRAVE = "What you are about to do matters, so we make sure that it is still you."
FOR_ACCOUNT = "What you are about to change decides who can sign in, so we ask again."
NOTHING_TO_PROVE_WITH = "Sign out and in again before you do this."


def too_much(kind: rules.ExportKind) -> str:
    """What the page says to somebody who reached a limit of exports."""
    minutes = int(rules.EXPORTS_WITHIN.total_seconds() // 60)
    return (
        f"You downloaded {kind.most} records within {minutes} minutes, so we make sure that it is still you."
        " People who look after the office’s security are told of it. Afterwards you go on where you were."
    )


def proves_first(
    request: HttpRequest, row: SignedIn | None = None, *, instead: str = "", why: str = GRAVE
) -> HttpResponse | None:
    """Where to show again who one is; nothing where that was a short while ago, or one just signed in.

    ``instead`` is where to come back to from a button that was pressed; else it is the page itself. What
    somebody typed and sent is kept for them, and they send it on with one button.
    """
    row = row or getattr(request, "signed_in", None)
    if row is None or row.how == "demonstration" or clock.now() - row.proved <= rules.PROOF_LASTS:
        return None
    return asks_again(request, row, why, instead=instead)


def comes_from_provider(row: SignedIn) -> bool:
    """Whether somebody proves who they are to the office's provider of single sign-on, and can do so again."""
    return row.how == "provider" and provider.provider() is not None


def asks_again(request: HttpRequest, row: SignedIn, why: str, *, instead: str = "") -> HttpResponse:
    """To the page that asks again who one is, with the way back and what was sent."""
    if not factors.factors_of(row.person).any and not comes_from_provider(row):
        words = f"{why} {NOTHING_TO_PROVE_WITH}"
        raise Refused(words)
    is_page = request.method in {"GET", "HEAD"} or not instead
    session: Any = request.session
    session[WHERE_NEXT] = request.get_full_path() if is_page else instead
    session[WHY_AGAIN] = why
    if request.method == "POST":
        typed = typed_in(request, is_asked_again=True)
        if typed.answers or typed.files or not instead:
            actions.keep_unsent(
                session=session, typed=typed, network=limits.asking_network(request)
            )
    return redirect("people.second_step")


def proves_for_account(request: HttpRequest, row: SignedIn) -> HttpResponse | None:
    """The same for acts that change how somebody signs in."""
    return proves_first(request, row, instead=reverse("people.account"), why=FOR_ACCOUNT)
