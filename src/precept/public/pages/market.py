"""What is coming: the market position statement, its calendar, and each commissioning project."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from precept.foundation import clock
from precept.foundation.search.entries import Hit
from precept.foundation.web.pages import public_page
from precept.public import queries
from precept.public.answers import CALENDAR, fingerprinted, fresh, shown, tombstone
from precept.public.rules import calendars, standing
from precept.public.shell import shell_around

MARKET = {"href": "/market", "text": "What is coming"}


@public_page
def market(request: HttpRequest) -> HttpResponse:
    """What the office plans to buy and give: what, for whom, when, roughly how much; rounds that are open or coming."""
    office, projects, calls = queries.coming()
    now = clock.now()
    context = {
        "projects": projects,
        "calls": [(one, standing.state_words(one.shown, now)) for one in _to_bid_for(calls, now)],
        "shell": shell_around(request, office),
    }
    moments = [one.shown.get(name, "") for one in calls for name in ("opens", "closes")]
    return fresh(shown(request, "public/market.html", context), moments, now)


def _to_bid_for(calls: Sequence[Hit], now: datetime) -> list[Hit]:
    """The rounds that one can still bid for, or will be able to; what the register alone knows as it stands there."""
    return [one for one in calls if standing.stands(one.shown, now) in ("open", "coming", "")]


@public_page
def market_calendar(request: HttpRequest) -> HttpResponse:
    """The days on which something is expected to open or to be in place, for a calendar that follows them."""
    office, projects, _ = queries.coming()
    title = f"{office.title}: what is coming" if office is not None else "What is coming"
    body = calendars.write_coming(title, projects, address=settings.PRECEPT_ADDRESS)
    return fingerprinted(request, HttpResponse(body, content_type=CALENDAR))


@public_page
def project(request: HttpRequest, reference: str) -> HttpResponse:
    """One commissioning project: the thread from its priorities to what came of it."""
    office, released = queries.with_office("project", reference)
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    titles = queries.titles([one.href for one in said.thread])
    leads = [one for one in said.thread if one.href in titles]
    context = {
        "released": released,
        "said": said,
        "thread": [
            (kind, [(titles[one.href], one.href) for one in pieces])
            for kind, pieces in groupby(leads, key=lambda one: str(one.kind))
        ],
        "shell": shell_around(request, office),
        "breadcrumbs": [MARKET, {"text": said.title}],
    }
    return shown(request, "public/project.html", context)
