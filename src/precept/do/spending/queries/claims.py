"""Claims, as actions and the office's pages read them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.agreements import queries as agreements
from precept.do.agreements.models import Agreement, Award, PlannedPayment
from precept.do.spending import access, rules
from precept.do.spending.models import Claim, Payment
from precept.foundation import clock
from precept.foundation.ledger.actions import Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing
from precept.plan.models import Fund

STATES: Final = dict(rules.CLAIM_STATES)
TAGS: Final = {
    "drafting": "govuk-tag--grey",
    "claimed": "govuk-tag--yellow",
    "returned": "govuk-tag--orange",
    "checked": "govuk-tag--yellow",
    "approved": "govuk-tag--blue",
    "sent": "govuk-tag--turquoise",
    "paid": "govuk-tag--green",
    "refused": "govuk-tag--red",
    "withdrawn": "govuk-tag--grey",
}
PAY_WITHIN: Final = timedelta(days=30)
"""How long a claim may wait before it is late (Procurement Act 2023, section 68, and grants alike)."""


def parts_of(kept: Iterable[Sequence[object]]) -> list[rules.Part]:
    """Parts as a row keeps them, [[fund, year, pence], …], as rules read them."""
    return [rules.Part(str(fund), str(year), Money(int(str(pence)))) for fund, year, pence in kept]


def kept_parts(parts: Iterable[rules.Part]) -> list[list[object]]:
    """Parts as a row keeps them."""
    return [[one.fund, one.year, one.amount.pence] for one in parts]


def funds_of(parts: Sequence[rules.Part]) -> list[Fund]:
    """The funds that these parts are of."""
    return list(Fund.objects.filter(code__in={one.fund for one in parts}))


def late_before() -> datetime:
    """The moment before which a claim that still waits was made too long ago."""
    return clock.now() - PAY_WITHIN


def claim(person: Person, reference: str) -> Claim:
    """One claim with its people, or 404 where it is not for this person."""
    rows = access.claims_visible_to(person).select_related(
        "agreement__provider", "instalment", "claimed_by", "checked_by", "approved_by"
    )
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no claim {reference}")
    return found


def found_agreement(reference: str) -> Agreement:
    """The agreement of a reference as somebody typed it; Refused, beside the field, where there is none."""
    known = agreements.agreement_or_none(reference)
    if known is None:
        raise Refused("No agreement has this reference", field="reference")
    return known


def payments_of(one: Claim) -> list[Payment]:
    """Every payment of a claim, the latest first."""
    return list(one.payments.select_related("file").order_by("-pk"))


def open_instalments(agreement: Agreement) -> list[PlannedPayment]:
    """The instalments of an agreement that fall due by today and were not claimed yet."""
    taken = agreement.claims.exclude(state__in=("refused", "withdrawn")).exclude(instalment=None)
    rows = agreement.payments.exclude(pk__in=taken.values("instalment"))
    return [one for one in rows if rules.due_problem(one.due, clock.today()) is None]


def _by_state(rows: QuerySet[Claim], state: str) -> QuerySet[Claim]:
    if state == "late":
        return rows.filter(state__in=("claimed", "checked", "approved"), claimed__lt=late_before())
    return rows.filter(state=state)


def _search(rows: QuerySet[Claim], words: str) -> QuerySet[Claim]:
    found = rows.filter(agreement__provider__name__icontains=words)
    return (
        rows.filter(reference__iexact=words)
        | rows.filter(agreement__reference__istartswith=words)
        | found
    )


COLUMNS: Final = (
    Column("claim", "Claim", order=("reference",)),
    Column("agreement", "Agreement", order=("agreement__reference",)),
    Column("provider", "Provider", order=("agreement__provider__name",)),
    Column("amount", "Amount", numeric=True, order=("amount",)),
    Column("claimed", "Claimed", order=("claimed", "id")),
    Column("state", "State", order=("state", "claimed")),
)
OFFERED: Final = (
    *((key, words) for key, words in rules.CLAIM_STATES if key != "drafting"),
    ("late", "Waits for more than 30 days"),
)


def _cells(one: Claim) -> list[Cell]:
    provider = one.agreement.provider
    return [
        Cell(one.reference, href=reverse("spending.claim", args=[one.reference])),
        Cell(one.agreement.reference, note=one.agreement.title),
        Cell(provider.name if provider else "Not stated"),
        Cell(str(one.amount)),
        Cell(clock.spoken(clock.uk_date(one.claimed)) if one.claimed else "Not yet"),
        Cell(STATES[one.state], tag=TAGS[one.state]),
    ]


def claims_page(person: Person, query: QueryDict) -> Table:
    """The claims of providers, as an address asks for them: two queries, whatever the size."""
    rows = access.claims_visible_to(person).select_related("agreement__provider")
    return listing(
        query,
        rows,
        caption="Claims",
        noun=("claim", "claims"),
        columns=COLUMNS,
        cells=_cells,
        default="-claimed",
        filters=(Filter("state", "State", OFFERED, _by_state),),
        search=_search,
        empty="No claim is in this state. Providers claim under their own agreements.",
    )


def papers_missing(agreement: Agreement) -> str:
    """Why nothing is paid under the agreement of an award: papers that are not here, checks not made; "" else."""
    award = Award.objects.filter(agreement=agreement).select_related("opportunity").first()
    if award is None or agreements.is_of_the_past(award):
        return ""
    missing = [*agreements.missing_for(award), *agreements.checks_left([award])[award.pk]]
    return f"Nothing is paid yet. {' '.join(missing)}" if missing else ""
