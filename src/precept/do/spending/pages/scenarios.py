"""Settlements that may come: what a cut touches, what could be done, side by side."""

from decimal import Decimal

from django.http import HttpResponse
from django.urls import path, reverse

from precept.do.spending import access, actions, queries, rules
from precept.do.spending.forms import scenarios as forms
from precept.do.spending.models import Scenario
from precept.do.spending.pages.asked import money_trail
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail

NOT_KEEPER = actions.NOT_KEEPER


def _trail(of: Scenario | None = None, here: str = "") -> Trail:
    places = [(reverse("spending.scenarios") if of or here else "", "Settlement scenarios")]
    if of is not None:
        places.append((_address(of) if here else "", of.name))
    return money_trail(*places, *([("", here)] if here else []))


def _address(of: Scenario) -> str:
    return reverse("spending.scenario", args=[of.pk])


@office_page
def scenarios(request: Request) -> HttpResponse:
    """Every scenario that was saved."""
    context = {
        "table": queries.scenarios_page(request.GET),
        "may_keep": access.may_keep_books(request.person),
        "breadcrumbs": _trail(),
    }
    return render(request, "spending/scenarios.html", context)


@office_page
def new_scenario(request: Request) -> HttpResponse:
    """Suppose that a fund has less in a year than in the one before."""
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    following = FinancialYear.of(clock.today()).next().label
    return ask(
        request,
        forms.NewScenario(sent(request), initial={"year": following, "notice_days": 90}),
        actions.save_scenario,
        _address,
        title="Suppose a cut",
        button="Save the scenario",
        words=[
            "Nothing moves in the books. You choose afterwards what would be done with each agreement."
        ],
        breadcrumbs=_trail(here="Suppose a cut"),
        back=reverse("spending.scenarios"),
    )


@office_page
def scenario(request: Request, number: int) -> HttpResponse:
    """One scenario worked out as it stands today, beside the others for the same fund and year."""
    found = queries.scenario_or_404(number)
    beside = queries.side_by_side(found)
    settlement = beside.worked[0][1]
    context = {
        "scenario": found,
        "cut": _per_cent(found.cut),
        "year": FinancialYear.parse(found.year),
        "beside": beside,
        "settlement": settlement,
        "touched": list(zip(beside.paid, settlement.consequences, strict=True)),
        "columns": ["", *(one.name for one, _ in beside.worked)],
        "compared": _compared(beside),
        "does": dict(rules.DOES),
        "may_keep": access.may_keep_books(request.person),
        "story": ledger.story(found.subject),
        "breadcrumbs": _trail(found),
    }
    return render(request, "spending/scenario.html", context)


def _per_cent(cut: Decimal) -> str:
    return f"{cut.normalize():f}%"


def _compared(beside: queries.SideBySide) -> list[tuple[str, ...]]:
    """What each scenario comes to, one a column."""
    worked = beside.worked
    rows = [
        ("Cut in per cent", *(_per_cent(one.cut) for one, _ in worked)),
        ("Days of notice", *(str(one.notice_days) for one, _ in worked)),
        ("The fund would have", *(str(of.expected) for _, of in worked)),
        ("Cut", *(str(of.cut) for _, of in worked)),
        ("Saved by the choices", *(str(of.saved) for _, of in worked)),
        ("Paid while notice runs", *(str(of.bridging) for _, of in worked)),
        ("Gap that is left", *(str(of.gap) for _, of in worked)),
    ]
    for place, paid in enumerate(beside.paid):
        choices = [of.consequences[place].choice for _, of in worked]
        if any(one.does != "keep" for one in choices):
            rows.append((paid.agreement.reference, *(_choice(one) for one in choices)))
    return rows


def _choice(choice: rules.Choice) -> str:
    return {"keep": "Keep", "reduce": f"Reduce by {choice.percent}%", "end": "End"}[choice.does]


@office_page
def change_scenario(request: Request, number: int) -> HttpResponse:
    """Change what a scenario supposes."""
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    found = queries.scenario_or_404(number)
    return ask(
        request,
        forms.ChangeScenario(sent(request), initial=forms.ChangeScenario.was(found)),
        lambda **typed: actions.change_scenario(scenario=found, **typed),
        title="Change what is supposed",
        button="Save",
        caption=found.name,
        breadcrumbs=_trail(found, "Change"),
        back=_address(found),
        again=lambda: forms.ChangeScenario.was(queries.scenario_or_404(number)),
    )


@office_page
def choose(request: Request, number: int) -> HttpResponse:
    """Choose what would be done with each agreement that a cut touches."""
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    found = queries.scenario_or_404(number)
    paid = queries.paid_by(found.fund, found.year)
    return ask(
        request,
        forms.Choices(sent(request), paid=paid, scenario=found),
        lambda **typed: actions.choose(scenario=found, **typed),
        title="Choose what would be done",
        button="Save the choices",
        caption=found.name,
        words=[
            f"{found.fund.name} pays for these in {FinancialYear.parse(found.year).spoken}."
            if paid
            else "The books promise nobody money of this fund for this year yet."
        ],
        breadcrumbs=_trail(found, "Choose"),
        back=_address(found),
        again=lambda: {"version": queries.scenario_or_404(number).version},
        template="spending/choices.html",
        more={"paid": paid},
    )


@office_page
def throw_away(request: Request, number: int) -> HttpResponse:
    """Throw a scenario away."""
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    found = queries.scenario_or_404(number)
    return ask(
        request,
        forms.MaybeWhy(sent(request)),
        lambda **typed: actions.throw_away_scenario(scenario=found, **typed),
        lambda _: reverse("spending.scenarios"),
        title="Throw this scenario away",
        button="Throw it away",
        caption=found.name,
        breadcrumbs=_trail(found, "Throw away"),
        back=_address(found),
        is_grave=True,
    )


ONE = "office/scenarios/<int:number>"

urlpatterns = [
    path("office/scenarios", scenarios, name="spending.scenarios"),
    path("office/scenarios/new", new_scenario, name="spending.new_scenario"),
    path(ONE, scenario, name="spending.scenario"),
    path(f"{ONE}/change", change_scenario, name="spending.change_scenario"),
    path(f"{ONE}/choose", choose, name="spending.choose"),
    path(f"{ONE}/throw-away", throw_away, name="spending.throw_away"),
]
