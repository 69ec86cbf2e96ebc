"""What people told the office when it asked them, and what changed because of it, as anyone reads it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from precept.foundation import clock
from precept.foundation.search.entries import Hit
from precept.foundation.web.pages import public_page
from precept.foundation.web.tables import Cell, Column
from precept.public import queries
from precept.public.answers import shown, tombstone, trail
from precept.public.queries import Facet
from precept.public.queries.lists import INVENTED
from precept.public.shell import shell_around

VOICES = {"href": "/voices", "text": "What people told us"}


def _words_of_slug(value: str) -> str:
    return value.replace("-", " ").capitalize()


def _voice(hit: Hit) -> list[Cell]:
    said = hit.shown
    return [
        Cell(hit.title, href=hit.href, note=INVENTED if said["is_invented"] else ""),
        Cell("; ".join(said["groups"])),
        Cell(said["by_whom"]),
        Cell(clock.spoken(hit.date) if hit.date else ""),
        Cell(str(said["points"])),
    ]


@public_page
def voices(request: HttpRequest) -> HttpResponse:
    """Every time that people were asked, the newest first, by who was asked, priority and year, and by words."""
    office, _ = queries.office_and_funds()
    table = queries.hits_table(
        request.GET,
        kind="voice",
        caption="What people told us",
        noun=("time of asking", "times of asking"),
        columns=(
            Column("title", "What it was about", order=("title",)),
            Column("groups", "Who was asked"),
            Column("by", "Asked by"),
            Column("date", "From", order=("date",)),
            Column("points", "Points", numeric=True),
        ),
        cells=_voice,
        nothing="Nothing is published yet. Who is asked before something is bought, and what changed, stands here.",
        facets=(
            Facet("asked", "Who was asked"),
            Facet("priority", "Priority", called=_words_of_slug),
            Facet("year", "Year"),
        ),
        orders={"title": ("title", "title"), "date": ("oldest", "newest")},
        default="-date",
    )
    context = {"table": table, "shell": shell_around(request, office)}
    return shown(request, "public/voices.html", context)


@public_page
def voice(request: HttpRequest, reference: str, version: int | None = None) -> HttpResponse:
    """One time of asking people, as it was published; or one of its earlier versions."""
    paper = queries.paper("voice", reference, version)
    if paper is None:
        raise Http404(f"nothing of {reference} is published")
    released = paper.released
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    here = {"href": released.address, "text": released.title}
    context = {
        "released": released,
        "projects": queries.projects_leading_to(f"/voices/{reference}"),
        "said": said,
        "starts": date.fromisoformat(said.starts),
        "ends": date.fromisoformat(said.ends) if said.ends else None,
        "versions": paper.versions,
        "breadcrumbs": trail(VOICES, here, version),
    }
    return shown(request, "public/voice.html", context)
