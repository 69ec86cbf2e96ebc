"""Bids for government money, and the conditions that come with what was won."""

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.agreements.models import Agreement
from precept.do.partners import access, rules
from precept.do.partners.models import GrantBid
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing

MOST = 200
GRANT_TAGS = {
    "considering": "govuk-tag--grey",
    "drafting": "govuk-tag--blue",
    "submitted": "govuk-tag--yellow",
    "won": "govuk-tag--green",
    "lost": "govuk-tag--red",
    "withdrawn": "govuk-tag--grey",
}


def grant(person: Person, reference: str) -> GrantBid:
    """One bid; 404 where this person may not look it up."""
    found = (
        access.grants_for(person)
        .select_related("department", "lead", "owner", "instead_owner", "fund")
        .prefetch_related("partners")
        .filter(reference=reference)
        .first()
    )
    if found is None:
        raise Http404
    return found


def agreements_paid_by(of: GrantBid) -> list[Agreement]:
    """The agreements that a won grant pays for, and so bear its conditions (at most 200)."""
    if of.fund_id is None:
        return []
    rows = Agreement.objects.filter(shares__fund=of.fund_id).select_related("provider")
    return list(rows.order_by("reference")[:MOST])


COLUMNS = (
    Column("title", "Bid", order=("title",)),
    Column("department", "To"),
    Column("lead", "Led by"),
    Column("closes", "Closes", order=("closes_at",)),
    Column("amount", "Amount", numeric=True, order=("amount",)),
    Column("state", "State", order=("state", "closes_at")),
)


def grants_page(person: Person, query: QueryDict) -> Table:
    """The list of bids for government money: two queries, whatever the size."""

    def cells(row: GrantBid) -> list[Cell]:
        return [
            Cell(
                row.title,
                href=reverse("partners.grant", args=[row.reference]),
                note="Invented" if row.is_invented else "",
            ),
            Cell(row.department.name),
            Cell(row.lead.name),
            Cell(clock.spoken_time(row.closes_at)),
            Cell(row.amount.short),
            Cell(rules.GRANT_STATES[row.state], tag=GRANT_TAGS[row.state]),
        ]

    return listing(
        query,
        access.grants_for(person).select_related("department", "lead"),
        caption="Bids for government money",
        noun=("bid", "bids"),
        columns=COLUMNS,
        cells=cells,
        default="closes",
        filters=(Filter("state", "State", tuple(rules.grant_states), _by_state),),
        search=_with_words,
        empty="No bid for government money is noted yet, or none fits.",
    )


def _by_state(rows: QuerySet[GrantBid], state: str) -> QuerySet[GrantBid]:
    return rows.filter(state=state)


def _with_words(rows: QuerySet[GrantBid], words: str) -> QuerySet[GrantBid]:
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(programme__icontains=word))
    return rows
