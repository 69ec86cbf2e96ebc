"""Other ways of applying as the office meets them, and entering a bid for somebody."""

import secrets

from django.http import HttpResponse
from django.urls import reverse

from precept.do.bids import access, actions, queries, rules
from precept.do.bids.forms.office import Assist, Confirmed, Met
from precept.do.bids.pages.office import trail_of, under_bids
from precept.do.opportunities import queries as opportunities
from precept.foundation.questions.reading import for_reading
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent

ONLY_ENTERING = "Only people who enter bids for others may do this."


def _ways_address(reference: str) -> str:
    return reverse("bids.ways", args=[reference])


@office_page
def ways(request: Request, reference: str) -> HttpResponse:
    """Who asked to apply in another way, and how each was met."""
    only_if(access.may_enter_for_others(request.person), ONLY_ENTERING)
    call = opportunities.call_for(request.person, reference)
    context = {
        "call": call,
        "ways": queries.ways(call),
        "entered": queries.entered(request.person, call),
        "channels": rules.CHANNELS,
        "is_open": queries.is_open(call),
        "breadcrumbs": trail_of(call, ("", "Other ways of applying")),
    }
    return render(request, "bids/office_ways.html", context)


@office_page
def met(request: Request, reference: str, number: int) -> HttpResponse:
    """Say how a request for another way was met."""
    only_if(access.may_enter_for_others(request.person), ONLY_ENTERING)
    call = opportunities.call_for(request.person, reference)
    found = queries.way(call, number)
    return ask(
        request,
        Met(request.POST or None),
        lambda **said: actions.settle_other_way(way=found, **said),
        title=f"{found.name} asked for another way",
        caption=rules.CHANNELS[found.channel],
        words=[one for one in (f"Reach them at: {found.contact}", found.words) if one],
        button="Save",
        back=_ways_address(reference),
        breadcrumbs=trail_of(call, (_ways_address(reference), "Other ways"), ("", "Met")),
    )


@office_page
def assist(request: Request, reference: str) -> HttpResponse:
    """Begin to enter a bid for somebody."""
    only_if(access.may_enter_for_others(request.person), ONLY_ENTERING)
    call = opportunities.call_for(request.person, reference)
    asked = request.GET.get("for", "")
    way = queries.way(call, int(asked)) if asked.isascii() and asked.isdigit() else None
    initial = {"key": secrets.token_urlsafe(24)}
    if way is not None:
        initial |= {"for_whom": way.name, "channel": way.channel}
    return ask(
        request,
        Assist(sent(request), initial=initial),
        lambda **said: actions.begin_assisted(call=call, way=way, **said),
        title="Enter a bid for somebody",
        caption=reference,
        words=[
            "You write down what they say. You can read only what you entered yourself; nobody else in"
            " the office can, until bids are opened. Read it back to them before you submit."
        ],
        button="Begin",
        back=_ways_address(reference),
        onwards=lambda made: f"/my/bids/{made.reference}",
        breadcrumbs=trail_of(call, (_ways_address(reference), "Other ways"), ("", "Enter a bid")),
    )


@office_page
def read_back(request: Request, reference: str, bid: str) -> HttpResponse:
    """Read the answers of an entry back, and record who confirmed them."""
    only_if(access.may_enter_for_others(request.person), ONLY_ENTERING)
    found = queries.bid(request.person, bid)
    call = opportunities.call_for(request.person, reference)
    entry = queries.entry(request.person, found)
    only_if(entry is not None and found.opportunity_id == call.opportunity_id, ONLY_ENTERING)
    assert entry is not None  # asked just now
    if request.method == "POST" and "read" in request.POST:
        entry = actions.read_back(by=request.person, bid=found)
    is_read = entry.read_back is not None and entry.read_back >= found.saved
    given = request.POST if request.method == "POST" and "read" not in request.POST else None
    more = {
        "entry": entry,
        "is_read": is_read,
        "sections": for_reading(queries.asks(found, call), queries.answers(found)),
    }
    return ask(
        request,
        Confirmed(given),
        lambda **said: actions.confirm(bid=found, **said),
        lambda _: f"/my/bids/{found.reference}?done=confirmed",
        title="Read the answers back",
        caption=f"{found.reference}, for {entry.for_whom}",
        button="They confirmed it",
        back=f"/my/bids/{found.reference}",
        breadcrumbs=under_bids(call, ("", "Read back")),
        template="bids/office_read_back.html",
        more=more,
    )
