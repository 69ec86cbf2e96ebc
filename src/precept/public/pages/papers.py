"""The strategy, the plan, the measures and the frameworks, with their versions and files."""

from django.http import Http404, HttpRequest, HttpResponse

from precept.foundation import clock
from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.model import blocks_from_text
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.foundation.web.pages import public_page
from precept.plan import rules as plan
from precept.public import queries
from precept.public.answers import attached, shown, tombstone
from precept.understand.published import AimsPublished


@public_page
def strategy(request: HttpRequest, version: int = 0) -> HttpResponse:
    """The strategy, every framework appended; or one of its earlier versions."""
    released = _version("strategy", "strategy", version)
    if released.is_tombstone:
        return tombstone(request, released)
    context = {
        "released": released,
        "said": released.payload,
        "sections": [
            (section, write_blocks(blocks_from_text(section.text), heading_offset=2))
            for section in released.payload.sections
        ],
        "years": queries.frameworks(clock.today()) if not version else None,
        "versions": publications.versions("strategy", "strategy"),
        "files": publications.files_of("strategy", "strategy") if not version else [],
    }
    return shown(request, "public/strategy.html", context)


def _version(kind: str, key: str, version: int) -> Released:
    if version:
        return publications.version(kind, key, version)
    return publications.latest(kind, key)


@public_page
def plans(request: HttpRequest) -> HttpResponse:
    """The police and crime plan in force, or an earlier one."""
    every = sorted(
        publications.all_latest("plan"), key=lambda one: one.payload.first_year, reverse=True
    )
    asked = request.GET.get("plan", "")
    released = next((one for one in every if one.key == asked), every[0] if every else None)
    context = {
        "released": released,
        "said": released.payload if released else None,
        "every": every,
        "versions": publications.versions("plan", released.key) if released else [],
    }
    return shown(request, "public/plan.html", context)


@public_page
def measures(request: HttpRequest) -> HttpResponse:
    """A year's aims and measures, as they stood when they were last published."""
    every = sorted(publications.all_latest("measures"), key=lambda one: one.key, reverse=True)
    asked = request.GET.get("year", "")
    current = str(clock.FinancialYear.of(clock.today()))
    by_year = {one.key: one for one in every}
    released = by_year.get(asked) or by_year.get(current) or (every[0] if every else None)
    said: AimsPublished | None = released.payload if released else None
    context = {"released": released, "said": said, "every": every}
    return shown(request, "public/measures.html", context)


@public_page
def frameworks(request: HttpRequest) -> HttpResponse:
    """The framework in force, those to come, and all past ones."""
    years = queries.frameworks(clock.today())
    active = years.active.payload if years.active else None
    context = {
        "years": years,
        "picture": queries.picture(active) if active else None,
        "total_text": plan.total_text,
    }
    return shown(request, "public/frameworks.html", context)


@public_page
def framework(request: HttpRequest, year: str, version: int = 0) -> HttpResponse:
    """A year's framework, whole; or one of its earlier versions."""
    released = _version("framework", year, version)
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    before = (
        publications.version("framework", year, released.version - 1)
        if released.version > 1 and released.is_latest
        else None
    )
    context = {
        "released": released,
        "said": said,
        "year": clock.FinancialYear.parse(year),
        "introduction": write_blocks(blocks_from_text(said.introduction), heading_offset=2),
        "lead": write_blocks(blocks_from_text(said.lead), heading_offset=2),
        "tables": [plan.printed(section) for section in said.sections],
        "total": plan.total_text(said.total),
        "picture": queries.picture(said),
        "changes": plan.differences(before.payload, said) if before and before.payload else [],
        "versions": publications.versions("framework", year),
        "files": publications.files_of("framework", year) if released.is_latest else [],
    }
    return shown(request, "public/framework.html", context)


@public_page
def framework_file(request: HttpRequest, year: str, name: str) -> HttpResponse:
    """A file of the latest version of a framework."""
    return attached(request, publications.file("framework", year, name))


@public_page
def strategy_file(request: HttpRequest, name: str) -> HttpResponse:
    """A file of the latest version of the strategy."""
    return attached(request, publications.file("strategy", "strategy", name))


@public_page
def changes(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Every version of a publication: when, why, its hash, and what changed."""
    known = queries.known_kind(kind)
    rows = queries.every_version(kind, key)
    if not rows:
        raise Http404(f"no {kind} {key} is published")
    context = {
        "kind": known,
        "rows": rows,
        "title": rows[0].row.title,
        "address": known.address(key),
    }
    return shown(request, "public/changes.html", context)
