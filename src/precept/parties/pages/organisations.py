"""The list of organisations, one of them, and adding another."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.web.pages import Request, office_page, render
from precept.parties import access, actions, forms, queries
from precept.parties.pages.trail import (
    back_to,
    facts_of,
    only_who_keep,
    said_done,
    trail_of,
    way_to,
)


@office_page
def organisations(request: Request) -> HttpResponse:
    """Everybody that the office deals with."""
    context = {
        "table": queries.organisations_page(request.person, request.GET),
        "may_keep": access.may_keep_organisations(request.person),
        "breadcrumbs": way_to(),
    }
    return render(request, "parties/organisations.html", context)


@office_page
def new(request: Request) -> HttpResponse:
    """Add an organisation; what looks as though it were here already is shown first."""
    only_who_keep(request)
    form = forms.NewOrganisation(
        request.POST or None, may_protect=access.may_protect(request.person)
    )
    candidates: list[queries.Candidate] = []
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        number = typed.pop("scheme"), typed.pop("value")
        with form.refusals():
            try:
                made = actions.add_organisation(
                    by=request.person, identifiers=[number] if number[1] else [], **typed
                )
                return back_to(made, "added")
            except actions.LooksKnown as known:
                candidates = known.candidates
                raise
    context = {
        "form": form,
        "candidates": candidates,
        "breadcrumbs": way_to(("", "Add an organisation")),
    }
    return render(request, "parties/new.html", context)


@office_page
def organisation(request: Request, reference: str) -> HttpResponse:
    """Everything the office keeps of one organisation, and publishing it."""
    one = queries.organisation(request.person, reference)
    form = forms.PublishReason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if elsewhere := proves_first(request):
            return elsewhere
        with form.refusals():
            actions.publish_organisation(by=request.person, organisation=one, **form.cleaned_data)
            return back_to(one, "published")
    today, whole = clock.today(), queries.whole(one)
    context = {
        "organisation": one,
        "facts": facts_of(one),
        "whole": whole,
        "public": queries.public_state(one, whole),
        "public_address": f"/organisations/{one.reference}",
        "versions_address": reverse("publications.one", args=["organisation", one.reference]),
        "is_ended": one.ends is not None and one.ends < today,
        "today": today,
        "form": form,
        "may_keep": access.may_keep_organisations(request.person),
        "may_protect": access.may_protect(request.person),
        "may_reveal": access.may_reveal(request.person, one),
        "may_publish": access.may_publish_organisation(request.person),
        "story": ledger.story(one.subject),
        "done": said_done(request),
        "breadcrumbs": trail_of(one),
    }
    return render(request, "parties/organisation.html", context)
