"""The log of decisions, each decision with its versions, and the files to take away."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from precept.decisions import published
from precept.decisions import rules as decisions
from precept.foundation import clock
from precept.foundation.documents.handing import to_keep
from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.sheets import write_csv
from precept.foundation.money import Money
from precept.foundation.publications import queries as publications
from precept.foundation.search.entries import Hit
from precept.foundation.web.pages import public_page
from precept.foundation.web.tables import Cell, Column
from precept.public import queries, rules
from precept.public.answers import attached, fingerprinted, shown, tombstone, trail
from precept.public.queries import Facet
from precept.public.queries.lists import INVENTED
from precept.public.shell import shell_around

LOG_COLUMNS = (
    "Reference",
    "Title",
    "Kind",
    "Decision by",
    "Signed",
    "Amount in pounds",
    "Publication",
    "Invented for the demonstration",
    "Address",
)
DECISIONS = {"href": "/decisions", "text": "Decisions"}


def _words_of_slug(value: str) -> str:
    return value.replace("-", " ").capitalize()


def _words_of_power(key: str) -> str:
    return _words_of_slug(key.removeprefix("power-"))


PUBLISHED = {**decisions.STATUSES, "redacted": "With words redacted"}


def _decision(hit: Hit) -> list[Cell]:
    said = hit.shown
    notes = [INVENTED] if said["is_invented"] else []
    if said["status"] != "open" or said.get("status_title", "") == decisions.STATUSES["exempt"]:
        notes.append(decisions.STATUSES["exempt"])
    return [
        Cell(hit.key),
        Cell(hit.title, href=hit.href, note=". ".join(notes)),
        Cell(said["kind"]),
        Cell(said["decided_by"]),
        Cell(clock.spoken(date.fromisoformat(said["signed_on"])) if said["signed_on"] else ""),
        Cell(rules.amount(said["pence"]) if said["pence"] is not None else "None"),
    ]


@public_page
def log(request: HttpRequest) -> HttpResponse:
    """Every decision, the newest first, by year, kind and priority, and by words."""
    office, _ = queries.office_and_funds()
    table = queries.hits_table(
        request.GET,
        kind="decision",
        caption="Decisions",
        noun=("decision", "decisions"),
        columns=(
            Column("key", "Reference", order=("key",)),
            Column("title", "Title", order=("title",)),
            Column("kind", "Kind"),
            Column("by", "Decision by"),
            Column("date", "Signed", order=("date",)),
            Column("amount", "Amount", numeric=True, order=("amount",)),
        ),
        cells=_decision,
        nothing="The office has published no decision yet. Follow the feed of decisions to hear of the first.",
        facets=(
            Facet("year", "Year"),
            Facet("kind", "Kind", decisions.KINDS),
            Facet("priority", "Priority", called=_words_of_slug),
            Facet("power", "Power relied on", called=_words_of_power),
            Facet("status", "Published", PUBLISHED),
        ),
        orders={
            "key": ("key", "key"),
            "title": ("title", "title"),
            "date": ("oldest", "newest"),
            "amount": ("cheapest", "dearest"),
        },
        default="-date",
    )
    context = {"table": table, "shell": shell_around(request, office)}
    return shown(request, "public/decisions.html", context)


@public_page
def decision(request: HttpRequest, reference: str, version: int | None = None) -> HttpResponse:
    """One decision as it was signed; or one of its earlier versions."""
    if "\x00" in reference:
        raise Http404("no decision has that sign in its reference")
    paper = queries.paper("decision", reference, version)
    if paper is None and version is None:
        return _without_decision(request, reference)
    if paper is None:
        raise Http404(f"no decision {reference} is published")
    released = paper.released
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    address = queries.address_of(said.about)
    here = {"href": released.address, "text": said.reference}
    context = {
        "released": released,
        "projects": queries.projects_leading_to(f"/decisions/{reference}"),
        "said": said,
        "notice": write_blocks(published.notice_blocks(said), smaller=1),
        "about": address if queries.leading([address] if address else []) else "",
        "versions": paper.versions,
        "files": paper.files,
        "breadcrumbs": trail(DECISIONS, here, version),
    }
    return shown(request, "public/decision.html", context)


def _without_decision(request: HttpRequest, reference: str) -> HttpResponse:
    """What is said of a number that no decision bears; 404 where nothing is."""
    paper = queries.paper("decision-number", reference)
    if paper is None:
        raise Http404(f"no decision {reference} is published")
    if paper.released.is_tombstone:
        return tombstone(request, paper.released)
    context = {
        "released": paper.released,
        "said": paper.released.payload,
        "breadcrumbs": [DECISIONS, {"text": reference}],
    }
    return shown(request, "public/number.html", context)


@public_page
def numbers(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """The numbers of a year that the log does not show, each with why."""
    years = queries.years_of_numbers()
    if year is not None and year not in years:
        raise Http404(f"no number of {year} is published")
    chosen = year if year is not None else next(iter(years), None)
    context = {
        "year": chosen,
        "years": years,
        "missing": queries.missing_numbers(chosen) if chosen is not None else [],
        "breadcrumbs": [DECISIONS, {"text": f"Numbers of {chosen}" if chosen else "Numbers"}],
    }
    return shown(request, "public/numbers.html", context)


@public_page
def log_file(request: HttpRequest) -> HttpResponse:
    """The log as CSV: a row for each decision, the newest first."""
    rows = [
        [
            hit.key,
            hit.title,
            hit.shown["kind"],
            hit.shown["decided_by"],
            clock.from_iso(hit.shown["signed_on"]),
            Money(hit.shown["pence"]) if hit.shown["pence"] is not None else None,
            hit.shown.get("status_title") or decisions.STATUSES[hit.shown["status"]],
            hit.shown["is_invented"],
            f"{settings.PRECEPT_ADDRESS}{hit.href}",
        ]
        for hit in queries.every_decision()
    ]
    response = to_keep(write_csv(LOG_COLUMNS, rows), "decisions.csv", "text/csv; charset=utf-8")
    response["Cache-Control"] = "public, max-age=60"
    return fingerprinted(request, response)


@public_page
def decision_file(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """A file of the latest version of a decision."""
    if "\x00" in name + reference:
        raise Http404("no file has that sign in its name")
    return attached(request, publications.file("decision", reference, name))
