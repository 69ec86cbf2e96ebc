"""Needs assessments as anyone reads them: what people need, what is there, what is missing."""

from datetime import date

from django.http import HttpRequest, HttpResponse

from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.model import blocks_from_text
from precept.foundation.web.pages import public_page
from precept.public import queries
from precept.public.answers import shown, tombstone
from precept.public.shell import shell_around
from precept.understand.published import NeedPublished
from precept.understand.queries import pictures
from precept.understand.rules import counts

NEEDS = {"href": "/needs", "text": "Needs"}


@public_page
def needs(request: HttpRequest) -> HttpResponse:
    """Every published assessment, the one agreed last first."""
    return shown(request, "public/needs.html", {"hits": queries.needs()})


@public_page
def need(request: HttpRequest, reference: str) -> HttpResponse:
    """One assessment in summary, with its pictures."""
    office, released = queries.with_office("need", reference)
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    context = {
        "released": released,
        "projects": queries.projects_leading_to(f"/needs/{reference}"),
        "said": said,
        "findings": write_blocks(blocks_from_text(said.findings), heading_offset=2),
        "pictures": [pictures.pictures(one) for one in said.figures],
        "areas": _areas(said),
        "months": _months(said.first_month, said.last_month),
        "leads": queries.leading([one.href for one in said.services if one.href]),
        "shell": shell_around(request, office),
        "breadcrumbs": [NEEDS, {"text": released.title}],
    }
    return shown(request, "public/need.html", context)


def _months(first: str | None, last: str | None) -> str:
    if first is None or last is None:
        return ""
    begin, end = (counts.month_words(date.fromisoformat(one)) for one in (first, last))
    return begin if begin == end else f"{begin} to {end}"


def _areas(said: NeedPublished) -> list[tuple[str, str]]:
    """The areas that an assessment has figures of, each of which has a briefing: code and name, by name."""
    figured = [(one.code, one.name) for figure in said.figures for one in figure.areas]
    covered = [(one.code, one.name) for one in said.coverage]
    return sorted(set(figured + covered), key=lambda one: one[1])
