"""The pipeline: what ends and what is decided next, as a picture and a table, and into the next framework."""

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path, reverse

from precept.do.agreements import access, actions, queries
from precept.do.agreements.actions.moving import NOT_KEEPER
from precept.do.agreements.forms import LAYOUTS
from precept.do.agreements.forms import keeping as forms
from precept.do.agreements.pages.trails import trail_of
from precept.do.opportunities import queries as rounds
from precept.foundation import clock
from precept.foundation.clock import FinancialYear, NotAFinancialYear
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent


def _year(text: str) -> FinancialYear:
    try:
        return FinancialYear.parse(text)
    except NotAFinancialYear as refused:
        raise Http404 from refused


@office_page
def ahead(request: Request, year: str = "") -> HttpResponse:
    """Every agreement of a financial year on one calendar, with its options and its decide-by day."""
    today = clock.today()
    this = FinancialYear.of(today)
    of = _year(year) if year else this
    table = queries.ahead_page(request.person, of.label, request.GET)
    context = {
        "year": of,
        "years": [FinancialYear(this.first + more) for more in range(-1, 5)],
        "table": table,
        "chart": queries.drawn(table.things, today) if table.things else None,
        "may_take": access.may_keep_register(request.person)
        and queries.is_to_decide(request.person, of.label),
        "next": of.next(),
        "breadcrumbs": trail_of(here="What lies ahead"),
    }
    return render(request, "agreements/ahead.html", context)


@office_page
def take(request: Request, year: str) -> HttpResponse:
    """Take what ends or is decided in a year into the framework of the year after."""
    only_if(access.may_keep_register(request.person), NOT_KEEPER)
    of = _year(year)
    rows = queries.ahead(request.person, of.label)
    form = forms.IntoFramework(
        sent(request),
        offered=[(one.reference, f"{one.reference} {one.title}") for one in rows],
        tables=list(rounds.tables(*LAYOUTS)),
    )
    title = f"Take them into the framework of {of.next().spoken}"
    return ask(
        request,
        form,
        lambda **said: actions.take_into_framework(year=of.next().label, **said),
        title=title,
        button="Take them in",
        words=[
            "They stand in its table from then on. The framework itself is drafted and approved as ever."
        ],
        back=reverse("agreements.ahead_in", args=[of.label]),
        breadcrumbs=trail_of(here=title),
    )


urlpatterns: list[URLPattern] = [
    path("office/register/ahead", ahead, name="agreements.ahead"),
    path("office/register/ahead/<slug:year>", ahead, name="agreements.ahead_in"),
    path("office/register/ahead/<slug:year>/take", take, name="agreements.take_ahead"),
]
