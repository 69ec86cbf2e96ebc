"""The pages of payments: a file by one person, released and downloaded by another; what came of it."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.do.agreements.models import Agreement
from precept.do.spending import actions, queries
from precept.do.spending.models import Claim, Payment, PaymentFile
from precept.foundation import clock
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person, SignedIn
from precept.parties.models import Organisation
from precept.plan.models import Fund
from tests.do.spending.books import make_agreement
from tests.do.spending.paying import (
    SECOND,
    acts_for,
    approved,
    bank_in_force,
    gives_bank,
    in_a_file,
)

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]


@pytest.fixture
def agreement(cast: SimpleNamespace, core: Fund, person: Callable[..., Person]) -> Agreement:
    """An agreement of £30,000, committed, whose provider can be paid."""
    made = make_agreement("CORE004", {core: 30_000})
    actions.sign(by=cast.finance, agreement=made)
    cast.provider = person(role="provider")
    provider = Organisation.objects.get(reference="oxenmere")
    acts_for(cast.provider, provider)
    bank_in_force(cast, cast.provider, provider)
    return made


def test_a_file_is_made_by_one_and_released_and_downloaded_by_another(
    cast: SimpleNamespace, agreement: Agreement, client_as: As
) -> None:
    claim = approved(cast, agreement, 500)
    finance, chief = client_as(cast.finance), client_as(cast.chief)

    answer = finance.post("/office/payments/new", {"claims": [claim.reference]})
    file = PaymentFile.objects.get()
    place = f"/office/payments/files/{file.reference}"
    assert answer.headers["Location"] == place
    assert "somebody else releases it" in finance.get(place).content.decode()
    assert finance.post(f"{place}/release").status_code == 403

    assert chief.post(f"{place}/release").headers["Location"] == place
    answer = chief.post(f"{place}/download")

    file.refresh_from_db()
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(row["Payment reference"], row["Amount"]) for row in rows] == [
        (claim.reference, "500.00")
    ]
    assert rows[0]["Account number"] == "70872490"
    assert sha256(answer.content).hexdigest() == file.sha256
    assert answer.headers["Cache-Control"] == "no-store"
    page = chief.get(place).content.decode()
    assert "Ending 2490" in page
    assert "70872490" not in page
    told = Event.objects.filter(subject=file.subject).order_by("place")
    assert [one.type for one in told] == [
        "payment file made",
        "payment file released",
        "payment file downloaded",
    ]


def test_whoever_made_a_file_does_not_release_it(
    cast: SimpleNamespace, agreement: Agreement, client_as: As
) -> None:
    claim = approved(cast, agreement, 500)
    file = actions.make_payment_file(by=cast.chief, claims=[claim])

    answer = client_as(cast.chief).post(f"/office/payments/files/{file.reference}/release")

    assert answer.status_code == 422
    assert "You made this file" in answer.content.decode()


def test_a_file_is_only_downloaded_by_a_button_and_never_by_a_link(
    cast: SimpleNamespace, agreement: Agreement, client_as: As
) -> None:
    file = in_a_file(cast, approved(cast, agreement, 500))
    place = f"/office/payments/files/{file.reference}/download"

    assert client_as(cast.chief).get(place).status_code == 405
    assert client_as(cast.finance).post(place).status_code == 403


def test_releasing_asks_again_who_one_is_after_half_an_hour(
    cast: SimpleNamespace, agreement: Agreement, client_as: As
) -> None:
    claim = approved(cast, agreement, 500)
    file = actions.make_payment_file(by=cast.finance, claims=[claim])
    browser = client_as(cast.chief)
    SignedIn.objects.filter(person=cast.chief).update(proved=clock.now() - timedelta(minutes=31))

    for act in ("release", "download"):
        answer = browser.post(f"/office/payments/files/{file.reference}/{act}")
        assert answer.status_code in {302, 422}
    file.refresh_from_db()

    assert file.released is None


def test_an_undone_file_leaves_its_claims_to_be_paid_again(
    cast: SimpleNamespace, agreement: Agreement, client_as: As
) -> None:
    claim = approved(cast, agreement, 500)
    file = actions.make_payment_file(by=cast.finance, claims=[claim])
    browser = client_as(cast.finance)

    browser.post(f"/office/payments/files/{file.reference}/undo", {"why": "The wrong quarter."})

    assert Claim.objects.get().state == "approved"
    page = browser.get("/office/payments").content.decode()
    assert claim.reference in page
    assert "Undone" in page
    browser.post("/office/payments/new", {"claims": [claim.reference]})
    assert Payment.objects.filter(reference=f"{claim.reference}-2").exists()


def test_a_payment_is_confirmed_by_hand_and_comes_back(
    cast: SimpleNamespace, agreement: Agreement, client_as: As
) -> None:
    file = in_a_file(cast, approved(cast, agreement, 500))
    payment = file.payments.get()
    browser = client_as(cast.finance)
    day = {"day-day": "16", "day-month": "11", "day-year": "2026"}

    answer = browser.post(
        f"/office/payments/{payment.reference}/paid", {**day, "note": "The statement"}
    )
    assert answer.status_code == 302, answer.content.decode()
    assert Claim.objects.get().state == "paid"
    page = browser.get(f"/office/payments/files/{file.reference}").content.decode()
    assert "Paid on 16 November 2026" in page
    browser.post(
        f"/office/payments/{payment.reference}/came-back", {**day, "why": "Account closed"}
    )

    assert Claim.objects.get().state == "approved"
    page = browser.get(f"/office/payments/files/{file.reference}").content.decode()
    assert "Came back on 16 November 2026" in page


def test_no_day_of_the_books_holds_less_than_nothing_where_the_bank_was_before_the_approval(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    payment = in_a_file(cast, approved(cast, agreement, 500)).payments.get()
    long_before = clock.today() - timedelta(days=9)

    actions.confirm_paid(by=cast.finance, payment=payment, day=long_before)
    assert least_of_twelve_days(agreement) == 0
    actions.payment_came_back(by=cast.finance, payment=payment, day=long_before, why="Closed")
    assert least_of_twelve_days(agreement) == 0

    payment.refresh_from_db()
    assert (payment.paid_on, payment.came_back_on) == (long_before, long_before)


def least_of_twelve_days(agreement: Agreement) -> int:
    """The least that any pot of an agreement held at the end of the last days."""
    days = [clock.today() - timedelta(days=days) for days in range(12)]
    stood = [queries.standing_on(queries.of_agreement(agreement), day) for day in days]
    return min(min(one.claimed, one.paid, one.committed) for one in stood)


def test_a_released_file_is_given_out_the_same_after_the_account_changed(
    cast: SimpleNamespace, agreement: Agreement
) -> None:
    file = in_a_file(cast, approved(cast, agreement, 500))
    gives_bank(cast.provider, Organisation.objects.get(reference="oxenmere"), SECOND)

    content = actions.download_payment_file(by=cast.chief, file=file)

    assert sha256(content).hexdigest() == file.sha256


def test_the_page_of_payments_costs_the_same_with_one_and_with_many(
    cast: SimpleNamespace, agreement: Agreement, client_as: As, counted: Any
) -> None:
    browser = client_as(cast.finance)
    approved(cast, agreement, 100)
    browser.get("/office/payments")
    with counted() as one:
        browser.get("/office/payments")
    for _ in range(4):
        approved(cast, agreement, 100)
    with counted() as many:
        browser.get("/office/payments")

    assert len(many) == len(one) <= 16


def test_what_was_paid_elsewhere_is_recorded_by_somebody_who_did_not_approve_it(
    cast: SimpleNamespace, agreement: Agreement, client_as: As
) -> None:
    claim = approved(cast, agreement, 500)
    Claim.objects.update(approved=clock.now() - timedelta(days=40))
    place = f"/office/claims/{claim.reference}"
    said = {"day-day": "16", "day-month": "11", "day-year": "2026", "note": "Cheque 204"}

    assert "another way" not in client_as(cast.finance).get(place).content.decode()
    answer = client_as(cast.finance).post(f"{place}/paid", said)
    assert "You approved this claim" in answer.content.decode()
    browser = client_as(cast.other)
    assert "It was paid another way" in browser.get(place).content.decode()
    answer = browser.post(f"{place}/paid", said | {"day-month": "1"})
    assert "It was approved after that day" in answer.content.decode()
    assert browser.post(f"{place}/paid", said).status_code == 302

    assert Claim.objects.get().state == "paid"
    payment = Payment.objects.get()
    assert (payment.file, payment.bank, payment.note) == (None, "", "Cheque 204")
    assert "Cheque 204" in browser.get(place).content.decode()
