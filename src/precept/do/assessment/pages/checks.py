"""The board of checks of a round, and the checks of one bid."""

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.assessment import access, actions, queries
from precept.do.assessment.forms.checks import Checks, StillHolds
from precept.do.assessment.pages.trails import interests_of, office_trail
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent

NOT_CHECKER = "Only people who run rounds may record checks."


@office_page
def board(request: Request, reference: str) -> HttpResponse:
    """Every bid of a round with what came of its checks."""
    only_if(access.may_check_bids(request.person), NOT_CHECKER)
    of = queries.opportunity(request.person, reference)
    context = {
        "opportunity": of,
        "table": queries.checks_page(request.person, of, request.GET),
        "breadcrumbs": office_trail(of, ("", "Checks")),
    }
    return render(request, "assessment/checks.html", context)


@office_page
def one(request: Request, reference: str, bid: str) -> HttpResponse:
    """The checks of one bid, and what might be looked at before deciding."""
    only_if(access.may_check_bids(request.person), NOT_CHECKER)
    of = queries.opportunity(request.person, reference)
    found = queries.bid_checks(request.person, of, bid)
    board_at = reverse("assessment.checks", args=[of.reference])
    return ask(
        request,
        Checks(sent(request), checks=found.checks, read=found.read),
        lambda **said: actions.record_checks(bid=found.bid, **said),
        title=found.bid.title or found.bid.reference,
        caption=f"Checks of {found.bid.reference}",
        button="Record what changed",
        back=board_at,
        onwards=lambda _: reverse("assessment.bid_checks", args=[of.reference, bid]),
        breadcrumbs=office_trail(of, (board_at, "Checks"), ("", found.bid.reference)),
        again=lambda: {"read": queries.bid_checks(request.person, of, bid).read},
        in_words=lambda: [
            (one.title, one.words)
            for one in queries.bid_checks(request.person, of, bid).checks
            if one.outcome
        ],
        template="assessment/bid_checks.html",
        more={"found": found, "interests": interests_of(of), "opportunity": of},
    )


@office_page
def confirm(request: Request, reference: str, bid: str) -> HttpResponse:
    """Say that what was checked of an earlier version of a bid still holds."""
    only_if(access.may_check_bids(request.person), NOT_CHECKER)
    of = queries.opportunity(request.person, reference)
    found = queries.bid_checks(request.person, of, bid)
    back = reverse("assessment.bid_checks", args=[of.reference, bid])
    return ask(
        request,
        StillHolds(sent(request), initial={"read": found.read}),
        lambda **said: actions.confirm_checks(bid=found.bid, **said),
        title="It still holds",
        caption=found.bid.title or found.bid.reference,
        button="It still holds",
        back=back,
        breadcrumbs=office_trail(
            of, (reverse("assessment.checks", args=[of.reference]), "Checks"), ("", bid)
        ),
        words=[
            "The bid was replaced after these checks were recorded, so they do not count until somebody"
            " confirms them:",
            *(f"{one.title}: {one.words}." for one in found.checks if one.is_earlier),
        ],
        again=lambda: {"read": queries.bid_checks(request.person, of, bid).read},
    )


ROUND = "office/rounds/<str:reference>"
ADDRESSES: list[URLPattern] = [
    path(f"{ROUND}/checks", board, name="assessment.checks"),
    path(f"{ROUND}/checks/<str:bid>", one, name="assessment.bid_checks"),
    path(f"{ROUND}/checks/<str:bid>/confirm", confirm, name="assessment.confirm_checks"),
]
