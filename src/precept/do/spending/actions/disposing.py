"""Disposing of the evidence of claims with the papers of their agreement: what was claimed and paid stays."""

from typing import Final

from precept.do.spending.models import Claim
from precept.foundation.ledger.actions import Actor
from precept.records import actions as records
from precept.records import sign_ups
from precept.records.sign_ups import Gone

MOST_CLAIMS: Final = 500


def dispose_claims(subject: str, by: Actor, why: str) -> Gone:
    """The next bounded step: the files of the next claim that still has any."""
    claims = Claim.objects.filter(agreement__reference=subject.partition(":")[2])
    found = claims.only("reference").order_by("pk")[:MOST_CLAIMS]
    return records.clear_files_of((one.subject for one in found), by, why)


def sign_up_kinds() -> None:
    """Say what of claims goes with an agreement's papers."""
    sign_ups.goes_with("agreement", dispose_claims)
