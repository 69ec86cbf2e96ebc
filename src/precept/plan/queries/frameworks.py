"""What pages and releases read of frameworks: their versions, tables and what is missing."""

from collections.abc import Collection, Sequence

from django.db.models import Case, IntegerField, Max, Prefetch, QuerySet, Value, When
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.foundation.publications.models import Publication
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing, words_in
from precept.parties.models import Office
from precept.plan import access, rules
from precept.plan.models import Framework, FrameworkLine, FrameworkSection, Fund
from precept.plan.published import FrameworkPublished
from precept.plan.queries.funds import budgets_in
from precept.plan.queries.lines import section_published
from precept.plan.queries.refreshing import Refreshing
from precept.understand import queries as understand

TAGS = {
    "draft": "govuk-tag--yellow",
    "approved": "govuk-tag--blue",
    "published": "govuk-tag--green",
    "superseded": "govuk-tag--grey",
    "withdrawn": "govuk-tag--red",
}
COLUMNS = (
    Column("year", "Year", order=("year", "version")),
    Column("version", "Version", numeric=True),
    Column("title", "Title", order=("title",)),
    Column("state", "State", order=("state", "year")),
    Column("published", "Published", order=("published",)),
    Column("why", "Why this version"),
)


def published_years() -> list[str]:
    """The financial years whose framework the public can read: what was taken down covers nothing."""
    public = Publication.objects.filter(kind="framework", is_latest=True, is_tombstone=False)
    rows = Framework.objects.filter(state="published", year__in=public.values("key"))
    return list(rows.values_list("year", flat=True))


def cover_today() -> rules.Cover:
    """Whether a framework is in force today, until when, and in which words to say so."""
    return rules.cover(published_years(), clock.today())


def frameworks() -> list[Framework]:
    """Every version of every year, the latest first (at most 500)."""
    return list(Framework.objects.order_by("-year", "-version")[:500])


def in_order_of_need(rows: QuerySet[Framework]) -> QuerySet[Framework]:
    """What somebody who asks for a year means: what is in hand, else what is published, else the latest."""
    need = Case(
        When(state__in=rules.IN_HAND, then=Value(0)),
        When(state="published", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.order_by(need, "-version")


def framework_of(person: Person, year: str, version: int | None = None) -> Framework:
    """A year's framework in hand, else the published, else the latest; or one version. Else 404."""
    rows = access.frameworks_visible_to(person).filter(year=year)
    rows = rows.select_related("drafted_by", "approved_by")
    if version is not None:
        rows = rows.filter(version=version)
    found = in_order_of_need(rows).first()
    if found is None:
        raise Http404
    return found


def published_of(year: str) -> Framework | None:
    """The published framework of a year."""
    return Framework.objects.filter(year=year, state="published").first()


def published_years_naming(years: Collection[str], subject: str, href: str) -> list[str]:
    """Those of the years whose published framework has a row that came from a thing, or leads to its public page."""
    rows = FrameworkLine.objects.filter(
        section__framework__state="published", section__framework__year__in=years
    ).values_list("section__framework__year", "subject", "links")
    return sorted(
        {
            year
            for year, of, links in rows
            if of == subject or any(link.get("href") == href for link in links)
        }
    )


def versions_of(year: str) -> list[Framework]:
    """Every version of a year's framework, the latest first (at most 100)."""
    return list(Framework.objects.filter(year=year).order_by("-version")[:100])


def in_hand(year: str) -> Framework | None:
    """The draft or approved version of a year that somebody works on."""
    return Framework.objects.filter(year=year, state__in=rules.IN_HAND).first()


def next_version(year: str) -> int:
    """The number of a year's next version. Withdrawals count, so that it is the publication's too."""
    drafted = Framework.objects.filter(year=year).aggregate(last=Max("version"))["last"] or 0
    released = publications.versions("framework", year)[:1]
    return max(drafted, released[0].version if released else 0) + 1


def year_to_draft() -> FinancialYear:
    """The year whose framework is to be drafted next: the first from this year on that has none."""
    year = FinancialYear.of(clock.today())
    taken = set(
        Framework.objects.filter(year__gte=year.label)
        .exclude(state__in=["superseded", "withdrawn"])
        .values_list("year", flat=True)
    )
    while year.label in taken:
        year = year.next()
    return year


def framework_before(year: str) -> Framework | None:
    """What next year's draft is copied from: the nearest earlier year that was published or is in hand."""
    rows = Framework.objects.filter(year__lt=year).exclude(state__in=["superseded", "withdrawn"])
    return rows.order_by("-year", "-version").first()


def sections_with_lines(framework: Framework) -> list[FrameworkSection]:
    """A version's tables in order, each with its lines: two queries."""
    return list(
        framework.sections.order_by("place", "pk").prefetch_related(
            Prefetch("lines", queryset=FrameworkLine.objects.order_by("place", "pk"))
        )
    )


def section_of(framework: Framework, key: str) -> FrameworkSection:
    """One table of a version, or 404."""
    found = framework.sections.select_related("framework").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def typed_line_of(framework: Framework, reference: str) -> FrameworkLine:
    """One line that somebody typed, or 404: what comes from the register is changed there."""
    rows = FrameworkLine.objects.select_related("section__framework")
    found = rows.filter(section__framework=framework, reference=reference, subject="").first()
    if found is None:
        raise Http404
    return found


def framework_payload(
    framework: Framework,
    sections: Sequence[FrameworkSection] | None = None,
    areas: Sequence[str] | None = None,
) -> FrameworkPublished:
    """What a release says of a framework, whole; ``sections`` and the plan's ``areas`` where they were read already."""
    year = FinancialYear.parse(framework.year)
    read = sections_with_lines(framework) if sections is None else sections
    tables = tuple(section_published(section) for section in read)
    lines = [line for table in tables for line in table.lines]
    names = dict(Fund.objects.order_by("code").values_list("code", "name"))
    office = Office.objects.values_list("name", flat=True).first()
    return FrameworkPublished(
        year=framework.year,
        version=framework.version,
        state="published",
        office=office or "",
        title=framework.title,
        introduction=framework.introduction,
        lead=framework.lead,
        review=framework.review,
        why=framework.why,
        starts=year.start.isoformat(),
        ends=year.end.isoformat(),
        approved_on=clock.uk_date(framework.approved).isoformat() if framework.approved else None,
        approved_as=framework.approved_as,
        aims=understand.aims_of(framework.year),
        sections=tables,
        slices=rules.slices(lines, names),
        areas=rules.by_area(lines, understand.areas_in_force() if areas is None else areas),
        total=rules.total_of(lines),
        is_invented=framework.is_invented,
    )


def fund_uses(payload: FrameworkPublished) -> tuple[rules.FundUse, ...]:
    """What a framework intends of each fund, beside the fund's budget for the year."""
    return rules.fund_uses(payload.slices, budgets_in(payload.year))


def points_before_going_live(
    payload: FrameworkPublished, uses: Sequence[rules.FundUse], found: Refreshing
) -> list[rules.Point]:
    """What a version lacks before it goes live, and what is doubtful; ``found`` is what a refresh would do."""
    return rules.points_before_going_live(
        payload,
        over=rules.over_programmed(uses, payload.year),
        unplaced=[rules.line_name(one) for one in found.unplaced],
        is_stale=found.is_stale,
    )


def changed_since_published(
    framework: Framework, payload: FrameworkPublished, areas: Sequence[str]
) -> list[rules.Change] | None:
    """What a version in hand changes against the published one; None where none is published. ``areas``: the plan's."""
    before = published_of(framework.year)
    if before is None or before.pk == framework.pk:
        return None
    return rules.differences(framework_payload(before, areas=areas), payload)


def _in_state(rows: QuerySet[Framework], state: str) -> QuerySet[Framework]:
    return rows.filter(state=state)


def _cells(framework: Framework) -> list[Cell]:
    address = reverse("plan.framework_version", args=[framework.year, framework.version])
    return [
        Cell(FinancialYear.parse(framework.year).spoken, href=address),
        Cell(str(framework.version)),
        Cell(
            framework.title,
            note="Invented for the demonstration" if framework.is_invented else "",
        ),
        Cell(dict(rules.framework_states)[framework.state], tag=TAGS[framework.state]),
        Cell(
            clock.spoken(clock.uk_date(framework.published)) if framework.published else "Not yet"
        ),
        Cell(framework.why or "First version"),
    ]


def frameworks_page(person: Person, query: QueryDict) -> Table:
    """The list of every year's versions, as its address asks: two queries, whatever the size."""
    return listing(
        query,
        access.frameworks_visible_to(person).defer("introduction", "lead"),
        caption="Commissioning frameworks",
        noun=("version", "versions"),
        columns=COLUMNS,
        cells=_cells,
        default="-year",
        filters=(Filter("state", "State", tuple(rules.framework_states), _in_state),),
        search=words_in("title", "year"),
        empty="There is no framework yet. Draft this year’s to begin.",
    )
