"""Rehearsing a round: the pages that an applicant will read, before anybody can; nothing of it counts or stays."""

from django.http import Http404, HttpResponse
from django.urls import path, reverse

from precept.do.opportunities import access, queries, sign_ups
from precept.do.opportunities.pages.bidders import START, check_eligibility
from precept.do.opportunities.pages.set_up import ROUND
from precept.do.opportunities.pages.trails import address_of
from precept.do.opportunities.published import OpportunityPublished
from precept.foundation.web.pages import Request, office_page
from precept.foundation.web.shell import shell_for
from precept.foundation.web.trails import outside_trail

PAGES = ("questions", "marking")
"""The public pages of a round beside its own."""


@office_page
def rehearse(request: Request, reference: str, page: str = "round") -> HttpResponse:
    """A round as an applicant will read it: its own public pages and its check, before it is published."""
    found = queries.call_for(request.person, reference)
    may_start = access.may_run_rounds(request.person)
    rehearsal = sign_ups.Rehearsal(
        here=reverse("opportunities.rehearse", args=[reference]),
        start=f"{START}{reference}?rehearse" if may_start else "",
        out=reverse("opportunities.set_up", args=[reference])
        if found.stage == "drafting"
        else address_of(found.opportunity),
    )
    said = queries.preview(found)
    if page == "eligibility":
        return _eligibility(request, said, rehearsal)
    if page != "round" and page not in PAGES:
        raise Http404(f"no page {page}")
    return sign_ups.show_publicly(request, said, page, rehearsal)


def _eligibility(
    request: Request, said: OpportunityPublished, rehearsal: sign_ups.Rehearsal
) -> HttpResponse:
    """The eligibility check, which counts nobody."""
    if said.call is None or not said.call.eligibility:
        raise Http404(f"{said.reference} has no rules to check")
    around = {
        "standing": "open",
        "round_address": rehearsal.here,
        "start": rehearsal.start,
        "rehearsal": rehearsal,
        "shell": shell_for(request, is_public=True),
        "breadcrumbs": outside_trail(
            ("/opportunities", "Rounds"), (rehearsal.here, said.reference), ("", "May you apply?")
        ),
    }
    return check_eligibility(request, said, said.call.eligibility, around, lambda _: None)


ADDRESSES = [
    path(f"{ROUND}/rehearse", rehearse, name="opportunities.rehearse"),
    path(f"{ROUND}/rehearse/<slug:page>", rehearse, name="opportunities.rehearse_page"),
]
