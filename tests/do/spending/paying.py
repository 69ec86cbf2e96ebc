"""A provider with bank details in force, and the steps from a claim to the bank."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from precept.do.agreements.models import Agreement
from precept.do.spending import actions
from precept.do.spending.models import Claim, Payment, PaymentFile
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.parties.models import BankDetails, Member, Organisation
from tests.do.spending.books import TODAY

LONG_AGO = TODAY - timedelta(days=60)
FIRST, SECOND = ("40-47-84", "70872490"), ("20-29-59", "63748472")


def acts_for(person: Person, organisation: Organisation) -> None:
    """Let somebody sign for an organisation, and keep its profile."""
    Member.objects.create(
        organisation=organisation, person=person, keeps_profile=True, signs=True, starts=LONG_AGO
    )


def gives_bank(
    provider: Person, organisation: Organisation, account: tuple[str, str]
) -> BankDetails:
    """Bank details as the provider gives them, just now."""
    sort_code, number = account
    return parties.give_bank_details(
        by=provider,
        organisation=organisation,
        sort_code=sort_code,
        account_number=number,
        name=organisation.name,
        proved=datetime.now(UTC),
    )


def bank_in_force(cast: SimpleNamespace, provider: Person, organisation: Organisation) -> None:
    """Bank details given long ago, called back on and approved by two people."""
    given = gives_bank(provider, organisation, FIRST)
    given = parties.record_call_back(
        by=cast.officer,
        details=given,
        number_from="register",
        spoke_to="The treasurer",
        is_confirmed=True,
    )
    parties.approve_bank_details(by=cast.other, details=given)
    BankDetails.objects.filter(pk=given.pk).update(payable_from=LONG_AGO)


def checked(cast: SimpleNamespace, agreement: Agreement, pounds: int) -> Claim:
    """A claim that the office wrote and one person checked."""
    made = actions.claim(
        by=cast.officer, agreement=agreement, amount=Money.of(pounds), words="The first quarter."
    )
    return actions.check_claim(by=cast.officer, claim=made, version=1, found="The report.")


def approved(cast: SimpleNamespace, agreement: Agreement, pounds: int) -> Claim:
    """A claim that another person approved."""
    made = checked(cast, agreement, pounds)
    return actions.approve_claim(by=cast.finance, claim=made, version=made.version)


def in_a_file(cast: SimpleNamespace, *claims: Claim) -> PaymentFile:
    """Claims in a payment file that another person released."""
    made = actions.make_payment_file(by=cast.finance, claims=claims)
    actions.release_payment_file(by=cast.chief, file=made)
    made.refresh_from_db()
    return made


def paid(cast: SimpleNamespace, agreement: Agreement, pounds: int, day: date = TODAY) -> Payment:
    """Money that reached the bank."""
    file = in_a_file(cast, approved(cast, agreement, pounds))
    return actions.confirm_paid(by=cast.finance, payment=file.payments.get(), day=day)
