"""Applying in another way, for anyone; and saying why a bid was not submitted."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.do.bids import actions, queries
from precept.do.bids.forms.applicants import OtherWay, WhyNot
from precept.do.bids.pages.around import draft_address, open_bid
from precept.do.opportunities import queries as opportunities
from precept.do.opportunities.published import address as public_address
from precept.foundation.web.asking import ask, attempt
from precept.foundation.web.pages import Request, my_page, open_page, render, sent
from precept.foundation.web.trails import outside_trail


@open_page
def other_way(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask to apply by phone, on paper, in easy read, in British Sign Language or in person. No account."""
    call = opportunities.call(reference)
    if call.stage in {"drafting", "ready"}:
        raise Http404
    here = reverse("bids.other_way", args=[reference])
    asker = getattr(request, "person", None)
    form = OtherWay(sent(request))
    outcome = attempt(form, lambda: actions.ask_other_way(by=asker, call=call, **form.taken()))
    if outcome.is_done:
        return HttpResponseRedirect(f"{here}?asked=yes")
    context = {
        "call": call,
        "round": call.opportunity,
        "form": form,
        "is_asked": "asked" in request.GET,
        "why_not": "" if queries.may_ask_other_way(call) else queries.why_shut(call),
        "public": public_address(reference),
        "breadcrumbs": outside_trail(
            ("/opportunities", "Opportunities"),
            (public_address(reference), reference),
            ("", "Apply in another way"),
        ),
    }
    return render(request, "bids/other_way.html", context)


@my_page
def why_not(request: Request, bid: str) -> HttpResponse:
    """Say why one began a bid and did not submit it. Asked once."""
    opened = open_bid(request, bid)
    if not queries.asks_why_not(opened.bid):
        return render(
            request,
            "bids/why_not_said.html",
            opened.context(("", "Why you did not submit")),
        )
    return ask(
        request,
        WhyNot(sent(request)),
        lambda **said: actions.answer_why_not(bid=opened.bid, **said),
        lambda _: draft_address(opened.bid, "told"),
        title="Why did you not submit your bid?",
        caption=opened.bid.opportunity.theme,
        words=[
            "It helps us make the next round easier. We read it without your name, and do not ask"
            " again."
        ],
        button="Send",
        back=opened.home,
        template="bids/own_act.html",
        more=opened.context(("", "Why you did not submit")),
    )
