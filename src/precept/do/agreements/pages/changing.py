"""Adding an agreement, and changing one thing about it at a time."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.do.agreements import access, actions, forms, queries
from precept.do.agreements.actions.moving import NOT_KEEPER
from precept.do.agreements.models import Agreement
from precept.do.agreements.pages.trails import office_address, trail_of
from precept.do.agreements.published import in_words
from precept.foundation.clock import FinancialYear, NotAFinancialYear
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Amendment
from precept.foundation.web.pages import Request, office_page, only_if


def _only_keepers(request: Request) -> None:
    only_if(access.may_keep_register(request.person), NOT_KEEPER)


@office_page
def new(request: Request) -> HttpResponse:
    """Add an agreement to the register."""
    _only_keepers(request)
    return ask(
        request,
        forms.NewAgreement(request.POST or None, initial={"kind": "contract"}),
        actions.record_agreement,
        title="Add an agreement",
        button="Add the agreement",
        back=reverse("agreements.all"),
        onwards=office_address,
        breadcrumbs=trail_of(here="Add an agreement"),
    )


@office_page
def change(request: Request, reference: str, part: str) -> HttpResponse:
    """Change one thing that the register says of an agreement."""
    _only_keepers(request)
    if part not in forms.PARTS:
        raise Http404
    title, kind = forms.PARTS[part]
    return _changing(
        request, reference, title, kind, actions.amend_agreement, initial=forms.initial_of
    )


@office_page
def value(request: Request, reference: str) -> HttpResponse:
    """State a value."""
    _only_keepers(request)
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
    _only_keepers(request)
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
    _only_keepers(request)
    return _changing(
        request, reference, "Say what follows it", forms.Successor, actions.link_successor
    )


@office_page
def no_successor(request: Request, reference: str) -> HttpResponse:
    """Say that no agreement follows it after all."""
    _only_keepers(request)
    return _changing(
        request, reference, "Nothing follows it", forms.NoSuccessor, actions.unlink_successor
    )


@office_page
def framework(request: Request, reference: str) -> HttpResponse:
    """List it in a year's framework, move it there, or take it off."""
    _only_keepers(request)

    def listed(*, year: str, section: str, place: int | None, **rest: Any) -> Agreement:
        if section == forms.NOWHERE:
            return actions.unlist(year=year, **rest)
        return actions.list_in_framework(year=year, section=section, place=place, **rest)

    return _changing(request, reference, "List it in a framework", forms.InFramework, listed)


@office_page
def list_running(request: Request, year: str) -> HttpResponse:
    """List together what runs in a financial year and stands in no table of its framework."""
    _only_keepers(request)
    try:
        of = FinancialYear.parse(year)
    except NotAFinancialYear as refused:
        raise Http404(refused.words) from refused
    running = queries.running_unlisted(of.label)
    return ask(
        request,
        forms.ListRunning(request.POST or None, running=running),
        lambda *, by, agreements, section: actions.list_running(
            by=by, year=of.label, agreements=agreements, section=section
        ),
        title=f"List what runs in {of.spoken}",
        button="List them",
        words=[
            "They go into the framework when it is refreshed, with the money that the register states."
            if running
            else "Everything that runs in this year is listed."
        ],
        back=reverse("agreements.all"),
        onwards=lambda _: reverse("plan.framework", args=[of.label]),
        breadcrumbs=trail_of(here="List what runs"),
    )


def _only_version(of: Agreement) -> dict[str, Any]:
    return {"version": of.version}


def _changing(
    request: Request,
    reference: str,
    title: str,
    kind: type[Amendment],
    act: Callable[..., object],
    initial: Callable[[Agreement], dict[str, Any]] = _only_version,
) -> HttpResponse:
    """One form on one agreement: saved, or the page again with what was typed and what it says now."""
    found = queries.agreement(request.person, reference)

    def again() -> Agreement:
        return queries.agreement(request.person, reference)

    return ask(
        request,
        kind(request.POST or None, initial=initial(found)),
        lambda **typed: act(agreement=found, **typed),
        title=title,
        caption=found.reference,
        button="Save",
        back=office_address(found),
        breadcrumbs=trail_of(found, title),
        again=lambda: _only_version(again()),
        in_words=lambda: list(in_words(queries.as_held(again())).items()),
    )
