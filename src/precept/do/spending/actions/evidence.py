"""The evidence of a claim: files that show what was done for the money."""

from typing import Any

from django.core.files.base import File

from precept.do.agreements.models import Agreement, PlannedPayment
from precept.do.spending import access
from precept.do.spending.actions import claims
from precept.do.spending.models import Claim
from precept.do.spending.models.claims import new_claim_reference
from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person

Given = tuple[str, bytes | File[Any]]
"""A file as it was given: its name and its content."""


def claim_with_evidence(
    *,
    by: Person,
    agreement: Agreement,
    amount: Money,
    instalment: PlannedPayment | None = None,
    invoice: str = "",
    words: str = "",
    evidence: Given | None = None,
) -> Claim:
    """Ask for money and give the evidence with it. Call it outside a transaction: files are looked through.

    Refused, naming the field, where it cannot be claimed or the file is not taken; nothing is claimed then.
    """
    said: dict[str, Any] = {
        "agreement": agreement,
        "amount": amount,
        "instalment": instalment,
        "invoice": invoice,
        "words": words,
    }
    if evidence is None:
        return claims.claim(by=by, **said)
    if not access.may_claim(by, agreement):
        raise NotAllowed(claims.NOT_CLAIMANT)
    claims.ask_claimable(agreement, amount, instalment)
    reference = new_claim_reference()
    about = Claim(reference=reference).subject
    name, content = evidence
    documents.keep(by=by, about=about, name=name, content=content, field="evidence")
    return claims.claim(by=by, reference=reference, **said)


def add_evidence(*, by: Person, claim: Claim, evidence: Given) -> StoredFile:
    """Give one more file with a claim that was not checked yet. Call it outside a transaction."""
    if not access.may_claim(by, claim.agreement):
        raise NotAllowed(claims.NOT_CLAIMANT)
    if not access.is_open_for_evidence(claim):
        raise Refused("This claim was checked already: write to the office.")
    name, content = evidence
    return documents.keep(by=by, about=claim.subject, name=name, content=content, field="evidence")


def answer_with_evidence(*, by: Person, evidence: Given | None = None, **said: Any) -> Claim:
    """Put a claim right that was sent back, with another file where one is given, and send it again."""
    if evidence is not None:
        add_evidence(by=by, claim=said["claim"], evidence=evidence)
    return claims.answer_claim(by=by, **said)
