"""Outturn: budget, committed, paid, forecast and variance, added up by the database and a little by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Case, Count, F, Q, QuerySet, Sum, TextField, Value, When
from django.db.models.functions import Cast

from precept.do.agreements.models import Listing
from precept.do.opportunities.models import Opportunity
from precept.do.spending import rules
from precept.do.spending.models import Account, Forecast, Movement
from precept.do.spending.queries.years import FundYear, funds_in, name_shown
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.money import TBC, Money, Total, total
from precept.parties.models import Organisation
from precept.plan.models import FrameworkSection
from precept.understand import queries as understand

MOST_ROUNDS = 500
PROMISES = tuple(pot for pot, _ in rules.POTS if pot not in rules.OF_A_FUND)
BACK = (rules.UNDERSPENT, rules.RECOVERED)
NO_AREA, NO_PRIORITY, NO_PROVIDER = "Area not stated", "No priority stated", "Provider not stated"


@dataclass(frozen=True)
class Outturn:
    """A financial year's money on a day: what each fund has and has promised, and to whom for what."""

    year: FinancialYear
    funds: list[FundYear]
    spending: list[rules.Spending]
    providers: dict[int, tuple[str, str]]
    """Each provider's name as it may be shown, and its area."""
    titles: dict[str, str]
    """The titles of priorities by slug."""

    @cached_property
    def by_fund(self) -> dict[str, rules.Figures]:
        """What each fund's agreements come to, by its code."""
        return rules.added_up(self.spending, lambda one: (one.fund,))

    @cached_property
    def by_provider(self) -> dict[str, rules.Figures]:
        """What each provider's agreements come to, by its name."""
        return rules.added_up(self.spending, lambda one: (self._provider(one.provider)[0],))

    @cached_property
    def by_area(self) -> dict[str, rules.Figures]:
        """What the agreements of an area's providers come to."""
        return rules.added_up(self.spending, lambda one: (self._provider(one.provider)[1],))

    @cached_property
    def by_priority(self) -> dict[str, rules.Figures]:
        """What agreements tied to a priority come to; one that serves several counts under each."""
        return rules.added_up(
            self.spending,
            lambda one: (
                (self.titles.get(slug, slug) for slug in one.priorities)
                if one.priorities
                else (NO_PRIORITY,)
            ),
        )

    def _provider(self, provider: int | None) -> tuple[str, str]:
        if provider is None:
            return NO_PROVIDER, NO_AREA
        return self.providers[provider]


def outturn(year: FinancialYear, on: date | None = None, stated: "Stated | None" = None) -> Outturn:
    """A year's money now, or as it stood at the end of a day: nine queries, whatever the size.

    ``stated`` are the forecasts where they were read already.
    """
    sums = _sums(_accounts(year), on)
    differences = (forecasts_stated(year, on) if stated is None else stated).get(year.label, {})
    spending = list(_spending(sums, differences))
    wanted = sorted({one.provider for one in spending if one.provider is not None})
    rows = Organisation.objects.filter(pk__in=wanted).order_by()
    slugs = sorted({slug for one in spending for slug in one.priorities})
    return Outturn(
        year,
        funds_in(year.label, on),
        spending,
        {
            pk: (name_shown(name, area, protected=protected), area or NO_AREA)
            for pk, name, area, protected in rows.values_list("pk", "name", "area", "is_protected")
        },
        understand.priority_titles(slugs) if slugs else {},
    )


Key = tuple[str, int | None, str]
"""A fund's code, a provider, and priorities as the database keeps them."""
Stated = dict[str, dict[Key, int]]
"""By year: by how much forecasts differ from what would be expected without them, in pence."""


def _accounts(year: FinancialYear) -> QuerySet[Account]:
    return Account.objects.filter(year=year.label, pot__in=PROMISES).order_by()


def _sums(accounts: QuerySet[Account], on: date | None) -> dict[Key, rules.Figures]:
    """What was promised and paid, and is expected, by fund, provider and priorities."""
    if on is None:
        keys = ("fund__code", "agreement__provider", "priorities")
        rows = (
            accounts.annotate(priorities=Cast("agreement__priorities", TextField()))
            .values_list(*keys)
            .annotate(
                promised=Sum("balance"),
                paid=Sum("balance", filter=Q(pot=rules.PAID), default=0),
                back=Sum("balance", filter=Q(pot__in=BACK), default=0),
            )
        )
        return {
            (fund, provider, priorities): _figures(int(promised), int(paid), int(back))
            for fund, provider, priorities, promised, paid, back in rows
        }
    found: dict[Key, rules.Figures] = {}
    for side, sign in (("target", 1), ("source", -1)):
        for fund, provider, priorities, promised, paid, back in _moved(accounts, side, on):
            key = (fund, provider, priorities)
            figures = _figures(sign * promised, sign * paid, sign * back)
            found[key] = found.get(key, rules.Figures()) + figures
    return found


def _moved(
    accounts: QuerySet[Account], side: str, on: date
) -> list[tuple[str, int | None, str, int, int, int]]:
    rows = (
        Movement.objects.filter(**{f"{side}__in": accounts.values("pk")}, day__lte=on)
        .order_by()
        .annotate(priorities=Cast(f"{side}__agreement__priorities", TextField()))
        .values_list(f"{side}__fund__code", f"{side}__agreement__provider", "priorities")
        .annotate(
            promised=Sum("amount"), paid=_sum_of(side, (rules.PAID,)), back=_sum_of(side, BACK)
        )
    )
    return [
        (fund, provider, priorities, *(_pence(one) for one in sums))
        for fund, provider, priorities, *sums in rows
    ]


def _pence(amount: Money | int) -> int:
    return amount.pence if isinstance(amount, Money) else int(amount)


def _figures(promised: int, paid: int, back: int) -> rules.Figures:
    return rules.Figures(promised, paid, rules.expected(promised, back, 0))


def forecasts_stated(year: FinancialYear | None = None, on: date | None = None) -> Stated:
    """What forecasts change, of a year or of all years, now or as stated by a day: at most three queries."""
    stated = Forecast.objects.filter(year=year.label) if year else Forecast.objects.all()
    rows = [
        (label, agreement, fund, provider, priorities, amount)
        for label, agreement, fund, provider, priorities, amount, when in stated.order_by()
        .annotate(priorities=Cast("agreement__priorities", TextField()))
        .values_list(
            "year",
            "agreement_id",
            "fund__code",
            "agreement__provider",
            "priorities",
            "amount",
            "stated",
        )
        if on is None or clock.uk_date(when) <= on
    ]
    if not rows:
        return {}
    accounts = Account.objects.filter(
        pot__in=PROMISES, agreement__in=stated.order_by().values("agreement")
    )
    usual = _usual(accounts.order_by(), on)
    found: Stated = {}
    for label, agreement, fund, provider, priorities, amount in rows:
        of_year, key = found.setdefault(label, {}), (fund, provider, priorities)
        more = amount.pence - usual.get((label, agreement, fund), 0)
        of_year[key] = of_year.get(key, 0) + more
    return found


def _usual(accounts: QuerySet[Account], on: date | None) -> dict[tuple[str, int, str], int]:
    """What would be expected of agreements without a forecast, by year, agreement and fund, in pence."""
    if on is None:
        rows = accounts.values_list("year", "agreement_id", "fund__code").annotate(
            promised=Sum("balance"), back=Sum("balance", filter=Q(pot__in=BACK), default=0)
        )
        return {
            (year, agreement, fund): rules.expected(int(promised), int(back), 0)
            for year, agreement, fund, promised, back in rows
        }
    found: dict[tuple[str, int, str], int] = {}
    for side, sign in (("target", 1), ("source", -1)):
        moved = (
            Movement.objects.filter(**{f"{side}__in": accounts.values("pk")}, day__lte=on)
            .order_by()
            .values_list(f"{side}__year", f"{side}__agreement_id", f"{side}__fund__code")
            .annotate(promised=Sum("amount"), back=_sum_of(side, BACK))
        )
        for year, agreement, fund, promised, back in moved:
            key = (year, agreement, fund)
            pence = rules.expected(promised.pence, _pence(back), 0)
            found[key] = found.get(key, 0) + sign * pence
    return found


def _sum_of(side: str, pots: Iterable[str]) -> Sum:
    return Sum(Case(When(**{f"{side}__pot__in": pots}, then=F("amount")), default=Value(0)))


def _spending(
    sums: dict[Key, rules.Figures], differences: dict[Key, int]
) -> Iterable[rules.Spending]:
    read: dict[str, tuple[str, ...]] = {}
    for key in sums.keys() | differences.keys():
        fund, provider, priorities = key
        if priorities not in read:
            read[priorities] = rules.slugs_in(priorities)
        figures = sums.get(key, rules.Figures()) + rules.Figures(forecast=differences.get(key, 0))
        yield rules.Spending(fund, provider, read[priorities], figures)


# By year


@dataclass(frozen=True)
class YearRow:
    """What a financial year comes to over all funds, in whole pence."""

    year: FinancialYear
    budget: int
    figures: rules.Figures


def by_year(stated: Stated) -> list[YearRow]:
    """Every year that the books know, the latest first: one query. Budgets hold what was carried in."""
    rows = Account.objects.order_by().values_list("year", "pot").annotate(pence=Sum("balance"))
    found: dict[str, dict[str, int]] = {}
    for year, pot, pence in rows:
        found.setdefault(year, {})[pot] = int(pence)
    made = []
    for year in sorted(found, reverse=True):
        one = rules.standing_of(found[year].items())
        expected = rules.expected(one.promised, one.underspent, one.recovered)
        expected += sum(stated.get(year, {}).values())
        figures = rules.Figures(one.promised, one.paid, expected)
        made.append(YearRow(FinancialYear.parse(year), one.budget, figures))
    return made


# Rounds that are known by their totals alone, and the framework's tables


@dataclass(frozen=True)
class RoundRow:
    """A round whose money is known as a total alone."""

    round: Opportunity
    year: FinancialYear
    year_of_deadline: FinancialYear
    words: str
    """What is to be said where the two years differ."""
    shares: tuple[tuple[str, Money], ...]
    """What each fund put in, by the name that the source gives it; none where it does not split it."""


@dataclass(frozen=True)
class Rounds:
    """The rounds of a year that no agreement in the books stands for, and what they come to."""

    rows: list[RoundRow]
    total: Total
    by_fund: dict[str, Money]
    """What is known of each fund's part, by the name that tables print."""


def rounds_as_totals(year: FinancialYear) -> Rounds:
    """The rounds that a year's framework lists and that were decided elsewhere: two queries."""
    rows = (
        Opportunity.objects.filter(year=year.label, awardings=None)
        .exclude(section="")
        .select_related("fund")
        .prefetch_related("shares")
        .order_by("section", "number", "pk")[:MOST_ROUNDS]
    )
    made, by_fund = [], dict[str, Money]()
    for one in rows:
        shares = tuple((share.name, share.amount) for share in one.shares.all())
        if not shares and one.spend is not None and one.fund is not None:
            by_fund[one.fund.short_name] = by_fund.get(one.fund.short_name, Money(0)) + one.spend
        for name, amount in shares:
            by_fund[name] = by_fund.get(name, Money(0)) + amount
        made.append(
            RoundRow(
                one,
                year,
                FinancialYear.of(one.deadline),
                rules.deadline_words(year.label, one.deadline),
                shares,
            )
        )
    spends = [TBC if one.round.spend is None else one.round.spend for one in made]
    return Rounds(made, total(spends), by_fund)


@dataclass(frozen=True)
class Listed:
    """The agreements that a table of a year's framework lists, at their whole value."""

    title: str
    many: int
    total: Total


def listed_in(year: FinancialYear) -> list[Listed]:
    """What a year's framework lists of the register, table by table: two queries."""
    titles = dict(
        FrameworkSection.objects.filter(framework__year=year.label)
        .order_by("framework__version")
        .values_list("key", "title")[:MOST_ROUNDS]
    )
    rows = (
        Listing.objects.filter(year=year.label)
        .order_by("section")
        .values_list("section")
        .annotate(
            known=Sum("agreement__current_amount"),
            unknown=Count("pk", filter=Q(agreement__current_amount=None)),
            many=Count("pk"),
        )
    )
    return [
        Listed(
            titles.get(section, section),
            many,
            Total(known or Money(0), unknown, any_known=known is not None),
        )
        for section, known, unknown, many in rows
    ]
