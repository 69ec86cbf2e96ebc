"""The office's pages of what a fund may pay for."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, sent
from precept.plan import access, actions, forms, queries
from precept.plan.actions.funds import NOT_YOURS
from precept.plan.pages.trails import fund_trail


@office_page
def add_restriction(request: Request, code: str) -> HttpResponse:
    """Note what a fund may pay for, in its giver's words."""
    only_if(access.may_keep_funds(request.person), NOT_YOURS)
    thing = queries.fund_of(request.person, code)
    return ask(
        request,
        forms.AddRestriction(sent(request)),
        lambda **typed: actions.add_restriction(fund=thing, **typed),
        title=f"Restrict what {thing.name} pays for",
        button="Add the restriction",
        words=[
            "Nothing else can be committed from the fund from then on. What was promised before stays promised."
        ],
        breadcrumbs=fund_trail(code, thing.name, "Restrict it"),
        back=reverse("plan.fund", args=[code]),
    )


@office_page
def remove_restriction(request: Request, code: str, number: int) -> HttpResponse:
    """Take a restriction away."""
    only_if(access.may_keep_funds(request.person), NOT_YOURS)
    thing = queries.fund_of(request.person, code)
    restriction = queries.restriction_of(thing, number)
    return ask(
        request,
        forms.Reason(sent(request)),
        lambda **typed: actions.remove_restriction(restriction=restriction, **typed),
        title=f"Remove a restriction of {thing.name}",
        button="Remove it",
        words=[f"“{restriction.words}”"],
        breadcrumbs=fund_trail(code, thing.name, "Remove a restriction"),
        back=reverse("plan.fund", args=[code]),
        is_grave=True,
    )
