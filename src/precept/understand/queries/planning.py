"""Reading the strategy, the plan and the measures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.http import Http404

from precept.foundation import clock
from precept.understand import rules
from precept.understand.models import (
    Aim,
    CrimePlan,
    Measure,
    MeasureLook,
    Priority,
    PriorityEvidence,
    ResourceArea,
    Strategy,
    StrategySection,
)
from precept.understand.published import (
    AimPublished,
    AimsPublished,
    EvidencePublished,
    MeasurePublished,
    PlanPublished,
    PriorityPublished,
    SectionPublished,
    StrategyPublished,
)

MOST_AIMS = 200
MOST_LOOKS = 60
MOST_WAITING = 200


def strategies() -> list[Strategy]:
    """Every version of the strategy, newest first, with how many sections each has."""
    return list(Strategy.objects.annotate(size=Count("sections")).order_by("-version"))


def strategy(version: int) -> Strategy:
    """A version of the strategy, or 404."""
    found = Strategy.objects.filter(version=version).first()
    if found is None:
        raise Http404(f"no version {version} of the strategy")
    return found


def section(version: int, slug: str) -> StrategySection:
    """A section of a version of the strategy, or 404."""
    found = (
        StrategySection.objects.filter(strategy__version=version, slug=slug)
        .select_related("strategy")
        .first()
    )
    if found is None:
        raise Http404(f"no section {slug} in version {version} of the strategy")
    return found


def strategy_head(one: Strategy) -> dict[str, Any]:
    """What a version says of itself, for its events."""
    return {"title": one.title, "dated": _day(one.dated), "note": one.note, "why": one.why}


def section_said(one: StrategySection) -> dict[str, Any]:
    """What a section says, for its events."""
    return {"heading": one.heading, "level": one.level, "text": one.text, "note": one.note}


def sections_said(one: Strategy) -> list[rules.SectionSaid]:
    """The sections of a version, as far as publishing asks."""
    return [
        rules.SectionSaid(section.heading, section.level, section.text, section.note)
        for section in one.sections.all()
    ]


def strategy_published(one: Strategy) -> StrategyPublished:
    """A version as it is released."""
    return StrategyPublished(
        version=one.version,
        title=one.title,
        dated=one.dated.isoformat(),
        note=one.note,
        sections=tuple(
            SectionPublished(
                slug=section.slug,
                heading=section.heading,
                level=section.level,
                text=section.text,
                note=section.note,
            )
            for section in one.sections.all()
        ),
    )


def plans() -> list[CrimePlan]:
    """Every version of every plan, newest first."""
    return list(CrimePlan.objects.order_by("-first_year", "-version"))


def plan(reference: str, version: int) -> CrimePlan:
    """A version of a plan, or 404."""
    found = CrimePlan.objects.filter(reference=reference, version=version).first()
    if found is None:
        raise Http404(f"no version {version} of the plan {reference}")
    return found


def published_plan() -> CrimePlan | None:
    """The plan in force."""
    return CrimePlan.objects.filter(state="published").first()


def priority(reference: str, version: int, slug: str) -> Priority:
    """A priority of a version of a plan, or 404."""
    found = (
        Priority.objects.filter(plan__reference=reference, plan__version=version, slug=slug)
        .select_related("plan")
        .first()
    )
    if found is None:
        raise Http404(f"no priority {slug} in version {version} of the plan {reference}")
    return found


def evidence(one: Priority, number: int) -> PriorityEvidence:
    """A priority's evidence by its number, or 404."""
    found = one.evidence.filter(place=number).first()
    if found is None:
        raise Http404(f"no evidence {number} of {one.slug}")
    found.priority = one
    return found


def priority_said(one: Priority) -> dict[str, Any]:
    """What a priority says, for its events."""
    return {"title": one.title, "text": one.text, "term": one.get_term_display()}


def resource_areas(one: CrimePlan) -> list[str]:
    """The areas that come first when resources are allocated, in order."""
    return list(one.resource_areas.values_list("name", flat=True))


def areas_in_force() -> list[str]:
    """The resource areas of the plan in force, in its order; none while no plan is published."""
    rows = ResourceArea.objects.filter(plan__state="published")
    return list(rows.order_by("place").values_list("name", flat=True))


def plan_published(one: CrimePlan) -> PlanPublished:
    """A version of the plan as it is released."""
    return PlanPublished(
        reference=one.reference,
        version=one.version,
        title=one.title,
        term=one.term,
        first_year=one.first_year,
        last_year=one.last_year,
        review_on=_day(one.review_on),
        basis=one.basis,
        note=one.note,
        priorities=tuple(
            PriorityPublished(
                slug=priority.slug,
                title=priority.title,
                text=priority.text,
                term=priority.get_term_display(),
                evidence=tuple(
                    EvidencePublished(
                        kind=evidence.get_kind_display(),
                        text=evidence.text,
                        source=evidence.source,
                        dated=_day(evidence.dated),
                    )
                    for evidence in priority.evidence.all()
                ),
            )
            for priority in one.priorities.prefetch_related("evidence")
        ),
        resource_areas=tuple(resource_areas(one)),
    )


def priorities(one: CrimePlan) -> list[Priority]:
    """The priorities of a plan, each with the evidence behind it."""
    return list(one.priorities.prefetch_related("evidence"))


def published_priorities() -> dict[str, str]:
    """The priorities in force: short name → title. What other parts link to."""
    return dict(
        Priority.objects.filter(plan__state="published")
        .order_by("place")
        .values_list("slug", "title")
    )


def priority_titles(slugs: Sequence[str] | None = None) -> dict[str, str]:
    """The titles of priorities (of all, where none is named) by short name, as their newest released version says.

    Others read and publish them: what a draft calls one stays in the draft.
    """
    rows = Priority.objects.exclude(plan__state="draft")
    if slugs is not None:
        rows = rows.filter(slug__in=slugs)
    ordered = rows.order_by("plan__first_year", "plan__version")
    return dict(ordered.values_list("slug", "title"))


def served_priorities(slugs: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The titles of these priorities as ``priority_titles`` has them, and of those in force: one query, or none."""
    if not slugs:
        return {}, {}
    rows = Priority.objects.exclude(plan__state="draft").filter(slug__in=slugs)
    ordered = rows.order_by("plan__first_year", "plan__version")
    found = list(ordered.values_list("slug", "title", "plan__state"))
    titles = {slug: title for slug, title, _ in found}
    return titles, {slug: title for slug, title, state in found if state == "published"}


def offered_priorities(held: Sequence[str] = ()) -> dict[str, str]:
    """The priorities in force, and those that a thing names of an earlier plan: short name → title."""
    known = published_priorities()
    return known | priority_titles([slug for slug in held if slug not in known])


def known_priorities(slugs: Sequence[str]) -> set[str]:
    """Those of some short names that a version of the plan has, a draft among them."""
    return set(Priority.objects.filter(slug__in=slugs).values_list("slug", flat=True))


def aims_that_serve() -> dict[str, list[Aim]]:
    """The aims that serve each priority, newest year first, by the priority's short name."""
    serving: dict[str, list[Aim]] = {}
    for one in Aim.objects.order_by("-year", "place", "id")[:MOST_AIMS]:
        for slug in one.priorities:
            serving.setdefault(slug, []).append(one)
    return serving


def years_with_aims() -> list[str]:
    """The financial years that have aims, newest first."""
    return list(Aim.objects.order_by("-year").values_list("year", flat=True).distinct())


def aims(year: str) -> list[Aim]:
    """A year's aims, each with its measures."""
    return list(Aim.objects.filter(year=year).prefetch_related("measures__responsible"))


def aim_said(one: Aim) -> dict[str, Any]:
    """What an aim says, for its events."""
    return {
        "title": one.title,
        "statement": one.statement,
        "introduction": one.introduction,
        "lead": one.lead,
        "priorities": ", ".join(one.priorities),
    }


def aim(year: str, slug: str) -> Aim:
    """One aim, or 404."""
    found = Aim.objects.filter(year=year, slug=slug).first()
    if found is None:
        raise Http404(f"no aim {slug} in {year}")
    return found


def measure(year: str, slug: str) -> Measure:
    """One measure, or 404."""
    found = (
        Measure.objects.filter(aim__year=year, slug=slug)
        .select_related("aim", "responsible")
        .first()
    )
    if found is None:
        raise Http404(f"no measure {slug} in {year}")
    return found


def looks_at(one: Measure) -> list[MeasureLook]:
    """The times that a monitored measure was looked at, the last first (at most 60)."""
    return list(one.looks.select_related("by")[:MOST_LOOKS])


def measure_said(one: Measure) -> dict[str, Any]:
    """What a measure says, for its events."""
    return {
        "kind": one.get_kind_display(),
        "text": one.text,
        "who_owes_it": one.responsible.name if one.responsible else "the office",
        "owner": one.owner,
        "due": _day(one.due),
        "timescale": one.timescale,
    }


def stands(one: Measure, on: date) -> rules.Timeliness:
    """How a measure stands on a date."""
    if one.kind == "deliverable":
        return rules.deliverable_stands(one.state, one.due, on)
    return rules.monitored_stands(one.schedule, one.next_due, on)


@dataclass(frozen=True)
class Late:
    """A measure that needs somebody: overdue, or to be assessed."""

    measure: Measure
    stands: rules.Timeliness


def measures_that_wait(on: date, limit: int = 20) -> list[Late]:
    """Measures of the current and last financial year that are overdue, or came and were not assessed."""
    year = clock.FinancialYear.of(on)
    rows = (
        Measure.objects.filter(aim__year__in=[str(year), str(year.previous())])
        .filter(Q(state="received") | Q(due__lt=on) | Q(next_due__lt=on))
        .exclude(state="assessed")
        .select_related("aim", "responsible")
        .order_by(F("due").asc(nulls_last=True), "id")
    )
    found = [Late(row, stands(row, on)) for row in rows[:MOST_WAITING]]
    return [one for one in found if one.stands.tone == "red" or one.measure.state == "received"][
        :limit
    ]


def aims_of(year: str) -> tuple[AimPublished, ...]:
    """A year's aims and measures as the framework prints them."""
    return as_published(aims(year))


def as_published(rows: Sequence[Aim]) -> tuple[AimPublished, ...]:
    """Aims, read with their measures, as they are released."""
    return tuple(
        AimPublished(
            slug=one.slug,
            title=one.title,
            statement=one.statement,
            introduction=one.introduction,
            lead=one.lead,
            priorities=tuple(one.priorities),
            is_invented=one.is_invented,
            measures=tuple(_measure_published(measure) for measure in one.measures.all()),
        )
        for one in rows
    )


def aims_published(year: str, review: str = "") -> AimsPublished:
    """A year's aims and measures as they are released."""
    return AimsPublished(year=year, review=review, aims=aims_of(year))


def _measure_published(one: Measure) -> MeasurePublished:
    body = one.responsible
    return MeasurePublished(
        slug=one.slug,
        kind=one.kind,
        text=one.text,
        responsible=""
        if body is None
        else rules.body_in_public(body.name, body.area, is_protected=body.is_protected),
        responsible_reference=None if body is None or body.is_protected else body.reference,
        owner=one.owner,
        due=_day(one.due),
        timescale=one.timescale,
        state=one.state if one.kind == "deliverable" else "",
        state_title=one.get_state_display() if one.kind == "deliverable" else "",
        requested=_day(one.requested),
        received=_day(one.received),
        assessed=_day(one.assessed),
        assessment=one.assessment,
        evidence=one.evidence,
        evidence_link=one.evidence_link,
        schedule=one.get_schedule_display() if one.kind == "monitored" else "",
        next_due=_day(one.next_due),
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
