"""A fund's year ends: what is carried forward, by two hands, and closing it."""

from django.http import HttpResponse
from django.urls import path, reverse

from precept.do.spending import access, actions, queries
from precept.do.spending.forms import years as forms
from precept.do.spending.pages.asked import money_trail
from precept.foundation.clock import FinancialYear
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail
from precept.plan.models import Fund

NOT_DECIDER = "Only people who may approve what is carried forward may do this."


def _trail(fund: Fund, year: FinancialYear, here: str = "") -> Trail:
    args = [fund.code, year.label]
    end = reverse("spending.year_end", args=args) if here else ""
    return money_trail(
        (reverse("spending.account", args=args), f"{fund.short_name}, {year.spoken}"),
        (end, "The year’s end"),
        *([("", here)] if here else []),
    )


def _end(fund: Fund, year: FinancialYear) -> str:
    return reverse("spending.year_end", args=[fund.code, year.label])


@office_page
def year_end(request: Request, fund: str, year: str) -> HttpResponse:
    """What is left of a fund's year, what goes on into the next, and what stands against closing it."""
    thing, of_year = queries.fund_or_404(fund), queries.year_or_404(year)
    context = {
        "fund": thing,
        "year": of_year,
        "ending": queries.year_end(thing, of_year),
        "may_keep": access.may_keep_books(request.person),
        "may_decide": access.may_decide_carrying(request.person),
        "person": request.person,
        "breadcrumbs": _trail(thing, of_year),
    }
    return render(request, "spending/year_end.html", context)


@office_page
def carry(request: Request, fund: str, year: str) -> HttpResponse:
    """Propose that money which is left is there in the next year."""
    only_if(access.may_keep_books(request.person), actions.NOT_KEEPER)
    thing, of_year = queries.fund_or_404(fund), queries.year_or_404(year)
    return ask(
        request,
        forms.Carry(sent(request)),
        lambda **typed: actions.propose_carrying(fund=thing, year=year, **typed),
        title=f"Carry money forward into {of_year.next().spoken}",
        button="Propose it",
        caption=thing.name,
        words=[
            f"{queries.available(thing, year)} is available for {of_year.spoken}.",
            "Somebody else approves or refuses what you propose.",
        ],
        breadcrumbs=_trail(thing, of_year, "Carry forward"),
        back=_end(thing, of_year),
    )


@office_page
def decide(request: Request, fund: str, year: str, number: int) -> HttpResponse:
    """Approve what is carried forward, or refuse it."""
    only_if(access.may_decide_carrying(request.person), NOT_DECIDER)
    thing, of_year = queries.fund_or_404(fund), queries.year_or_404(year)
    proposal = queries.carrying_or_404(thing, year, number)
    return ask(
        request,
        forms.DecideCarrying(sent(request)),
        lambda **typed: actions.decide_carrying(proposal=proposal, **typed),
        title=f"Decide on carrying {proposal.amount} forward",
        button="Decide",
        caption=thing.name,
        words=[f"{proposal.proposed_by.name} proposes it: {proposal.why}"],
        breadcrumbs=_trail(thing, of_year, "Decide"),
        back=_end(thing, of_year),
    )


@office_page
def close(request: Request, fund: str, year: str) -> HttpResponse:
    """Close a fund's year: commitments go on into the next, what is left lapses."""
    only_if(access.may_decide_carrying(request.person), NOT_DECIDER)
    thing, of_year = queries.fund_or_404(fund), queries.year_or_404(year)
    ending = queries.year_end(thing, of_year)
    following = of_year.next().spoken
    return ask(
        request,
        forms.MaybeWhy(sent(request)),
        lambda **typed: actions.close_year(fund=thing, year=year, **typed),
        title=f"Close {of_year.spoken}",
        button="Close the year",
        caption=thing.name,
        words=[
            f"{ending.committed} that is still committed goes on into {following}.",
            f"{ending.lapses} that is left lapses. Nothing moves in the year from then on.",
            *ending.against,
        ],
        breadcrumbs=_trail(thing, of_year, "Close the year"),
        back=_end(thing, of_year),
        is_grave=True,
    )


END = "office/money/<slug:fund>/<slug:year>/end"

urlpatterns = [
    path(END, year_end, name="spending.year_end"),
    path(f"{END}/carry", carry, name="spending.carry"),
    path(f"{END}/carry/<int:number>", decide, name="spending.decide_carrying"),
    path(f"{END}/close", close, name="spending.close_year"),
]
