"""Everything of the money that waits stands on the desk of whoever can do it, and on nobody else's."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from precept.desk.queries.money import waiting_money
from precept.do.agreements.models import Agreement
from precept.do.spending import actions
from precept.do.spending.models import Claim, Underspend
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund
from tests.do.spending.books import TODAY, make_agreement
from tests.do.spending.paying import acts_for, bank_in_force, checked, paid

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(cast: SimpleNamespace, core: Fund, person: Callable[..., Person]) -> Agreement:
    """An agreement whose provider can be paid."""
    made = make_agreement("CORE004", {core: 30_000})
    actions.sign(by=cast.finance, agreement=made)
    provider = Organisation.objects.get(reference="oxenmere")
    acts_for(person(role="provider"), provider)
    bank_in_force(cast, Person.objects.get(memberships__organisation=provider), provider)
    return made


def on_the_desk(person: Person) -> list[tuple[str, str]]:
    return [(one.text, one.tone) for one in waiting_money(person)]


def test_a_claim_goes_from_desk_to_desk(cast: SimpleNamespace, agreement: Agreement) -> None:
    actions.claim(by=cast.officer, agreement=agreement, amount=Money.of(500), words="A hall")
    assert on_the_desk(cast.officer) == [("1 claim waits to be checked", "amber")]
    assert on_the_desk(cast.finance) == []
    Claim.objects.update(claimed=clock.now() - timedelta(days=31))
    assert on_the_desk(cast.officer) == [("1 claim waits to be checked", "red")]

    claim = actions.check_claim(
        by=cast.officer, claim=Claim.objects.get(), version=1, found="The invoice"
    )
    Claim.objects.update(claimed=clock.now())
    assert on_the_desk(cast.officer) == []
    assert on_the_desk(cast.finance) == [("1 claim waits to be approved", "amber")]
    claim = actions.approve_claim(by=cast.finance, claim=claim, version=2)
    assert on_the_desk(cast.finance) == [("1 approved claim waits to be paid", "amber")]

    file = actions.make_payment_file(by=cast.finance, claims=[claim])
    words = f"Payment file {file.reference} waits to be released: £500.00"
    assert on_the_desk(cast.chief) == [(words, "amber")]
    assert on_the_desk(cast.finance) == []
    assert on_the_desk(cast.auditor) == []


def test_whoever_checked_a_claim_is_not_asked_to_approve_it(
    cast: SimpleNamespace, agreement: Agreement, person: Callable[..., Person]
) -> None:
    both = person(role=("commissioning-officer", "finance-officer"))
    checked(SimpleNamespace(officer=both), agreement, 500)

    assert on_the_desk(both) == []
    assert on_the_desk(cast.finance) == [("1 claim waits to be approved", "amber")]


def test_the_ledger_stands_on_the_desks_of_those_who_keep_the_books(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    payment = paid(cast, agreement, 500)
    rows = f"Date,Supplier,Reference,Amount\n14/11/2026,Club,{payment.reference},-500.00\n"
    content = SimpleUploadedFile("ledger.csv", rows.encode())
    file = actions.give_spend_file(by=cast.finance, name="ledger.csv", content=content)
    actions.read_lines(reference=file.reference)
    assert on_the_desk(cast.chief) == [("ledger.csv was read and is not taken over yet", "amber")]

    actions.take_over(by=cast.finance, file=file)
    assert on_the_desk(cast.finance) == [("1 line of the ledger is in doubt", "amber")]
    assert on_the_desk(cast.officer) == []


def test_money_to_come_back_is_red_once_its_day_is_over(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    paid(cast, agreement, 500)
    case = actions.find_underspend(
        by=cast.finance, agreement=agreement, amount=Money.of(100), why="The return."
    )
    words = "£100.00 is to come back under CORE004"
    assert on_the_desk(cast.finance) == [(f"{words}: it waits to be agreed", "amber")]

    actions.agree_underspend(
        by=cast.finance, underspend=case, version=1, amount=Money.of(100), due=date(2026, 12, 24)
    )
    assert on_the_desk(cast.finance) == []
    Underspend.objects.update(due=TODAY - timedelta(days=1))
    assert on_the_desk(cast.finance) == [(f"{words} by 15 November 2026", "red")]


def test_money_to_carry_forward_waits_for_who_decides_it_and_did_not_propose_it(
    cast: SimpleNamespace, core: Fund
) -> None:
    proposal = actions.propose_carrying(
        by=cast.finance, fund=core, year="2026-27", amount=Money.of(600), why="Locks in spring"
    )
    (waiting,) = waiting_money(cast.chief)
    assert (waiting.text, waiting.tone) == (
        "£600.00 of CORE fund waits to be carried forward",
        "amber",
    )
    assert waiting.href == f"/office/money/CORE/2026-27/end/carry/{proposal.pk}"
    assert on_the_desk(cast.finance) == on_the_desk(cast.officer) == []

    actions.decide_carrying(by=cast.chief, proposal=proposal, approve=True)
    assert on_the_desk(cast.chief) == []


def test_nobody_is_asked_to_carry_forward_what_they_proposed(
    cast: SimpleNamespace, core: Fund
) -> None:
    actions.propose_carrying(
        by=cast.chief, fund=core, year="2026-27", amount=Money.of(600), why="Locks in spring"
    )
    assert on_the_desk(cast.chief) == []


@pytest.mark.parametrize(
    ("address", "marked", "within"),
    [
        ("/office/claims", "Money", "Claims"),
        ("/office/payments", "Money", "Claims"),
        ("/office/finance", "Money", "Claims"),
        ("/office/underspends", "Money", "Claims"),
        ("/office/outturn", "Money", "Outturn"),
        ("/office/scenarios", "Money", "Scenarios"),
        ("/office/money", "Money", "Money"),
    ],
)
def test_the_menu_marks_where_a_page_of_the_money_lies(
    cast: SimpleNamespace,
    client_as: Callable[[Person], Client],
    address: str,
    marked: str,
    within: str,
) -> None:
    page = html.fromstring(client_as(cast.finance).get(address).content)

    here = page.xpath("//nav//*[contains(@class, 'active')]//text()")
    assert marked in "".join(here)
    assert page.xpath("//nav[@aria-label='Beside this page']//a[@aria-current]/text()") == [within]
