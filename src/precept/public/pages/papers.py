"""The strategy, the plan, the measures and the frameworks, with their versions and files."""

from django.http import Http404, HttpRequest, HttpResponse

from precept.foundation import clock
from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.model import blocks_from_text
from precept.foundation.publications import queries as publications
from precept.foundation.web.pages import public_page
from precept.plan import rules as plan
from precept.public import queries
from precept.public.answers import attached, shown, tombstone, trail

FRAMEWORKS = {"href": "/framework", "text": "Frameworks"}
STRATEGY = {"href": "/strategy", "text": "Strategy"}


@public_page
def strategy(request: HttpRequest, version: int | None = None) -> HttpResponse:
    """The strategy, every framework appended; or one of its earlier versions."""
    paper = queries.paper("strategy", "strategy", version)
    if paper is None:
        if version is not None:
            raise Http404("no strategy is published")
        return shown(request, "public/no_strategy.html", {})
    released = paper.released
    if released.is_tombstone:
        return tombstone(request, released)
    context = {
        "released": released,
        "said": released.payload,
        "sections": [
            (
                section,
                write_blocks(
                    blocks_from_text(section.text),
                    heading_offset=section.level,
                    id_prefix=f"{section.slug}-",
                ),
            )
            for section in released.payload.sections
        ],
        "years": queries.frameworks(clock.today()) if version is None else None,
        "versions": paper.versions,
        "files": paper.files if version is None else [],
        "breadcrumbs": [STRATEGY, {"text": f"Version {version}"}] if version is not None else [],
    }
    return shown(request, "public/strategy.html", context)


@public_page
def plans(request: HttpRequest) -> HttpResponse:
    """The police and crime plan in force, or an earlier one."""
    released, every = queries.plans(request.GET.get("plan", ""), clock.today())
    if released is not None and released.is_tombstone:
        return tombstone(request, released)
    context = {
        "released": released,
        "said": released.payload if released else None,
        "others": [one for one in every if released is not None and one.key != released.key],
    }
    return shown(request, "public/plan.html", context)


@public_page
def measures(request: HttpRequest) -> HttpResponse:
    """A year's aims and measures, as they stood when they were last published."""
    released, years = queries.measures(request.GET.get("year", ""), clock.today())
    if released is not None and released.is_tombstone:
        return tombstone(request, released)
    context = {
        "released": released,
        "said": released.payload if released else None,
        "others": [year for year in years if released is not None and year != released.key],
        "leads": queries.leading([f"/framework/{released.key}"] if released else []),
    }
    return shown(request, "public/measures.html", context)


@public_page
def frameworks(request: HttpRequest) -> HttpResponse:
    """The framework in force, those to come, and all past ones."""
    today = clock.today()
    active = queries.active_framework(today)
    context = {
        "years": queries.frameworks(today),
        "year": clock.FinancialYear.of(today),
        "active": active,
        "picture": queries.picture(active.payload) if active else None,
        "total": plan.total_text(active.payload.total) if active else "",
    }
    return shown(request, "public/frameworks.html", context)


@public_page
def framework(request: HttpRequest, year: str, version: int | None = None) -> HttpResponse:
    """A year's framework, whole; or one of its earlier versions."""
    paper = queries.paper("framework", year, version)
    if paper is None:
        raise Http404(f"no framework of {year} is published")
    released, before = paper.released, paper.before
    if released.is_tombstone:
        return tombstone(request, released)
    said = released.payload
    address = {"href": f"/framework/{year}", "text": clock.FinancialYear.parse(year).spoken}
    context = {
        "released": released,
        "said": said,
        "year": clock.FinancialYear.parse(year),
        "introduction": write_blocks(blocks_from_text(said.introduction), heading_offset=2),
        "lead": write_blocks(blocks_from_text(said.lead), heading_offset=2, id_prefix="lead-"),
        "tables": [
            (section, plan.printed(section, plan.fund_names(said.slices)))
            for section in said.sections
        ],
        "leads": queries.leading(queries.leads_of(said)),
        "total": plan.total_text(said.total),
        "areas": plan.area_rows(said.areas),
        "by_area": plan.BY_AREA,
        "picture": queries.picture(said),
        "changes": plan.differences(before.payload, said) if before else [],
        "versions": paper.versions,
        "files": paper.files,
        "breadcrumbs": trail(FRAMEWORKS, address, version),
    }
    return shown(request, "public/framework.html", context)


@public_page
def framework_file(request: HttpRequest, year: str, name: str) -> HttpResponse:
    """A file of the latest version of a framework."""
    return _file(request, "framework", year, name)


@public_page
def strategy_file(request: HttpRequest, name: str) -> HttpResponse:
    """A file of the latest version of the strategy."""
    return _file(request, "strategy", "strategy", name)


def _file(request: HttpRequest, kind: str, key: str, name: str) -> HttpResponse:
    if "\x00" in name:
        raise Http404("no file has that sign in its name")
    return attached(request, publications.file(kind, key, name))


@public_page
def changes(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Every version of a publication: when, why, its hash, and what changed."""
    known = queries.known_kind(kind)
    rows = queries.every_version(kind, key)
    title, address = rows[0].row.title, known.address(key)
    context = {
        "kind": known,
        "rows": rows,
        "title": title,
        "address": address,
        "breadcrumbs": [{"href": address, "text": title}, {"text": "Versions"}],
    }
    return shown(request, "public/changes.html", context)
