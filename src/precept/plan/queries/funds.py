"""What pages and releases read of funds and their budgets."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.money import TBC, Amount, Money, Total
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing, words_in
from precept.plan import access, rules
from precept.plan.models import Budget, FrameworkLine, Fund, FundRestriction
from precept.plan.published import BudgetPublished, FundPublished
from precept.plan.queries.lines import line_published
from precept.understand import queries as understand

MOST_BUDGETS = 100
COLUMNS = (
    Column("name", "Fund", order=("name",)),
    Column("code", "Code", order=("code",)),
    Column("kind", "Kind", order=("kind", "name")),
    Column("given_by", "Given by"),
    Column("budget", "Budget this year", numeric=True),
    Column("ends", "Ends", order=("ends",)),
)
STANDING = (("open", "Still open"), ("ended", "Ended"), ("no end", "No end stated"))


def fund_of(person: Person, code: str) -> Fund:
    """One fund; 404 where this person may not look it up."""
    rows = access.funds_visible_to(person).select_related("given_by")
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def budget_of(person: Person, code: str, year: str) -> Budget:
    """A fund's budget of a year; 404 where there is none."""
    rows = Budget.objects.select_related("fund").filter(fund__in=access.funds_visible_to(person))
    found = rows.filter(fund__code=code, year=year).first()
    if found is None:
        raise Http404
    return found


def budgets_of(fund: Fund) -> list[Budget]:
    """A fund's budgets, the latest year first (at most 100)."""
    return list(fund.budgets.order_by("-year")[:MOST_BUDGETS])


def amount_of(budget: Budget) -> Amount:
    """What a budget comes to: an amount, or not yet known."""
    return TBC if budget.amount is None else budget.amount


def budgets_in(year: str) -> dict[str, Amount]:
    """What each fund has for a year, by its code; a fund without a budget is not in it."""
    rows = Budget.objects.filter(year=year).select_related("fund")
    return {budget.fund.code: amount_of(budget) for budget in rows}


def fund_choices() -> list[tuple[str, str]]:
    """The funds as a form offers them (at most 200): code, and name."""
    rows = Fund.objects.order_by("name")[:200]
    return [(fund.code, f"{fund.name} ({fund.code})") for fund in rows]


def fund_names(codes: Collection[str]) -> list[str]:
    """What the funds of these codes are called, in this order; a code that no fund has stays."""
    names = dict(Fund.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}
    return [names.get(code, code) for code in codes]


def fund_or_none(code: str) -> Fund | None:
    """The fund of a code that a form offered; None where none was chosen."""
    return Fund.objects.filter(code=code).first() if code else None


def fund_payload(fund: Fund) -> FundPublished:
    """What a release says of a fund. A protected giver is named by its area alone."""
    giver = fund.given_by
    name, reference = (giver.name, giver.reference) if giver else (None, None)
    if giver is not None and giver.is_protected:
        name, reference = f"Protected organisation, {giver.area or 'area not stated'}", None
    return FundPublished(
        code=fund.code,
        name=fund.name,
        short_name=fund.short_name,
        kind=fund.kind,
        kind_title=dict(rules.fund_kinds)[fund.kind],
        given_by=name,
        given_by_reference=reference,
        conditions=fund.conditions,
        starts=clock.iso(fund.starts),
        ends=clock.iso(fund.ends),
        note=fund.note,
        is_invented=fund.is_invented,
        budgets=tuple(
            BudgetPublished(
                year=budget.year,
                pence=budget.amount.pence if budget.amount is not None else None,
                source=budget.source,
                note=budget.note,
                is_invented=budget.is_invented,
            )
            for budget in budgets_of(fund)
        ),
    )


def fund_is_public(fund: Fund) -> str:
    """Whether the public sees this fund as it is now: "as it is", "as it was", or "not"."""
    released = publications.latest_or_none("fund", fund.code)
    if released is None:
        return "not"
    return "as it is" if released.payload == fund_payload(fund) else "as it was"


def _of_kind(rows: QuerySet[Fund], kind: str) -> QuerySet[Fund]:
    return rows.filter(kind=kind)


def _standing(rows: QuerySet[Fund], standing: str) -> QuerySet[Fund]:
    today = clock.today()
    if standing == "ended":
        return rows.filter(ends__lt=today)
    if standing == "no end":
        return rows.filter(ends=None)
    return rows.filter(Q(ends=None) | Q(ends__gte=today))


def funds_page(person: Person, query: QueryDict) -> Table:
    """The list of funds, as its address asks: three queries, whatever the size."""
    today = clock.today()
    year = clock.FinancialYear.of(today).label
    budgets = budgets_in(year)

    def cells(fund: Fund) -> list[Cell]:
        budget = budgets.get(fund.code)
        ended = fund.ends is not None and fund.ends < today
        end = clock.spoken(fund.ends) if fund.ends else "Not stated"
        return [
            Cell(
                fund.name,
                href=reverse("plan.fund", args=[fund.code]),
                note="Invented for the demonstration" if fund.is_invented else "",
            ),
            Cell(fund.code),
            Cell(dict(rules.fund_kinds)[fund.kind]),
            Cell(fund.given_by.name if fund.given_by else "Not stated"),
            Cell(budget.short if budget is not None else "Not stated"),
            Cell(f"Ended {end}", tag="govuk-tag--red") if ended else Cell(end),
        ]

    return listing(
        query,
        access.funds_visible_to(person).select_related("given_by"),
        caption="Funds",
        noun=("fund", "funds"),
        columns=COLUMNS,
        cells=cells,
        default="name",
        filters=(
            Filter("kind", "Kind", tuple(rules.fund_kinds), _of_kind),
            Filter("end", "End date", STANDING, _standing),
        ),
        search=words_in("name", "code", "conditions"),
        empty="No fund fits. Add the first one, or clear the filters.",
    )


def intended_of(fund: Fund, years: list[str]) -> dict[str, Total]:
    """What the published frameworks of these years intend of a fund, by year: one query."""
    lines = FrameworkLine.objects.filter(
        section__framework__state="published", section__framework__year__in=years
    ).select_related("section__framework")
    found: dict[str, Total] = {}
    for line in lines:
        for code, part in rules.by_fund(line_published(line)):
            if code == fund.code:
                year = line.section.framework.year
                found[year] = found.get(year, Total(Money(0))) + part
    return found


@dataclass(frozen=True)
class BudgetShown:
    """A year's budget as a page lists it, beside what the year's published framework intends of it."""

    budget: Budget
    year: str
    amount: Amount
    intended: Total | None
    over: Money | None


def budgets_shown(fund: Fund) -> list[BudgetShown]:
    """A fund's budgets beside what is intended of each, the latest year first: two queries."""
    budgets = budgets_of(fund)
    intended = intended_of(fund, [budget.year for budget in budgets])
    shown = []
    for budget in budgets:
        of_year, amount = intended.get(budget.year), amount_of(budget)
        use = rules.FundUse(fund.code, fund.name, of_year or Total(Money(0)), amount)
        spoken = clock.FinancialYear.parse(budget.year).spoken
        shown.append(BudgetShown(budget, spoken, amount, of_year, use.over))
    return shown


@dataclass(frozen=True)
class RestrictionShown:
    """What a fund may pay for, as a page lists it."""

    number: int
    sort: str
    values: str
    words: str


def priorities_offered() -> dict[str, str]:
    """The priorities that a fund may be restricted to, by slug: those of published plans."""
    return understand.published_priorities()


def restriction_of(fund: Fund, number: int) -> FundRestriction:
    """One restriction of a fund, or 404."""
    found = fund.restrictions.select_related("fund").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def restrictions_shown(fund: Fund) -> list[RestrictionShown]:
    """What a fund may pay for, in words: two queries at the most."""
    rows = list(fund.restrictions.all()[:MOST_BUDGETS])
    titles = dict(rules.paid_kinds)
    if any(one.sort == "priorities" for one in rows):
        titles |= priorities_offered()
    return [
        RestrictionShown(
            one.pk,
            dict(rules.restriction_sorts)[one.sort],
            ", ".join(titles.get(value, value) for value in one.values),
            one.words,
        )
        for one in rows
    ]
