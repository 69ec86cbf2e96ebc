"""Reading needs assessments: in the office, for the project's thread, and as they are released."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing, words_in
from precept.understand.models import (
    Area,
    AreaPopulation,
    MappedService,
    NeedGap,
    NeedsAssessment,
)
from precept.understand.published import (
    CoverPublished,
    FigurePublished,
    GapPublished,
    NeedPublished,
    PeoplePublished,
    ServedPublished,
    ServicePublished,
)
from precept.understand.queries.areas import AreaMap, area_map, populations
from precept.understand.queries.counts import as_figure, figures
from precept.understand.queries.planning import priority_titles
from precept.understand.queries.sources import priority_filter
from precept.understand.rules import counts, coverage
from precept.understand.rules import needs as rules
from precept.understand.sign_ups import KnownService, known_services

NEWEST = ~Exists(
    NeedsAssessment.objects.filter(reference=OuterRef("reference"), edition__gt=OuterRef("edition"))
)


def _stood(rows: QuerySet[NeedsAssessment], how: str) -> QuerySet[NeedsAssessment]:
    due = Q(state="agreed", review_on__lte=clock.today())
    return rows.filter(due if how == "due" else Q(state=how))


def needs_page(query: QueryDict) -> Table:
    """The newest edition of every assessment, drafts first, then by title."""
    today = clock.today()
    rows = NeedsAssessment.objects.filter(NEWEST).annotate(
        gap_count=Count("gaps", distinct=True),
        service_count=Count("services", distinct=True),
        place=Case(When(state="draft", then=0), default=1),
    )
    titles = priority_titles()

    def cells(row: Any) -> list[Cell]:
        stands = rules.stands(row.state, row.review_on, today)
        note = f"{row.reference}, edition {row.edition}"
        if row.priorities:
            note += f"; serves {', '.join(titles.get(slug, slug) for slug in row.priorities)}"
        return [
            Cell(
                row.title,
                href=reverse("understand.need", args=[row.reference]),
                note=f"{note}; invented" if row.is_invented else note,
            ),
            Cell(stands.text, tag=f"govuk-tag--{stands.tone}"),
            Cell(row.owner or "Not stated"),
            Cell(clock.spoken(row.review_on) if row.review_on else "Not stated"),
            Cell(str(row.service_count)),
            Cell(str(row.gap_count)),
        ]

    return listing(
        query,
        rows,
        caption="Needs assessments",
        noun=("assessment", "assessments"),
        columns=(
            Column("title", "Assessment", order=("title",)),
            Column("state", "State", order=("place", "title")),
            Column("owner", "Owner"),
            Column("review", "Review", order=("review_on",)),
            Column("services", "Services", numeric=True),
            Column("gaps", "Gaps", numeric=True),
        ),
        cells=cells,
        default="state",
        filters=(
            Filter(
                "state",
                "State",
                (("draft", "Draft"), ("agreed", "Agreed"), ("due", "To be reviewed")),
                _stood,
            ),
            priority_filter(),
        ),
        search=words_in("title", "reference", "owner", "questions", "findings"),
        empty="No assessment fits.",
    )


def need(reference: str, edition: int | None = None) -> NeedsAssessment:
    """An assessment in its newest edition or another, or 404."""
    rows = NeedsAssessment.objects.filter(reference=reference).select_related("agreed_by")
    if edition is not None:
        rows = rows.filter(edition=edition)
    found = rows.order_by("-edition").first()
    if found is None:
        raise Http404(f"no needs assessment {reference}, edition {edition}")
    return found


def editions(reference: str) -> list[NeedsAssessment]:
    """Every edition of an assessment, newest first."""
    return list(NeedsAssessment.objects.filter(reference=reference).order_by("-edition")[:100])


def needs_by_reference(references: Collection[str]) -> dict[str, NeedsAssessment]:
    """The assessments of these references, for what hangs on them: the agreed edition, else the newest."""
    rows = NeedsAssessment.objects.filter(reference__in=set(references)).order_by("edition")
    found: dict[str, NeedsAssessment] = {}
    for one in rows:
        held = found.get(one.reference)
        if held is None or held.state != "agreed":
            found[one.reference] = one
    return found


def areas_in_public(references: Collection[str]) -> list[Area]:
    """The areas of what is published of some assessments, each once, by name: of each the newest published edition."""
    if not references:
        return []
    public = NeedsAssessment.objects.filter(is_public=True)
    later = public.filter(reference=OuterRef("reference"), edition__gt=OuterRef("edition"))
    newest = public.filter(~Exists(later), reference__in=set(references))
    return list(Area.objects.filter(assessments__in=newest).distinct().order_by("name", "code"))


def needs_that_wait(on: date, limit: int = 8) -> list[NeedsAssessment]:
    """Assessments that need somebody: agreed ones whose day of review has come, longest first, then drafts."""
    due = Q(state="agreed", review_on__lte=on)
    rows = NeedsAssessment.objects.filter(due | Q(state="draft"))
    return list(rows.order_by("state", F("review_on").asc(nulls_last=True), "pk")[:limit])


def services_of(one: NeedsAssessment) -> list[MappedService]:
    """The services that an assessment maps, each with its areas."""
    return list(one.services.prefetch_related("areas")[: rules.MOST_PARTS])


def gaps_of(one: NeedsAssessment) -> list[NeedGap]:
    """The gaps that it names, each with its areas."""
    return list(one.gaps.prefetch_related("areas")[: rules.MOST_PARTS])


def service(one: NeedsAssessment, place: int) -> MappedService:
    """A mapped service by its number, or 404."""
    found = one.services.filter(place=place).prefetch_related("areas").first()
    if found is None:
        raise Http404(f"no service {place} in {one.reference}")
    return found


def gap(one: NeedsAssessment, place: int) -> NeedGap:
    """A gap by its number, or 404."""
    found = one.gaps.filter(place=place).prefetch_related("areas").first()
    if found is None:
        raise Http404(f"no gap {place} in {one.reference}")
    return found


def areas_of(one: NeedsAssessment) -> list[Area]:
    """The areas that an assessment is about, by name."""
    return list(one.areas.order_by("name", "code"))


def said(one: NeedsAssessment) -> rules.NeedSaid:
    """What an assessment says, as far as agreeing asks: three queries."""
    return rules.NeedSaid(
        priorities=len(one.priorities),
        questions=len(rules.listed(one.questions)),
        population=one.population,
        population_of=one.population_of,
        population_source=one.population_source,
        findings=one.findings,
        owner=one.owner,
        review_on=one.review_on,
        areas=one.areas.count(),
        services=one.services.count(),
        no_services_why=one.no_services_why,
        gaps=one.gaps.count(),
        edition=one.edition,
        why=one.why,
    )


HEAD = (
    "title",
    "priorities",
    "owner",
    "review_on",
    "why",
    "questions",
    "population",
    "population_of",
    "population_source",
    "population_dated",
    "findings",
    "no_services_why",
)


def head_said(one: NeedsAssessment, names: Collection[str]) -> dict[str, Any]:
    """What an assessment says of itself under some names, for its events."""
    found = {name: getattr(one, name) for name in HEAD if name in names}
    return {
        key: clock.iso(value) if isinstance(value, date) else value for key, value in found.items()
    }


@dataclass(frozen=True)
class Rests:
    """What an assessment rests on: its areas with their people, its figures, and what holds each area."""

    areas: Sequence[Area]
    people: Mapping[int, AreaPopulation]
    figures: Sequence[FigurePublished]
    known: AreaMap


def rests_on(one: NeedsAssessment, *, in_public: bool) -> Rests:
    """The figures that an assessment rests on, added up by the database: eight queries at most."""
    areas = areas_of(one)
    known = area_map()
    people = populations([area.pk for area in areas])
    found = []
    if one.first_month and one.last_month and areas:
        keys = [area.pk for area in areas]
        rows = figures(one.figures, keys, known, one.first_month, one.last_month)
        found = [as_figure(row, areas, people, in_public=in_public) for row in rows]
    return Rests(areas, people, found, known)


def covered(rests: Rests, services: Sequence[MappedService]) -> list[CoverPublished]:
    """Each area's need by the leading figure, beside the services that reach it; cold spots first."""
    leading = rests.figures[0] if rests.figures else None
    figure_of = {one.code: one for one in leading.areas} if leading else {}
    by_key = {one.pk: one for one in rests.areas}
    needing = [
        coverage.Needing(
            key,
            figure_of[area.code].count if leading else None,
            rests.people[key].people if key in rests.people else None,
        )
        for key, area in by_key.items()
    ]
    offers = [
        coverage.Offer(frozenset(area.pk for area in one.areas.all()), one.capacity)
        for one in services
    ]
    rows = coverage.coverage(needing, offers, rests.known.above(list(by_key)))
    return [
        CoverPublished(
            code=by_key[row.key].code,
            name=by_key[row.key].name,
            count=figure_of[by_key[row.key].code].words if leading else "not counted",
            rate=counts.rate_words(figure_of[by_key[row.key].code].tenths if leading else None),
            need=coverage.NEEDS[row.need],
            reach=coverage.REACHES[row.reach],
            services=row.services,
            places=row.places,
            is_cold=row.is_cold,
        )
        for row in rows
    ]


def service_leads(services: Sequence[MappedService]) -> dict[str, KnownService]:
    """What the register knows of the agreements among mapped services."""
    return known_services({one.agreement for one in services if one.agreement})


def need_published(one: NeedsAssessment) -> NeedPublished:
    """An agreed assessment as it is released: in summary, small counts kept back."""
    rests = rests_on(one, in_public=True)
    services = services_of(one)
    leads = service_leads(services)
    titles = priority_titles(one.priorities)
    return NeedPublished(
        reference=one.reference,
        edition=one.edition,
        title=one.title,
        priorities=tuple(
            ServedPublished(slug=slug, title=titles.get(slug, slug)) for slug in one.priorities
        ),
        owner=one.owner,
        agreed_on=clock.iso(one.agreed_on) or "",
        review_on=clock.iso(one.review_on),
        why=one.why,
        questions=tuple(rules.listed(one.questions)),
        people=None
        if one.population is None
        else PeoplePublished(
            number=one.population,
            of=one.population_of,
            source=one.population_source,
            dated=clock.iso(one.population_dated),
        ),
        findings=one.findings,
        areas=tuple(area.name for area in rests.areas),
        first_month=clock.iso(one.first_month) if rests.figures else None,
        last_month=clock.iso(one.last_month) if rests.figures else None,
        figures=tuple(rests.figures),
        services=tuple(_service_published(row, leads.get(row.agreement)) for row in services),
        no_services_why="" if services else one.no_services_why,
        gaps=tuple(
            GapPublished(what=row.what, areas=tuple(area.name for area in row.areas.all()))
            for row in gaps_of(one)
        ),
        coverage=tuple(covered(rests, services)),
        is_invented=one.is_invented,
    )


def _service_published(row: MappedService, lead: KnownService | None) -> ServicePublished:
    return ServicePublished(
        what=row.what,
        by_whom=lead.by_whom if lead else row.by_whom,
        href=lead.public_href if lead else None,
        areas=tuple(area.name for area in row.areas.all()),
        capacity=row.capacity,
        note=row.note,
    )
