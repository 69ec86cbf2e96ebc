"""Outturn, the money flow, and the monthly report to the chief finance officer."""

from django.http import HttpResponse
from django.urls import path, reverse

from precept.do.spending import queries, rules
from precept.do.spending.pages.asked import Asked, asked, money_trail
from precept.foundation import clock
from precept.foundation.documents import html, sheets
from precept.foundation.documents.handing import as_file, to_keep
from precept.foundation.money import Money
from precept.foundation.people.exports import handed_out
from precept.foundation.web.pages import Request, office_page, render

PROVIDERS_SHOWN = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = ("Committed", "Paid", "Forecast", "Variance")
WITH_BUDGET = ("Budget", *COLUMNS)


def _money(figures: rules.Figures) -> tuple[str, ...]:
    return tuple(
        str(Money(pence))
        for pence in (figures.committed, figures.paid, figures.forecast, figures.variance)
    )


def _with_budget(budget: int, figures: rules.Figures) -> tuple[str, ...]:
    sums = (budget, figures.committed, figures.paid, figures.forecast, budget - figures.forecast)
    return tuple(str(Money(pence)) for pence in sums)


@office_page
def outturn(request: Request) -> HttpResponse:
    """Budget, committed, paid, forecast and variance, by fund, year, provider, area and priority."""
    said = asked(request)
    stated = queries.forecasts_stated()
    figures = queries.outturn(said.year, said.on, None if said.on else stated)
    context = {
        "said": said,
        "years": queries.years_offered(),
        "by_fund": [
            (one.fund.name, *_with_budget(one.budget.pence, of))
            for one, of in queries.by_fund_rows(figures)
        ],
        "whole": _whole(figures),
        "by_year": [
            (one.year.spoken, *_with_budget(one.budget, one.figures))
            for one in queries.by_year(stated)
        ],
        "parts": [
            ("area", "Area", _rows(figures.by_area)),
            ("priority", "Priority", _rows(figures.by_priority)),
            ("provider", "Provider", _rows(figures.by_provider)),
        ],
        "partners": _partners(queries.partners_parts(said.year, said.on)),
        "partners_columns": queries.PARTNERS_COLUMNS,
        "columns": COLUMNS,
        "with_budget": WITH_BUDGET,
        "rounds": queries.rounds_as_totals(said.year),
        "listed": queries.listed_in(said.year),
        "breadcrumbs": money_trail(("", "Outturn")),
    }
    return render(request, "spending/outturn.html", context, status=said.status)


def _rows(figures: dict[str, rules.Figures]) -> list[tuple[str, ...]]:
    shown = rules.largest(figures, PROVIDERS_SHOWN, lambda many: f"{many:,} others")
    return [(name, *_money(one)) for name, one in shown]


def _partners(parts: list[queries.PartnersPart]) -> list[tuple[str, ...]]:
    return [(one.fund, *(str(amount) for amount in one.amounts)) for one in parts]


def _whole(figures: queries.Outturn) -> tuple[str, ...]:
    rows = queries.by_fund_rows(figures)
    budget = sum(one.budget.pence for one, _ in rows)
    return ("Total", *_with_budget(budget, rules.together([of for _, of in rows])))


@office_page
def outturn_file(request: Request) -> HttpResponse:
    """The whole outturn of a year as a workbook: every provider, area and priority."""
    said = asked(request)
    figures = queries.outturn(said.year, said.on)
    book = [
        sheets.Sheet(
            "By fund",
            ("Fund", *WITH_BUDGET),
            [
                (
                    one.fund.name,
                    one.budget,
                    Money(of.committed),
                    Money(of.paid),
                    Money(of.forecast),
                    Money(one.budget.pence - of.forecast),
                )
                for one, of in queries.by_fund_rows(figures)
            ],
        ),
        sheets.Sheet(
            "Partners",
            queries.PARTNERS_COLUMNS,
            [(one.fund, *one.amounts) for one in queries.partners_parts(said.year, said.on)],
        ),
        _sheet("Provider", figures.by_provider),
        _sheet("Area", figures.by_area),
        _sheet("Priority", figures.by_priority),
    ]
    title = f"Outturn of {said.year.spoken}, {said.words}"
    content = sheets.write_xlsx(book, title=title, dated=said.on or clock.today())
    return _file(request, content, XLSX, f"outturn-{said.year.label}.xlsx")


def _sheet(of: str, figures: dict[str, rules.Figures]) -> sheets.Sheet:
    return sheets.Sheet(
        f"By {of.lower()}",
        (of, *COLUMNS),
        [
            (name, Money(one.committed), Money(one.paid), Money(one.forecast), Money(one.variance))
            for name, one in figures.items()
        ],
    )


def _file(request: Request, content: bytes, media_type: str, name: str) -> HttpResponse:
    return handed_out(request, "book", lambda: to_keep(content, name, media_type))


@office_page
def money_flow(request: Request) -> HttpResponse:
    """Where a year's money goes, drawn from funds to recipients."""
    said = asked(request)
    chart = queries.money_flow(said.year, queries.rounds_as_totals(said.year))
    context = {
        "said": said,
        "years": queries.years_offered(),
        "chart": chart,
        "is_empty": queries.is_empty(chart),
        "breadcrumbs": money_trail((reverse("spending.outturn"), "Outturn"), ("", "Money flow")),
    }
    return render(request, "spending/flow.html", context)


def _reported(request: Request) -> tuple[Asked, queries.Report]:
    said = asked(request)
    return said, queries.monthly_report(said.on or clock.today())


@office_page
def report(request: Request) -> HttpResponse:
    """The monthly report to the chief finance officer."""
    said, found = _reported(request)
    context = {
        "said": said,
        "report": found,
        "written": html.write_html(queries.report_document(found)),
        "breadcrumbs": money_trail(
            (reverse("spending.outturn"), "Outturn"), ("", "Monthly report")
        ),
    }
    return render(request, "spending/report.html", context, status=said.status)


@office_page
def report_file(request: Request, ending: str) -> HttpResponse:
    """The monthly report on the office's own paper, as Word or PDF."""
    _, found = _reported(request)
    document = queries.report_document(found)
    name = f"monthly-report-{found.on.isoformat()}"
    return handed_out(request, "book", lambda: as_file(document, name, ending))


@office_page
def report_xlsx(request: Request) -> HttpResponse:
    """The monthly report as a workbook."""
    _, found = _reported(request)
    content = sheets.write_xlsx(queries.report_sheets(found), title=found.title, dated=found.on)
    return _file(request, content, XLSX, f"monthly-report-{found.on.isoformat()}.xlsx")


urlpatterns = [
    path("office/outturn", outturn, name="spending.outturn"),
    path("office/outturn.xlsx", outturn_file, name="spending.outturn_file"),
    path("office/outturn/flow", money_flow, name="spending.flow"),
    path("office/outturn/report", report, name="spending.report"),
    path("office/outturn/report.xlsx", report_xlsx, name="spending.report_xlsx"),
    path("office/outturn/report.<slug:ending>", report_file, name="spending.report_file"),
]
