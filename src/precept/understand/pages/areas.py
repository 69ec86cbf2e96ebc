"""The list of areas: the national ones and the office's own, what follows them, who lives there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import Outcome, ask, attempt
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import trail
from precept.understand import access
from precept.understand.actions import areas as actions
from precept.understand.forms import areas as forms
from precept.understand.models import Area
from precept.understand.queries import areas as queries

AREAS = ("/office/areas", "Areas")
MAY_NOT_KEEP = actions.NOT_KEEPER


def address(one: Area) -> str:
    """Where the office reads an area."""
    return f"{AREAS[0]}/{one.code}"


def _keeps(request: Request) -> None:
    only_if(access.may_keep(request.person), MAY_NOT_KEEP)


@office_page
def areas(request: Request) -> HttpResponse:
    """Every area by its code; taking over what is missing of the national list."""
    form, outcome = forms.TakeStandard(sent(request)), Outcome()
    if request.method == "POST":
        _keeps(request)
        outcome = attempt(form, lambda: actions.take_standard_areas(by=request.person))
    if outcome.is_done:
        return redirect(AREAS[0])
    known = queries.area_map()
    people = queries.populations(list(known.areas))
    rows = [
        (
            one,
            known.areas.get(one.parent_id or 0),
            [known.areas[key] for key in known.successors.get(one.pk, ()) if key in known.areas],
            people.get(one.pk),
            queries.vintage(one),
        )
        for one in known.areas.values()
    ]
    context = {
        "form": form,
        "rows": [row for row in rows if row[0].ends is None],
        "ended": [row for row in rows if row[0].ends is not None],
        "missing": queries.missing_standard(),
        "may_keep": access.may_keep(request.person),
        "breadcrumbs": trail(("", "Areas")),
    }
    return render(request, "understand/areas.html", context)


@office_page
def new_area(request: Request) -> HttpResponse:
    """Add an area to the office's own list."""
    _keeps(request)
    return ask(
        request,
        forms.NewArea(sent(request), areas=queries.area_map().current),
        actions.add_area,
        address,
        title="Add an area",
        button="Add it",
        back=AREAS[0],
        breadcrumbs=trail(AREAS, ("", "New area")),
    )


@office_page
def area(request: Request, code: str) -> HttpResponse:
    """One area: its vintage, what holds and follows it, how many people live there."""
    found = queries.area(code)
    context = {
        "area": found,
        "vintage": queries.vintage(found),
        "tile": queries.tile_words(found),
        "successors": list(found.successors.all()),
        "predecessors": list(found.predecessors.all()),
        "populations": queries.populations_of(found),
        "may_keep": access.may_keep(request.person),
        "story": ledger.story(found.subject),
        "breadcrumbs": trail(AREAS, ("", found.name)),
    }
    return render(request, "understand/area.html", context)


def _said(one: Area) -> dict[str, Any]:
    names = ("name", "kind", "parent", "starts", "row", "column", "version")
    return {name: getattr(one, name) for name in names} | {"why": ""}


@office_page
def change_area(request: Request, code: str) -> HttpResponse:
    """Change what the list says of an area."""
    _keeps(request)
    found = queries.area(code)
    return ask(
        request,
        forms.ChangeArea(sent(request), areas=queries.area_map().current, initial=_said(found)),
        lambda **said: actions.change_area(area=found, **said),
        address,
        title="Change this area",
        caption=str(found),
        button="Save",
        back=address(found),
        breadcrumbs=trail(AREAS, (address(found), found.name), ("", "Change")),
        again=lambda: _said(queries.area(code)),
    )


@office_page
def end_area(request: Request, code: str) -> HttpResponse:
    """Say that an area has ended, and what follows it."""
    _keeps(request)
    found = queries.area(code)
    others = [one for one in queries.area_map().current if one.pk != found.pk]
    return ask(
        request,
        forms.EndArea(sent(request), areas=others, initial={"version": found.version}),
        lambda **said: actions.end_area(area=found, **said),
        address,
        title="End this area",
        caption=str(found),
        words=[
            "Counts that came or will come with its code stay, and are read as what follows it."
        ],
        button="End it",
        is_grave=True,
        back=address(found),
        breadcrumbs=trail(AREAS, (address(found), found.name), ("", "End")),
        again=lambda: {"version": queries.area(code).version},
        in_words=lambda: [("Last day", _last_day(queries.area(code)))],
    )


def _last_day(one: Area) -> str:
    return clock.spoken(one.ends) if one.ends else "None"


@office_page
def population(request: Request, code: str) -> HttpResponse:
    """State how many people live in an area."""
    _keeps(request)
    found = queries.area(code)
    return ask(
        request,
        forms.Population(sent(request)),
        lambda **said: actions.state_population(area=found, **said),
        lambda _: address(found),
        title="How many people live there?",
        caption=str(found),
        words=["The newest number is used for rates in 1,000 people."],
        button="State it",
        back=address(found),
        breadcrumbs=trail(AREAS, (address(found), found.name), ("", "People")),
    )
