"""Approved claims are paid: in a file for the finance system that two people make, or by hand."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from django.db.models import F

from precept.do.spending import access, letters, queries, rules
from precept.do.spending.actions.committing import postings_of
from precept.do.spending.actions.posting import post
from precept.do.spending.models import Claim, Payment, PaymentFile
from precept.foundation import clock
from precept.foundation.documents.sheets import write_csv
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties import queries as parties
from precept.parties.actions import reveal_account

NOT_PAYER = "Only people who approve claims may make a payment file."
MOST_IN_A_FILE = 500


@action
def make_payment_file(*, by: Person, claims: Sequence[Claim]) -> PaymentFile:
    """Gather approved claims into a file that somebody else releases.

    Refused where a claim is no longer approved, or its provider cannot be paid: no bank details, or a
    change of them that waits or is not five days old.
    """
    if not access.may_approve_claims(by):
        raise NotAllowed(NOT_PAYER)
    if not claims:
        raise Refused("Choose at least one claim", field="claims")
    if len(claims) > MOST_IN_A_FILE:
        raise Refused(f"Choose at most {MOST_IN_A_FILE} claims", field="claims")
    total = sum((one.amount for one in claims), Money(0))
    made = PaymentFile.objects.create(made_by=by, total=total, payments_in=len(claims))
    payments = [_payment(one, made) for one in claims]
    Payment.objects.bulk_create(payments)
    record(
        made.subject,
        "payment file made",
        by=by,
        after={
            "payments": len(payments),
            "total": str(total),
            "claims": [one.reference for one in claims],
        },
    )
    return made


def _payment(claim: Claim, file: PaymentFile) -> Payment:
    provider = claim.agreement.provider
    if provider is None:
        raise Refused(f"{claim.reference}: the register does not say who is paid.", field="claims")
    problem = parties.payment_problem(provider)
    account = parties.payable_account(provider)
    if problem or account is None:
        raise Refused(f"{claim.reference}: {problem}", field="claims")
    rows = Claim.objects.filter(pk=claim.pk, state="approved")
    if not rows.update(state="sent", version=F("version") + 1):
        raise Changed(f"{claim.reference} is no longer waiting to be paid.")
    again = claim.payments.count()
    return Payment(
        reference=claim.reference if not again else f"{claim.reference}-{again + 1}",
        claim=claim,
        file=file,
        payee=provider,
        amount=claim.amount,
        bank=account.reference,
        ending=account.ending,
    )


@action
def release_payment_file(*, by: Person, file: PaymentFile) -> bytes:
    """Release a payment file that somebody else made: its bytes, as CSV; its digest is kept.

    Refused where bank details changed since it was made: it is undone and made again.
    """
    if not access.may_release_payments(by):
        raise NotAllowed("Only people who release payments may do this.")
    if file.made_by_id == by.pk:
        raise Refused("You made this file: somebody else releases it.")
    if file.released or file.undone:
        raise Changed("This file was released or undone already.")
    for one in file.payments.select_related("payee"):
        account = parties.payable_account(one.payee)
        if account is None or account.reference != one.bank:
            raise Refused(
                f"The bank details of {one.payee.name} changed since this file was made:"
                " undo it, and make it again when they may be paid."
            )
    content = _content(file, by)
    digest = sha256(content).hexdigest()
    claimed = PaymentFile.objects.filter(pk=file.pk, released=None, undone=None)
    if not claimed.update(released_by=by, released=clock.now(), sha256=digest):
        raise Changed("This file was released or undone already.")
    record(
        file.subject,
        "payment file released",
        by=by,
        after={"payments": file.payments_in, "total": str(file.total), "sha256": digest},
    )
    return content


@action
def download_payment_file(*, by: Person, file: PaymentFile) -> bytes:
    """The bytes of a file that was released, made again from what was kept; who took them is recorded.

    Refused where they are no longer those that were released.
    """
    if not access.may_release_payments(by):
        raise NotAllowed("Only people who release payments may do this.")
    if not file.released:
        raise Refused("This file is not released yet.")
    content = _content(file, by)
    if sha256(content).hexdigest() != file.sha256:
        raise Refused("What was released cannot be made again as it was: make a new file.")
    record(file.subject, "payment file downloaded", by=by, after={"sha256": file.sha256})
    return content


def _content(file: PaymentFile, by: Person) -> bytes:
    """The file as CSV; each account's numbers are revealed for it, which the ledger records."""
    rows = []
    for one in file.payments.select_related("payee", "claim__agreement").order_by("id"):
        details = parties.bank_details(one.payee, one.bank)
        shown = reveal_account(by=by, details=details, why=f"For payment file {file.reference}")
        rows.append(
            rules.payment_row(one.reference, one.amount, shown, one.claim.agreement.reference)
        )
    return write_csv(rules.PAYMENT_COLUMNS, rows, with_bom=False)


@action
def undo_payment_file(*, by: Person, file: PaymentFile, why: str) -> None:
    """Take a file back that was not released: its claims wait to be paid again."""
    if not access.may_approve_claims(by) and not access.may_release_payments(by):
        raise NotAllowed(NOT_PAYER)
    if not why.strip():
        raise Refused("Say why it is undone", field="why")
    rows = PaymentFile.objects.filter(pk=file.pk, released=None, undone=None)
    if not rows.update(undone=clock.now()):
        raise Changed("This file was released or undone already.")
    for one in file.payments.select_related("claim"):
        Claim.objects.filter(pk=one.claim_id, state="sent").update(
            state="approved", version=F("version") + 1
        )
    file.payments.update(came_back_on=clock.today(), note="The file was undone.")
    record(file.subject, "payment file undone", by=by, why=why)


@action
def confirm_paid(*, by: access.Asker, payment: Payment, day: date, note: str = "") -> Payment:
    """State that a payment reached its bank on a day, as the finance system or its statement says.

    The finance system is the authority: nothing counts as paid before this. Where the bank's day lies before
    the claim was approved here, the books count it from that approval, so that no pot of any day holds less
    than nothing; the payment keeps the bank's day.
    """
    if not access.may_keep_books(by):
        raise NotAllowed("Only people who keep the books may say what was paid.")
    if day > clock.today():
        raise Refused("The day must be today or in the past", field="day")
    now = Payment.objects.select_related("claim__agreement__provider", "claim__claimed_by").get(
        pk=payment.pk
    )
    rows = Payment.objects.filter(pk=now.pk, paid_on=None, came_back_on=None)
    if not rows.update(paid_on=day, note=note.strip()):
        raise Changed("This payment was settled already.")
    claim = now.claim
    if not Claim.objects.filter(pk=claim.pk, state="sent").update(
        state="paid", version=F("version") + 1
    ):
        raise Changed("The claim of this payment is no longer in a payment file.")
    parts = queries.parts_of(claim.parts)
    postings = postings_of("payment", claim.agreement, parts)
    post(postings, by=by, day=_counts_from(claim, day), why=now.reference)
    record(
        claim.subject,
        "claim paid",
        by=by,
        after={"payment": now.reference, "on": clock.spoken(day), "amount": str(now.amount)},
    )
    letters.send_paid(claim, day)
    return Payment.objects.get(pk=now.pk)


def _counts_from(claim: Claim, day: date) -> date:
    return max(day, clock.uk_date(claim.approved)) if claim.approved else day


@action
def record_paid_otherwise(*, by: Person, claim: Claim, day: date, how: str) -> Payment:
    """State that an approved claim was paid outside our files: by the finance system's own run, or by cheque.

    Never by whoever approved it. It sends no money: it says what was done elsewhere.
    """
    if not access.may_keep_books(by):
        raise NotAllowed("Only people who keep the books may say what was paid.")
    if claim.approved_by_id == by.pk:
        raise Refused("You approved this claim: somebody else says that it was paid.")
    provider = claim.agreement.provider
    if provider is None:
        raise Refused("The register does not say who is paid.")
    if not how.strip():
        raise Refused("Say how it was paid, and how you know", field="note")
    if claim.approved and day < clock.uk_date(claim.approved):
        raise Refused("It was approved after that day", field="day")
    rows = Claim.objects.filter(pk=claim.pk, state="approved")
    if not rows.update(state="sent", version=F("version") + 1):
        raise Changed("This claim is no longer waiting to be paid.")
    again = claim.payments.count()
    made = Payment.objects.create(
        reference=claim.reference if not again else f"{claim.reference}-{again + 1}",
        claim=claim,
        payee=provider,
        amount=claim.amount,
    )
    return confirm_paid(by=by, payment=made, day=day, note=how)


@action
def payment_came_back(*, by: access.Asker, payment: Payment, day: date, why: str) -> Payment:
    """A payment did not reach its bank, or was sent back: its claim waits to be paid again."""
    if not access.may_keep_books(by):
        raise NotAllowed("Only people who keep the books may say what came back.")
    now = Payment.objects.select_related("claim__agreement").get(pk=payment.pk)
    if now.came_back_on is not None or (now.file is not None and now.file.undone):
        raise Changed("This payment came back already.")
    if now.paid_on is not None and day < now.paid_on:
        raise Refused(f"It was paid on {clock.spoken(now.paid_on)}, not before", field="day")
    Payment.objects.filter(pk=now.pk).update(came_back_on=day, note=why.strip())
    if now.paid_on is not None:
        parts = queries.parts_of(now.claim.parts)
        agreement = now.claim.agreement
        postings = postings_of("payment returned", agreement, parts)
        post(postings, by=by, day=_counts_from(now.claim, day), why=why)
    Claim.objects.filter(pk=now.claim_id, state__in=("sent", "paid")).update(
        state="approved", version=F("version") + 1
    )
    record(now.claim.subject, "payment came back", by=by, why=why, after={"payment": now.reference})
    return Payment.objects.get(pk=now.pk)
