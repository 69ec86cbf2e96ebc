"""Starting with an e-mail address: for anyone who wants to apply, with an account or without."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from precept.foundation.people import actions, forms, limits
from precept.foundation.people.actions.steps import JOINING
from precept.foundation.people.middleware import session_here
from precept.foundation.people.pages.entering import elsewhere_for, keep_next, signed_in
from precept.foundation.web.pages import open_page, render, sent


@open_page
def start(request: HttpRequest) -> HttpResponse:
    """Enter an address and get a code, whether or not there is an account for it."""
    if request.method == "GET" and request.GET.get("next") and session_here(request):
        keep_next(request)
    if elsewhere := elsewhere_for(request):
        return elsewhere
    form = forms.Start(sent(request))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.ask_for_code(
                session=request.session,
                email=form.cleaned_data["email"],
                network=limits.asking_network(request),
                may_join=True,
            )
            keep_next(request)
            return redirect("people.sign_in_code")
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return render(request, "people/start.html", {"form": form, "next": wanted})


@open_page
def start_name(request: HttpRequest) -> HttpResponse:
    """Say who one is, after the code: only then there is an account."""
    if elsewhere := elsewhere_for(request):
        return elsewhere
    address = actions.proved_address(request.session)
    if not address:
        return redirect("people.start")
    form = forms.NewName(sent(request))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            person = actions.join(session=request.session, name=form.cleaned_data["name"])
            request.session.pop(JOINING, None)
            return signed_in(request, person, "code")
    context = {"form": form, "address": address, "back": reverse("people.start")}
    return render(request, "people/start_name.html", context)
