"""The books as pages show them: every fund's year on any day, one fund's year, one agreement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.agreements.models import Agreement
from precept.do.spending import rules
from precept.do.spending.models import (
    Account,
    Authority,
    ClosedYear,
    Movement,
    WaitingCommitment,
)
from precept.foundation import clock
from precept.foundation.clock import FinancialYear, NotAFinancialYear
from precept.foundation.money import Money
from precept.foundation.web.tables import Cell, Column, Table, listing
from precept.plan.models import Budget, Fund

MOST_FUNDS = 200
MOST_WAITING = 100
MOVEMENTS_SHOWN = 50
MOST_OPEN = 100


def books_link(agreement: Agreement) -> list[tuple[str, str]]:
    """Where an agreement's page leads to its books."""
    return [(reverse("spending.agreement", args=[agreement.reference]), "What stands in the books")]


def year_or_404(label: str) -> FinancialYear:
    """The financial year of an address; 404 where it is none."""
    try:
        year = FinancialYear.parse(label)
    except NotAFinancialYear as wrong:
        raise Http404 from wrong
    if year.label != label:
        raise Http404
    return year


def years_offered() -> list[str]:
    """The financial years that have something in the books, and this one, the latest first (at most 100)."""
    kept = set(Account.objects.order_by().values_list("year", flat=True).distinct()[:100])
    return sorted(kept | {FinancialYear.of(clock.today()).label}, reverse=True)


@dataclass(frozen=True)
class FundYear:
    """What stands in a fund's year, with what may be promised beyond it."""

    fund: Fund
    standing: rules.Standing
    allowed: Money
    is_closed: bool

    @property
    def budget(self) -> Money:
        """What came from outside, with what was carried in from other years and less what went on."""
        return Money(self.standing.budget)

    @property
    def is_over(self) -> bool:
        """Whether more was promised than there is."""
        return self.standing.available < 0


def funds_in(year: str, on: date | None = None) -> list[FundYear]:
    """What stands in every fund's year now, or stood at the end of a day: five queries, whatever the size."""
    pots = _pots_now(year) if on is None else _pots_on(year, on)
    allowed: dict[int, Money] = {}
    for one in Authority.objects.filter(year=year).order_by("given", "id"):
        if on is None or clock.uk_date(one.given) <= on:
            allowed[one.fund_id] = one.amount
    closed = {
        one.fund_id
        for one in ClosedYear.objects.filter(year=year)
        if on is None or clock.uk_date(one.closed) <= on
    }
    return [
        FundYear(
            fund,
            rules.standing_of(pots.get(fund.pk, {}).items()),
            allowed.get(fund.pk, Money(0)),
            fund.pk in closed,
        )
        for fund in Fund.objects.order_by("name")[:MOST_FUNDS]
    ]


POTS_SHOWN = (
    "Budget",
    "Available",
    "Still committed",
    "Claimed",
    "Paid",
    "Underspent",
    "Recovered",
    "Allowed beyond",
    "Owed by partners",
    "Owed to partners",
)


def amounts_of(one: FundYear) -> tuple[str, ...]:
    """What stands in a fund's year, as a table shows it under ``POTS_SHOWN``."""
    return tuple(str(Money(pence)) for pence in _pence_of(one))


def amounts_together(funds: Iterable[FundYear]) -> tuple[str, ...]:
    """What stands in all these funds together, under ``POTS_SHOWN``."""
    columns = zip(*(_pence_of(one) for one in funds), strict=True)
    return tuple(str(Money(sum(column))) for column in columns)


def _pence_of(one: FundYear) -> tuple[int, ...]:
    of = one.standing
    pots = (of.available, of.committed, of.claimed, of.paid, of.underspent, of.recovered)
    return (one.budget.pence, *pots, one.allowed.pence, of.owed, of.owing)


def _pots_now(year: str) -> dict[int, dict[str, int]]:
    rows = (
        Account.objects.filter(year=year)
        .order_by()
        .values_list("fund_id", "pot")
        .annotate(pence=Sum("balance"))
    )
    found: dict[int, dict[str, int]] = {}
    for fund, pot, pence in rows:
        found.setdefault(fund, {})[pot] = int(pence)
    return found


def _pots_on(year: str, on: date) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for side, sign in (("target", 1), ("source", -1)):
        rows = (
            Movement.objects.filter(**{f"{side}__year": year}, day__lte=on)
            .order_by()
            .values_list(f"{side}__fund_id", f"{side}__pot")
            .annotate(moved=Sum("amount"))
        )
        for fund, pot, moved in rows:
            of_fund = found.setdefault(fund, {})
            of_fund[pot] = of_fund.get(pot, 0) + sign * moved.pence
    return found


def waiting() -> list[WaitingCommitment]:
    """What waits to be committed, the longest first (at most 100)."""
    rows = WaitingCommitment.objects.select_related("agreement__provider")
    return list(rows[:MOST_WAITING])


def funds_not_entered() -> list[Fund]:
    """The funds with a stated budget that the books don't hold as it is: two queries."""
    entered: dict[tuple[int, str], int] = {}
    rows = (
        Movement.objects.filter(kind__in=("budget", "budget cut"))
        .order_by()
        .values_list("kind", "source__fund_id", "source__year")
        .annotate(moved=Sum("amount"))
    )
    for kind, fund, year, moved in rows:
        sign = 1 if kind == "budget" else -1
        entered[fund, year] = entered.get((fund, year), 0) + sign * moved.pence
    budgets = Budget.objects.exclude(amount=None).select_related("fund").order_by("fund__name")
    lacking = {
        one.fund_id: one.fund
        for one in budgets
        if one.amount and one.amount.pence != entered.get((one.fund_id, one.year), 0)
    }
    return list(lacking.values())


# One fund's year


def fund_or_404(code: str) -> Fund:
    """A fund by its code, or 404."""
    found = Fund.objects.select_related("given_by").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def closed_of(fund: Fund, year: str) -> ClosedYear | None:
    """When a fund's year was closed and by whom; None while it is open."""
    return ClosedYear.objects.filter(fund=fund, year=year).select_related("closed_by").first()


COLUMNS = (
    Column("reference", "Agreement", order=("reference",)),
    Column("provider", "Provider"),
    Column("committed", "Still committed", numeric=True, order=("committed",)),
    Column("claimed", "Claimed", numeric=True, order=("claimed",)),
    Column("paid", "Paid", numeric=True, order=("paid",)),
    Column("back", "Underspent or recovered", numeric=True, order=("back",)),
)


def agreements_page(fund: Fund, year: str, query: QueryDict) -> Table:
    """The agreements that a fund pays for in a year, with what stands in their pots: two queries."""

    def pot(*pots: str) -> Sum:
        return Sum("accounts__balance", filter=Q(accounts__pot__in=pots), default=0)

    rows = (
        Agreement.objects.filter(accounts__fund=fund, accounts__year=year)
        .select_related("provider")
        .annotate(
            committed=pot(rules.COMMITTED),
            claimed=pot(rules.CLAIMED),
            paid=pot(rules.PAID),
            back=pot(rules.UNDERSPENT, rules.RECOVERED),
        )
    )

    def cells(one: Agreement) -> list[Cell]:
        sums = vars(one)
        return [
            Cell(
                one.reference,
                href=reverse("spending.agreement", args=[one.reference]),
                note=one.title,
            ),
            Cell(provider_words(one)),
            *(
                Cell(str(Money(int(sums[name]))))
                for name in ("committed", "claimed", "paid", "back")
            ),
        ]

    return listing(
        query,
        rows,
        caption="Agreements that it pays for",
        noun=("agreement", "agreements"),
        columns=COLUMNS,
        cells=cells,
        default="-committed",
        empty="Nothing is committed from this fund for this year yet.",
    )


def provider_words(agreement: Agreement) -> str:
    """An agreement's provider by name; a protected one by its area alone."""
    provider = agreement.provider
    if provider is None:
        return "Not stated"
    return name_shown(provider.name, provider.area, protected=provider.is_protected)


def name_shown(name: str, area: str, *, protected: bool) -> str:
    """An organisation's name, or, where it is protected, its area alone."""
    return f"Protected organisation, {area or 'area not stated'}" if protected else name


def fund_choices() -> list[tuple[str, str]]:
    """The funds as a form offers them, by code (at most 200)."""
    return list(Fund.objects.order_by("name").values_list("code", "name")[:MOST_FUNDS])


def authorities_of(fund: Fund, year: str) -> list[Authority]:
    """Every authority to promise more of a fund's year than there is, the latest first (at most 100)."""
    rows = Authority.objects.filter(fund=fund, year=year).select_related("given_by")
    return list(rows[:MOST_OPEN])
