"""One's own account: name, where one is signed in, password and second factors."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse

from precept.foundation.people import actions, factors, forms, queries
from precept.foundation.people.middleware import session_here
from precept.foundation.people.models import SignedIn
from precept.foundation.people.proving import proves_for_account
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, render


def _here(request: HttpRequest) -> SignedIn:
    row = session_here(request)
    if row is None:  # somebody set ``person`` without a session
        raise Http404
    return row


@my_page
def account(request: Request) -> HttpResponse:
    """Everything about how one signs in."""
    person = request.person
    context = {
        "person": person,
        "roles": queries.roles_shown(person, person),
        "sessions": queries.sessions_of(person),
        "here": _here(request),
        "factors": factors.factors_of(person),
        "link": queries.provider_link(person),
    }
    return render(request, "people/account.html", context)


@my_page
def name(request: Request) -> HttpResponse:
    """Change one's own name."""
    return ask(
        request,
        forms.NewName(request.POST or None, initial={"name": request.person.name}),
        actions.change_name,
        title="Change your name",
        button="Save",
        back=reverse("people.account"),
    )


@my_page
def password(request: Request) -> HttpResponse:
    """Set one's own password."""
    here = _here(request)
    if elsewhere := proves_for_account(request, here):
        return elsewhere
    return ask(
        request,
        forms.NewPassword(request.POST or None),
        lambda **typed: actions.set_password(
            person=request.person, keep_session=here.reference, **typed
        ),
        title="Set your password",
        button="Save",
        back=reverse("people.account"),
    )


@my_page
def recovery_codes(request: Request) -> HttpResponse:
    """Make new recovery codes and show them once."""
    if request.method != "POST":
        return redirect("people.account")
    if elsewhere := proves_for_account(request, _here(request)):
        return elsewhere
    codes = actions.make_recovery_codes(by=request.person)
    context = {"codes": codes, "onwards": reverse("people.account")}
    return render(request, "people/recovery_codes.html", context)


@my_page
def remove_app(request: Request) -> HttpResponse:
    """Stop using an authenticator app."""
    if request.method != "POST":
        return redirect("people.account")
    if elsewhere := proves_for_account(request, _here(request)):
        return elsewhere
    actions.remove_app(by=request.person)
    return redirect("people.account")


@my_page
def remove_passkey(request: Request, reference: str) -> HttpResponse:
    """Stop using a passkey."""
    if request.method != "POST":
        return redirect("people.account")
    if elsewhere := proves_for_account(request, _here(request)):
        return elsewhere
    actions.remove_passkey(by=request.person, reference=reference)
    return redirect("people.account")


@my_page
def end_session(request: Request, reference: str) -> HttpResponse:
    """End one of one's sessions."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = SignedIn.objects.filter(person=request.person, reference=reference).first()
    if row is None:
        raise Http404
    actions.end_session(by=request.person, signed_in=row)
    return redirect("people.account")


@my_page
def end_other_sessions(request: Request) -> HttpResponse:
    """End all of one's sessions but this one."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.end_other_sessions(by=request.person, keep=_here(request).reference)
    return redirect("people.account")
