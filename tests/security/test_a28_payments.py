"""A28: an account that was changed is not paid for five days, and no one pair of hands pays alone."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.agreements.models import Agreement
from precept.do.spending import actions
from precept.do.spending.models import Claim, PaymentFile
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.parties.models import BankDetails, Organisation
from precept.plan.models import Fund
from tests.do.spending.books import TODAY, YEAR, make_agreement, make_fund
from tests.do.spending.paying import SECOND, acts_for, approved, bank_in_force, gives_bank

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]


@pytest.fixture
def cast(person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Everybody through whose hands money passes, and a provider that can be paid."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    people = SimpleNamespace(
        officer=person(role="commissioning-officer"),
        finance=person(role="finance-officer"),
        other=person(role="finance-officer"),
        chief=person(role="chief-finance-officer"),
        provider=person(role="provider"),
    )
    people.agreement = make_agreement("CORE004", {_fund(people): 30_000})
    actions.sign(by=people.finance, agreement=people.agreement)
    people.club = Organisation.objects.get(reference="oxenmere")
    acts_for(people.provider, people.club)
    bank_in_force(people, people.provider, people.club)
    return people


def _fund(people: SimpleNamespace) -> Fund:
    return make_fund(people.chief, "CORE", {YEAR: 100_000})


def changes_bank(cast: SimpleNamespace) -> BankDetails:
    """The provider gives another account, which two people let through at once."""
    given = gives_bank(cast.provider, cast.club, SECOND)
    given = parties.record_call_back(
        by=cast.officer,
        details=given,
        number_from="register",
        spoke_to="The treasurer",
        is_confirmed=True,
    )
    parties.approve_bank_details(by=cast.other, details=given)
    BankDetails.objects.filter(pk=given.pk).update(payable_from=TODAY + timedelta(days=5))
    return given


def test_a_change_that_waits_or_cools_off_blocks_a_payment_through_the_pages(
    cast: SimpleNamespace, client_as: As
) -> None:
    claim = approved(cast, cast.agreement, 500)
    browser = client_as(cast.finance)
    given = gives_bank(cast.provider, cast.club, SECOND)

    page = browser.get("/office/payments").content.decode()
    assert "the change is not approved yet" in page
    answer = browser.post("/office/payments/new", {"claims": [claim.reference]})
    assert answer.status_code == 422
    assert "the change is not approved yet" in answer.content.decode()

    parties.refuse_bank_details(by=cast.other, details=given, why="Nobody there knew of it.")
    changes_bank(cast)
    answer = browser.post("/office/payments/new", {"claims": [claim.reference]})
    assert answer.status_code == 422
    assert "changed less than five days ago" in answer.content.decode()
    assert not PaymentFile.objects.exists()
    assert Claim.objects.get().state == "approved"


def test_the_changed_account_is_paid_once_five_days_are_over(
    cast: SimpleNamespace, client_as: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = approved(cast, cast.agreement, 500)
    changes_bank(cast)
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=5))

    answer = client_as(cast.finance).post("/office/payments/new", {"claims": [claim.reference]})

    assert answer.status_code == 302
    assert PaymentFile.objects.get().payments.get().ending == SECOND[1][-4:]


def test_a_change_between_making_and_releasing_blocks_the_release(
    cast: SimpleNamespace, client_as: As
) -> None:
    file = actions.make_payment_file(by=cast.finance, claims=[approved(cast, cast.agreement, 500)])
    gives_bank(cast.provider, cast.club, SECOND)

    answer = client_as(cast.chief).post(f"/office/payments/files/{file.reference}/release")

    assert answer.status_code == 422
    assert "changed since this file was made" in answer.content.decode()


def test_one_user_cannot_do_both_approvals(
    cast: SimpleNamespace, person: Callable[..., Person], client_as: As
) -> None:
    """Of a claim, of a payment file, and of bank details: each needs another pair of hands."""
    alone = person(role=("commissioning-officer", "finance-officer", "chief-finance-officer"))
    browser = client_as(alone)
    agreement: Agreement = cast.agreement
    claim = actions.claim(
        by=cast.officer, agreement=agreement, amount=approved(cast, agreement, 1).amount
    )
    place = f"/office/claims/{claim.reference}"
    browser.post(f"{place}/check", {"version": 1, "found": "The report"})
    assert browser.post(f"{place}/approve", {"version": 2}).status_code == 422

    ready = approved(cast, agreement, 500)
    browser.post("/office/payments/new", {"claims": [ready.reference]})
    file = PaymentFile.objects.get()
    answer = browser.post(f"/office/payments/files/{file.reference}/release")
    assert answer.status_code == 422

    given = gives_bank(cast.provider, cast.club, SECOND)
    bank = f"/office/organisations/oxenmere/bank/{given.reference}"
    parties.record_call_back(
        by=alone, details=given, number_from="register", spoke_to="Them", is_confirmed=True
    )
    assert browser.post(f"{bank}/approve").status_code == 403
    assert Claim.objects.get(pk=claim.pk).state == "checked"
