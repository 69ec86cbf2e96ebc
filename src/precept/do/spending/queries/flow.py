"""The money flow of a year: from funds through kinds of agreement to whoever receives it."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Sum

from precept.do.agreements.models import Award
from precept.do.spending.models import Account
from precept.do.spending.queries.outturn import NO_PROVIDER, PROMISES, Rounds
from precept.do.spending.queries.years import name_shown
from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money
from precept.foundation.web import charts
from precept.parties.models import Organisation
from precept.plan.models import Fund

LARGEST = 8
CONTRACTS, GRANTS, ROUNDS, PARTNERS = "Contracts", "Grants", "Rounds", "Partners"
PARTNER_KINDS = {"local authority", "police force", "health body"}
BIDDERS = "Bidders of rounds"


def money_flow(year: FinancialYear, rounds: Rounds) -> charts.Flow:
    """What a year's funds promised, by kind and recipient: three queries. ``rounds`` known as totals join it.

    A recipient whose place is protected appears by its area alone; beyond the largest, "others".
    """
    from_round = Exists(Award.objects.filter(agreement=OuterRef("agreement")))
    rows = (
        Account.objects.filter(year=year.label, pot__in=PROMISES)
        .order_by()
        .annotate(from_round=from_round)
        .values_list("fund__name", "agreement__kind", "from_round", "agreement__provider")
        .annotate(pence=Sum("balance"))
    )
    promised = [(*row[:4], int(row[4])) for row in rows if row[4] > 0]
    wanted = sorted({provider for *_, provider, _ in promised if provider is not None})
    bodies = {
        pk: (name_shown(name, area, protected=protected), bool(PARTNER_KINDS & set(kinds)))
        for pk, name, area, protected, kinds in Organisation.objects.filter(pk__in=wanted)
        .order_by()
        .values_list("pk", "name", "area", "is_protected", "kinds")
    }
    passages: dict[tuple[str, str, str], int] = {}
    for fund, kind, is_from_round, provider, pence in promised:
        name, is_partner = bodies.get(provider, (NO_PROVIDER, False))
        path = (fund, _kind(kind, is_from_round, is_partner), name)
        passages[path] = passages.get(path, 0) + pence
    names = dict(Fund.objects.values_list("short_name", "name"))
    for code, amount in rounds.by_fund.items():
        fund = names.get(code, code)
        passages[fund, ROUNDS, BIDDERS] = passages.get((fund, ROUNDS, BIDDERS), 0) + amount.pence
    return drawn(year, passages, {name: code for code, name in names.items()})


def _kind(kind: str, is_from_round: bool, is_partner: bool) -> str:
    if is_from_round:
        return ROUNDS
    if is_partner:
        return PARTNERS
    return CONTRACTS if kind == "contract" else GRANTS


def drawn(
    year: FinancialYear,
    passages: dict[tuple[str, str, str], int],
    short: Mapping[str, str] | None = None,
) -> charts.Flow:
    """The picture of these passages, all but the largest recipients put together."""
    sums: dict[str, int] = {}
    for (_, _, name), pence in passages.items():
        sums[name] = sums.get(name, 0) + pence
    ordered = sorted(sums, key=lambda name: (-sums[name], name))
    kept = set(ordered if len(ordered) <= LARGEST + 1 else ordered[:LARGEST])
    others = f"{len(ordered) - len(kept)} others"
    together: dict[tuple[str, str, str], int] = {}
    for (fund, kind, name), pence in passages.items():
        path = (fund, kind, name if name in kept else others)
        together[path] = together.get(path, 0) + pence
    paths = sorted(together, key=lambda path: (-together[path], path))
    return charts.flow(
        title=f"Where the money of {year.spoken} goes",
        stages=("Fund", "By way of", "Recipient"),
        measured="Promised",
        passages=[
            charts.Passage(path, together[path], is_rest=path[2] == others) for path in paths
        ],
        shown=lambda size: str(Money(round(size))),
        short=short,
    )


def is_empty(chart: charts.Flow) -> bool:
    """Whether there is nothing to draw."""
    return not chart.bands
