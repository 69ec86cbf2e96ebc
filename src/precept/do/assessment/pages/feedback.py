"""Pages: what each bidder is told, written by one person and approved by another."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.assessment import access, actions, queries
from precept.do.assessment.forms.feedback import Approve, Words
from precept.do.assessment.models import Feedback
from precept.do.assessment.pages.ranking import NOT_SEEN
from precept.do.assessment.pages.trails import Step, office_trail
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Opportunity
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent


def _round(request: Request, reference: str) -> Opportunity:
    found = queries.round_for(reference)
    only_if(access.may_see_ranking(request.person, found), NOT_SEEN)
    return found


def _bid(request: Request, of: Opportunity, reference: str) -> Bid:
    found = (
        access.ranked_for(request.person, of)
        .filter(reference=reference)
        .select_related("opportunity__call", "organisation")
        .first()
    )
    if found is None:
        raise Http404(f"no bid {reference}")
    return found


def _one(request: Request, of: Opportunity, bid: Bid, key: str) -> queries.CriterionFeedback:
    for one in queries.feedback_of(request.person, of, bid):
        if one.key == key:
            return one
    raise Http404(f"no criterion {key}")


def _step(of: Opportunity) -> Step:
    return reverse("assessment.feedback", args=[of.reference]), "Feedback"


def _address(of: Opportunity, bid: Bid) -> str:
    return reverse("assessment.bid_feedback", args=[of.reference, bid.reference])


@office_page
def feedback(request: Request, reference: str) -> HttpResponse:
    """Every bid with how far its feedback is: what is missing first."""
    of = _round(request, reference)
    found = queries.feedback_board(request.person, of)
    context = {
        "opportunity": of,
        "rows": found,
        "missing": sum(1 for one in found if not one.is_complete),
        "breadcrumbs": office_trail(of, ("", "Feedback")),
    }
    return render(request, "assessment/feedback.html", context)


@office_page
def bid_feedback(request: Request, reference: str, bid: str) -> HttpResponse:
    """What one bidder is told, criterion by criterion."""
    of = _round(request, reference)
    found = _bid(request, of, bid)
    context = {
        "opportunity": of,
        "bid": found,
        "rows": queries.feedback_of(request.person, of, found),
        "may_write": access.may_write_feedback(request.person, found),
        "may_approve": access.may_approve_feedback(request.person, found),
        "person": request.person,
        "breadcrumbs": office_trail(of, _step(of), ("", found.reference)),
    }
    return render(request, "assessment/bid_feedback.html", context)


@office_page
def write(request: Request, reference: str, bid: str, key: str) -> HttpResponse:
    """Write what a bidder is told about one criterion."""
    of = _round(request, reference)
    found = _bid(request, of, bid)
    only_if(access.may_write_feedback(request.person, found), actions.NOT_WRITER)
    one = _one(request, of, found, key)
    held = one.written
    words = []
    if one.score is not None:
        words.append(f"Agreed score: {one.score}. {one.level}".strip())
    if held is None and one.drafted:
        words.append(
            "It begins with the reason the meeting gave for itself. Write it anew for the bidder."
        )

    def again() -> dict[str, Any]:
        now = Feedback.objects.filter(bid=found, criterion=one.criterion).first()
        return {"version": now.version if now else 0, "words": now.words if now else ""}

    return ask(
        request,
        Words(
            sent(request),
            initial={
                "version": held.version if held else 0,
                "words": held.words if held else one.drafted,
            },
        ),
        lambda **said: actions.write_feedback(bid=found, criterion=one.criterion, **said),
        title=one.title,
        caption=f"Feedback for {found.title or found.reference}",
        button="Save",
        back=_address(of, found),
        breadcrumbs=office_trail(of, _step(of), (_address(of, found), bid), ("", one.title)),
        words=words,
        again=again,
    )


@office_page
def approve(request: Request, reference: str, bid: str, key: str) -> HttpResponse:
    """Approve what somebody else wrote."""
    of = _round(request, reference)
    found = _bid(request, of, bid)
    one = _one(request, of, found, key)
    held = one.written
    if held is None:
        raise Http404("nothing is written")
    only_if(
        access.may_approve_feedback(request.person, found) and held.by_id != request.person.pk,
        actions.NOT_APPROVER,
    )
    return ask(
        request,
        Approve(sent(request), initial={"version": held.version}),
        lambda **said: actions.approve_feedback(feedback=held, **said),
        title=f"Approve the feedback on “{one.title}”",
        caption=f"Written by {held.by}",
        button="Approve it",
        back=_address(of, found),
        breadcrumbs=office_trail(of, _step(of), (_address(of, found), bid), ("", "Approve")),
        words=[held.words],
    )


_AT = "office/rounds/<str:reference>/feedback"
ADDRESSES: list[URLPattern] = [
    path(_AT, feedback, name="assessment.feedback"),
    path(f"{_AT}/<str:bid>", bid_feedback, name="assessment.bid_feedback"),
    path(f"{_AT}/<str:bid>/<slug:key>", write, name="assessment.write_feedback"),
    path(f"{_AT}/<str:bid>/<slug:key>/approve", approve, name="assessment.approve_feedback"),
]
