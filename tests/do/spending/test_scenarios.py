"""Scenarios on pages: supposed, weighed, side by side, thrown away; nothing moves in the books."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.do.spending import actions, rules
from precept.do.spending.models import Movement, Scenario
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan.models import Fund
from tests.do.spending.books import make_agreement
from tests.reading import words

pytestmark = pytest.mark.django_db
Browse = Callable[[Person], Client]
NEXT = "2027-28"
TYPED = {"name": "Cut of 4.2%", "fund": "CORE", "year": NEXT, "cut": "4.2", "notice_days": "90"}


def promise(cast: SimpleNamespace, fund: Fund, *pounds: int) -> None:
    """Agreements that the fund pays for next year, named A1, A2…"""
    for place, one in enumerate(pounds, start=1):
        made = make_agreement(f"A{place}", {fund: one}, ends=None)
        actions.commit(
            by=cast.finance, agreement=made, parts=[rules.Part("CORE", NEXT, Money.of(one))]
        )


def test_a_cut_is_supposed_weighed_and_compared(
    cast: SimpleNamespace, core: Fund, client_as: Browse
) -> None:
    promise(cast, core, 30_000, 3_000)
    moved = Movement.objects.count()
    browser = client_as(cast.finance)

    address = browser.post("/office/scenarios/new", TYPED).headers["Location"]
    before = words(browser.get(address))
    options = words(browser.get(f"{address}/choose"))
    wrong = browser.post(f"{address}/choose", {"version": 1, "does_0": "reduce", "does_1": "keep"})
    browser.post(
        f"{address}/choose",
        {"version": 1, "does_0": "reduce", "percent_0": "10", "does_1": "keep"},
    )
    other = browser.post(
        "/office/scenarios/new", {**TYPED, "name": "Cut of 10%", "cut": "10"}
    ).headers["Location"]
    after, beside = words(browser.get(address)), words(browser.get(other))

    assert "Cut £4,200.00 Saved by the choices £0.00" in before
    assert "Gap that is left £4,200.00" in before
    assert (
        "Oxenmere Boxing Club: £30,000.00 in the year. Notice by 31 December 2026;"
        " ended, it saves £30,000.00, and £0.00 is paid while notice runs." in options
    )
    assert "Enter by how many per cent A1 is reduced" in words(wrong)
    assert "Saved by the choices £3,000.00" in after
    assert "Gap that is left £1,200.00" in after
    assert "Gap that is left £10,000.00 £1,200.00" in beside
    assert "A1 Keep Reduce by 10%" in beside
    assert Movement.objects.count() == moved
    assert "Cut of 10%" in words(browser.get("/office/scenarios"))


def test_two_who_change_a_scenario_at_once_are_told(
    cast: SimpleNamespace, core: Fund, client_as: Browse
) -> None:
    promise(cast, core, 30_000)
    browser = client_as(cast.finance)
    address = browser.post("/office/scenarios/new", TYPED).headers["Location"]
    typed = {"name": "Cut of 5%", "cut": "5", "notice_days": "60", "version": 1}

    assert browser.post(f"{address}/change", typed).status_code == 302
    assert browser.post(f"{address}/change", {**typed, "cut": "6"}).status_code == 409
    stale = browser.post(f"{address}/choose", {"version": 1, "does_0": "end"})

    assert stale.status_code == 409
    assert Scenario.objects.get().cut == 5
    assert browser.post(f"{address}/throw-away", {}).headers["Location"] == "/office/scenarios"
    assert not Scenario.objects.exists()


def test_a_fund_without_a_budget_before_has_nothing_to_cut(
    cast: SimpleNamespace, core: Fund, client_as: Browse
) -> None:
    browser = client_as(cast.finance)

    refused = browser.post("/office/scenarios/new", {**TYPED, "year": "2025-26"})

    assert "CORE fund has no budget for 2024–25 in the books" in words(refused)
    assert client_as(cast.auditor).get("/office/scenarios/new").status_code == 403


def test_a_scenario_costs_the_same_queries_for_few_and_for_many(
    cast: SimpleNamespace, core: Fund, client_as: Browse
) -> None:
    promise(cast, core, 100, 100)
    browser = client_as(cast.finance)
    address = browser.post("/office/scenarios/new", TYPED).headers["Location"]
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    for place in range(3, 40):
        made = make_agreement(f"A{place}", {core: 100})
        actions.commit(
            by=cast.finance, agreement=made, parts=[rules.Part("CORE", NEXT, Money.of(100))]
        )
    browser.post("/office/scenarios/new", {**TYPED, "name": "Another"})
    with CaptureQueriesContext(connection) as many:
        page = browser.get(address)

    assert len(few) == len(many) <= 16
    assert len(page.content) < 80 * 1024
