"""A year's strategic aims, one at a time."""

from typing import Any

from django.http import HttpResponse

from precept.foundation.ledger import queries as ledger
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, sent
from precept.foundation.web.trails import trail
from precept.understand import actions, forms, queries
from precept.understand.models import Aim
from precept.understand.pages.measures import MEASURES, keeps, year_place


def _where(one: Aim) -> str:
    return f"{year_place(one.year)[0]}#{one.slug}"


def _said(one: Aim) -> dict[str, Any]:
    names = ("title", "statement", "introduction", "lead", "priorities", "revision")
    return {name: getattr(one, name) for name in names}


@office_page
def new_aim(request: Request) -> HttpResponse:
    """Add an aim to a year."""
    keeps(request)
    form = forms.NewAim(
        sent(request),
        known_priorities=queries.published_priorities(),
        initial={"year": request.GET.get("year", "")[:9]},
    )
    return ask(
        request,
        form,
        actions.add_aim,
        _where,
        title="Add an aim",
        words=["It prints in that year’s framework, with its measures."],
        button="Add",
        back=MEASURES[0],
        breadcrumbs=trail(MEASURES, ("", "New aim")),
    )


@office_page
def aim(request: Request, year: str, slug: str) -> HttpResponse:
    """Change what an aim says; its history."""
    keeps(request)
    found = queries.aim(year, slug)
    # An aim of an earlier plan keeps the priorities that it served.
    known = queries.offered_priorities(found.priorities)
    return ask(
        request,
        forms.ChangeAim(sent(request), known_priorities=known, initial=_said(found)),
        lambda **said: actions.change_aim(aim=found, **said),
        _where,
        title=f"Change “{found.title}”",
        caption=year_place(year)[1],
        button="Save",
        back=_where(found),
        breadcrumbs=trail(MEASURES, year_place(year), ("", found.title)),
        again=lambda: _said(queries.aim(year, slug)),
        template="understand/aim.html",
        more={"story": ledger.story(found.subject)},
    )


@office_page
def remove_aim(request: Request, year: str, slug: str) -> HttpResponse:
    """Take an aim without measures out of a year."""
    keeps(request)
    found = queries.aim(year, slug)
    return ask(
        request,
        forms.Reason(sent(request), initial={"revision": found.revision}),
        lambda **said: actions.remove_aim(aim=found, **said),
        lambda _: year_place(year)[0],
        title=f"Remove “{found.title}”?",
        caption=year_place(year)[1],
        words=[found.statement],
        button="Remove the aim",
        is_grave=True,
        back=_where(found),
        breadcrumbs=trail(MEASURES, year_place(year), ("", "Remove an aim")),
        again=lambda: _said(queries.aim(year, slug)),
    )
