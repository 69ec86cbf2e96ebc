"""The year at a glance and in one list, as a page, for a calendar and for a spreadsheet."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.clock import FinancialYear, NotAFinancialYear
from precept.foundation.documents.handing import to_keep
from precept.foundation.documents.sheets import write_csv
from precept.foundation.people.exports import handed_out
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.foundation.web.tables import Asked, Offered, asked
from precept.review.year import access, actions, forms, queries, rules
from precept.review.year.pages.shared import YEAR, only_keepers, year_trail
from precept.review.year.rules import files

FILTERS = (
    ("whose", "Whose", ((rules.MINE, "Mine"),), "Everybody’s"),
    ("kind", "What", tuple(rules.kinds), "Everything"),
    ("state", "How it stands", tuple(rules.states), "Any"),
)
MOST_OF_MONTH = 10
"""How many things a month shows, unless it is asked for by itself."""


def _filters(year: FinancialYear) -> tuple[tuple[str, str, tuple[tuple[str, str], ...], str], ...]:
    months = tuple((one.key, one.title) for one in rules.months_of(year))
    return (*FILTERS, ("month", "Month", months, "The whole year"))


def _year(said: str) -> FinancialYear:
    try:
        found = FinancialYear.parse(said)
    except NotAFinancialYear:
        raise Http404(f"no year {said}") from None
    if found.label != said:
        raise Http404(f"no year {said}")
    return found


def _asked(query: QueryDict, year: FinancialYear) -> Asked:
    known = {key: [one for one, _ in offered] for key, _, offered, _ in _filters(year)}
    return asked(query, (), known)


def _found(request: Request, year: FinancialYear, what: Asked) -> list[rules.Due]:
    today = clock.today()
    # What is left over from the year before is asked for in the year that runs alone.
    first = year.start - rules.BEHIND if today in year else year.start
    chosen = {key: values[0] for key, values in what.chosen.items()}
    found = queries.everything(request.person, first, year.end)
    return rules.narrowed(
        found,
        today,
        whose=chosen.get("whose", ""),
        kind=chosen.get("kind", ""),
        state=chosen.get("state", ""),
        month=chosen.get("month", ""),
    )


@office_page
def calendar(request: Request) -> HttpResponse:
    """The financial year that runs."""
    return _shown(request, FinancialYear.of(clock.today()))


@office_page
def calendar_of(request: Request, year: str) -> HttpResponse:
    """Another financial year."""
    return _shown(request, _year(year))


def _shown(request: Request, year: FinancialYear) -> HttpResponse:
    today = clock.today()
    what = _asked(request.GET, year)
    before, months = rules.in_months(year, _found(request, year, what), today)
    here = FinancialYear.of(today)
    context: dict[str, Any] = {
        "year": year,
        "is_now": year == here,
        "before": before,
        "months": months,
        "panel": _panel(what, year),
        "most": None if "month" in what.chosen else MOST_OF_MONTH,
        "alone": {
            one.key: replace(what, chosen={**what.chosen, "month": (one.key,)}).address()
            for one in months
        },
        "kinds": rules.KINDS,
        "is_filtered": bool(what.chosen),
        "years": [year.previous(), year.next()],
        "csv": reverse("year.calendar_csv", args=[year.label]) + what.address(),
        "is_begun": queries.begun(),
        "may_keep": access.may_keep_year(request.person),
        "breadcrumbs": year_trail(("", year.spoken)) if year != here else None,
    }
    return render(request, "year/calendar.html", context)


def _panel(what: Asked, year: FinancialYear) -> SimpleNamespace:
    """The choices that narrow the list, as the panel of any list shows them."""
    return SimpleNamespace(
        caption="what is due",
        clear="?" if what.chosen else None,
        carried=(),
        searchable=False,
        filters=[
            Offered(key, title, offered, what.chosen.get(key, ()), unchosen)
            for key, title, offered, unchosen in _filters(year)
        ],
    )


@office_page
def calendar_csv(request: Request, year: str) -> HttpResponse:
    """A year's list, as it is filtered, for a spreadsheet."""
    of = _year(year)

    def make() -> HttpResponse:
        rows = _rows(request, of)
        return to_keep(
            write_csv(files.COLUMNS, rows), f"year-{of.label}.csv", "text/csv; charset=utf-8"
        )

    return handed_out(request, "book", make)


def _rows(request: Request, year: FinancialYear) -> list[list[str]]:
    found = _found(request, year, _asked(request.GET, year))
    return files.rows_of(found, clock.today(), site=settings.PRECEPT_ADDRESS)


@office_page
def calendar_file(request: Request) -> HttpResponse:
    """What is the signed-in person's own, for their calendar."""

    def make() -> HttpResponse:
        body = files.write_calendar(
            f"{YEAR}: {request.person.name}",
            queries.mine(request.person),
            site=settings.PRECEPT_ADDRESS,
            stamped=clock.today(),
        )
        return to_keep(body, "my-year.ics", files.KIND)

    return handed_out(request, "meeting", make)


@office_page
def begin(request: Request) -> HttpResponse:
    """Begin the calendar with the duties that every office has."""
    only_keepers(request)
    there = reverse("year.calendar")
    return ask(
        request,
        forms.Begin(sent(request), initial={"since": clock.today()}),
        actions.begin_year,
        lambda _: there,
        title="Begin the calendar",
        button="Begin it",
        words=[
            "It begins with what the strategy and the law ask of every office. You can change, add and"
            " take out duties afterwards."
        ],
        back=there,
        breadcrumbs=year_trail(("", "Begin the calendar")),
    )
