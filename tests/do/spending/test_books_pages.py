"""The pages of the books: what they show, to whom, and at what cost."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.do.spending import actions, queries
from precept.do.spending.models import CarryForward, Forecast, WaitingCommitment
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan.models import Fund, FundRestriction
from tests.do.spending.books import YEAR, make_agreement, make_fund, pots
from tests.reading import words

pytestmark = pytest.mark.django_db
Browse = Callable[[Person], Client]
REGISTER = "/office/register"


def test_any_day_can_be_asked_of_every_fund(
    cast: SimpleNamespace, core: Fund, network: Fund, client_as: Browse
) -> None:
    actions.sign(by=cast.finance, agreement=make_agreement("A1", {core: 60_000}))
    browser = client_as(cast.auditor)

    now = words(browser.get("/office/money"))
    before = words(browser.get("/office/money?on=15+November+2026"))
    wrong = browser.get("/office/money?on=yesterday")

    assert "CORE fund £100,000.00 £40,000.00 £60,000.00" in now
    assert "CORE fund £0.00 £0.00 £0.00" in before
    assert wrong.status_code == 422
    assert "There is a problem" in words(wrong)


def test_what_waits_is_said_with_why_and_committed_once_there_is_authority(
    cast: SimpleNamespace, core: Fund, client_as: Browse
) -> None:
    agreement = make_agreement("A1", {core: 150_000})
    actions.sign(by=cast.finance, agreement=agreement)
    finance, chief = client_as(cast.finance), client_as(cast.chief)
    waits = f"{REGISTER}/A1/money/waiting"

    assert "£100,000.00 available for 2026–27" in words(finance.get("/office/money"))
    assert finance.post(waits).status_code == 422
    given = chief.post(
        f"/office/money/CORE/{YEAR}/authority", {"amount": "50000", "why": "Projects underspend."}
    )
    assert given.headers["Location"] == f"/office/money/CORE/{YEAR}"
    assert finance.post(waits).headers["Location"] == f"{REGISTER}/A1/money"

    assert not WaitingCommitment.objects.exists()
    assert "Over" in words(finance.get("/office/money"))
    page = words(finance.get(f"/office/money/CORE/{YEAR}"))
    assert "£50,000.00 counts Projects underspend." in page
    assert "16 November 2026 Committed A1 Available → Committed" in page


def test_money_is_committed_by_hand_over_funds_and_years(
    cast: SimpleNamespace, core: Fund, network: Fund, client_as: Browse
) -> None:
    make_agreement("A1", {core: 60_000})
    browser = client_as(cast.finance)
    address = f"{REGISTER}/A1/money/commit"
    rows = {
        "fund_1": "CORE",
        "year_1": YEAR,
        "amount_1": "40000",
        "fund_2": "VRN",
        "read": "[]",
    }

    half = browser.post(address, {**rows, "why": "As agreed."})
    whole = browser.post(
        address, {**rows, "year_2": "2026/27", "amount_2": "20,000", "why": "As agreed."}
    )

    assert "Enter the financial year of row 2" in words(half)
    assert whole.headers["Location"] == f"{REGISTER}/A1/money"
    assert pots(agreement__reference="A1") == {"committed": 60_000}
    assert pots(fund=network, agreement__isnull=False) == {"committed": 20_000}
    stale = browser.post(address, {**rows, "fund_2": "", "why": "It was open in another window."})
    begun = browser.get(address).content.decode()
    assert stale.status_code == 409
    assert "changed while you had this open" in words(stale)
    assert 'value="40,000"' in begun
    assert "2026–27 VRN £20,000.00" in words(browser.get(f"{REGISTER}/A1/money"))


def test_paid_before_and_a_forecast_are_entered(
    cast: SimpleNamespace, core: Fund, client_as: Browse
) -> None:
    actions.sign(by=cast.finance, agreement=make_agreement("A1", {core: 60_000}))
    browser = client_as(cast.finance)

    browser.post(f"{REGISTER}/A1/money/paid-before", {"amount": "15000", "why": "The ledger"})
    browser.post(
        f"{REGISTER}/A1/money/forecast",
        {"of": f"CORE {YEAR}", "amount": "55000", "why": "It began late."},
    )

    assert pots(agreement__reference="A1") == {"committed": 45_000, "paid": 15_000}
    assert Forecast.objects.get().amount == Money.of(55_000)
    assert "It began late." in words(browser.get(f"{REGISTER}/A1/money"))


def test_budgets_that_were_stated_before_the_books_are_entered(
    cast: SimpleNamespace, client_as: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    from precept.plan import sign_ups

    monkeypatch.setattr(sign_ups, "_budgeted", [])
    make_fund(cast.chief, "OLD", {YEAR: 7_000})
    browser = client_as(cast.finance)

    assert "Enter stated budgets" in words(browser.get("/office/money"))
    browser.post("/office/money/enter-budgets", {})

    assert pots(fund__code="OLD") == {"outside": -7_000, "available": 7_000}
    assert queries.funds_not_entered() == []


def test_a_fund_is_restricted_in_its_givers_words_and_set_free_again(
    cast: SimpleNamespace, core: Fund, client_as: Browse
) -> None:
    browser = client_as(cast.finance)
    typed = {"sort": "kinds", "words": "For grants alone."}

    nothing = browser.post("/office/funds/CORE/restrictions/new", typed)
    browser.post("/office/funds/CORE/restrictions/new", {**typed, "kinds": ["grant agreement"]})
    made = FundRestriction.objects.get()

    assert "Choose at least one that it may pay for" in words(nothing)
    assert (made.sort, made.values) == ("kinds", ["grant agreement"])
    assert "Grant agreements “For grants alone.”" in words(browser.get("/office/funds/CORE"))
    assert "“For grants alone.”" in words(browser.get(f"/office/money/CORE/{YEAR}"))
    browser.post(
        f"/office/funds/CORE/restrictions/{made.pk}/remove", {"why": "The giver lifted it."}
    )
    assert not FundRestriction.objects.exists()


def test_the_kinds_that_a_fund_may_be_restricted_to_are_those_of_agreements() -> None:
    from precept.do.agreements import rules as agreements
    from precept.plan import rules as plan

    assert [key for key, _ in plan.paid_kinds] == [key for key, _ in agreements.kinds]


def test_a_year_ends_by_two_hands(cast: SimpleNamespace, client_as: Browse) -> None:
    fund = make_fund(cast.chief, "OLD", {"2025-26": 10_000, YEAR: 1_000})
    agreement = make_agreement("A1", {fund: 4_000}, starts=fund.starts)
    actions.commit(
        by=cast.finance,
        agreement=agreement,
        parts=[queries.parts_of([["OLD", "2025-26", 400_000]])[0]],
    )
    finance, chief = client_as(cast.finance), client_as(cast.chief)
    end = "/office/money/OLD/2025-26/end"

    finance.post(f"{end}/carry", {"amount": "5000", "why": "The project is late."})
    proposal = CarryForward.objects.get()
    waits = words(chief.get(end))
    own = client_as(cast.finance).get(f"{end}/carry/{proposal.pk}")
    refused = chief.post(f"{end}/close")
    chief.post(f"{end}/carry/{proposal.pk}", {"decision": "approve"})
    free = words(chief.get(end))
    chief.post(f"{end}/close", {"why": "The auditors have been."})

    assert "A carry-forward of this year waits to be decided." in waits
    assert own.status_code == 403
    assert refused.status_code == 422
    assert "Nothing stands against closing it. £1,000.00 would lapse." in free
    assert pots(fund=fund, year="2025-26") == {"outside": -9_000}
    assert pots(fund=fund, year=YEAR)["committed"] == 4_000
    assert "closed it" in words(chief.get(end))


def test_movements_are_read_page_by_page_and_none_twice(
    cast: SimpleNamespace, core: Fund, client_as: Browse
) -> None:
    for number in range(30):
        actions.sign(by=cast.finance, agreement=make_agreement(f"A{number}", {core: 100}))
    address = f"/office/money/CORE/{YEAR}"
    browser = client_as(cast.auditor)

    first = queries.movements_page(queries.in_year(core, YEAR))
    second = queries.movements_page(queries.in_year(core, YEAR), after=str(first.following))

    assert len(first.movements) == 25
    assert [one.kind for one in second.movements] == ["commitment"] * 5 + ["budget"]
    assert second.following is None
    assert f"?after={first.following}" in browser.get(address).content.decode()
    assert "Budget stated" in words(browser.get(f"{address}?after={first.following}"))
    assert browser.get(f"{address}?after=x").status_code == 200


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/office/money", 16),
        (f"/office/money/CORE/{YEAR}", 22),
        (f"{REGISTER}/A1/money", 22),
        (f"/office/money/CORE/{YEAR}/end", 14),
    ],
)
def test_the_books_cost_the_same_for_few_and_for_many(
    cast: SimpleNamespace, core: Fund, client_as: Browse, address: str, most: int
) -> None:
    def add(*numbers: int) -> None:
        for number in numbers:
            made = make_agreement(f"A{number}", {core: 100})
            actions.sign(by=cast.finance, agreement=made)

    browser = client_as(cast.finance)
    add(1, 2)
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    add(*range(3, 63))
    with CaptureQueriesContext(connection) as many:
        page = browser.get(address)

    assert len(few) == len(many)
    assert len(many) <= most
    assert len(page.content) < 80 * 1024
