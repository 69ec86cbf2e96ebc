"""Adding an agreement, and changing one thing about it at a time."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from precept.do.agreements import access, actions, forms, queries
from precept.do.agreements.actions.moving import NOT_KEEPER
from precept.do.agreements.models import Agreement
from precept.do.agreements.pages.reading import places
from precept.do.agreements.published import in_words
from precept.do.opportunities.forms import Versioned
from precept.do.opportunities.pages import SAVED, saved
from precept.foundation.ledger.actions import NotAllowed
from precept.foundation.web.pages import Request, office_page, render


def _ask_keeper(request: Request) -> None:
    if not access.may_keep_register(request.person):
        raise NotAllowed(NOT_KEEPER)


@office_page
def new(request: Request) -> HttpResponse:
    """Add an agreement to the register."""
    _ask_keeper(request)
    form = forms.NewAgreement(request.POST or None, initial={"kind": "contract"})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = actions.record_agreement(by=request.person, **form.taken())
            return redirect("agreements.one", made.reference)
    context = {"form": form, "breadcrumbs": places(here="Add an agreement")}
    return render(request, "agreements/new.html", context)


@office_page
def change(request: Request, reference: str, part: str) -> HttpResponse:
    """Change one thing that the register says of an agreement."""
    _ask_keeper(request)
    if part not in forms.PARTS:
        raise Http404
    title, kind = forms.PARTS[part]
    return _changing(
        request, reference, title, kind, actions.amend_agreement, initial=forms.initial_of
    )


@office_page
def value(request: Request, reference: str) -> HttpResponse:
    """State a value."""
    _ask_keeper(request)
    return _changing(
        request,
        reference,
        "State a value",
        forms.Value,
        actions.state_value,
        initial=forms.initial_value_of,
    )


@office_page
def funds(request: Request, reference: str) -> HttpResponse:
    """Say which funds pay, and how much."""
    _ask_keeper(request)
    return _changing(
        request,
        reference,
        "Change the funds that pay",
        forms.Funds,
        actions.set_shares,
        initial=forms.initial_funds_of,
    )


@office_page
def successor(request: Request, reference: str) -> HttpResponse:
    """Say which agreement follows it."""
    _ask_keeper(request)
    return _changing(
        request, reference, "Say what follows it", forms.Successor, actions.link_successor
    )


@office_page
def no_successor(request: Request, reference: str) -> HttpResponse:
    """Say that no agreement follows it after all."""
    _ask_keeper(request)
    return _changing(
        request, reference, "Nothing follows it", forms.NoSuccessor, actions.unlink_successor
    )


@office_page
def framework(request: Request, reference: str) -> HttpResponse:
    """List it in a year's framework, move it there, or take it off."""
    _ask_keeper(request)

    def listed(*, year: str, section: str, place: int | None, **rest: Any) -> Agreement:
        if section == forms.NOWHERE:
            return actions.unlist(year=year, **rest)
        return actions.list_in_framework(year=year, section=section, place=place, **rest)

    return _changing(request, reference, "List it in a framework", forms.InFramework, listed)


def _only_version(of: Agreement) -> dict[str, Any]:
    return {"version": of.version}


def _changing(
    request: Request,
    reference: str,
    title: str,
    kind: type[Versioned],
    act: Callable[..., object],
    initial: Callable[[Agreement], dict[str, Any]] = _only_version,
) -> HttpResponse:
    """One form on one agreement: saved, or the page again with what was typed and what it says now."""
    found = queries.agreement(request.person, reference)
    form = kind(request.POST or None, initial=initial(found))
    status = 200
    if request.method == "POST":
        status = saved(
            form,
            lambda: act(
                by=request.person,
                agreement=found,
                version=form.cleaned_data["version"],
                **form.taken(),
            ),
            lambda: queries.agreement(request.person, reference).version,
        )
        if status == SAVED:
            return redirect("agreements.one", reference)
        found = queries.agreement(request.person, reference)
    context = {
        "form": form,
        "title": title,
        "agreement": found,
        "now": in_words(queries.as_held(found)) if status == 409 else None,
        "breadcrumbs": places(of=found, here=title),
    }
    return render(request, "agreements/change.html", context, status=status)
