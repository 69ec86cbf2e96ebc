"""Who marks which bid, how far the markers are, and beginning the marking."""

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.assessment import access, actions, queries, rules
from precept.do.assessment.forms.allocation import Begin, End, Evenly, OneMore
from precept.do.assessment.pages.trails import Step, office_trail
from precept.do.opportunities.models import Opportunity
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent

NOT_ALLOCATOR = "Only people who run rounds may say who marks which bid."
NOT_FOLLOWER = "Only people who run rounds, moderate or rank bids see how far the marking is."


def _round(request: Request, reference: str) -> Opportunity:
    only_if(access.may_allocate_bids(request.person), NOT_ALLOCATOR)
    return queries.opportunity(request.person, reference)


def _list_of(of: Opportunity) -> str:
    return reverse("assessment.allocation", args=[of.reference])


def _step(of: Opportunity) -> Step:
    return _list_of(of), "Markers"


@office_page
def board(request: Request, reference: str) -> HttpResponse:
    """The bids with their markers, the markers with their load, and what is short."""
    of = _round(request, reference)
    call = of.call
    context = {
        "opportunity": of,
        "call": call,
        "table": queries.allocation_page(request.person, of, request.GET),
        "loads": [one for one in queries.loads(request.person, of) if one.bids],
        "short": queries.short_of_markers(request.person, of),
        "period": queries.marking_period(of),
        "may_begin": call.stage == "opened" and not call.is_rolling,
        "is_open": rules.is_checked(call.stage, is_rolling=call.is_rolling),
        "breadcrumbs": office_trail(of, ("", "Markers")),
    }
    return render(request, "assessment/allocation.html", context)


@office_page
def evenly(request: Request, reference: str) -> HttpResponse:
    """Share the bids out among the markers that are chosen."""
    of = _round(request, reference)
    loads = queries.loads(request.person, of)
    return ask(
        request,
        Evenly(
            sent(request),
            loads=loads,
            initial={
                "each": of.call.markers_per_bid,
                "markers": [one.person.reference for one in loads if one.bids],
            },
        ),
        lambda **said: actions.allocate_evenly(call=of.call, **said),
        title="Share the bids out",
        caption=of.reference,
        button="Share them out",
        back=_list_of(of),
        breadcrumbs=office_trail(of, _step(of), ("", "Share the bids out")),
    )


@office_page
def begin(request: Request, reference: str) -> HttpResponse:
    """Begin the marking: every marker is told, once."""
    of = _round(request, reference)
    return ask(
        request,
        Begin(sent(request)),
        lambda **said: actions.begin_marking(call=of.call, **said),
        title="Begin the marking",
        caption=of.reference,
        button="Begin the marking",
        back=_list_of(of),
        breadcrumbs=office_trail(of, _step(of), ("", "Begin the marking")),
        words=(
            "Every marker gets a mail, once. They declare their interests first; after that they can"
            " read the bids they were given.",
        ),
    )


@office_page
def one(request: Request, reference: str, bid: str) -> HttpResponse:
    """One bid with its markers, and giving it to one more."""
    of = _round(request, reference)
    found = queries.bid_allocation(request.person, of, bid)
    return ask(
        request,
        OneMore(sent(request), loads=found.free),
        lambda **said: actions.allocate(bid=found.bid, **said),
        title=found.bid.title or found.bid.reference,
        caption=f"Markers of {found.bid.reference}",
        button="Give it to them",
        back=_list_of(of),
        onwards=lambda _: reverse("assessment.bid_allocation", args=[of.reference, bid]),
        breadcrumbs=office_trail(of, _step(of), ("", found.bid.reference)),
        template="assessment/bid_allocation.html",
        more={"found": found, "opportunity": of},
    )


@office_page
def end(request: Request, reference: str, bid: str, marker: str) -> HttpResponse:
    """Take a bid from a marker, with the reason."""
    of = _round(request, reference)
    found = queries.allocation(request.person, of, bid, marker)
    at = reverse("assessment.bid_allocation", args=[of.reference, bid])
    return ask(
        request,
        End(sent(request)),
        lambda **said: actions.end_allocation(allocation=found, **said),
        title=f"Take it from {found.marker.name}",
        caption=found.bid.reference,
        button="Take it from them",
        back=at,
        is_grave=True,
        breadcrumbs=office_trail(of, _step(of), (at, found.bid.reference), ("", "Take it back")),
    )


@office_page
def progress(request: Request, reference: str) -> HttpResponse:
    """How far the markers are. No score stands here."""
    only_if(access.may_follow_marking(request.person), NOT_FOLLOWER)
    of = queries.opportunity(request.person, reference)
    out = queries.sheets_out(of)
    context = {
        "opportunity": of,
        "table": queries.progress_page(request.person, of, request.GET),
        "loads": [one for one in queries.loads(request.person, of) if one.bids],
        "out": out,
        "all_in": out == 0 and queries.has_marks(of),
        "period": queries.marking_period(of),
        "stage": of.call.get_stage_display(),
        "may_allocate": access.may_allocate_bids(request.person),
        "breadcrumbs": office_trail(of, ("", "Marking so far")),
    }
    return render(request, "assessment/progress.html", context)


ROUND = "office/rounds/<str:reference>"
ADDRESSES: list[URLPattern] = [
    path(f"{ROUND}/markers", board, name="assessment.allocation"),
    path(f"{ROUND}/markers/share-out", evenly, name="assessment.allocate_evenly"),
    path(f"{ROUND}/markers/begin", begin, name="assessment.begin_marking"),
    path(f"{ROUND}/markers/bids/<str:bid>", one, name="assessment.bid_allocation"),
    path(f"{ROUND}/markers/bids/<str:bid>/end/<str:marker>", end, name="assessment.end_allocation"),
    path(f"{ROUND}/marking-so-far", progress, name="assessment.progress"),
]
