"""The office's pages of money that is free again: the first of a reserve list, and closing that list."""

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from precept.do.agreements import access, actions, queries
from precept.do.agreements.actions.awarding import NOT_MAKER
from precept.do.agreements.forms import awards as forms
from precept.do.agreements.pages.awards import (
    ROUND,
    award_address,
    awarding_about,
    awards_trail,
    board_address,
    round_of,
)
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, sent


@office_page
def award_reserve(request: Request, reference: str, bid: str) -> HttpResponse:
    """Take the first of the reserve list for money that is free again."""
    of = round_of(request, reference)
    only_if(access.may_make_awards(request.person), NOT_MAKER)
    result = (
        access.results_for(request.person)
        .filter(awarding__opportunity=of, bid__reference=bid, placing="reserve")
        .select_related("bid__organisation", "awarding__opportunity", "awarding__decision")
        .first()
    )
    if result is None:
        raise Http404(f"no bid {bid} on the reserve list")
    free = next(
        (
            one.free
            for one in queries.board(request.person, of).reserve
            if one.result.pk == result.pk
        ),
        None,
    )
    words = [f"{free} is free." if free else "No money is free for it now."]
    if result.asked is not None:
        words.append(f"It asked for {result.asked}.")
    return ask(
        request,
        forms.Reserve(sent(request)),
        lambda **said: actions.award_reserve(result=result, **said),
        award_address,
        title="Award the first of the reserve list",
        caption=result.title,
        words=[*words, "Somebody else sends the offer."],
        button="Make the award",
        back=board_address(of),
        breadcrumbs=awards_trail(of, ("", "Reserve list")),
    )


@office_page
def close_reserve(request: Request, reference: str, decision: str) -> HttpResponse:
    """Close a reserve list, so that what is free goes to the next batch."""
    one = awarding_about(request, reference, decision)
    only_if(access.may_handle_letters(request.person, one), NOT_MAKER)
    return ask(
        request,
        forms.CloseReserve(sent(request), initial={"version": one.version}),
        lambda **said: actions.close_reserve(awarding=one, **said),
        title="Close the reserve list",
        caption=one.opportunity.theme,
        words=[
            "Nobody on it is offered an award any more. What is free now, and what is declined or lapses"
            " later, goes back to the pot for the next bids of this rolling round."
        ],
        button="Close the reserve list",
        back=board_address(one.opportunity),
        breadcrumbs=awards_trail(one.opportunity, ("", "Close the reserve list")),
        again=lambda: {"version": queries.fresh_awarding(one).version},
    )


urlpatterns: list[URLPattern] = [
    path(f"{ROUND}/awards/reserve/<str:bid>", award_reserve, name="agreements.award_reserve"),
    path(
        f"{ROUND}/awards/close-reserve/<str:decision>",
        close_reserve,
        name="agreements.close_reserve",
    ),
]
