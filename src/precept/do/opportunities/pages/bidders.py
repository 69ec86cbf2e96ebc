"""What somebody who may bid does before bidding: check, ask, come to a workshop."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path, reverse

from precept.do.opportunities import access, actions, queries, rules
from precept.do.opportunities.forms import bidders as forms
from precept.do.opportunities.models import Call, Workshop
from precept.do.opportunities.published import (
    EligibilityRulePublished,
    OpportunityPublished,
    address,
)
from precept.do.opportunities.queries.calendar_files import CALENDAR_TYPE, workshop_calendar
from precept.foundation import clock
from precept.foundation.documents.handing import to_keep
from precept.foundation.people.exports import handed_out
from precept.foundation.publications import queries as publications
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, my_page, only_if, open_page, render, sent
from precept.foundation.web.trails import Trail, outside_trail

START = "/my/bids/start/"
"""Where a bid begins: a page of the part above."""


def _public(reference: str) -> Call:
    """The call of a round that is published; 404 for any other."""
    found = queries.call(reference)
    if not rules.is_public(found.stage):
        raise Http404(f"{reference} is not published")
    return found


def _way(of: Call, here: str) -> Trail:
    reference = of.opportunity.reference
    return outside_trail(("/opportunities", "Rounds"), (address(reference), reference), ("", here))


@open_page
def eligibility(request: HttpRequest, reference: str) -> HttpResponse:
    """Check rule by rule whether one may apply; what is counted says nothing about who asked."""
    call = _public(reference)
    released = publications.latest_or_none("opportunity", reference)
    said: OpportunityPublished | None = released.payload if released else None
    if said is None or said.call is None or not said.call.eligibility:
        raise Http404(f"{reference} has no rules to check")
    return check_eligibility(
        request,
        said,
        said.call.eligibility,
        {
            "standing": queries.standing(call),
            "round_address": address(reference),
            "start": f"{START}{reference}",
            "rehearsal": None,
            "breadcrumbs": _way(call, "May you apply?"),
        },
        lambda failed: actions.count_eligibility(call=call, rule=failed),
    )


def check_eligibility(
    request: HttpRequest,
    said: OpportunityPublished,
    asked: Sequence[EligibilityRulePublished],
    around: Mapping[str, Any],
    count: Callable[[str], object],
) -> HttpResponse:
    """The questions that decide who may apply, and what the answers come to, rule by rule.

    ``around`` is what the page is given beside. ``count`` is told the key of the rule that turned somebody
    away, or "" where they pass.
    """
    answered = _answers(request.GET, [one.key for one in asked])
    form = forms.Eligibility(
        sent(request) if sent(request) is not None else None,
        rules=asked,
        initial=answered,
    )
    if form.is_bound and form.is_valid():
        answers = form.answers()
        failed = [one for one in asked if answers[one.key] != one.right_answer]
        count(failed[0].key if failed else "")
        told = QueryDict(mutable=True)
        told.update({key: "yes" if yes else "no" for key, yes in answers.items()})
        return HttpResponseRedirect(f"{request.path}?{told.urlencode()}")
    is_checked = len(answered) == len(asked) and not form.is_bound
    results = [
        (one, (answered[one.key] == "yes") == one.right_answer) for one in asked if is_checked
    ]
    context = {
        "round": said,
        "form": form,
        "is_checked": is_checked,
        "results": results,
        "again": request.path,
    }
    return render(request, "opportunities/eligibility.html", context | dict(around))


def _answers(said: QueryDict, keys: list[str]) -> dict[str, str]:
    return {key: str(said[key]) for key in keys if said.get(key) in {"yes", "no"}}


@my_page
def question(request: Request, reference: str) -> HttpResponse:
    """Ask the office about a round, and read what it answered."""
    call = _public(reference)
    only_if(access.may_ask(request.person), "Sign in to ask a question.")
    here = reverse("opportunities.ask", args=[reference])
    return ask(
        request,
        forms.Ask(sent(request), call=call),
        lambda **said: actions.ask_clarification(call=call, **said),
        lambda _: f"{here}?asked",
        title="Ask a question about this round",
        button="Send the question",
        back=address(reference),
        caption=call.opportunity.theme,
        breadcrumbs=_way(call, "Ask a question"),
        template="opportunities/bidders_question.html",
        more={
            "mine": queries.my_clarifications(request.person, call),
            "is_asked": "asked" in request.GET,
            "address": address(reference),
            "may_still_ask": queries.standing(call) in {"coming", "open"},
        },
    )


def _workshop(reference: str, key: str) -> tuple[Call, Workshop]:
    call = _public(reference)
    return call, queries.workshop(call, key)


@my_page
def workshop(request: Request, reference: str, key: str) -> HttpResponse:
    """Book places at a workshop, or see the booking."""
    call, found = _workshop(reference, key)
    only_if(access.may_ask(request.person), "Sign in to book a place.")
    booking = queries.booking_of(request.person, found)
    left = queries.places_left(found)
    return ask(
        request,
        forms.Book(sent(request)),
        lambda **said: actions.book(workshop=found, **said),
        title=found.title,
        button="Book",
        back=request.path,
        caption=call.opportunity.theme,
        breadcrumbs=_way(call, found.title),
        template="opportunities/bidders_workshop.html",
        more={
            "workshop": found,
            "booking": booking,
            "left": left,
            "is_over": found.starts <= clock.now(),
            "address": address(reference),
            "reference": reference,
        },
    )


@my_page
def give_back(request: Request, reference: str, key: str) -> HttpResponse:
    """Give booked places back."""
    call, found = _workshop(reference, key)
    booking = queries.booking_of(request.person, found)
    if booking is None:
        raise Http404("nothing is booked")
    return ask(
        request,
        forms.Nothing(sent(request)),
        lambda **said: actions.cancel_booking(booking=booking, **said),
        title="Give your places back",
        button="Give them back",
        back=reverse("opportunities.workshop_of_mine", args=[reference, key]),
        caption=found.title,
        words=["Somebody else can have them then. You can book again while there are places."],
        breadcrumbs=_way(call, found.title),
    )


@my_page
def workshop_file(request: Request, reference: str, key: str) -> HttpResponse:
    """A workshop that somebody booked as a calendar file, with how to join."""
    _, found = _workshop(reference, key)
    if queries.booking_of(request.person, found) is None:
        raise Http404("nothing is booked")
    body = workshop_calendar(found, site=settings.PRECEPT_ADDRESS)
    name = f"{reference}-{key}.ics"
    return handed_out(request, "questions", lambda: to_keep(body, name, CALENDAR_TYPE))


ADDRESSES = [
    path(
        "opportunities/<str:reference>/eligibility",
        eligibility,
        name="opportunities.eligibility",
    ),
    path("my/questions/<str:reference>", question, name="opportunities.ask"),
    path(
        "my/workshops/<str:reference>/<slug:key>",
        workshop,
        name="opportunities.workshop_of_mine",
    ),
    path(
        "my/workshops/<str:reference>/<slug:key>/give-back",
        give_back,
        name="opportunities.give_back",
    ),
    path(
        "my/workshops/<str:reference>/<slug:key>.ics",
        workshop_file,
        name="opportunities.workshop_file",
    ),
]
