"""The register as the office's list shows it."""

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.urls import reverse

from precept.do.agreements import access, rules
from precept.do.agreements.models import Agreement, FundShare, Listing
from precept.do.opportunities import queries as opportunities
from precept.foundation.clock import spoken
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing, words_in

TAGS = {
    "upcoming": "govuk-tag--blue",
    "active": "govuk-tag--green",
    "ended": "govuk-tag--grey",
    "cancelled": "govuk-tag--red",
}
COLUMNS = (
    Column("reference", "Reference", order=("reference",)),
    Column("title", "Agreement", order=("title",)),
    Column("provider", "Provider"),
    Column("funds", "Funds"),
    Column("value", "Value", numeric=True, order=("current_amount",)),
    Column("when", "Due or period", order=("ends",)),
    Column("status", "Status", order=("status", "reference")),
)


def register_page(asker: access.Asker, query: QueryDict) -> Table:
    """A page of the register, as its address asks: five queries, whatever its size."""
    funds = tuple((one.code, one.name) for one in opportunities.funds())
    return listing(
        query,
        access.visible_to(asker).select_related("provider").prefetch_related("shares__fund"),
        caption="The register",
        noun=("agreement", "agreements"),
        columns=COLUMNS,
        cells=_cells,
        default="reference",
        filters=(
            Filter("kind", "Kind", tuple(rules.kinds), by_field("kind")),
            Filter("status", "Status", tuple(rules.statuses), _by_status),
            Filter("fund", "Fund", funds, _by_fund),
            Filter("year", "Listed for", tuple(opportunities.years()), _by_year),
            Filter("public", "In public", tuple(opportunities.PUBLIC_STATES), _by_public),
        ),
        search=words_in("title", "reference", "provider__name"),
        empty="No agreement fits. Add an agreement, load a file of contracts, or clear the filters.",
    )


def _cells(row: Agreement) -> list[Cell]:
    provider = row.provider
    return [
        Cell(
            row.reference,
            href=reverse("agreements.one", args=[row.reference]),
            note=". ".join(
                words for words in (rules.CHOICES["kind"][row.kind], _public_note(row)) if words
            ),
        ),
        Cell(row.title, note="Invented" if row.is_invented else ""),
        Cell(provider.name, note="Protected" if provider.is_protected else "")
        if provider
        else Cell("Not stated"),
        Cell(_funds(row.shares.all())),
        Cell(_capital(rules.amount_words(row.current_amount, row.current_kind))),
        _when(row),
        Cell(rules.CHOICES["status"][row.status], tag=TAGS[row.status]),
    ]


def _when(row: Agreement) -> Cell:
    """When it is due as written, else its period: each of its two days in one piece."""
    if not row.due and row.starts and row.ends:
        return Cell(spoken(row.starts), note=f"to {spoken(row.ends)}")
    return Cell(rules.when_words(row.due, row.starts, row.ends) or "Not stated")


def _public_note(row: Agreement) -> str:
    if not row.published_version:
        return "Not published"
    return "" if row.version == row.published_version else "Changed since published"


def _funds(shares: Sequence[FundShare] | QuerySet[FundShare]) -> str:
    return ", ".join(one.fund.short_name for one in shares) or "Not stated"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _by_status(rows: QuerySet[Agreement], status: str) -> QuerySet[Agreement]:
    return rows.filter(status=status)


def _by_fund(rows: QuerySet[Agreement], code: str) -> QuerySet[Agreement]:
    return rows.filter(pk__in=FundShare.objects.filter(fund__code=code).values("agreement_id"))


def _by_year(rows: QuerySet[Agreement], year: str) -> QuerySet[Agreement]:
    return rows.filter(pk__in=Listing.objects.filter(year=year).values("agreement_id"))


def _by_public(rows: QuerySet[Agreement], state: str) -> QuerySet[Agreement]:
    if state == "never":
        return rows.filter(published_version=0)
    if state == "public":
        return rows.filter(published_version=F("version"))
    return rows.filter(published_version__gt=0, version__gt=F("published_version"))
