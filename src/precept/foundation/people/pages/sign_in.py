"""Signing in and out: a code for everyone; a password with a second factor, or a passkey, for staff."""

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse

from precept.foundation.ledger.actions import Refused
from precept.foundation.people import actions, factors, forms, limits, provider
from precept.foundation.people.actions.steps import ASKED
from precept.foundation.people.actions.unsent import WORD
from precept.foundation.people.middleware import session_here
from precept.foundation.people.models import Person, SignedIn
from precept.foundation.people.pages.entering import (
    elsewhere_for,
    entered,
    home_address,
    keep_next,
    onwards,
    signed_in,
)
from precept.foundation.people.proving import (
    FOR_ACCOUNT,
    WHY_AGAIN,
    comes_from_provider,
    proves_for_account,
)
from precept.foundation.web.pages import open_page, render

APP_SECRET = "people.new app"  # noqa: S105 - the purpose of a signature
APP_SECRET_LASTS = 30 * 60
"""Seconds that a page with a new app's secret can be used."""


@open_page
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a code; the other ways in are named beneath."""
    if request.method == "GET" and request.GET.get("next") and session_here(request):
        keep_next(request)
    if elsewhere := elsewhere_for(request):
        return elsewhere
    form = forms.AskForCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.ask_for_code(
                session=request.session,
                email=form.cleaned_data["email"],
                network=limits.asking_network(request),
            )
            keep_next(request)
            return redirect("people.sign_in_code")
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    context = {
        "form": form,
        "next": wanted,
        "is_kept": WORD in request.session,
        "provider": provider.provider(),
    }
    return render(request, "people/sign_in.html", context)


@open_page
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Type the code, in the browser that asked for it."""
    if elsewhere := elsewhere_for(request):
        return elsewhere
    asked = request.session.get(ASKED)
    if not asked:
        return redirect("people.sign_in")
    asking = "people.start" if asked.get("may join") else "people.sign_in"
    form = forms.TypeCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            person = actions.use_code(
                session=request.session,
                code=form.cleaned_data["code"],
                network=limits.asking_network(request),
            )
            if person is None:
                return redirect("people.start_name")
            return signed_in(request, person, "code")
    context = {
        "form": form,
        "address": asked["address"],
        "may_join": bool(asked.get("may join")),
        "back": reverse(asking),
    }
    return render(request, "people/code.html", context)


@open_page
def sign_in_password(request: HttpRequest) -> HttpResponse:
    """The first of the two steps of staff."""
    if elsewhere := elsewhere_for(request):
        return elsewhere
    form = forms.GivePassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            person = actions.check_password(
                **form.cleaned_data, network=limits.asking_network(request)
            )
            keep_next(request)
            return signed_in(request, person, "password")
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    context = {"form": form, "next": wanted, "back": reverse("people.sign_in")}
    return render(request, "people/password.html", context)


@open_page
def sign_in_passkey(request: HttpRequest) -> HttpResponse:
    """Ask the browser for a passkey, and take its answer: as the way in, or as the second step."""
    if request.method != "POST":
        return redirect("people.sign_in")
    row = session_here(request)
    person = row.person if row else None
    problem = ""
    if answer := request.POST.get("answer", ""):
        try:
            return _passkey_answered(request, row, answer)
        except Refused as refusal:
            problem = refusal.words
    else:
        keep_next(request)
    context = {
        "question": factors.ask_for_passkey(person),
        "problem": problem,
        "back": reverse("people.second_step" if row else "people.sign_in"),
    }
    return render(request, "people/passkey.html", context, status=422 if problem else 200)


def _passkey_answered(request: HttpRequest, row: SignedIn | None, answer: str) -> HttpResponse:
    network = limits.asking_network(request)
    if row is not None:
        given = actions.give_second_passkey(
            session=request.session, signed_in=row, answer=answer, network=network
        )
        return entered(request, given)
    person = actions.use_passkey(answer=answer, network=network)
    return signed_in(request, person, "passkey", "passkey")


@open_page
def second_step(request: HttpRequest) -> HttpResponse:
    """Give the second factor: after the first step, or for an act that asks again."""
    row = session_here(request)
    if row is None:
        return redirect("people.sign_in")
    had = factors.factors_of(row.person)
    is_asked_again = WHY_AGAIN in request.session and comes_from_provider(row)
    if not had.any and not (row.is_complete and is_asked_again):
        return redirect("people.set_up") if not row.is_complete else onwards(request)
    form = forms.GiveSecondFactor(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            given = actions.give_second_code(
                session=request.session,
                signed_in=row,
                code=form.cleaned_data["code"],
                network=limits.asking_network(request),
            )
            return entered(request, given)
    context = {
        "form": form,
        "factors": had,
        "is_again": row.is_complete,
        "why": request.session.get(WHY_AGAIN, FOR_ACCOUNT),
        "is_kept": WORD in request.session,
        "home": home_address(row.person),
        "provider": provider.provider() if row.is_complete and is_asked_again else None,
    }
    return render(request, "people/second_step.html", context)


def who_may_set_up(request: HttpRequest) -> SignedIn | HttpResponse:
    """The session that may add a second factor, or where to go first.

    Somebody who owes one and has none; or somebody who showed who they are a short while ago.
    """
    row = session_here(request)
    if row is None:
        return redirect("people.sign_in")
    if row.is_complete:
        return proves_for_account(request, row) or row
    return redirect("people.second_step") if factors.factors_of(row.person).any else row


@open_page
def set_up(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app; the other choice is a passkey."""
    row = who_may_set_up(request)
    if isinstance(row, HttpResponse):
        return row
    form = forms.AddApp(request.POST or None)
    secret = _secret_of(row.person, request.POST.get("secret", "")) or factors.new_app_secret()
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            codes = actions.add_app(by=row.person, secret=secret, code=form.cleaned_data["code"])
            return _set_up_done(request, row, "one-time code", codes)
    context = {
        "form": form,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "sealed": signing.dumps([row.person.reference, factors.sealed(secret)], salt=APP_SECRET),
        "picture": factors.app_picture(row.person, secret),
        "is_owed": not row.is_complete,
    }
    return render(request, "people/set_up.html", context)


def _secret_of(person: Person, sealed: str) -> str:
    # The secret travels with the page, enciphered and signed, so that opening the page stores nothing.
    try:
        reference, secret = signing.loads(sealed, salt=APP_SECRET, max_age=APP_SECRET_LASTS)
    except (signing.BadSignature, ValueError):
        return ""
    return factors.unsealed(secret) if reference == person.reference else ""


@open_page
def set_up_passkey(request: HttpRequest) -> HttpResponse:
    """Ask the browser to make a passkey, and keep it."""
    if request.method != "POST":
        return redirect("people.set_up")
    row = who_may_set_up(request)
    if isinstance(row, HttpResponse):
        return row
    answer = request.POST.get("answer", "")
    form = forms.NamePasskey(request.POST if answer else None)
    if answer and form.is_valid():
        with form.refusals():
            codes = actions.add_passkey(
                by=row.person, answer=answer, name=form.cleaned_data["name"]
            )
            return _set_up_done(request, row, "passkey", codes)
    context = {"form": form, "question": factors.ask_for_new_passkey(row.person)}
    return render(request, "people/add_passkey.html", context)


def _set_up_done(
    request: HttpRequest, row: SignedIn, second: str, codes: list[str]
) -> HttpResponse:
    response: HttpResponse
    if row.is_complete and row.second_factor:
        response = redirect("people.account")
    else:
        given = actions.prove_again(session=request.session, signed_in=row, second_factor=second)
        response = entered(request, given)
    if not codes:
        return response
    return render(
        request, "people/recovery_codes.html", {"codes": codes, "onwards": response["Location"]}
    )


@open_page
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and have the browser forget what it keeps of this office."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = session_here(request)
    if row is not None:
        actions.sign_out(session=request.session, signed_in=row)
    request.session.flush()
    request.signed_in = request.person = None  # type: ignore[attr-defined]  # given by who_asks
    response = render(request, "people/signed_out.html")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
