"""A year's aims and measures in one dense page, and what each measure says."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from precept.foundation import clock
from precept.foundation.documents import queries as documents
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import trail
from precept.understand import access, actions, forms, queries
from precept.understand.models import Aim, Measure

MEASURES = ("/office/measures", "Measures")
MAY_NOT_KEEP = "Only people who keep the plan may change aims and measures."


def year_place(year: str) -> tuple[str, str]:
    """A year's measures among the breadcrumbs."""
    return f"/office/measures?year={year}", year.replace("-", "–")


def address(measure: Measure) -> str:
    """Where the office reads a measure."""
    return f"/office/measures/{measure.aim.year}/{measure.slug}"


def place(measure: Measure) -> tuple[str, str]:
    """A measure among the breadcrumbs."""
    words = measure.text
    return address(measure), words if len(words) <= 60 else f"{words[:59].rstrip()}…"


def keeps(request: Request) -> None:
    """Refuse whoever may not change aims and measures."""
    only_if(access.may_keep(request.person), MAY_NOT_KEEP)


def _year(request: Request, years: list[str]) -> str:
    asked = request.GET.get("year", "")
    if asked in years:
        return asked
    current = str(clock.FinancialYear.of(clock.today()))
    return current if current in years or not years else years[0]


@office_page
def measures(request: Request) -> HttpResponse:
    """Every aim and measure of a year, late ones in red; and publishing them."""
    years = queries.years_with_aims()
    year = _year(request, years)
    released = publications.latest_or_none("measures", year)
    form = forms.PublishMeasures(sent(request), initial={"review": _review(year, released)})
    if request.method == "POST":
        only_if(access.may_publish(request.person), "Only people who publish the plan may do this.")
        if elsewhere := proves_first(request):
            return elsewhere
        if form.is_valid():
            with form.refusals():
                actions.publish_measures(by=request.person, year=year, **form.cleaned_data)
                return redirect(year_place(year)[0])
    rows = queries.aims(year)
    context = {
        "years": years,
        "year": year,
        "form": form,
        "aims": _as_they_stand(rows),
        "titles": queries.priority_titles([slug for row in rows for slug in row.priorities]),
        "plan": queries.published_plan(),
        "released": released,
        "is_as_released": released is not None
        and released.payload.aims == queries.as_published(rows),
        "may_keep": access.may_keep(request.person),
        "may_publish": access.may_publish(request.person),
        "breadcrumbs": trail(("", "Measures")),
    }
    return render(request, "understand/measures.html", context)


def _review(year: str, released: Released | None) -> str:
    if released is not None:
        return str(released.payload.review)
    return f"To be reviewed and updated – April {clock.FinancialYear.parse(year).end.year}"


def _as_they_stand(rows: list[Aim]) -> list[tuple[Aim, list[tuple[Measure, Any]]]]:
    today = clock.today()
    return [
        (row, [(measure, queries.stands(measure, today)) for measure in row.measures.all()])
        for row in rows
    ]


@office_page
def measure(request: Request, year: str, slug: str) -> HttpResponse:
    """One measure: what it asks, how it stands, its next step, its story."""
    found = queries.measure(year, slug)
    context = {
        "measure": found,
        "stands": queries.stands(found, clock.today()),
        "address": address(found),
        "may_keep": access.may_keep(request.person),
        "may_ask": access.may_ask_for_returns(request.person),
        "looks": queries.looks_at(found),
        "files": documents.files_about(request.person, found.subject),
        "story": ledger.story(found.subject),
        "breadcrumbs": trail(MEASURES, year_place(year), ("", place(found)[1])),
    }
    return render(request, "understand/measure.html", context)


@office_page
def new_measure(request: Request, year: str, slug: str) -> HttpResponse:
    """Add a measure to an aim."""
    keeps(request)
    found = queries.aim(year, slug)
    return ask(
        request,
        forms.MeasureForm(sent(request), person=request.person),
        lambda **said: actions.add_measure(aim=found, **said),
        address,
        title="Add a measure",
        caption=found.title,
        button="Add",
        back=f"{year_place(year)[0]}#{slug}",
        breadcrumbs=trail(MEASURES, year_place(year), ("", "New measure")),
    )


def _said(one: Measure) -> dict[str, Any]:
    names = ("kind", "text", "responsible", "owner", "due", "timescale", "revision")
    return {name: getattr(one, name) for name in names}


@office_page
def change_measure(request: Request, year: str, slug: str) -> HttpResponse:
    """Change what a measure says, who owes it and by when."""
    keeps(request)
    found = queries.measure(year, slug)
    return ask(
        request,
        forms.ChangeMeasure(sent(request), initial=_said(found), person=request.person),
        lambda **said: actions.change_measure(measure=found, **said),
        address,
        title="Change this measure",
        caption=found.aim.title,
        button="Save",
        back=address(found),
        breadcrumbs=trail(MEASURES, year_place(year), place(found), ("", "Change")),
        again=lambda: _said(queries.measure(year, slug)),
    )


@office_page
def remove_measure(request: Request, year: str, slug: str) -> HttpResponse:
    """Take a measure that was never asked for out of a year."""
    keeps(request)
    found = queries.measure(year, slug)
    return ask(
        request,
        forms.Reason(sent(request), initial={"revision": found.revision}),
        lambda **said: actions.remove_measure(measure=found, **said),
        lambda _: f"{year_place(year)[0]}#{found.aim.slug}",
        title="Remove this measure?",
        caption=found.aim.title,
        words=[found.text, "What was published of it stays in earlier versions."],
        button="Remove the measure",
        is_grave=True,
        back=address(found),
        breadcrumbs=trail(MEASURES, year_place(year), place(found), ("", "Remove")),
        again=lambda: _said(queries.measure(year, slug)),
    )
