"""The monthly report to the chief finance officer: the same tables as page, PDF and spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from precept.do.spending import rules
from precept.do.spending.models import Claim, Underspend
from precept.do.spending.queries.outturn import Outturn, outturn
from precept.do.spending.queries.partners import PARTNERS_COLUMNS, partners_parts
from precept.do.spending.queries.years import FundYear, provider_words, waiting
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.documents import sheets
from precept.foundation.documents.model import (
    Block,
    Column,
    Document,
    Heading,
    KeyFacts,
    Paragraph,
    Table,
)
from precept.foundation.money import Money
from precept.parties import queries as parties

OLD_AFTER = timedelta(days=14)
MOST_LISTED = 100
TITLE = "Monthly report to the chief finance officer"
OPEN_UNDERSPENDS = ("found", "agreed", "asked")
UNPAID = ("claimed", "checked", "approved")

Cell = str | Money | date


@dataclass(frozen=True)
class ReportTable:
    """A table of the report; ``numeric`` are the places of the columns that hold money."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    numeric: tuple[int, ...]
    nothing: str
    """What is said where there are no rows."""
    total: tuple[Cell, ...] | None = None


@dataclass(frozen=True)
class Report:
    """What the chief finance officer is told: the year's figures on a day, and what waits today."""

    year: FinancialYear
    on: date
    written: date
    outturn: Outturn
    tables: list[ReportTable]

    @property
    def title(self) -> str:
        """What the report is called."""
        return f"{TITLE}: {clock.spoken(self.on)}"


def monthly_report(on: date) -> Report:
    """The report on a day of its financial year; what waits or is open is what does so today."""
    year, today = FinancialYear.of(on), clock.today()
    figures = outturn(year, None if on >= today else on)
    tables = [
        _by_fund(figures),
        _partners(year, None if on >= today else on),
        _over(figures.funds),
        _waiting(),
        _underspends(),
        _old_claims(today),
    ]
    return Report(year, on, today, figures, tables)


def by_fund_rows(figures: Outturn) -> list[tuple[FundYear, rules.Figures]]:
    """Each fund that has a budget or a promise in the year, with what its agreements come to."""
    return [
        (one, figures.by_fund.get(one.fund.code, rules.Figures()))
        for one in figures.funds
        if one.standing != rules.Standing()
    ]


def _by_fund(figures: Outturn) -> ReportTable:
    rows = by_fund_rows(figures)
    whole = rules.together([one for _, one in rows])
    budget = sum((one.budget for one, _ in rows), Money(0))
    return ReportTable(
        "Budget and outturn by fund",
        ("Fund", "Budget", "Committed", "Paid", "Forecast", "Variance"),
        [(fund.fund.name, *_money(fund.budget, one)) for fund, one in rows],
        (1, 2, 3, 4, 5),
        "The books hold no budget for this year.",
        ("Total", *_money(budget, whole)),
    )


def _money(budget: Money, figures: rules.Figures) -> tuple[Money, ...]:
    return (
        budget,
        Money(figures.committed),
        Money(figures.paid),
        Money(figures.forecast),
        Money(budget.pence - figures.forecast),
    )


def _partners(year: FinancialYear, on: date | None) -> ReportTable:
    return ReportTable(
        "Between the office and its partners",
        PARTNERS_COLUMNS,
        [(one.fund, *one.amounts) for one in partners_parts(year, on)],
        (1, 2, 3, 4, 5, 6),
        "Partners owe nothing of this year, and nothing went back to them.",
    )


def _over(funds: Sequence[FundYear]) -> ReportTable:
    return ReportTable(
        "Funds that promised more than they have",
        ("Fund", "Beyond the budget", "Allowed beyond it"),
        [
            (one.fund.name, Money(-one.standing.available), one.allowed)
            for one in funds
            if one.is_over
        ],
        (1, 2),
        "No fund has promised more than it has.",
    )


def _waiting() -> ReportTable:
    return ReportTable(
        "Agreements that wait to be committed",
        ("Agreement", "Provider", "Since", "Why"),
        [
            (
                f"{one.agreement.reference} {one.agreement.title}",
                provider_words(one.agreement),
                clock.uk_date(one.since),
                one.because,
            )
            for one in waiting()
        ],
        (),
        "Nothing waits to be committed.",
    )


def _underspends() -> ReportTable:
    states = dict(Underspend._meta.get_field("state").choices or ())
    rows = (
        Underspend.objects.filter(state__in=OPEN_UNDERSPENDS)
        .select_related("agreement__provider")
        .order_by("found_on", "id")[:MOST_LISTED]
    )
    return ReportTable(
        "Underspends that are open",
        ("Underspend", "Agreement", "State", "Found", "Amount", "Recovered"),
        [
            (
                one.reference,
                one.agreement.reference,
                str(states[one.state]),
                one.found_on,
                one.amount,
                one.recovered,
            )
            for one in rows
        ],
        (4, 5),
        "No underspend is open.",
    )


def _old_claims(today: date) -> ReportTable:
    before = clock.now() - OLD_AFTER
    rows = (
        Claim.objects.filter(state__in=UNPAID, claimed__lt=before)
        .select_related("agreement__provider")
        .order_by("claimed", "id")[:MOST_LISTED]
    )
    states = dict(rules.CLAIM_STATES)
    return ReportTable(
        "Claims older than 14 days",
        ("Claim", "Agreement", "Provider", "State", "Days", "Amount"),
        [
            (
                one.reference,
                one.agreement.reference,
                provider_words(one.agreement),
                states[one.state],
                str((today - clock.uk_date(one.claimed)).days) if one.claimed else "",
                one.amount,
            )
            for one in rows
        ],
        (4, 5),
        "No claim is older than 14 days.",
    )


def report_document(report: Report) -> Document:
    """The report as a document, from which page and PDF are made."""
    blocks: list[Block] = [
        KeyFacts(
            (
                ("Financial year", report.year.spoken),
                ("Figures", f"at the end of {clock.spoken(report.on)}"),
                ("What waits or is open", f"as it was on {clock.spoken(report.written)}"),
            )
        )
    ]
    for one in report.tables:
        blocks.append(Heading(1, one.title))
        blocks.append(_printed(one) if one.rows else Paragraph(one.nothing))
    return Document(
        title=TITLE,
        subtitle=f"Financial year {report.year.spoken}",
        office=parties.office_name() or "Local policing body",
        blocks=tuple(blocks),
        date_line=clock.spoken(report.on),
        dated=report.on,
    )


def _printed(table: ReportTable) -> Table:
    return Table(
        caption=table.title,
        columns=tuple(
            Column(text, is_numeric=place in table.numeric)
            for place, text in enumerate(table.columns)
        ),
        rows=tuple(tuple(_words(cell) for cell in row) for row in table.rows),
        totals=(tuple(_words(cell) for cell in table.total),) if table.total else (),
        rows_have_headings=True,
        has_title_above=True,
    )


def _words(cell: Cell) -> str:
    return clock.spoken(cell) if isinstance(cell, date) else str(cell)


def report_sheets(report: Report) -> list[sheets.Sheet]:
    """The report as sheets of a workbook: one a table, amounts as numbers."""
    return [
        sheets.Sheet(one.title, one.columns, [*one.rows, *([one.total] if one.total else [])])
        for one in report.tables
    ]
