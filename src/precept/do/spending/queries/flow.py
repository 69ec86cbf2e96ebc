"""The money flow of a year: from funds through kinds of agreement to whoever receives it."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Sum

from precept.do.agreements.models import Agreement, Award
from precept.do.spending import sign_ups
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
    """What a year's funds promised, by kind and recipient: five queries. ``rounds`` known as totals join it.

    What partners bear of an agreement comes from them, though a fund of the office pays it.

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
    promised = _with_partners(
        {(fund, *of): int(pence) for fund, *of, pence in rows if pence > 0},
        sign_ups.borne_by_others(year.label),
    )
    wanted = sorted({provider for *_, provider in promised if provider is not None})
    bodies = {
        pk: (name_shown(name, area, protected=protected), bool(PARTNER_KINDS & set(kinds)))
        for pk, name, area, protected, kinds in Organisation.objects.filter(pk__in=wanted)
        .order_by()
        .values_list("pk", "name", "area", "is_protected", "kinds")
    }
    passages: dict[tuple[str, str, str], int] = {}
    for (fund, kind, is_from_round, provider), pence in promised.items():
        name, is_partner = bodies[provider] if provider is not None else (NO_PROVIDER, False)
        path = (fund, _kind(kind, is_from_round, is_partner), name)
        passages[path] = passages.get(path, 0) + pence
    names = dict(Fund.objects.values_list("short_name", "name"))
    for code, amount in rounds.by_fund.items():
        fund = names.get(code, code)
        passages[fund, ROUNDS, BIDDERS] = passages.get((fund, ROUNDS, BIDDERS), 0) + amount.pence
    return drawn(year, passages, {name: code for code, name in names.items()})


Source = tuple[str, str, bool, int | None]
"""A fund's name, the kind of agreement, whether a round led to it, and its provider."""


def _with_partners(
    promised: dict[Source, int], borne: list[tuple[str, int, int]]
) -> dict[Source, int]:
    """What was promised, with what partners bear of it taken from the fund and given as theirs."""
    if not borne:
        return promised
    rows = Agreement.objects.filter(pk__in={agreement for _, agreement, _ in borne}).order_by()
    of = {
        pk: (kind, is_from_round, provider)
        for pk, kind, is_from_round, provider in rows.annotate(
            from_round=Exists(Award.objects.filter(agreement=OuterRef("pk")))
        ).values_list("pk", "kind", "from_round", "provider")
    }
    found = dict(promised)
    for fund, agreement, pence in borne:
        theirs = min(pence, found.get((fund, *of[agreement]), 0))
        if theirs:
            found[fund, *of[agreement]] -= theirs
            source = (PARTNERS, *of[agreement])
            found[source] = found.get(source, 0) + theirs
    return {source: pence for source, pence in found.items() if pence}


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
