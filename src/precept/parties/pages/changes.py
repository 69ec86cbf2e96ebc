"""Changing one thing of an organisation at a time."""

from typing import Any

from django.http import HttpResponse

from precept.foundation.web.pages import Request, office_page, render
from precept.parties import actions, forms, queries, rules
from precept.parties.pages.trail import back_to, change, only_who_keep, trail_of


@office_page
def details(request: Request, reference: str) -> HttpResponse:
    """Change what is kept of an organisation beside its names and numbers."""
    only_who_keep(request)
    one = queries.organisation(request.person, reference)
    return change(
        request,
        one,
        forms.ChangeDetails(request.POST or None, organisation=one),
        lambda **typed: actions.change_details(organisation=one, **typed),
        title="Change its details",
        button="Save",
        done="changed",
    )


@office_page
def name(request: Request, reference: str) -> HttpResponse:
    """Give an organisation another name."""
    only_who_keep(request)
    one = queries.organisation(request.person, reference)

    def rename(*, is_correction: str, **typed: Any) -> None:
        actions.rename(organisation=one, keep_former=is_correction == "no", **typed)

    return change(
        request,
        one,
        forms.Rename(request.POST or None, organisation=one),
        rename,
        title="Change its name",
        button="Change the name",
        done="renamed",
        intro="The public page keeps its address, and lists former names.",
    )


@office_page
def names(request: Request, reference: str) -> HttpResponse:
    """Former names: add one, or take one away that it never had."""
    only_who_keep(request)
    one = queries.organisation(request.person, reference)
    taken_away = request.POST.get("remove")
    form = forms.AddFormerName(request.POST if request.POST and not taken_away else None)
    if taken_away:
        actions.remove_former_name(by=request.person, organisation=one, name=taken_away)
        return back_to(one, "changed")
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.add_former_name(by=request.person, organisation=one, **form.cleaned_data)
            return back_to(one, "changed")
    context = {
        "organisation": one,
        "former_names": queries.former_names_of(one),
        "form": form,
        "breadcrumbs": trail_of(one, "Former names"),
    }
    return render(request, "parties/names.html", context)


@office_page
def identifiers(request: Request, reference: str) -> HttpResponse:
    """Numbers in other people's registers: add one, or take one away that is not its own."""
    only_who_keep(request)
    one = queries.organisation(request.person, reference)
    scheme, _, value = request.POST.get("remove", "").partition(":")
    form = forms.AddIdentifier(request.POST if request.POST and not value else None)
    if value:
        actions.remove_identifier(by=request.person, organisation=one, scheme=scheme, value=value)
        return back_to(one, "changed")
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.add_identifier(by=request.person, organisation=one, **form.cleaned_data)
            return back_to(one, "changed")
    context = {
        "organisation": one,
        "identifiers": queries.identifiers_of(one),
        "schemes": rules.SCHEMES,
        "hints": rules.scheme_hints(),
        "form": form,
        "breadcrumbs": trail_of(one, "Numbers"),
    }
    return render(request, "parties/identifiers.html", context)


@office_page
def new_contact(request: Request, reference: str) -> HttpResponse:
    """Note somebody to write to or call."""
    only_who_keep(request)
    one = queries.organisation(request.person, reference)
    return change(
        request,
        one,
        forms.ContactDetails(request.POST or None, initial={"version": one.version}),
        lambda **typed: actions.add_contact(organisation=one, **typed),
        title="Add a contact",
        button="Save",
        done="contact",
        intro="Contacts are never published.",
    )


@office_page
def contact(request: Request, reference: str, contact: str) -> HttpResponse:
    """Change a contact, or note that they have left."""
    only_who_keep(request)
    one = queries.organisation(request.person, reference)
    somebody = queries.contact(one, contact)
    if "left" in request.POST:
        actions.end_contact(by=request.person, contact=somebody)
        return back_to(one, "contact")
    fields = ("name", "role", "email", "telephone", "starts", "ends")
    initial = {"version": one.version} | {field: getattr(somebody, field) for field in fields}
    return change(
        request,
        one,
        forms.ContactDetails(request.POST or None, initial=initial),
        lambda **typed: actions.change_contact(contact=somebody, **typed),
        title=f"Contact: {somebody.name}",
        button="Save",
        done="contact",
        intro="Contacts are never published.",
        more={"second": {"text": "They left today", "name": "left", "value": "yes"}}
        if somebody.ends is None
        else None,
    )


@office_page
def ending(request: Request, reference: str) -> HttpResponse:
    """Note an organisation's last day and its successor, or correct them."""
    only_who_keep(request)
    one = queries.organisation(request.person, reference)
    return change(
        request,
        one,
        forms.EndOrganisation(request.POST or None, organisation=one, person=request.person),
        lambda **typed: actions.end_organisation(organisation=one, **typed),
        title="It ended" if one.ends is None else "Correct how it ended",
        button="Save",
        done="ended",
        intro="Its page stays, and leads to the organisation that took its place.",
    )


@office_page
def reopening(request: Request, reference: str) -> HttpResponse:
    """Note that an organisation has not ended after all."""
    only_who_keep(request)
    one = queries.organisation(request.person, reference)
    return change(
        request,
        one,
        forms.Reason(request.POST or None),
        lambda **typed: actions.undo_ending(organisation=one, **typed),
        title="It has not ended",
        button="Save",
        done="reopened",
    )
