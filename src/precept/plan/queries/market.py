"""A project's public page as it would be released, what it changes, and who might bid."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.foundation.publications.kinds import Released
from precept.plan import access, rules
from precept.plan.models import Gate, MarketInterest, Project, ProjectPage
from precept.plan.published import (
    GatePassedPublished,
    PlacePublished,
    ProjectPublished,
    ServedPublished,
    ThreadPublished,
)
from precept.plan.queries.facts import choice_of, priorities_of
from precept.plan.queries.projects import Tied
from precept.plan.sign_ups import PieceKind
from precept.understand import queries as understand

MOST_INTERESTS = 500
PUBLIC = "project"
"""The kind of the publication."""


def page_of(project: Project) -> ProjectPage | None:
    """The words of a project's public page, where somebody wrote them."""
    return ProjectPage.objects.filter(project=project).first()


def page_now(project: Project) -> dict[str, Any]:
    """What the form of a project's public page starts with: what was written last, else the project's own words."""
    page = page_of(project)
    if page is None:
        return {
            "version": 0,
            "title": project.title,
            "purpose": project.purpose,
            "outcome": project.ended_words,
            "is_in_market": True,
        }
    names = ("version", "title", "purpose", "for_whom", "told", "opens_on", "is_in_market")
    return {**{name: getattr(page, name) for name in names}, "outcome": page.outcome}


def project_released(project: Project) -> Released | None:
    """What the public reads of a project, if anything."""
    found = publications.latest_or_none(PUBLIC, project.reference)
    return None if found is None or found.is_tombstone else found


def project_published(
    project: Project, page: ProjectPage, tied: Iterable[tuple[PieceKind, list[Tied]]]
) -> ProjectPublished:
    """What a release says of a project: of its thread (``tied``), only what the public can read by itself."""
    titles, _ = priorities_of(project)
    choice, tied = choice_of(project), list(tied)
    passed = [one for one in project.gates.all() if one.state == "passed"]
    gates = sorted(passed, key=lambda one: (one.answered or one.asked, one.pk))
    is_decided = any(one.key == "go" for one in gates)
    return ProjectPublished(
        reference=project.reference,
        title=page.title,
        purpose=page.purpose,
        for_whom=page.for_whom,
        told=page.told,
        priorities=tuple(
            ServedPublished(slug=slug, title=titles[slug])
            for slug in project.priorities
            if slug in titles
        ),
        phase=project.phase,
        stage=rules.stage_words(project.phase, project.state),
        is_in_market=rules.stands_in_market(
            project.phase, project.state, is_in_market=page.is_in_market
        ),
        begun_on=project.begun_on.isoformat(),
        opens_on=clock.iso(page.opens_on) if page.opens_on else None,
        wanted_on=clock.iso(project.wanted_on) if project.wanted_on else None,
        band=rules.band_words(project.estimate),
        way=rules.OPTION_KINDS[choice.option.kind] if choice is not None and is_decided else "",
        months=choice.months if choice is not None and is_decided else None,
        gates=tuple(_gate(one) for one in gates),
        thread=tuple(
            ThreadPublished(kind=kind.title, href=one.piece.public)
            for kind, pieces in tied
            for one in pieces
            if one.piece.public
        ),
        ended_on=clock.iso(project.ended_on) if project.ended_on else None,
        outcome=page.outcome,
        is_invented=project.is_invented,
        areas=_areas(tied),
    )


def _areas(tied: Iterable[tuple[PieceKind, list[Tied]]]) -> tuple[PlacePublished, ...]:
    needs = [
        one.piece.reference
        for kind, pieces in tied
        if kind.name == "need"
        for one in pieces
        if one.piece.public
    ]
    found = understand.areas_in_public(needs)
    return tuple(PlacePublished(code=one.code, name=one.name) for one in found)


def _gate(one: Gate) -> GatePassedPublished:
    assert one.answered is not None
    return GatePassedPublished(
        title=rules.gate_named(one.key).title,
        on=clock.uk_date(one.answered).isoformat(),
        capacity=one.capacity,
        choice=rules.FUTURES[one.choice] if one.choice else "",
    )


def is_page_stale(
    released: Released, project: Project, tied: Iterable[tuple[PieceKind, list[Tied]]]
) -> bool:
    """Whether what was released of a project says something else than it would if it were published now."""
    is_read = Project.page.is_cached(project)
    page = getattr(project, "page", None) if is_read else page_of(project)
    return page is not None and bool(released.payload != project_published(project, page, tied))


def interests_in(person: Person, project: Project) -> list[MarketInterest]:
    """Who might bid for what follows from a project, the first first (at most 500)."""
    rows = access.interests_visible_to(person).filter(project=project)
    return list(rows.select_related("person", "organisation")[:MOST_INTERESTS])


def market_project(reference: str) -> Project:
    """A project that stands in the market position statement today, or 404."""
    released = publications.latest_or_none(PUBLIC, reference)
    if released is None or released.is_tombstone or not released.payload.is_in_market:
        raise Http404(f"{reference} is not in the market position statement")
    found = Project.objects.filter(reference=reference, state="going").first()
    if found is None:
        raise Http404(f"no project {reference}")
    return found


def my_interest(person: Person, project: Project) -> MarketInterest | None:
    """What somebody said about a project."""
    return MarketInterest.objects.filter(project=project, person=person).first()


def my_interests(person: Person) -> list[tuple[str, str, str, str]]:
    """What somebody registered an interest in: (title in public, its page, address to change it, when)."""
    rows = MarketInterest.objects.filter(person=person).select_related("project__page")
    return [
        (
            one.project.page.title,
            f"/projects/{one.project.reference}",
            reverse("plan.interest", args=[one.project.reference]),
            clock.spoken_time(one.registered),
        )
        for one in rows[:MOST_INTERESTS]
    ]


def interested_in(subject: str) -> list[MarketInterest]:
    """Who is to be told of a thing that projects are tied to, and was not (at most 500)."""
    rows = MarketInterest.objects.filter(project__links__subject=subject, project__state="going")
    found = rows.select_related("person", "project__page").distinct()[:MOST_INTERESTS]
    return [one for one in found if subject not in one.told]


def project_of_interest(person: Person, reference: str) -> Project:
    """A project in which somebody registered an interest, or 404."""
    rows = Project.objects.filter(reference=reference, interests__person=person)
    found = rows.select_related("page").first()
    if found is None:
        raise Http404(f"no interest in {reference}")
    return found
