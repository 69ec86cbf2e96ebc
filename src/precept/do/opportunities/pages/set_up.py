"""The office's pages that set a round up: begun, then part by part."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path, reverse

from precept.do.opportunities import access, actions, forms, queries, rules
from precept.do.opportunities.models import Call
from precept.do.opportunities.pages.trails import address_of, way
from precept.foundation.people.models import Person
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Amendment, Versioned
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.plan import queries as plan


def only_runners(request: Request) -> None:
    """Refuse a page to who does not run rounds."""
    only_if(access.may_run_rounds(request.person), actions.NOT_RUNNER)


def set_up_address(of: Call) -> str:
    """Where a round is set up."""
    return reverse("opportunities.set_up", args=[of.opportunity.reference])


@office_page
def new_call(request: Request) -> HttpResponse:
    """Set up a round of a fund, or one like an earlier round."""
    only_runners(request)
    return ask(
        request,
        forms.NewCall(sent(request), initial={"copy_from": request.GET.get("like", forms.AFRESH)}),
        _begin_new,
        title="Set up a round",
        button="Go on",
        back=reverse("opportunities.all"),
        onwards=set_up_address,
        breadcrumbs=way(here="Set up a round"),
    )


def _begin_new(*, by: Person, copy_from: str, **typed: Any) -> Call:
    if copy_from != forms.AFRESH:
        kept = {name: typed[name] for name in ("theme", "year", "number")}
        return actions.copy_call(by=by, call=queries.call_for(by, copy_from), **kept)
    return actions.set_up_call(by=by, **typed | {"fund": plan.fund_or_none(typed["fund"])})


@office_page
def begin(request: Request, reference: str) -> HttpResponse:
    """Set up a round that the register knows already."""
    only_runners(request)
    found = queries.one(request.person, reference)
    return ask(
        request,
        forms.BeginCall(sent(request)),
        lambda by: actions.set_up_call(by=by, opportunity=found),
        title="Set this round up for bids",
        caption=found.reference,
        button="Begin",
        back=address_of(found),
        onwards=set_up_address,
        breadcrumbs=way(of=found, here="Set it up"),
        words=["You say what it asks, when it is open and how bids are marked, part by part."],
    )


@office_page
def set_up(request: Request, reference: str) -> HttpResponse:
    """Every part of setting a round up, what is missing, and who does what next."""
    found = queries.call_for(request.person, reference)
    missing = queries.go_live(found) if found.stage == "drafting" else []
    context = {
        "call": found,
        "round": found.opportunity,
        "parts": queries.parts_of(found, missing),
        "missing": missing,
        "may_run": access.may_run_rounds(request.person),
        "is_drafting": found.stage == "drafting",
        "breadcrumbs": way(of=found.opportunity, here="Set it up"),
    }
    return render(request, "opportunities/set_up.html", context)


def changing(
    request: Request,
    found: Call,
    form: Versioned,
    do: Callable[..., object],
    *,
    title: str,
    initial: Callable[[Call], dict[str, Any]],
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """The page that changes one thing of a call; where somebody else was first it shows both texts."""
    reference = found.opportunity.reference
    if found.stage == "drafting" and isinstance(form, Amendment):
        form.without_reason()
    return ask(
        request,
        form,
        do,
        title=title,
        caption=reference,
        button=more.pop("button", "Save"),
        back=back or set_up_address(found),
        breadcrumbs=way(of=found.opportunity, here=title),
        again=lambda: initial(queries.call_for(request.person, reference)),
        **more,
    )


@office_page
def part(request: Request, reference: str, part: str) -> HttpResponse:
    """Say one part of what a round is."""
    only_runners(request)
    if part not in forms.PARTS_OF_CALL:
        raise Http404
    found = queries.call_for(request.person, reference)
    form = forms.PARTS_OF_CALL[part](sent(request), initial=forms.initial_of_call(found))
    acts: dict[str, Callable[..., object]] = {"dates": actions.set_dates, "pot": actions.set_pot}
    act = acts.get(part, actions.amend_call)
    return changing(
        request,
        found,
        form,
        lambda **typed: act(call=found, **typed),
        title=rules.PARTS[part],
        button="Save and go on",
        initial=forms.initial_of_call,
        onwards=lambda _done: _onwards(request, reference, part),
    )


def _onwards(request: Request, reference: str, part: str) -> str:
    """Where to go on to from a part: the next that lacks something; where none does, every part."""
    found = queries.call_for(request.person, reference)
    following = queries.next_part(found, part)
    return following.href if following else set_up_address(found)


ROUND = "office/rounds/<str:reference>"
ADDRESSES = [
    path("office/rounds/new-call", new_call, name="opportunities.new_call"),
    path(f"{ROUND}/begin", begin, name="opportunities.begin"),
    path(f"{ROUND}/set-up", set_up, name="opportunities.set_up"),
    path(f"{ROUND}/set-up/<slug:part>", part, name="opportunities.part"),
]
