"""The office's pages of funds: where money comes from, with what conditions, and how much a year."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render
from precept.plan import access, actions, forms, queries, rules
from precept.plan.actions.funds import NOT_YOURS
from precept.plan.pages.trails import fund_trail

PUBLIC_WORDS = {
    "not": ("Not published", "govuk-tag--grey"),
    "as it was": ("Changed since it was published", "govuk-tag--yellow"),
    "as it is": ("Published as it is", "govuk-tag--green"),
}


@office_page
def funds(request: Request) -> HttpResponse:
    """Every fund, with this year's budget and its end."""
    context = {
        "table": queries.funds_page(request.person, request.GET),
        "year": clock.FinancialYear.of(clock.today()).spoken,
        "may_keep": access.may_keep_funds(request.person),
        "breadcrumbs": fund_trail(),
    }
    return render(request, "plan/funds.html", context)


@office_page
def fund(request: Request, code: str) -> HttpResponse:
    """One fund: its conditions, its end, its budgets, and what is intended of each."""
    thing = queries.fund_of(request.person, code)
    is_public = queries.fund_is_public(thing)
    context = {
        "fund": thing,
        "kind": dict(rules.fund_kinds)[thing.kind],
        "has_ended": thing.ends is not None and thing.ends < clock.today(),
        "budgets": queries.budgets_shown(thing),
        "restrictions": queries.restrictions_shown(thing),
        "is_public": is_public,
        "public_tag": PUBLIC_WORDS[is_public],
        "may_keep": access.may_keep_funds(request.person),
        "may_publish": access.may_publish_fund(request.person),
        "story": ledger.story(thing.subject),
        "breadcrumbs": fund_trail(code, thing.name),
    }
    return render(request, "plan/fund.html", context)


@office_page
def add_fund(request: Request) -> HttpResponse:
    """Note where money comes from, before it has a budget."""
    only_if(access.may_keep_funds(request.person), NOT_YOURS)
    return ask(
        request,
        forms.AddFund(request.POST or None),
        actions.add_fund,
        title="Add a fund",
        button="Add the fund",
        breadcrumbs=fund_trail(here="Add a fund"),
        back=reverse("plan.funds"),
        onwards=lambda made: reverse("plan.fund", args=[made.code]),
    )


@office_page
def change_fund(request: Request, code: str) -> HttpResponse:
    """Change what is kept of a fund."""
    only_if(access.may_keep_funds(request.person), NOT_YOURS)
    thing = queries.fund_of(request.person, code)
    return ask(
        request,
        forms.ChangeFund(request.POST or None, initial=forms.ChangeFund.was(thing)),
        lambda **typed: actions.change_fund(fund=thing, **typed),
        title=f"Change {thing.name}",
        button="Save",
        words=["The public sees the change when the fund is published again."],
        breadcrumbs=fund_trail(code, thing.name, "Change"),
        back=reverse("plan.fund", args=[code]),
        again=lambda: forms.ChangeFund.was(queries.fund_of(request.person, code)),
    )


@office_page
def add_budget(request: Request, code: str) -> HttpResponse:
    """State what a fund has for another year."""
    only_if(access.may_keep_funds(request.person), NOT_YOURS)
    thing = queries.fund_of(request.person, code)
    return ask(
        request,
        forms.AddBudget(request.POST or None),
        lambda **typed: actions.add_budget(fund=thing, **typed),
        title=f"Add a budget to {thing.name}",
        button="Add the budget",
        breadcrumbs=fund_trail(code, thing.name, "Add a budget"),
        back=reverse("plan.fund", args=[code]),
    )


@office_page
def change_budget(request: Request, code: str, year: str) -> HttpResponse:
    """Change what is stated of a year's budget."""
    only_if(access.may_keep_funds(request.person), NOT_YOURS)
    budget = queries.budget_of(request.person, code, year)
    name = budget.fund.name
    return ask(
        request,
        forms.ChangeBudget(request.POST or None, initial=forms.ChangeBudget.was(budget)),
        lambda **typed: actions.change_budget(budget=budget, **typed),
        title=f"Change the budget of {name} for {clock.FinancialYear.parse(year).spoken}",
        button="Save",
        breadcrumbs=fund_trail(code, name, f"Budget of {year}"),
        back=reverse("plan.fund", args=[code]),
        again=lambda: forms.ChangeBudget.was(queries.budget_of(request.person, code, year)),
    )


@office_page
def publish_fund(request: Request, code: str) -> HttpResponse:
    """Let the public see a fund as it is kept now."""
    only_if(
        access.may_publish_fund(request.person),
        "Only people who keep funds or publish the register may publish a fund.",
    )
    thing = queries.fund_of(request.person, code)
    if elsewhere := proves_first(request):
        return elsewhere
    return ask(
        request,
        forms.WhyPublished(request.POST or None),
        lambda **typed: actions.publish_fund(fund=thing, **typed),
        title=f"Publish {thing.name}",
        button="Publish",
        words=[
            "Its name, conditions, dates and budgets become public. Earlier versions stay public too."
        ],
        breadcrumbs=fund_trail(code, thing.name, "Publish"),
        back=reverse("plan.fund", args=[code]),
    )
