"""The books: every fund's year on any day, one fund's year, one agreement, and what moves money by hand."""

from django.http import HttpResponse
from django.urls import path, reverse

from precept.do.agreements import queries as agreements
from precept.do.agreements.models import Agreement
from precept.do.spending import access, actions, queries
from precept.do.spending.forms import books as forms
from precept.do.spending.pages.asked import asked, money_trail
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger import queries as ledger
from precept.foundation.money import Money
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail

NOT_KEEPER = actions.NOT_KEEPER


@office_page
def money(request: Request) -> HttpResponse:
    """What stands where, fund by fund, on any day; and what waits to be committed."""
    said = asked(request)
    funds = queries.funds_in(said.year.label, said.on)
    may_keep = access.may_keep_books(request.person)
    context = {
        "said": said,
        "years": queries.years_offered(),
        **_shown(funds, said.year),
        "waiting": queries.waiting(),
        "lacking": queries.funds_not_entered() if may_keep else [],
        "may_keep": may_keep,
        "breadcrumbs": money_trail(),
    }
    return render(request, "spending/money.html", context, status=said.status)


ALWAYS = 5
"""Budget, available, still committed, claimed and paid: columns that stand there with nothing in them too."""


def _shown(funds: list[queries.FundYear], year: FinancialYear) -> dict[str, object]:
    """The table of funds, without the columns in which nothing stands at all."""
    amounts = [queries.amounts_of(one) for one in funds]
    empty = str(Money(0))
    kept = [
        place
        for place in range(len(queries.POTS_SHOWN))
        if place < ALWAYS or any(row[place] != empty for row in amounts)
    ]
    whole = queries.amounts_together(funds)
    return {
        "rows": [
            _fund_row(one, year, [row[place] for place in kept])
            for one, row in zip(funds, amounts, strict=True)
        ],
        "columns": [queries.POTS_SHOWN[place] for place in kept],
        "whole": [whole[place] for place in kept] if whole else [],
    }


def _fund_row(one: queries.FundYear, year: FinancialYear, amounts: list[str]) -> dict[str, object]:
    return {
        "name": one.fund.name,
        "href": reverse("spending.account", args=[one.fund.code, year.label]),
        "is_closed": one.is_closed,
        "is_over": one.is_over,
        "amounts": amounts,
    }


@office_page
def account(request: Request, fund: str, year: str) -> HttpResponse:
    """One fund's year: what stands in its pots on any day, its agreements, and every movement."""
    thing, of_year = queries.fund_or_404(fund), queries.year_or_404(year)
    said = asked(request, of_year)
    standing = next(
        (one for one in queries.funds_in(year, said.on) if one.fund.pk == thing.pk), None
    )
    page = queries.movements_page(
        queries.in_year(thing, year), after=request.GET.get("after", ""), on=said.on
    )
    context = {
        "fund": thing,
        "year": of_year,
        "said": said,
        "standing": standing,
        "amounts": list(zip(queries.POTS_SHOWN, queries.amounts_of(standing), strict=True))
        if standing
        else [],
        "table": queries.agreements_page(thing, year, request.GET),
        "movements": queries.movement_rows(page.movements),
        "following": page.following,
        "authorities": queries.authorities_of(thing, year),
        "closed": queries.closed_of(thing, year),
        "restrictions": queries.restrictions_of(thing),
        "may_authorise": access.may_authorise(request.person),
        "breadcrumbs": money_trail(("", f"{thing.short_name}, {of_year.spoken}")),
    }
    return render(request, "spending/account.html", context, status=said.status)


@office_page
def authorise(request: Request, fund: str, year: str) -> HttpResponse:
    """Allow more to be promised of a fund's year than there is."""
    only_if(
        access.may_authorise(request.person),
        "Only people who may allow over-programming may do this.",
    )
    thing, of_year = queries.fund_or_404(fund), queries.year_or_404(year)
    back = reverse("spending.account", args=[fund, year])
    return ask(
        request,
        forms.Authorise(sent(request)),
        lambda **typed: actions.authorise(fund=thing, year=year, **typed),
        title=f"Allow promises beyond the budget of {of_year.spoken}",
        button="Give authority",
        caption=thing.name,
        words=[
            "The amount is what may be promised beyond the budget in all: the latest one counts."
        ],
        breadcrumbs=_account_trail(thing.short_name, of_year, back, "Give authority"),
        back=back,
    )


def _account_trail(name: str, year: FinancialYear, href: str, here: str) -> Trail:
    return money_trail((href, f"{name}, {year.spoken}"), ("", here))


@office_page
def open_books(request: Request) -> HttpResponse:
    """Enter the budgets that were stated before the books began."""
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    lacking = queries.funds_not_entered()
    names = ", ".join(one.name for one in lacking)
    return ask(
        request,
        forms.Confirm(sent(request)),
        lambda by: [actions.open_books(by=by, fund=one) for one in lacking],
        title="Enter stated budgets in the books",
        button="Enter them",
        words=[
            f"The books don’t hold every budget as it is stated for: {names}."
            if lacking
            else "The books hold every budget as it is stated."
        ],
        breadcrumbs=money_trail(("", "Enter budgets")),
        back=reverse("spending.money"),
    )


# One agreement


def _trail(of: Agreement, here: str = "") -> Trail:
    href = reverse("spending.agreement", args=[of.reference])
    return money_trail((href if here else "", of.reference), *([("", here)] if here else []))


@office_page
def agreement(request: Request, reference: str) -> HttpResponse:
    """An agreement's books: its pots by fund and year, what waits, and every movement."""
    found = agreements.agreement(request.person, reference)
    page = queries.movements_page(queries.of_one(found), after=request.GET.get("after", ""))
    context = {
        "agreement": found,
        "provider": queries.provider_words(found),
        "value": agreements.current_words(found),
        "books": queries.agreement_books(found),
        "remains": queries.remains_to_claim(found),
        "movements": queries.movement_rows(page.movements),
        "following": page.following,
        "may_keep": access.may_keep_books(request.person),
        "story": ledger.story(found.subject),
        "breadcrumbs": _trail(found),
    }
    return render(request, "spending/agreement.html", context)


@office_page
def commit(request: Request, reference: str) -> HttpResponse:
    """Say by hand what an agreement is promised of each fund and year."""
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    found = agreements.agreement(request.person, reference)
    promised = queries.promised(found)
    return ask(
        request,
        forms.Commit(sent(request), initial=forms.Commit.was(promised)),
        lambda **typed: actions.commit(agreement=found, **typed),
        title="Commit by hand",
        button="Commit",
        caption=f"{found.reference} {found.title}",
        words=[
            f"Its value is {agreements.current_words(found)}. Say what it is promised in all:"
            " what was promised before and is not here is released."
        ],
        breadcrumbs=_trail(found, "Commit by hand"),
        back=reverse("spending.agreement", args=[reference]),
        again=lambda: forms.Commit.was(queries.promised(found)),
        in_words=lambda: [
            (f"{one.fund}, {FinancialYear.parse(one.year).spoken}", str(one.amount))
            for one in queries.promised(found)
        ],
    )


@office_page
def commit_waiting(request: Request, reference: str) -> HttpResponse:
    """Commit what waited, now that there is money or authority."""
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    found = agreements.agreement(request.person, reference)
    books = queries.agreement_books(found)
    words = [books.waiting.because] if books.waiting else ["Nothing waits to be committed for it."]
    return ask(
        request,
        forms.MaybeWhy(sent(request)),
        lambda **typed: actions.commit_waiting(agreement=found, **typed),
        title="Commit what waits",
        button="Commit it",
        caption=f"{found.reference} {found.title}",
        words=words,
        breadcrumbs=_trail(found, "Commit what waits"),
        back=reverse("spending.agreement", args=[reference]),
    )


@office_page
def paid_before(request: Request, reference: str) -> HttpResponse:
    """Enter what was paid before these books began."""
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    found = agreements.agreement(request.person, reference)
    return ask(
        request,
        forms.PaidBefore(sent(request)),
        lambda **typed: actions.enter_paid_before(agreement=found, **typed),
        title="Enter what was paid before",
        button="Enter it",
        caption=f"{found.reference} {found.title}",
        words=[
            "What was paid before these books began goes from committed to paid,"
            f" up to {FinancialYear.of(clock.today()).spoken}, the oldest year first."
        ],
        breadcrumbs=_trail(found, "Paid before"),
        back=reverse("spending.agreement", args=[reference]),
    )


@office_page
def forecast(request: Request, reference: str) -> HttpResponse:
    """State what an agreement will cost, where that is not what was promised."""
    only_if(access.may_keep_books(request.person), NOT_KEEPER)
    found = agreements.agreement(request.person, reference)
    return ask(
        request,
        forms.StateForecast(sent(request), offered=queries.funds_and_years(found)),
        lambda **typed: actions.state_forecast(agreement=found, **typed),
        title="State a forecast",
        button="State it",
        caption=f"{found.reference} {found.title}",
        words=["Without a forecast, an agreement is expected to cost what was promised."],
        breadcrumbs=_trail(found, "Forecast"),
        back=reverse("spending.agreement", args=[reference]),
    )


ONE = "office/register/<str:reference>/money"

urlpatterns = [
    path("office/money", money, name="spending.money"),
    path("office/money/enter-budgets", open_books, name="spending.open_books"),
    path("office/money/<slug:fund>/<slug:year>", account, name="spending.account"),
    path("office/money/<slug:fund>/<slug:year>/authority", authorise, name="spending.authorise"),
    path(ONE, agreement, name="spending.agreement"),
    path(f"{ONE}/commit", commit, name="spending.commit"),
    path(f"{ONE}/waiting", commit_waiting, name="spending.commit_waiting"),
    path(f"{ONE}/paid-before", paid_before, name="spending.paid_before"),
    path(f"{ONE}/forecast", forecast, name="spending.forecast"),
]
