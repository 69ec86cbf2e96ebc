"""Joint services: their commissioners, lots and contributions, the sums shared, what the rule proposes."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.agreements.models import Agreement
from precept.do.partners import access, rules
from precept.do.partners.models import (
    Contribution,
    JointCommissioner,
    JointService,
    JointShare,
    JointSum,
    Lot,
)
from precept.do.partners.queries.boards import our_body, public_words
from precept.foundation import clock
from precept.foundation.money import TBC, Amount, Money, Total, total
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Table, listing
from precept.understand import queries as understand

MOST = 200


def full(rows: QuerySet[JointService]) -> QuerySet[JointService]:
    """Joint services with what their own pages show of other things."""
    return rows.select_related("lead", "partnership")


def service(person: Person, reference: str) -> JointService:
    """One joint service; 404 where this person may not look it up in the office."""
    found = full(access.services_for(person)).filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def my_service(person: Person, reference: str) -> JointService:
    """A joint service of this person's organisation; 404 for any other."""
    found = full(access.shared_with(person)).filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def my_services(person: Person) -> list[JointService]:
    """The joint services of this person's organisations, by title (at most 200)."""
    return list(full(access.shared_with(person)).order_by("title", "pk")[:MOST])


def commissioners_of(of: JointService) -> list[JointCommissioner]:
    """Who commissions a service, in the order in which they were noted."""
    return list(of.commissioners.select_related("organisation").order_by("pk")[:MOST])


def commissioner_of(of: JointService, organisation: str) -> JointCommissioner:
    """One of the commissioners, or 404."""
    found = (
        of.commissioners.select_related("organisation", "service")
        .filter(organisation__reference=organisation)
        .first()
    )
    if found is None:
        raise Http404
    return found


def lots_of(of: JointService) -> list[Lot]:
    """The lots with their agreements and providers: three queries."""
    return list(
        of.lots.prefetch_related("agreements__agreement__provider").order_by("number")[:MOST]
    )


def lot_of(of: JointService, number: int) -> Lot:
    """One lot, or 404."""
    found = of.lots.select_related("service").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def delivers(of: JointService, agreement: Agreement) -> bool:
    """Whether an agreement delivers a lot of this service."""
    return of.lots.filter(agreements__agreement=agreement).exists()


def contributions_of(of: JointService) -> list[Contribution]:
    """Every contribution that was stated, by year and partner."""
    rows = of.contributions.select_related("organisation")
    return list(rows.order_by("year", "organisation__name")[:1_000])


def contributions_of_year(of: JointService, year: str) -> dict[str, Money | None]:
    """What each partner puts in for a year, by its reference; one that is not stated is None or missing."""
    rows = of.contributions.filter(year=year).select_related("organisation")
    return {one.organisation.reference: one.amount for one in rows}


def shared_of_year(of: JointService, year: str, kind: str) -> Money:
    """What was shared already of a year, of this kind."""
    added = of.sums.filter(year=year, kind=kind, withdrawn_on=None).aggregate(pence=Sum("amount"))[
        "pence"
    ]
    return added if isinstance(added, Money) else Money(added or 0)


@dataclass(frozen=True)
class YearShown:
    """A row of the table of contributions: what each partner puts in, in their order, and the whole."""

    year: str
    amounts: tuple[str, ...]
    whole: Total


def contributions_shown(
    partners: list[JointCommissioner], given: list[Contribution]
) -> list[YearShown]:
    """The contributions as a table: a row a year, a column a partner; what is missing is not stated."""
    years = sorted({one.year for one in given})
    by = {(one.year, one.organisation_id): one.amount for one in given}
    rows = []
    for year in years:
        amounts = [by.get((year, one.organisation_id)) for one in partners]
        known: list[Amount] = [TBC if one is None else one for one in amounts]
        words = tuple("Not stated" if one is None else one.short for one in amounts)
        rows.append(YearShown(year, words, total(known)))
    return rows


def proposal_for(of: JointService) -> rules.Proposal:
    """Who should lead, as the rule reads what is stated of investment, expertise and priorities."""
    body = our_body()
    partners = commissioners_of(of)
    given: dict[int, list[Money | None]] = {}
    for one in contributions_of(of):
        given.setdefault(one.organisation_id, []).append(one.amount)
    titles = understand.published_priorities()
    return rules.proposed_lead(
        [
            rules.Standing(
                key=one.organisation.reference,
                name=one.organisation.name,
                investment=_invested(given.get(one.organisation_id, [])),
                expertise=one.expertise,
                is_office=body is not None and one.organisation_id == body.pk,
            )
            for one in partners
        ],
        [titles[slug] for slug in of.priorities if slug in titles],
    )


def _invested(amounts: list[Money | None]) -> Money | None:
    """All that a partner puts in; None where any of it, or all, is not stated."""
    if not amounts or any(one is None for one in amounts):
        return None
    return sum((one for one in amounts if one is not None), Money(0))


def sums_of(of: JointService) -> list[JointSum]:
    """The invoices and underspends that were shared, newest first, with each share (at most 200)."""
    rows = of.sums.select_related("agreement", "service", "fund").prefetch_related(
        "shares__organisation"
    )
    return list(rows.order_by("-dated", "-pk")[:MOST])


def office_leads(of: JointService) -> bool:
    """Whether the office leads a service: it pays the provider, and partners owe it their shares."""
    body = our_body()
    return body is not None and of.lead_id == body.pk


def sum_of(of: JointService, reference: str) -> JointSum:
    """An invoice or underspend of this service, or 404."""
    found = of.sums.select_related("service", "fund").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def paid_to_lead(of: JointService) -> list[Agreement]:
    """The agreements under which the office pays the lead, where another body leads (at most 20)."""
    if of.lead_id is None or office_leads(of):
        return []
    return list(Agreement.objects.filter(provider=of.lead_id).order_by("reference")[:20])


def borne_by_partners(year: str) -> list[tuple[str, int, int]]:
    """What partners bear of agreements that the office pays in a year: fund, agreement, pence; one query."""
    rows = (
        JointShare.objects.filter(
            of__kind="invoice", of__year=year, of__withdrawn_on=None, is_own=False
        )
        .exclude(of__fund=None)
        .exclude(of__agreement=None)
        .order_by("of__fund__name", "of__agreement_id")
        .values_list("of__fund__name", "of__agreement_id")
        .annotate(borne=Sum("amount"))
    )
    return [(fund, agreement, borne.pence) for fund, agreement, borne in rows]


def queried_share(of: JointService, reference: str, organisation: str) -> JointShare:
    """A partner's share of a sum of this service, or 404."""
    found = (
        JointShare.objects.select_related("of__service", "organisation")
        .filter(of__service=of, of__reference=reference, organisation__reference=organisation)
        .first()
    )
    if found is None:
        raise Http404
    return found


def shares_queried() -> list[JointShare]:
    """The shares about which partners have a question, oldest first (at most 20)."""
    rows = JointShare.objects.filter(state="queried", of__withdrawn_on=None).select_related(
        "of__service", "organisation"
    )
    return list(rows.order_by("answered", "pk")[:20])


def my_share(person: Person, reference: str) -> JointShare:
    """The share of a sum that this person may answer for; 404 for any other."""
    found = (
        access.shares_of(person)
        .select_related("of__service", "organisation")
        .filter(of__reference=reference)
        .first()
    )
    if found is None:
        raise Http404
    return found


def my_waiting_shares(person: Person) -> list[JointShare]:
    """The shares that wait for this person's organisations, oldest first (at most 50)."""
    rows = access.shares_of(person).filter(state="waiting", of__withdrawn_on=None)
    return list(rows.select_related("of__service", "organisation").order_by("pk")[:50])


def leads_of_agreement(agreement: Agreement) -> list[tuple[str, str]]:
    """Where an agreement leads in the office: the joint service that it delivers, if it does."""
    rows = JointService.objects.filter(lots__agreements__agreement=agreement)
    return [
        (reverse("partners.service", args=[reference]), f"{title} (joint service)")
        for reference, title in rows.values_list("reference", "title")
    ]


COLUMNS = (
    Column("title", "Service", order=("title",)),
    Column("lead", "Lead"),
    Column("period", "Period", order=("ends",)),
    Column("public", "In public"),
)


def services_page(person: Person, query: QueryDict) -> Table:
    """The list of joint services: two queries, whatever the size."""

    def cells(row: JointService) -> list[Cell]:
        return [
            Cell(
                row.title,
                href=reverse("partners.service", args=[row.reference]),
                note="Invented" if row.is_invented else "",
            ),
            Cell(row.lead.name if row.lead else "Not agreed"),
            Cell(period_words(row)),
            Cell(public_words(row.version, row.published_version)),
        ]

    return listing(
        query,
        access.services_for(person).select_related("lead"),
        caption="Joint services",
        noun=("joint service", "joint services"),
        columns=COLUMNS,
        cells=cells,
        default="title",
        search=lambda rows, words: rows.filter(title__icontains=words),
        empty="No joint service is noted yet, or none fits.",
    )


def period_words(of: JointService) -> str:
    """When a service runs, in words."""
    if of.starts and of.ends:
        return f"{clock.spoken(of.starts)} to {clock.spoken(of.ends)}"
    if of.starts:
        return f"From {clock.spoken(of.starts)}"
    return f"Until {clock.spoken(of.ends)}" if of.ends else "Not stated"
