"""Outturn, the money flow and the monthly report: what they add up to, for whom, and at what cost."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.do.agreements.models import Agreement
from precept.do.opportunities.models import Opportunity, OpportunityShare
from precept.do.spending import actions, queries, rules
from precept.do.spending.models import Claim
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund
from tests.do.spending.books import YEAR, make_agreement
from tests.reading import words

pytestmark = pytest.mark.django_db
Browse = Callable[[Person], Client]
OF_YEAR = FinancialYear.parse(YEAR)


@pytest.fixture
def spent(cast: SimpleNamespace, core: Fund, network: Fund) -> SimpleNamespace:
    """Three agreements of two funds: one partly paid, one forecast to cost less, one of a refuge."""
    club = make_agreement("A1", {core: 60_000}, priorities=["victims", "young-people"])
    shared = make_agreement("A2", {core: 10_000, network: 20_000}, priorities=[])
    refuge = Organisation.objects.create(
        name="Lantern House", reference="lantern", is_protected=True, area="Harrowmere"
    )
    safe = make_agreement("A3", {network: 5_000}, provider=refuge, kind="grant agreement")
    for one in (club, shared, safe):
        actions.sign(by=cast.finance, agreement=one)
    actions.enter_paid_before(by=cast.finance, agreement=club, amount=Money.of(20_000))
    actions.state_forecast(
        by=cast.finance,
        agreement=shared,
        fund=network,
        year=YEAR,
        amount=Money.of(15_000),
        why="It began late.",
    )
    return SimpleNamespace(club=club, shared=shared, safe=safe)


def pounds(committed: int, paid: int, forecast: int) -> rules.Figures:
    return rules.Figures(committed * 100, paid * 100, forecast * 100)


def test_outturn_adds_up_by_fund_provider_area_and_priority(spent: SimpleNamespace) -> None:
    found = queries.outturn(OF_YEAR)

    assert found.by_fund == {
        "CORE": pounds(70_000, 20_000, 70_000),
        "VRN": pounds(25_000, 0, 20_000),
    }
    assert found.by_provider == {
        "Oxenmere Boxing Club": pounds(90_000, 20_000, 85_000),
        "Protected organisation, Harrowmere": pounds(5_000, 0, 5_000),
    }
    assert found.by_area == {
        "Area not stated": pounds(90_000, 20_000, 85_000),
        "Harrowmere": pounds(5_000, 0, 5_000),
    }
    assert found.by_priority == {
        "victims": pounds(65_000, 20_000, 65_000),
        "young-people": pounds(60_000, 20_000, 60_000),
        "No priority stated": pounds(30_000, 0, 25_000),
    }
    assert {one.fund.code: one.budget for one in found.funds} == {
        "CORE": Money.of(100_000),
        "VRN": Money.of(40_000),
    }


def test_outturn_of_a_day_is_read_from_movements_alone(spent: SimpleNamespace) -> None:
    today, before = (
        queries.outturn(OF_YEAR, date(2100, 1, 1)),
        queries.outturn(OF_YEAR, date(2026, 11, 15)),
    )

    assert today.by_provider == queries.outturn(OF_YEAR).by_provider
    assert before.by_fund == {}
    assert [one.figures.committed for one in queries.by_year({})] == [0, 9_500_000]


def test_the_outturn_page_says_what_there_is_and_its_file_holds_every_line(
    cast: SimpleNamespace, spent: SimpleNamespace, client_as: Browse
) -> None:
    browser = client_as(cast.auditor)

    page = words(browser.get("/office/outturn"))
    empty = words(browser.get("/office/outturn?year=2024-25"))
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/office/outturn.xlsx").content))

    assert "CORE fund £100,000.00 £70,000.00 £20,000.00 £70,000.00 £30,000.00" in page
    assert "Total £140,000.00 £95,000.00 £20,000.00 £90,000.00 £50,000.00" in page
    assert "Lantern" not in page
    assert "as it stands now" not in page
    assert "By year, as it stands now" in words(browser.get("/office/outturn?on=2026-11-16"))
    assert "The books hold no budget and no commitment for this year." in empty
    assert [row[0].value for row in book["By provider"]][1:] == [
        "Oxenmere Boxing Club",
        "Protected organisation, Harrowmere",
    ]
    assert book["By fund"]["B2"].value == 100_000


def test_rounds_known_by_their_totals_say_both_their_years(
    cast: SimpleNamespace, core: Fund, network: Fund, client_as: Browse
) -> None:
    first = Opportunity.objects.create(
        reference="CSF-1",
        programme="Safety Fund",
        year="2022-23",
        section="rounds",
        number=1,
        theme="General",
        deadline=date(2022, 1, 10),
        spend=Money.of("204030.33"),
    )
    OpportunityShare.objects.create(
        opportunity=first, fund=core, name="OPCC", amount=Money.of(100_000)
    )
    OpportunityShare.objects.create(
        opportunity=first, fund=network, name="VRN", amount=Money.of("104030.33")
    )
    Opportunity.objects.create(
        reference="CSF-2",
        programme="Safety Fund",
        year="2022-23",
        section="rounds",
        number=2,
        theme="Schools",
        deadline=date(2022, 5, 30),
    )

    page = words(client_as(cast.auditor).get("/office/outturn?year=2022-23"))

    assert "1. General 2022–23 10 January 2022 2021–22 Bids closed on 10 January 2022" in page
    assert "2. Schools 2022–23 30 May 2022 2022–23 Not stated Not yet known" in page
    assert "£204,030.33 plus 1 not yet known" in page
    assert queries.rounds_as_totals(FinancialYear(2022)).by_fund == {
        "OPCC": Money.of(100_000),
        "VRN": Money.of("104030.33"),
    }


def test_the_money_flow_goes_from_funds_to_recipients_and_names_no_refuge(
    cast: SimpleNamespace, spent: SimpleNamespace, client_as: Browse
) -> None:
    page = client_as(cast.auditor).get("/office/outturn/flow").content
    chart = queries.money_flow(OF_YEAR, queries.rounds_as_totals(OF_YEAR))

    assert chart.head.table.rows == (
        ("CORE fund", "Contracts", "Oxenmere Boxing Club", "£70,000.00"),
        ("VRN fund", "Contracts", "Oxenmere Boxing Club", "£20,000.00"),
        ("VRN fund", "Grants", "Protected organisation, Harrowmere", "£5,000.00"),
    )
    assert [node.name for node in chart.nodes][:2] == ["CORE", "VRN"]
    assert b"Lantern" not in page
    assert b"<path d=" in page
    nothing = client_as(cast.auditor).get("/office/outturn/flow?year=2019-20")
    assert "Nothing was promised for this year." in words(nothing)


def test_beyond_the_largest_recipients_come_others() -> None:
    passages = {("CORE", "Grants", f"Club {place}"): 100 - place for place in range(12)}

    chart = queries.drawn(OF_YEAR, passages)

    assert [node.name for node in chart.nodes][-2:] == ["Club 7", "4 others"]
    assert chart.head.table.rows[0] == ("CORE", "Grants", "4 others", "£3.62")


def test_the_chief_finance_officer_is_told_what_waits_and_what_is_old(
    cast: SimpleNamespace,
    spent: SimpleNamespace,
    core: Fund,
    client_as: Browse,
) -> None:
    actions.sign(by=cast.finance, agreement=make_agreement("A9", {core: 500_000}))
    old = actions.claim(by=cast.officer, agreement=spent.club, amount=Money.of(1_000))
    Claim.objects.filter(pk=old.pk).update(claimed=clock.now() - timedelta(days=15))
    actions.claim(by=cast.officer, agreement=spent.club, amount=Money.of(500))
    browser = client_as(cast.chief)

    page = words(browser.get("/office/outturn/report"))
    pdf = browser.get("/office/outturn/report.pdf").content
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/office/outturn/report.xlsx").content))

    assert "CORE fund £100,000.00 £70,000.00 £20,000.00 £70,000.00 £30,000.00" in page
    assert "A9 Agreement A9 Oxenmere Boxing Club" in page
    assert f"{old.reference} A1 Oxenmere Boxing Club Waits to be checked" in page
    assert "No underspend is open." in page
    assert "No fund has promised more than it has." in page
    assert pdf.startswith(b"%PDF-")
    assert [row[0].value for row in book["Claims older than 14 days"]][1:] == [old.reference]


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/office/outturn", 24),
        (f"/office/outturn?year={YEAR}&on=2026-11-16", 25),
        ("/office/outturn/flow", 14),
        ("/office/outturn/report", 24),
    ],
)
def test_outturn_costs_the_same_queries_for_five_and_for_many(
    cast: SimpleNamespace, core: Fund, client_as: Browse, address: str, most: int
) -> None:
    def add(numbers: range) -> None:
        for number in numbers:
            body = Organisation.objects.create(name=f"Club {number}", reference=f"club-{number}")
            made = make_agreement(f"B{number}", {core: 100}, provider=body)
            actions.sign(by=cast.finance, agreement=made)

    browser = client_as(cast.finance)
    add(range(5))
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    add(range(5, 60))
    with CaptureQueriesContext(connection) as many:
        page = browser.get(address)

    assert len(few) == len(many)
    assert len(many) <= most
    assert len(page.content) < 60 * 1024


def test_an_agreement_page_leads_to_its_books(
    cast: SimpleNamespace, spent: SimpleNamespace, client_as: Browse
) -> None:
    page = client_as(cast.auditor).get("/office/register/A1").content.decode()

    assert 'href="/office/register/A1/money"' in page
    assert Agreement.objects.count() == 3
