"""One invented agreement's money: an instalment paid, one claimed, one to come; a little of it came back."""

from datetime import date, timedelta

from django.core.files.base import ContentFile

from precept.demo.actions.cast import Cast
from precept.demo.actions.rounds import money
from precept.demo.reading import table
from precept.do.agreements import actions as agreements
from precept.do.agreements.models import Agreement, Award
from precept.do.spending import actions
from precept.do.spending.models import Claim, Payment
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.parties.models import BankDetails, Organisation


def claim_and_pay(cast: Cast) -> None:
    """The story of its money up to today."""
    said = table("payments")
    award = Award.objects.get(purpose=said["project"], agreement__isnull=False)
    agreement = _planned(cast, award, said)
    treasurer = _treasurer(cast, agreement, said)
    actions.sign(by=cast.people["finance-officer"], agreement=agreement)
    first, second, _ = agreement.payments.order_by("place")
    claim = actions.claim(
        by=treasurer,
        agreement=agreement,
        amount=first.amount,
        instalment=first,
        invoice=said["invoice"],
        words=said["first"],
    )
    payment = _paid(cast, claim, said)
    actions.claim(
        by=treasurer,
        agreement=agreement,
        amount=second.amount,
        instalment=second,
        words=said["second"],
    )
    _came_back(cast, agreement, said)
    _is_to_come_back(cast, said)
    _ledger(cast, payment, said)


def _planned(cast: Cast, award: Award, said: dict[str, str]) -> Agreement:
    """The last payment waits for the report, which was put off."""
    assert award.agreement is not None
    rows = [one.as_rule for one in award.agreement.payments.order_by("place")]
    end = date(2027, 3, 31)  # budgets are stated, and invented, up to that year
    due = max(rows[-1].due or end, min(clock.today() + timedelta(days=60), end))
    agreements.set_payment_plan(
        by=cast.manager,
        award=award,
        version=award.version,
        payments=[*rows[:-1], type(rows[-1])(due, rows[-1].amount, rows[-1].condition)],
        why=said["put_off"],
    )
    agreement = Agreement.objects.select_related("provider").get(pk=award.agreement.pk)
    agreements.publish_agreement(by=cast.manager, agreement=agreement, version=agreement.version)
    return agreement


def _treasurer(cast: Cast, agreement: Agreement, said: dict[str, str]) -> Person:
    """Somebody invented who signs for its provider."""
    somebody = Person.objects.get(email=said["treasurer"])
    assert agreement.provider is not None
    parties.add_member(
        by=cast.manager,
        organisation=agreement.provider,
        person=somebody,
        keeps_profile=True,
        signs=True,
        role="Treasurer",
        why=said["treasurer_why"],
    )
    return somebody


def _paid(cast: Cast, claim: Claim, said: dict[str, str]) -> Payment:
    """Checked, approved and paid, by three people."""
    officer, finance = cast.people["commissioning-officer"], cast.people["finance-officer"]
    claim = actions.check_claim(by=officer, claim=claim, version=claim.version, found=said["seen"])
    claim = actions.approve_claim(by=finance, claim=claim, version=claim.version)
    return actions.record_paid_otherwise(
        by=cast.treasurer, claim=claim, day=clock.today(), how=said["paid_how"]
    )


def _came_back(cast: Cast, agreement: Agreement, said: dict[str, str]) -> None:
    """An underspend: found, agreed, asked back by letter, recovered."""
    by, amount = cast.people["finance-officer"], money(said["underspent"])
    case = actions.find_underspend(
        by=by, agreement=agreement, amount=amount, why=said["underspent_why"]
    )
    due = clock.today() + timedelta(days=28)
    case = actions.agree_underspend(
        by=by, underspend=case, version=case.version, amount=amount, due=due
    )
    case = actions.ask_back(by=by, underspend=case, version=case.version)
    actions.recover(
        by=by,
        underspend=case,
        version=case.version,
        amount=amount,
        day=clock.today(),
        goes="reuse",
    )


def _is_to_come_back(cast: Cast, said: dict[str, str]) -> None:
    """Another underspend, of a contract that has ended: found, and not agreed yet."""
    actions.find_underspend(
        by=cast.people["finance-officer"],
        agreement=Agreement.objects.get(reference=said["other_agreement"]),
        amount=money(said["other_underspent"]),
        why=said["other_underspent_why"],
    )


def _ledger(cast: Cast, payment: Payment, said: dict[str, str]) -> None:
    """A file of the finance system that names the payment, with one line in doubt."""
    by, day = cast.people["finance-officer"], f"{clock.today():%d/%m/%Y}"
    lines = said["ledger"].format(
        day=day,
        payment=payment.reference,
        amount=payment.amount.pounds,
        payee=payment.payee.name,
        agreement=payment.claim.agreement.reference,
    )
    file = actions.give_spend_file(
        by=by, name=said["ledger_name"], content=ContentFile(lines.encode())
    )
    actions.read_lines(reference=file.reference)
    actions.take_over(by=by, file=file)
    actions.confirm_found(reference=file.reference)


def wait_to_be_sent(cast: Cast) -> None:
    """A joint service's invoice that the office pays: approved, in a payment file that somebody else releases."""
    said = table("payments")["to_be_sent"]
    officer, finance = cast.people["commissioning-officer"], cast.people["finance-officer"]
    agreement = Agreement.objects.select_related("provider").get(reference=said["agreement"])
    assert agreement.provider is not None
    _account(cast, agreement.provider, said)
    claim = actions.claim(
        by=officer,
        agreement=agreement,
        amount=money(said["amount"]),
        invoice=said["invoice"],
        words=said["words"],
    )
    claim = actions.check_claim(by=officer, claim=claim, version=claim.version, found=said["seen"])
    claim = actions.approve_claim(by=finance, claim=claim, version=claim.version)
    actions.make_payment_file(by=finance, claims=[claim])


def _account(cast: Cast, provider: Organisation, said: dict[str, str]) -> None:
    """An invented account: given by who signs, called back on by one person, approved by another."""
    given = parties.give_bank_details(
        by=Person.objects.get(email=said["treasurer"]),
        organisation=provider,
        sort_code=said["sort_code"],
        account_number=said["account_number"],
        name=provider.name,
        proved=clock.now(),
    )
    given = parties.record_call_back(
        by=cast.people["commissioning-officer"],
        details=given,
        number_from="register",
        spoke_to=said["spoke_to"],
        is_confirmed=True,
    )
    parties.approve_bank_details(by=cast.treasurer, details=given)
    # The demonstration is made in a moment, and nothing is paid for five days: here they are over.
    BankDetails.objects.filter(pk=given.pk).update(payable_from=clock.today())
