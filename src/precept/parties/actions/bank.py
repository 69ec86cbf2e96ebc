"""Where an organisation is paid: given by who signs, called back, approved by a second person.

No event, letter or page holds an account's numbers: only how it ends.
"""

import json
from datetime import datetime

from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person
from precept.foundation.private import ProtectedAddress
from precept.parties import access, queries, rules
from precept.parties.actions.marks import renew_marks
from precept.parties.actions.standing import given_reason
from precept.parties.models import BankDetails, Organisation, Profile

PROVE_AGAIN = "Show again that it is you: sign out, sign in again, then give the bank details."


@action
def give_bank_details(
    *,
    by: Person,
    organisation: Organisation,
    sort_code: str,
    account_number: str,
    name: str,
    roll: str = "",
    proved: datetime | None,
) -> BankDetails:
    """Give, or change, the account that an organisation is paid into.

    ``proved`` is when the person last showed who they are: at the most 30 minutes ago. Nothing can be paid
    for five days, nor until somebody called back and another person approved. Everybody who acts for the
    organisation is told.
    """
    if not access.may_sign_for(by, organisation):
        raise NotAllowed("Only somebody who signs for the organisation may give bank details.")
    now = clock.now()
    if proved is None or not rules.proof_is_fresh(proved, now):
        raise Refused(PROVE_AGAIN)
    try:
        account = rules.read_account(
            sort_code=sort_code, account_number=account_number, name=name, roll=roll
        )
    except rules.NotAnAccount as problem:
        raise Refused(problem.words, field=problem.field) from None
    digest = queries.digest_of("bank", account.key)
    held = BankDetails.objects.filter(
        organisation=organisation, state__in=[*rules.BANK_WAITS, rules.BANK_APPROVED]
    )
    # In force already: giving it again while another waits takes that change back.
    approved = held.filter(state=rules.BANK_APPROVED).first()
    waiting = held.filter(state__in=rules.BANK_WAITS).first()
    if (waiting or approved) is not None and (waiting or approved).digest == digest:  # type: ignore[union-attr]  # not None
        raise Refused("This is the account that we have already", field="account_number")
    held.filter(state__in=rules.BANK_WAITS).update(state=rules.BANK_REPLACED, settled=now)
    try:
        with transaction.atomic():
            made = BankDetails.objects.create(
                organisation=organisation,
                account=_enciphered(account),
                ending=account.ending,
                digest=digest,
                given_by=by,
                given=now,
                proved=proved,
                payable_from=rules.first_payable(clock.uk_date(now)),
            )
    except IntegrityError:
        raise Changed("A colleague gave bank details a moment ago. Look at them first.") from None
    Profile.objects.get_or_create(organisation=organisation)
    record(
        made.subject,
        "bank details given",
        by=by,
        before={"ending": approved.ending} if approved else None,
        after={
            "organisation": organisation.subject,
            "ending": made.ending,
            "payable_from": clock.iso(made.payable_from),
        },
    )
    renew_marks(organisation)
    _tell_all(
        made,
        subject="Bank details were given for an organisation you act for",
        text=(
            f"On {clock.spoken_time(now)}, bank details ending {made.ending} were given for"
            f" {organisation.name}.\n\n"
            "Nothing is paid into the account for five days, nor until we have telephoned a number that"
            " we find ourselves.\n\n"
            f"If this was not one of you, write to {queries.office_name()} now.\n"
        ),
    )
    return made


def _enciphered(account: rules.Account) -> ProtectedAddress:
    said = {
        "sort code": account.sort_code,
        "number": account.number,
        "name": account.name,
        "roll": account.roll,
    }
    return ProtectedAddress(json.dumps(said))


def _tell_all(details: BankDetails, *, subject: str, text: str) -> None:
    for member in queries.members(details.organisation):
        queue_mail(
            to=member.person.email,
            subject=subject,
            text=text,
            kind="bank details notice",
            about=details.subject,
        )


@action
def record_call_back(
    *,
    by: Person,
    details: BankDetails,
    number_from: str,
    spoke_to: str,
    is_confirmed: bool,
    why: str = "",
) -> BankDetails:
    """Record that somebody telephoned the organisation, on a number that it did not give with the change.

    Where the organisation did not confirm the details they are refused at once, with ``why``.
    """
    if not access.may_call_back(by):
        raise NotAllowed("Only people who check organisations or approve bank details may do this.")
    if by.pk == details.given_by_id:
        raise NotAllowed("Somebody who did not give the details calls back.")
    if number_from not in dict(rules.CALL_SOURCES):
        raise Refused("Choose where the telephone number came from", field="number_from")
    somebody = rules.tidy(spoke_to)
    if not somebody:
        raise Refused("Enter whom you spoke to", field="spoke_to")
    if len(somebody) > 120:
        raise Refused("Enter 120 characters or fewer", field="spoke_to")
    reason = given_reason(why) if not is_confirmed else why.strip()
    state = rules.BANK_CALLED if is_confirmed else rules.BANK_REFUSED
    now = clock.now()
    moved = BankDetails.objects.filter(pk=details.pk, state=rules.BANK_GIVEN).update(
        state=state,
        called_by=by,
        called=now,
        number_from=number_from,
        spoke_to=somebody,
        why="" if is_confirmed else reason,
        settled=None if is_confirmed else now,
    )
    if not moved:
        raise Changed("Somebody called back, or the details were replaced, before you.")
    details.refresh_from_db()
    record(
        details.subject,
        "call-back recorded",
        by=by,
        after={"state": state, "number_from": number_from},
        private={"spoke_to": somebody, "why": reason},
    )
    if not is_confirmed:
        _tell_refused(details)
    return details


@action
def approve_bank_details(*, by: Person, details: BankDetails) -> BankDetails:
    """Approve bank details that were called back on; never who called back, nor who gave them."""
    row = BankDetails.objects.select_related("organisation").get(pk=details.pk)
    if not access.may_approve_bank(by, row):
        raise NotAllowed(
            "Only people who approve bank details may do this, and not whoever called back."
        )
    if row.state == rules.BANK_GIVEN:
        raise Refused("Nobody has called the organisation back yet. Record the call-back first")
    now = clock.now()
    BankDetails.objects.filter(organisation=row.organisation, state=rules.BANK_APPROVED).update(
        state=rules.BANK_REPLACED, settled=now
    )
    moved = (
        BankDetails.objects.filter(pk=row.pk, state=rules.BANK_CALLED)
        .exclude(called_by=by)
        .update(state=rules.BANK_APPROVED, approved_by=by, approved=now)
    )
    if not moved:
        raise Changed("These bank details were settled before you.")
    row.refresh_from_db()
    record(
        row.subject,
        "bank details approved",
        by=by,
        before={"state": rules.BANK_CALLED},
        after={"state": row.state, "payable_from": clock.iso(row.payable_from)},
    )
    return row


@action
def refuse_bank_details(*, by: Person, details: BankDetails, why: str) -> BankDetails:
    """Refuse bank details that wait; the organisation's people read why. An account in force stays."""
    if not access.may_reveal_account(by):
        raise NotAllowed("Only people who approve bank details may do this.")
    reason = given_reason(why)
    moved = BankDetails.objects.filter(pk=details.pk, state__in=rules.BANK_WAITS).update(
        state=rules.BANK_REFUSED, why=reason, settled=clock.now()
    )
    if not moved:
        raise Changed("These bank details were settled before you.")
    details.refresh_from_db()
    record(
        details.subject,
        "bank details refused",
        by=by,
        after={"state": details.state},
        private={"why": reason},
    )
    _tell_refused(details)
    return details


def _tell_refused(details: BankDetails) -> None:
    _tell_all(
        details,
        subject="Bank details were not accepted",
        text=(
            f"The bank details ending {details.ending} that were given for"
            f" {details.organisation.name} were not accepted.\n\n{details.why}\n\n"
            "Sign in to give others.\n"
        ),
    )


@action
def reveal_account(*, by: Person, details: BankDetails, why: str) -> rules.Account:
    """Read an account's numbers, to set a payment up; who and why stand in the ledger."""
    if not access.may_reveal_account(by):
        raise NotAllowed("Only people who approve bank details may see an account’s numbers.")
    reason = given_reason(why)
    said = json.loads(BankDetails.objects.get(pk=details.pk).account.reveal())
    account = rules.Account(said["sort code"], said["number"], said["name"], said["roll"])
    digits = "".join(sign for sign in reason if sign.isdigit())
    if account.number in digits or account.sort_code in digits:
        raise Refused("Take the account’s numbers out: they must not be said here", field="why")
    record(details.subject, "bank details revealed", by=by, why=reason)
    return account
