"""The pages of claims: a provider claims and answers, the office checks and approves with two hands."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from precept.do.agreements.actions import signing
from precept.do.agreements.models import Agreement
from precept.do.agreements.rules import Payment
from precept.do.spending import access, actions
from precept.do.spending.models import Claim
from precept.foundation.documents.models import StoredFile
from precept.foundation.money import Money
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.plan.models import Fund
from tests.do.spending.books import make_agreement
from tests.do.spending.paying import acts_for, approved, checked

pytestmark = pytest.mark.django_db
As = Callable[[Person], Client]


@pytest.fixture
def agreement(cast: SimpleNamespace, core: Fund) -> Agreement:
    """An agreement of £30,000 in two instalments, one due and one to come, committed."""
    made = make_agreement(
        "CORE004", {core: 30_000}, {date(2026, 10, 1): 10_000, date(2027, 2, 1): 20_000}
    )
    actions.sign(by=cast.finance, agreement=made)
    return made


@pytest.fixture
def provider(person: Callable[..., Person], agreement: Agreement) -> Person:
    """Somebody who signs for the agreement's provider."""
    made = person(role="provider", name="Pat Provider")
    assert agreement.provider is not None
    acts_for(made, agreement.provider)
    return made


def subjects() -> list[str]:
    """What the mails so far are about."""
    return [one.subject for one in Mail.objects.order_by("pk")]


def test_a_provider_sees_what_was_planned_claimed_and_remains(
    agreement: Agreement, provider: Person, client_as: As
) -> None:
    browser = client_as(provider)

    page = browser.get("/my/agreements").content.decode()
    assert "CORE004" in page
    assert page.count("£30,000.00") == 2
    page = browser.get("/my/agreements/CORE004").content.decode()
    assert "Not stated" not in page
    assert "Can be claimed now" in page
    assert "Can be claimed from 1 February 2027" in page


def test_an_agreement_without_a_plan_of_payments_is_not_shown_as_nothing(
    agreement: Agreement, provider: Person, client_as: As
) -> None:
    agreement.payments.all().delete()
    browser = client_as(provider)

    for place in ("/my/agreements", "/my/agreements/CORE004"):
        page = browser.get(place).content.decode()
        assert "Not stated" in page
        assert page.count("£30,000.00") == 1


def test_a_provider_claims_a_whole_instalment_with_evidence(
    agreement: Agreement, provider: Person, client_as: As
) -> None:
    browser = client_as(provider)
    first = agreement.payments.get(place=1)

    answer = browser.post(
        "/my/agreements/CORE004/claim",
        {
            "instalment": str(first.pk),
            "words": "38 young people came.",
            "evidence": SimpleUploadedFile("report.txt", b"The report of the quarter"),
        },
    )

    made = Claim.objects.get()
    assert answer.headers["Location"] == f"/my/claims/{made.reference}"
    assert (made.amount, made.state, made.instalment) == (Money.of(10_000), "claimed", first)
    assert StoredFile.objects.get(about=made.subject).name == "report.txt"
    page = browser.get(f"/my/claims/{made.reference}").content.decode()
    assert "report.txt" in page
    assert "Waits to be checked" in page
    page = browser.get("/my/agreements/CORE004/claim").content.decode()
    assert "£20,000.00 can still be claimed" in page
    assert "Payment 1," not in page


def test_a_claim_of_too_much_says_so_and_keeps_no_file(
    agreement: Agreement, provider: Person, client_as: As
) -> None:
    answer = client_as(provider).post(
        "/my/agreements/CORE004/claim",
        {
            "instalment": "other",
            "amount": "30,000.01",
            "words": "More",
            "evidence": SimpleUploadedFile("report.txt", b"The report"),
        },
    )

    assert answer.status_code == 422
    assert "The most that can be claimed is £30,000.00" in answer.content.decode()
    assert not Claim.objects.exists()
    assert not StoredFile.objects.exists()


def test_an_instalment_that_was_claimed_is_not_claimed_again_once_the_plan_changes(
    agreement: Agreement, provider: Person, client_as: As
) -> None:
    first = agreement.payments.get(place=1)
    client_as(provider).post(
        "/my/agreements/CORE004/claim",
        {"instalment": str(first.pk), "amount": "10,000", "words": "Done"},
    )
    made = Claim.objects.get()

    signing.write_payments(
        agreement,
        [
            Payment(date(2026, 9, 1), Money.of(1_000), ""),
            Payment(date(2026, 10, 1), Money.of(12_000), ""),
            Payment(date(2027, 2, 1), Money.of(17_000), ""),
        ],
    )

    made.refresh_from_db()
    assert (made.instalment_id, agreement.payments.get(place=2).pk) == (first.pk, first.pk)
    page = client_as(provider).get("/my/agreements/CORE004").content.decode()
    assert page.count("Can be claimed now") == 1


def test_an_instalment_is_never_claimed_for_more_than_it_is(
    agreement: Agreement, provider: Person, client_as: As
) -> None:
    first = agreement.payments.get(place=1)

    answer = client_as(provider).post(
        "/my/agreements/CORE004/claim",
        {"instalment": str(first.pk), "amount": "10,000.01", "words": "More"},
    )

    assert answer.status_code == 422
    assert "Payment 1 is £10,000.00" in answer.content.decode()
    assert not Claim.objects.exists()


def test_a_claim_without_an_instalment_needs_its_amount(
    agreement: Agreement, provider: Person, client_as: As
) -> None:
    answer = client_as(provider).post(
        "/my/agreements/CORE004/claim", {"instalment": "other", "words": "More"}
    )

    assert answer.status_code == 422
    assert "Enter the amount" in answer.content.decode()


def test_a_claim_goes_back_is_answered_and_approved_by_another_hand(
    cast: SimpleNamespace, agreement: Agreement, provider: Person, client_as: As
) -> None:
    made = actions.claim(by=provider, agreement=agreement, amount=Money.of(500), words="A hall")
    officer, finance = client_as(cast.officer), client_as(cast.finance)
    place = f"/office/claims/{made.reference}"

    assert (
        officer.post(f"{place}/send-back", {"version": 1, "why": "Which hall?"}).status_code == 302
    )
    own = client_as(provider)
    assert "Which hall?" in own.get(f"/my/claims/{made.reference}").content.decode()
    answer = own.post(
        f"/my/claims/{made.reference}/answer",
        {"version": 2, "amount": "450", "words": "The hall of Oxenmere"},
    )
    assert answer.status_code == 302, answer.content.decode()
    answer = officer.post(f"{place}/check", {"version": 3, "found": "The invoice of the hall"})
    assert answer.status_code == 302
    page = finance.get(f"{place}/approve").content.decode()
    assert "The invoice of the hall" in page
    assert finance.post(f"{place}/approve", {"version": 4}).status_code == 302
    page = finance.get(place).content.decode()
    assert "CORE, 2026–27: £450.00" in page
    assert 'href="/office/register/CORE004">CORE004</a>' in page

    now = Claim.objects.get()
    assert (now.state, now.amount) == ("approved", Money.of(450))
    assert subjects() == [
        f"Your claim {now.reference} was sent back",
        f"Your claim {now.reference} was approved",
    ]


def test_a_refused_claim_tells_the_provider_why(
    cast: SimpleNamespace, agreement: Agreement, provider: Person, client_as: As
) -> None:
    made = actions.claim(by=provider, agreement=agreement, amount=Money.of(500), words="A hall")

    client_as(cast.officer).post(
        f"/office/claims/{made.reference}/refuse", {"version": 1, "why": "Not in the agreement."}
    )

    mail = Mail.objects.get(about=made.subject)
    assert mail.to == provider.email
    assert mail.text is not None
    assert "Not in the agreement." in mail.text.reveal()
    page = client_as(provider).get(f"/my/claims/{made.reference}").content.decode()
    assert "It was refused: Not in the agreement." in page


def test_somebody_who_overtook_is_answered_with_what_happened(
    cast: SimpleNamespace, agreement: Agreement, provider: Person, client_as: As
) -> None:
    made = actions.claim(by=provider, agreement=agreement, amount=Money.of(500), words="A hall")
    actions.withdraw_claim(by=provider, claim=made, version=1)

    answer = client_as(cast.officer).post(
        f"/office/claims/{made.reference}/check", {"version": 1, "found": "The invoice"}
    )

    assert answer.status_code == 409
    assert "Somebody changed this claim" in answer.content.decode()


def test_one_person_with_both_roles_cannot_check_and_approve(
    cast: SimpleNamespace, agreement: Agreement, person: Callable[..., Person], client_as: As
) -> None:
    both = person(role=("commissioning-officer", "finance-officer"))
    made = actions.claim(by=cast.officer, agreement=agreement, amount=Money.of(500), words="A hall")
    browser = client_as(both)
    place = f"/office/claims/{made.reference}"
    browser.post(f"{place}/check", {"version": 1, "found": "The invoice"})

    assert "Approve it" not in browser.get(place).content.decode()
    answer = browser.post(f"{place}/approve", {"version": 2})

    assert answer.status_code == 422
    assert "You checked this claim: somebody else approves it." in answer.content.decode()


def test_whoever_wrote_a_claim_for_a_provider_does_not_approve_it(
    cast: SimpleNamespace, agreement: Agreement, person: Callable[..., Person], client_as: As
) -> None:
    both = person(role=("commissioning-officer", "finance-officer"))
    made = actions.claim(by=both, agreement=agreement, amount=Money.of(500), words="A hall")
    actions.check_claim(by=cast.officer, claim=made, version=1, found="The invoice")

    answer = client_as(both).post(f"/office/claims/{made.reference}/approve", {"version": 2})

    assert answer.status_code == 422
    assert "You wrote this claim" in answer.content.decode()


def test_the_office_writes_an_instalment_for_a_provider(
    cast: SimpleNamespace, agreement: Agreement, client_as: As
) -> None:
    browser = client_as(cast.officer)
    answer = browser.post("/office/claims/new", {"reference": "nothing like it"})
    assert answer.status_code == 422
    answer = browser.post("/office/claims/new", {"reference": "core004"})
    assert answer.headers["Location"] == "/office/register/CORE004/claim"

    first = agreement.payments.get(place=1)
    browser.post(
        "/office/register/CORE004/claim", {"instalment": str(first.pk), "words": "Up front"}
    )

    made = Claim.objects.get()
    assert (made.for_them, made.amount) == (True, Money.of(10_000))


def test_claims_are_nobody_elses(
    agreement: Agreement, provider: Person, person: Callable[..., Person], client_as: As
) -> None:
    made = actions.claim(by=provider, agreement=agreement, amount=Money.of(500), words="A hall")
    stranger = client_as(person(role="provider"))

    assert stranger.get(f"/my/claims/{made.reference}").status_code == 404
    assert stranger.get("/my/agreements/CORE004").status_code == 404
    assert stranger.get(f"/office/claims/{made.reference}").status_code == 403
    assert "CORE004" not in stranger.get("/my/agreements").content.decode()


def test_evidence_is_opened_by_the_office_and_its_provider_alone(
    cast: SimpleNamespace, agreement: Agreement, provider: Person, person: Callable[..., Person]
) -> None:
    made = actions.claim(by=provider, agreement=agreement, amount=Money.of(500), words="A hall")
    file = actions.add_evidence(by=provider, claim=made, evidence=("a.txt", b"An invoice"))
    stranger = person(role="provider")

    assert access.may_open_evidence(cast.finance, file)
    assert access.may_open_evidence(provider, file)
    assert not access.may_open_evidence(stranger, file)
    assert access.may_remove_evidence(provider, file)
    assert not access.may_remove_evidence(cast.officer, file)


def test_the_list_of_claims_costs_the_same_with_one_and_with_many(
    cast: SimpleNamespace, agreement: Agreement, client_as: As, counted: Any
) -> None:
    browser = client_as(cast.officer)
    checked(cast, agreement, 100)
    browser.get("/office/claims")
    with counted() as one:
        browser.get("/office/claims")
    for _ in range(5):
        approved(cast, agreement, 100)
    with counted() as many:
        page = browser.get("/office/claims?state=approved").content.decode()

    assert len(many) == len(one) <= 14
    assert "5 claims" in page
