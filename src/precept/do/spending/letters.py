"""The mail that providers get about what they claimed, and about money that is to come back."""

from datetime import date

from django.conf import settings

from precept.do.spending.models import Claim, Underspend
from precept.foundation import clock
from precept.foundation.outbox.actions import queue_mail
from precept.parties import queries as parties
from precept.parties.models import Organisation


def send_returned(claim: Claim, why: str) -> None:
    """That a claim was sent back, and what has to be put right."""
    _send(
        claim,
        f"Your claim {claim.reference} was sent back",
        f"We looked at your claim {claim.reference} for {claim.amount} under agreement"
        f" {claim.agreement.reference} and sent it back:\n\n{why}\n\n"
        "Put it right and send it again. Nothing is paid before that.",
    )


def send_refused(claim: Claim, why: str) -> None:
    """That a claim was refused for good, and why."""
    _send(
        claim,
        f"Your claim {claim.reference} was refused",
        f"We cannot pay your claim {claim.reference} for {claim.amount} under agreement"
        f" {claim.agreement.reference}:\n\n{why}\n\n"
        "If you think that this is wrong, write to us.",
    )


def send_approved(claim: Claim) -> None:
    """That a claim was approved and will be paid."""
    _send(
        claim,
        f"Your claim {claim.reference} was approved",
        f"We approved your claim {claim.reference} for {claim.amount} under agreement"
        f" {claim.agreement.reference}. It will be paid into the account that we have on file. We write"
        " to you when it was paid.",
    )


def send_paid(claim: Claim, day: date) -> None:
    """That a claim was paid, and on which day."""
    _send(
        claim,
        f"Your claim {claim.reference} was paid",
        f"Your claim {claim.reference} for {claim.amount} under agreement {claim.agreement.reference}"
        f" was paid on {clock.spoken(day)}. Your bank statement names it {claim.reference}.",
    )


def send_asked_back(case: Underspend) -> None:
    """That money is asked back, and by when."""
    provider = case.agreement.provider
    by_when = f" by {clock.spoken(case.due)}" if case.due else ""
    for to in _signatories(provider):
        queue_mail(
            to=to,
            subject=f"Money to come back under agreement {case.agreement.reference}",
            text=f"{case.amount} that we paid under agreement {case.agreement.reference} was not spent."
            f" Please pay it back{by_when}, with the reference {case.reference}. The letter says how"
            f" it is known, and is here:\n{_address(f'agreements/{case.agreement.reference}')}\n",
            kind="underspend notice",
            about=case.subject,
        )


def _send(claim: Claim, subject: str, text: str) -> None:
    to = _signatories(claim.agreement.provider)
    if not claim.for_them:
        to = list(dict.fromkeys([claim.claimed_by.email, *to]))
    for one in to:
        queue_mail(
            to=one,
            subject=subject,
            text=f"{text}\n\n{_address(f'claims/{claim.reference}')}\n",
            kind="claim notice",
            about=claim.subject,
        )


def _signatories(provider: Organisation | None) -> list[str]:
    return [] if provider is None else [one.email for one in parties.signatories(provider)]


def _address(place: str) -> str:
    return f"{settings.PRECEPT_ADDRESS}/my/{place}"
