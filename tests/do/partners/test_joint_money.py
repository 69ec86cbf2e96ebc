"""What partners owe and get back stands in the books of the fund that pays, and in outturn and the flow."""

import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import openpyxl
import pytest
from django.test import Client

from precept.do.agreements.models import Agreement
from precept.do.partners import actions
from precept.do.partners.models import JointService, JointShare, JointSum
from precept.do.spending import actions as spending
from precept.do.spending import queries as books
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Member
from precept.plan.models import Fund
from tests.do.spending.books import make_agreement, make_fund, pots
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]
YEAR = "2026-27"


@pytest.fixture
def core(cast: SimpleNamespace) -> Fund:
    """A fund with £100,000 this year."""
    return make_fund(cast.treasurer, "CORE", {YEAR: 100_000})


@pytest.fixture
def led(cast: SimpleNamespace, bodies: SimpleNamespace, joint: JointService) -> JointService:
    """The joint service, led by the office."""
    return actions.agree_lead(
        by=cast.officer,
        service=joint,
        version=joint.version,
        lead=bodies.office,
        why="It puts in most.",
    )


@pytest.fixture
def contract(cast: SimpleNamespace, led: JointService, core: Fund) -> Agreement:
    """The contract of its one lot: £60,000 of the fund, committed."""
    made = make_agreement("SAFE1", {core: 60_000})
    spending.sign(by=cast.finance, agreement=made)
    lot = actions.add_lot(by=cast.officer, service=led, number=1, title="Harrow")
    actions.add_agreement(by=cast.officer, lot=lot, agreement=made)
    return made


@pytest.fixture
def split(
    cast: SimpleNamespace, led: JointService, contract: Agreement, core: Fund
) -> Callable[..., JointSum]:
    """Split an invoice, or share an underspend back, in pounds."""

    def do(pounds: int = 1_000, kind: str = "invoice", **said: object) -> JointSum:
        given: dict[str, object] = {"agreement": contract, "fund": core}
        if kind == "underspend":
            given["agreement"] = None
        return actions.share_sum(
            by=cast.finance,
            service=led,
            kind=kind,
            year=YEAR,
            amount=Money.of(pounds),
            what="INV-7",
            dated=date(2026, 11, 2),
            **(given | said),  # type: ignore[arg-type]
        )

    return do


def share(of: JointSum, name: str = "District") -> JointShare:
    return of.shares.select_related("of__fund", "organisation").get(organisation__name=name)


def settle(cast: SimpleNamespace, of: JointSum, day: date = date(2026, 11, 20)) -> None:
    actions.settle_share(
        by=cast.finance,
        share=share(of),
        day=day,
        words="Bank statement 12",
    )


def stands(core: Fund) -> dict[str, int]:
    return pots(fund=core)


def test_partners_owe_their_shares_of_an_invoice_until_they_are_received(
    cast: SimpleNamespace, core: Fund, split: Callable[..., JointSum]
) -> None:
    made = split()
    assert stands(core) == {
        "outside": -100_500,
        "available": 40_000,
        "committed": 60_000,
        "owed": 500,
    }

    settle(cast, made)
    assert stands(core) == {
        "outside": -100_500,
        "available": 40_300,
        "committed": 60_000,
        "owed": 200,
    }
    assert books.problems_with_books() == []
    assert Event.objects.filter(subject=made.subject, type="share settled").exists()


def test_what_goes_back_leaves_what_is_available_at_once(
    cast: SimpleNamespace, core: Fund, split: Callable[..., JointSum]
) -> None:
    made = split(10_000, "underspend")
    assert stands(core)["available"] == 35_000
    assert stands(core)["owing"] == 5_000

    settle(cast, made)
    assert stands(core)["owing"] == 2_000
    assert stands(core)["outside"] == -97_000
    assert books.problems_with_books() == []


def test_no_more_goes_back_than_the_fund_has_available(split: Callable[..., JointSum]) -> None:
    with pytest.raises(Refused, match=r"£40,000.00 available.*£24,000.00|£18,000") as refused:
        split(90_000, "underspend")
    assert refused.value.field == "amount"
    assert not JointSum.objects.exists()


def test_what_was_noted_in_error_is_taken_back_to_the_penny(
    cast: SimpleNamespace, core: Fund, split: Callable[..., JointSum]
) -> None:
    for kind in ("invoice", "underspend"):
        before = stands(core)
        made = split(1_000, kind)
        between = stands(core)
        settle(cast, made)
        actions.take_settling_back(
            by=cast.finance,
            share=share(made),
            why="It was another payment.",
        )
        assert stands(core) == between
        actions.withdraw_sum(by=cast.finance, of=made, why="It was of last year.")
        assert stands(core) == before


def test_nothing_is_settled_or_withdrawn_twice(
    cast: SimpleNamespace, split: Callable[..., JointSum]
) -> None:
    made = split()
    settle(cast, made)
    with pytest.raises(Changed):
        settle(cast, made)
    with pytest.raises(Refused, match="District settled its share"):
        actions.withdraw_sum(by=cast.finance, of=made, why="It was of last year.")
    actions.take_settling_back(
        by=cast.finance,
        share=share(made),
        why="Not ours.",
    )
    with pytest.raises(Changed):
        actions.take_settling_back(
            by=cast.finance,
            share=share(made),
            why="Again.",
        )
    actions.withdraw_sum(by=cast.finance, of=made, why="It was of last year.")
    with pytest.raises(Changed):
        actions.withdraw_sum(by=cast.finance, of=made, why="Again.")
    with pytest.raises(Changed):
        settle(cast, made)
    with pytest.raises(Changed):
        actions.answer_share(
            by=cast.partner,
            share=share(made),
            answer="agreed",
        )


def test_the_offices_own_share_is_owed_by_nobody(
    cast: SimpleNamespace, split: Callable[..., JointSum]
) -> None:
    with pytest.raises(Changed):
        actions.settle_share(
            by=cast.finance,
            share=share(split(), "Commissioner"),  # type: ignore[arg-type]
            day=date(2026, 11, 20),
            words="x",
        )


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2026, 12, 1)])
def test_a_share_is_settled_between_its_day_and_today(
    cast: SimpleNamespace, split: Callable[..., JointSum], day: date
) -> None:
    with pytest.raises(Refused, match="from 2 November 2026"):
        settle(cast, split(), day)


def test_who_leads_says_which_fund_pays_and_of_which_contract(
    cast: SimpleNamespace,
    bodies: SimpleNamespace,
    led: JointService,
    core: Fund,
    split: Callable[..., JointSum],
) -> None:
    for said, field in (({"fund": None}, "fund"), ({"agreement": None}, "agreement")):
        with pytest.raises(Refused) as refused:
            split(**said)
        assert refused.value.field == field
    now = JointService.objects.get(pk=led.pk)
    actions.agree_lead(
        by=cast.officer, service=now, version=now.version, lead=bodies.county, why="It can."
    )
    with pytest.raises(Refused, match="does not lead"):
        split()
    assert split(fund=None).fund is None
    assert "owed" not in stands(core)


def test_a_fund_takes_only_invoices_that_it_may_pay(
    cast: SimpleNamespace, split: Callable[..., JointSum]
) -> None:
    ended = make_fund(cast.treasurer, "OLD", ends=date(2025, 3, 31))
    with pytest.raises(Refused, match="ended on 31 March 2025") as refused:
        split(fund=ended)
    assert refused.value.field == "fund"


def test_only_who_keeps_the_books_says_what_was_received(
    cast: SimpleNamespace, split: Callable[..., JointSum]
) -> None:
    made = split()
    with pytest.raises(NotAllowed):
        actions.settle_share(
            by=cast.manager,
            share=share(made),
            day=date(2026, 11, 20),
            words="x",
        )


def test_a_year_is_not_closed_while_partners_owe_or_are_owed(
    core: Fund, split: Callable[..., JointSum]
) -> None:
    split()
    split(1_000, "underspend")

    against = books.year_end(core, FinancialYear.parse(YEAR)).against
    assert "Partners owe £500.00: note what came, or withdraw what was shared." in against
    assert "£500.00 is to go back to partners: note when it went." in against


def test_outturn_the_report_and_the_books_say_what_is_between_the_office_and_partners(
    cast: SimpleNamespace, core: Fund, split: Callable[..., JointSum], client_as: ClientAs
) -> None:
    settle(cast, split())
    split(600, "underspend")
    browser = client_as(cast.auditor)
    row = "CORE fund £500.00 £300.00 £200.00 £300.00 £0.00 £300.00"

    assert row in words(browser.get("/office/outturn"))
    assert "CORE fund £500.00 £0.00 £500.00 £300.00" in words(
        browser.get("/office/outturn?on=2026-11-19")
    )
    assert row in words(browser.get("/office/outturn/report"))
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/office/outturn.xlsx").content))
    assert [one.value for one in book["Partners"][2]] == ["CORE fund", 500, 300, 200, 300, 0, 300]
    assert "Owed by partners £200.00" in words(browser.get(f"/office/money/CORE/{YEAR}"))


def test_the_flow_draws_what_partners_bear_as_theirs(
    cast: SimpleNamespace, split: Callable[..., JointSum], client_as: ClientAs
) -> None:
    split(10_000)
    page = words(client_as(cast.auditor).get("/office/outturn/flow"))

    assert "CORE fund Contracts Oxenmere Boxing Club £55,000.00" in page
    assert "Partners Contracts Oxenmere Boxing Club £5,000.00" in page


def test_the_page_settles_takes_back_and_withdraws(
    cast: SimpleNamespace,
    led: JointService,
    core: Fund,
    split: Callable[..., JointSum],
    client_as: ClientAs,
) -> None:
    made, browser = split(), client_as(cast.finance)
    page = f"/office/partnerships/services/{led.reference}"
    sum_page = f"{page}/sums/{made.reference}"

    bad = browser.post(f"{sum_page}/district/settle", {"words": ""})
    assert "Enter the day" in words(bad)
    assert "Say how you know" in words(bad)
    sent = {"day-day": "20", "day-month": "11", "day-year": "2026", "words": "Statement 12"}
    assert browser.post(f"{sum_page}/district/settle", sent).status_code == 302
    assert "Received on 20 November 2026: Statement 12" in words(browser.get(page))
    theirs = words(client_as(cast.partner).get(f"/my/partnerships/{led.reference}"))
    assert "Received on 20 November 2026" in theirs
    assert "Statement 12" not in theirs
    browser.post(f"{sum_page}/district/take-back", {"why": "Another payment"})
    assert "Not received yet" in words(browser.get(page))
    browser.post(f"{sum_page}/withdraw", {"why": "It was of last year"})
    assert "It was of last year" in words(browser.get(page))
    assert "owed" not in stands(core)


def test_where_another_body_leads_the_office_pays_it_under_its_agreement(
    cast: SimpleNamespace,
    bodies: SimpleNamespace,
    led: JointService,
    client_as: ClientAs,
) -> None:
    Agreement.objects.create(reference="SHARE1", title="Our part", provider=bodies.county)
    now = JointService.objects.get(pk=led.pk)
    actions.agree_lead(
        by=cast.officer, service=now, version=now.version, lead=bodies.county, why="It can."
    )
    browser = client_as(cast.finance)
    page = f"/office/partnerships/services/{led.reference}"

    assert "under its agreement with County: SHARE1" in words(browser.get(page))
    assert "Which fund pays" not in words(browser.get(f"{page}/share/invoice"))


def test_a_question_is_for_the_office_unless_the_partner_lets_the_others_read_it(
    cast: SimpleNamespace,
    bodies: SimpleNamespace,
    led: JointService,
    split: Callable[..., JointSum],
    client_as: ClientAs,
    person: Callable[..., Person],
) -> None:
    other = person(role="partner", name="Cat Upland")
    Member.objects.create(organisation=bodies.county, person=other, starts=date(2020, 1, 1))
    made, theirs = split(), client_as(cast.partner)
    address, page = f"/my/partnerships/shares/{made.reference}", f"/my/partnerships/{led.reference}"
    question = "Which hours are these?"

    theirs.post(address, {"answer": "queried", "said": question})
    assert question in words(theirs.get(page))
    assert question not in words(client_as(other).get(page))
    assert "Queried" in words(client_as(other).get(page))
    theirs.post(address, {"answer": "queried", "said": question, "is_open": "on"})
    assert question in words(client_as(other).get(page))
    actions.reply_to_partner(
        by=cast.finance,
        share=share(made),
        reply="Those of October",
    )
    assert "Those of October" in words(client_as(other).get(page))
