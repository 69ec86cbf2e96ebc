"""Reading sources of evidence: the list, one of them, those that a project names."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing, words_in
from precept.understand import rules
from precept.understand.models import EvidenceSource
from precept.understand.queries.planning import priority_titles, published_priorities

MOST_AT_ONCE: Final = 200
"""The most references that are looked up together."""
NOT_STATED: Final = "Not stated"


def source(reference: str) -> EvidenceSource:
    """A source of evidence, or 404."""
    found = EvidenceSource.objects.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no source of evidence {reference}")
    return found


def sources_by_reference(references: Iterable[str]) -> dict[str, EvidenceSource]:
    """The sources of some references, withdrawn ones too: one query. Those that are not there are left out."""
    asked = list(dict.fromkeys(references))[:MOST_AT_ONCE]
    rows = EvidenceSource.objects.filter(reference__in=asked)
    return {row.reference: row for row in rows}


def sources_to_look_at(on: date, limit: int = 20) -> list[EvidenceSource]:
    """The sources in use whose day to be looked at again has come, the longest waiting first."""
    rows = EvidenceSource.objects.filter(state="in use", review_on__lt=on)
    return list(rows.order_by("review_on", "pk")[:limit])


def source_said(one: EvidenceSource) -> dict[str, Any]:
    """What a source says, for its events."""
    scale = rules.evidence_scale(one.scale)
    return {
        "title": one.title,
        "publisher": one.publisher,
        "year": one.year,
        "where": one.link,
        "kind": rules.SOURCE_KINDS[one.kind],
        "strength": scale.strength_of(one.strength).title,
        "relevance": scale.relevance_of(one.relevance).title,
        "what it says": one.says,
        "what it does not say": one.does_not_say,
        "priorities": ", ".join(one.priorities),
        "agreement": one.agreement,
    }


def serving(rows: QuerySet[Any], slug: str) -> QuerySet[Any]:
    """Those of some rows that name a priority among theirs."""
    # A list kept as JSON is text on both databases: its short names hold no quotation mark.
    found: QuerySet[Any] = rows.annotate(served=Cast("priorities", TextField()))
    return found.filter(served__contains=f'"{slug}"')


def priority_filter() -> Filter[Any]:
    """A list's choice of the priorities in force."""
    return Filter("priority", "Priority", tuple(published_priorities().items()), serving)


def titles_of(slugs: Iterable[str]) -> list[str]:
    """Priorities in words, in the order in which a thing names them."""
    asked = list(slugs)
    titles = priority_titles(asked) if asked else {}
    return [titles.get(slug, slug.replace("-", " ").capitalize()) for slug in asked]


def sources_page(query: QueryDict) -> Table:
    """Every source of evidence: at most four queries, whatever there is of them."""
    today = clock.today()
    scale = rules.evidence_scale_on(today)

    def cells(one: EvidenceSource) -> list[Cell]:
        stands = rules.source_stands(one.state, one.review_on, today)
        judged = rules.evidence_scale(one.scale)
        strength, relevance = judged.strength_of(one.strength), judged.relevance_of(one.relevance)
        return [
            Cell(
                one.title,
                href=reverse("understand.source", args=[one.reference]),
                note=f"{one.publisher}{f', {one.year}' if one.year else ''}",
            ),
            Cell(rules.SOURCE_KINDS[one.kind]),
            Cell(f"{strength.number} {strength.title}"),
            Cell(f"{relevance.number} {relevance.title}"),
            Cell(clock.spoken(one.review_on)),
            Cell(stands.text, tag=f"govuk-tag--{stands.tone}"),
        ]

    def stand(rows: QuerySet[EvidenceSource], chosen: str) -> QuerySet[EvidenceSource]:
        if chosen == "look":
            return rows.filter(state="in use", review_on__lt=today)
        return rows.filter(state=chosen)

    return listing(
        query,
        EvidenceSource.objects.all(),
        caption="Sources of evidence",
        noun=("source", "sources"),
        columns=(
            Column("title", "Source", order=("title",)),
            Column("kind", "Kind"),
            Column("strength", "Strength", order=("strength",)),
            Column("relevance", "Relevance", order=("relevance",)),
            Column("review", "Looked at again", order=("review_on",)),
            Column("state", "State"),
        ),
        cells=cells,
        default="-strength",
        filters=(
            Filter("kind", "Kind", tuple(rules.source_kinds), by_field("kind")),
            Filter(
                "strength",
                "Strength, at least",
                tuple((str(one.number), f"{one.number} {one.title}") for one in scale.strength),
                lambda rows, least: rows.filter(strength__gte=int(least)),
            ),
            Filter(
                "relevance",
                "Relevance, at least",
                tuple((str(one.number), f"{one.number} {one.title}") for one in scale.relevance),
                lambda rows, least: rows.filter(relevance__gte=int(least)),
            ),
            priority_filter(),
            Filter(
                "state",
                "State",
                (
                    ("in use", "In use"),
                    ("look", "To be looked at again"),
                    ("withdrawn", "Withdrawn"),
                ),
                stand,
            ),
        ),
        search=words_in("title", "publisher", "says", "does_not_say", "agreement", "reference"),
        empty="No source is kept yet, or none fits. Add what you know from elsewhere, and what it does not say.",
    )


def in_use(rows: Iterable[EvidenceSource]) -> list[EvidenceSource]:
    """Those of some sources that were not withdrawn."""
    return [one for one in rows if one.state == "in use"]


def sources_on(slugs: Iterable[str], limit: int = 50) -> list[EvidenceSource]:
    """The sources in use about any of some priorities, the strongest first."""
    asked = Q()
    for slug in slugs:
        asked |= Q(served__contains=f'"{slug}"')
    if not asked:
        return []
    rows = EvidenceSource.objects.annotate(served=Cast("priorities", TextField()))
    found = rows.filter(asked, state="in use").order_by("-strength", "-relevance", "title")
    return list(found[:limit])
