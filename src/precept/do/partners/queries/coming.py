"""The partnerships plan: what comes up together, found from everything that ends; what was taken up."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.agreements import rules as agreements
from precept.do.agreements.models import Agreement
from precept.do.opportunities.models import Opportunity
from precept.do.partners import access, rules
from precept.do.partners.models import Chance, JointService, PartnerService
from precept.do.partners.queries.boards import our_body
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Table, listing
from precept.parties.models import Organisation
from precept.understand import queries as understand

MOST_LOOKED_AT = 500
"""How many agreements, rounds and services of each kind the rule looks at: those that end soonest."""


def our_things(today: date) -> list[rules.Thing]:
    """What the office pays for and decides anew: agreements, rounds and joint services, soonest first."""
    body = our_body()
    ours = frozenset({body.reference}) if body else frozenset({"the office"})
    horizon = today + timedelta(days=rules.AHEAD_DAYS + 366)
    return [
        *_agreements(ours, today, horizon),
        *_rounds(ours, today, horizon),
        *_joint(ours, today, horizon),
    ]


def _agreements(ours: frozenset[str], today: date, horizon: date) -> list[rules.Thing]:
    rows = (
        Agreement.objects.filter(ends__gte=today, ends__lte=horizon, joint_lot=None)
        .exclude(status__in=("ended", "cancelled"))
        .exclude(priorities=[])
        .order_by("ends", "pk")
    )
    return [
        rules.Thing(
            key=row.subject,
            title=f"{row.reference} {row.title}",
            commissioners=ours,
            priorities=frozenset(row.priorities),
            areas=frozenset(),
            starts=row.starts,
            decides=row.ends,
            is_invented=row.is_invented,
        )
        for row in rows[:MOST_LOOKED_AT]
    ]


def _rounds(ours: frozenset[str], today: date, horizon: date) -> list[rules.Thing]:
    rows = (
        Opportunity.objects.filter(deadline__gte=today, deadline__lte=horizon)
        .exclude(priorities=[])
        .order_by("deadline", "pk")
    )
    return [
        rules.Thing(
            key=row.subject,
            title=f"{row.reference} {row.theme}",
            commissioners=ours,
            priorities=frozenset(row.priorities),
            areas=frozenset(),
            starts=None,
            decides=row.deadline,
            is_invented=row.is_invented,
        )
        for row in rows[:MOST_LOOKED_AT]
    ]


def _joint(ours: frozenset[str], today: date, horizon: date) -> list[rules.Thing]:
    rows = (
        JointService.objects.filter(ends__gte=today, ends__lte=horizon)
        .exclude(priorities=[])
        .prefetch_related("commissioners__organisation", "lots")
        .order_by("ends", "pk")
    )
    return [
        rules.Thing(
            key=row.subject,
            title=row.title,
            commissioners=ours
            | frozenset(one.organisation.reference for one in row.commissioners.all()),
            priorities=frozenset(row.priorities),
            areas=frozenset().union(*(rules.area_names(lot.area) for lot in row.lots.all())),
            starts=row.starts,
            decides=row.ends,
            is_invented=row.is_invented,
        )
        for row in rows[:MOST_LOOKED_AT]
    ]


def their_things(today: date) -> list[rules.Thing]:
    """What partners commission by themselves, soonest to end first."""
    rows = (
        PartnerService.objects.filter(ends__gte=today)
        .exclude(priorities=[])
        .select_related("organisation")
        .order_by("ends", "pk")
    )
    return [
        rules.Thing(
            key=row.subject,
            title=f"{row.title} ({_name(row.organisation)})",
            commissioners=frozenset({row.organisation.reference}),
            priorities=frozenset(row.priorities),
            areas=rules.area_names(row.area),
            starts=row.starts,
            decides=row.ends,
            is_invented=row.is_invented,
        )
        for row in rows[:MOST_LOOKED_AT]
    ]


def _name(of: Organisation) -> str:
    return agreements.provider_in_public(of.name, of.area, is_protected=of.is_protected)


def overlaps_found() -> list[rules.Overlap]:
    """Every overlap of today, soonest to begin first (at most 100)."""
    today = clock.today()
    return rules.overlaps(our_things(today), their_things(today), today)


def overlap(pair: str) -> rules.Overlap | None:
    """The overlap of this name, while it is there."""
    return next((one for one in overlaps_found() if one.key == pair), None)


def why_of(one: rules.Overlap) -> tuple[str, ...]:
    """Why it is an overlap, a reason a line."""
    return rules.why_words(one, understand.priority_titles(one.priorities), clock.today())


@dataclass(frozen=True)
class OverlapShown:
    """An overlap as the page lists it."""

    key: str
    titles: tuple[str, str]
    reasons: tuple[str, ...]
    words: str
    tag: str


def overlaps_left() -> list[OverlapShown]:
    """The overlaps that nobody took up yet."""
    found = overlaps_found()
    taken = set(
        Chance.objects.filter(pair__in=[one.key for one in found]).values_list("pair", flat=True)
    )
    titles = understand.priority_titles(list({slug for one in found for slug in one.priorities}))
    today = clock.today()
    shown = []
    for one in found:
        if one.key in taken:
            continue
        words, tag = (
            ("Coming up together", "govuk-tag--blue")
            if one.is_chance
            else ("Possible duplication", "govuk-tag--yellow")
        )
        shown.append(
            OverlapShown(
                one.key,
                (one.first.title, one.second.title),
                rules.why_words(one, titles, today),
                words,
                tag,
            )
        )
    return shown


def chances(person: Person) -> list[Chance]:
    """The entries of the partnerships plan, those being looked into first (at most 200)."""
    rows = access.chances_for(person).select_related("owner").order_by("due", "pk")[:200]
    return sorted(rows, key=lambda one: one.state != "looking")


def chance(person: Person, reference: str) -> Chance:
    """One entry; 404 where this person may not look it up."""
    rows = access.chances_for(person).select_related("owner")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def own_service(person: Person, reference: str) -> PartnerService:
    """One partner's own service; 404 where this person may not look it up."""
    rows = access.own_services_for(person).select_related("organisation")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


COLUMNS = (
    Column("title", "Service", order=("title",)),
    Column("organisation", "Commissioned by"),
    Column("area", "Area"),
    Column("ends", "Ends", order=("ends",)),
    Column("amount", "Value", numeric=True, order=("amount",)),
)


def own_services_page(person: Person, query: QueryDict) -> Table:
    """Partners' own services: two queries, whatever the size."""

    def cells(row: PartnerService) -> list[Cell]:
        return [
            Cell(
                row.title,
                href=reverse("partners.change_own_service", args=[row.reference])
                if access.may_keep(person)
                else None,
                note="Invented" if row.is_invented else "",
            ),
            Cell(row.organisation.name),
            Cell(row.area or "Not stated"),
            Cell(clock.spoken(row.ends) if row.ends else "Not stated"),
            Cell(row.amount.short if row.amount is not None else "Not stated"),
        ]

    return listing(
        query,
        access.own_services_for(person).select_related("organisation"),
        caption="Partners’ own services",
        noun=("service", "services"),
        columns=COLUMNS,
        cells=cells,
        default="title",
        search=_with_words,
        empty="No partner’s service is noted yet, or none fits. Type one, or load a file of them.",
    )


def _with_words(rows: QuerySet[PartnerService], words: str) -> QuerySet[PartnerService]:
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(organisation__name__icontains=word))
    return rows
