"""Settlements that may come, worked out as they stand today."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.agreements.models import Agreement
from precept.do.spending import rules
from precept.do.spending.models import Account, Scenario
from precept.do.spending.queries.years import provider_words
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money
from precept.foundation.web.tables import Cell, Column, Table, listing
from precept.plan.models import Fund

MOST_TOUCHED = 200
MOST_BESIDE = 6
PROMISES = tuple(pot for pot, _ in rules.POTS if pot not in rules.OF_A_FUND)


def scenario_or_404(number: int) -> Scenario:
    """A scenario by its number, or 404."""
    found = Scenario.objects.select_related("fund", "made_by").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Paid:
    """An agreement that a fund pays for in a year, as the pages of scenarios show it."""

    agreement: Agreement
    touched: rules.Touched

    @property
    def provider(self) -> str:
        """Its provider; a protected one by its area alone."""
        return provider_words(self.agreement)


def paid_by(fund: Fund, year: str) -> list[Paid]:
    """The agreements that a fund has promised money of a year, the largest first (at most 200)."""
    in_year = Q(accounts__fund=fund, accounts__year=year, accounts__pot__in=PROMISES)
    rows = (
        Agreement.objects.filter(in_year)
        .select_related("provider")
        .annotate(
            promised=Sum("accounts__balance"),
            free=Sum("accounts__balance", filter=Q(accounts__pot=rules.COMMITTED), default=0),
        )
        .filter(promised__gt=0)
        .order_by("-promised", "reference")[:MOST_TOUCHED]
    )
    return [
        Paid(
            one,
            rules.Touched(
                one.reference,
                Money(int(one.promised)),
                Money(int(one.free)),
                one.starts,
                one.ends,
            ),
        )
        for one in rows
    ]


def budget_of(fund: Fund, year: str) -> Money:
    """What a fund got from outside in a year, as the books hold it."""
    row = Account.objects.filter(fund=fund, year=year, pot=rules.OUTSIDE).first()
    return Money(-row.balance if row else 0)


def worked_out(scenario: Scenario, before: Money, paid: Iterable[Paid]) -> rules.Settlement:
    """A scenario as it stands today, given the budget that is cut and what it touches."""
    choices = {
        reference: rules.Choice(one["does"], one.get("percent", 0))
        for reference, one in scenario.choices.items()
    }
    return rules.worked_out(
        before=before,
        per_cent=scenario.cut,
        touched=[one.touched for one in paid],
        choices=choices,
        year=scenario.year,
        notice_days=scenario.notice_days,
        today=clock.today(),
    )


def if_ended(scenario: Scenario, paid: Iterable[Paid]) -> list[rules.Consequence]:
    """What ending each of these agreements would come to today."""
    return [
        rules.consequence(
            one.touched,
            rules.Choice("end"),
            scenario.year,
            scenario.notice_days,
            clock.today(),
        )
        for one in paid
    ]


@dataclass(frozen=True)
class SideBySide:
    """A scenario with those for the same fund and year, each worked out."""

    before: Money
    year_before: FinancialYear
    paid: list[Paid]
    worked: list[tuple[Scenario, rules.Settlement]]
    """The scenario itself first."""


def side_by_side(scenario: Scenario) -> SideBySide:
    """A scenario, and the latest five others for the same fund and year: three queries."""
    year_before = FinancialYear.parse(scenario.year).previous()
    before = budget_of(scenario.fund, year_before.label)
    paid = paid_by(scenario.fund, scenario.year)
    others = Scenario.objects.filter(fund=scenario.fund, year=scenario.year).exclude(pk=scenario.pk)
    shown = [scenario, *others[: MOST_BESIDE - 1]]
    return SideBySide(
        before, year_before, paid, [(one, worked_out(one, before, paid)) for one in shown]
    )


COLUMNS = (
    Column("name", "Scenario", order=("name",)),
    Column("fund", "Fund", order=("fund__name",)),
    Column("year", "Year", order=("year",)),
    Column("cut", "Cut", numeric=True, order=("cut",)),
    Column("made", "Saved by", order=("made",)),
)


def scenarios_page(query: QueryDict) -> Table:
    """Every saved scenario: two queries."""

    def cells(one: Scenario) -> list[Cell]:
        return [
            Cell(one.name, href=reverse("spending.scenario", args=[one.pk]), note=one.note[:120]),
            Cell(one.fund.name),
            Cell(FinancialYear.parse(one.year).spoken),
            Cell(f"{one.cut.normalize():f}%"),
            Cell(one.made_by.name, note=clock.spoken(clock.uk_date(one.made))),
        ]

    return listing(
        query,
        Scenario.objects.select_related("fund", "made_by"),
        caption="Settlement scenarios",
        noun=("scenario", "scenarios"),
        columns=COLUMNS,
        cells=cells,
        default="-made",
        empty="No scenario is saved yet.",
    )
