"""Money under an agreement of the demonstration in every state: claimed, checked, approved, in a file, to come back."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.base import ContentFile

from precept.do.agreements.models import Agreement
from precept.do.spending import actions
from precept.do.spending.models import Claim, PaymentFile, SpendLine
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.parties.models import BankDetails, Organisation
from tests.architecture.rounds import People, References

SMALL = Money.of(50)


def bank_in_force(people: People, finance: Person, provider: Organisation) -> None:
    """Bank details of the provider that two people let through long ago."""
    given = parties.give_bank_details(
        by=people.provider,
        organisation=provider,
        sort_code="20-29-59",
        account_number="63748472",
        name=provider.name,
        proved=clock.now(),
    )
    given = parties.record_call_back(
        by=people.officer,
        details=given,
        number_from="register",
        spoke_to="The treasurer",
        is_confirmed=True,
    )
    parties.approve_bank_details(by=finance, details=given)
    long_ago = clock.today() - timedelta(days=60)
    BankDetails.objects.filter(pk=given.pk).update(payable_from=long_ago)


def checked(people: People, agreement: Agreement) -> Claim:
    """A claim that the officer wrote and checked."""
    made = actions.claim(by=people.officer, agreement=agreement, amount=SMALL, words="By post")
    return actions.check_claim(by=people.officer, claim=made, version=1, found="The invoice")


def approved(people: People, finance: Person, agreement: Agreement) -> Claim:
    """A claim that the finance officer approved."""
    made = checked(people, agreement)
    return actions.approve_claim(by=finance, claim=made, version=made.version)


def add_money(people: People, finance: Person, references: References) -> None:
    """One of each, and what their addresses speak of."""
    claimed = Claim.objects.select_related("agreement__provider").get(state="claimed")
    agreement = claimed.agreement
    assert agreement.provider is not None
    bank_in_force(people, finance, agreement.provider)
    returned = actions.claim(
        by=people.provider, agreement=agreement, amount=SMALL, words="A hall for an evening"
    )
    actions.send_claim_back(by=people.officer, claim=returned, version=1, why="Which evening?")
    waits = actions.make_payment_file(
        by=finance, claims=[approved(people, finance, agreement) for _ in range(2)]
    )
    released = actions.make_payment_file(by=finance, claims=[approved(people, finance, agreement)])
    actions.release_payment_file(by=people.finance_chief, file=released)
    rows = "Date,Supplier,Amount\n01/10/2026,Invented Stationer,12.50\n01/10/2026,Nobody,none\n"
    ready = actions.give_spend_file(
        by=finance, name="october.csv", content=ContentFile(rows.encode())
    )
    actions.read_lines(reference=ready.reference)
    unknown = ContentFile(b"Un,Deux,Trois\n01/10/2026,Invented Stationer,12.50\n")
    naming = actions.give_spend_file(by=finance, name="novembre.csv", content=unknown)
    found, agreed = (
        actions.find_underspend(
            by=finance, agreement=agreement, amount=SMALL, why="The return shows it."
        )
        for _ in range(2)
    )
    actions.agree_underspend(
        by=finance, underspend=agreed, version=1, amount=SMALL, due=clock.today()
    )
    asked = actions.find_underspend(
        by=finance, agreement=agreement, amount=SMALL, why="The return shows it."
    )
    asked = actions.agree_underspend(
        by=finance, underspend=asked, version=1, amount=SMALL, due=clock.today()
    )
    actions.ask_back(by=finance, underspend=asked, version=2)
    references |= {
        "paid_agreement": agreement.reference,
        "claimed": claimed.reference,
        "returned": returned.reference,
        "checked": checked(people, agreement).reference,
        "approved": approved(people, finance, agreement).reference,
        "file_waits": waits.reference,
        "file_released": released.reference,
        "payment": PaymentFile.objects.get(pk=released.pk).payments.get().reference,
        "spend_ready": ready.reference,
        "spend_naming": naming.reference,
        "doubt": str(SpendLine.objects.get(state="doubt").pk),
        "underspend_found": found.reference,
        "underspend_agreed": agreed.reference,
        "underspend_asked": asked.reference,
    }
