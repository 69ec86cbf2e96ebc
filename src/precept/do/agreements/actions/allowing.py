"""A failed check stands against an offer, until somebody who signs decisions records why it is made all the same."""

from collections.abc import Iterable
from typing import Final

from precept.do.agreements import access, queries
from precept.do.agreements.actions.award_moves import STALE, as_read
from precept.do.agreements.models import Award
from precept.foundation.ledger.actions import NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person

NOT_ALLOWER: Final = "Only people who sign decisions may allow an offer in spite of a failed check."
OTHER_HAND: Final = (
    "You recorded the check or made the award, so somebody else allows the offer in spite of it."
)
NOT_SETTLED: Final = (
    "The office has still to settle a check before this can be accepted. Ask the office about it."
)
MOST_NAMED: Final = 5


@action
def allow_offer(*, by: Person, award: Award, version: int, why: str) -> Award:
    """Allow an award to be offered and accepted in spite of the checks that failed, with the reason.

    It covers those checks alone: one that fails later stands against it again.
    """
    if not access.may_allow_offer(by, award):
        raise NotAllowed(NOT_ALLOWER)
    now = as_read(award, version)
    if now.state not in {"decided", "offered", "lapsed"}:
        raise Refused("This award is settled.")
    failed = queries.failed_checks([now])[now.pk]
    if not failed:
        raise Refused("No check of this award failed.")
    if by.pk in {one.by for one in failed} | {now.made_by_id}:
        raise NotAllowed(OTHER_HAND)
    if not why.strip():
        raise Refused("Say why it is offered all the same", field="why")
    write_next(
        now,
        {
            "allowed_checks": [one.reference for one in failed],
            "allowed_why": why.strip(),
            "allowed_by": by,
        },
        read=version,
        stale=STALE,
    )
    record(
        now.subject,
        "offer allowed in spite of failed checks",
        by=by,
        why=why.strip(),
        after={"checks": [one.reference for one in failed]},
        private={"checks": [one.words for one in failed]},
    )
    return now


def ask_checked(awards: Iterable[Award], *, is_past: bool, by_bidder: bool = False) -> None:
    """Refused while a check of one of some awards failed and nobody allowed it; none of the past does.

    A bidder (``by_bidder``) is not told which.
    """
    if is_past:
        return
    held = list(awards)
    failed = queries.failed_checks(held)
    against = {
        one.reference: said
        for one in held
        if (said := [f.words for f in failed[one.pk] if f.reference not in one.allowed_checks])
    }
    if against and by_bidder:
        raise Refused(NOT_SETTLED)
    if against:
        said = [f"{name}: {'; '.join(against[name])}." for name in sorted(against)[:MOST_NAMED]]
        raise Refused(
            f"A check failed, and nobody has allowed the offer in spite of it. {' '.join(said)}"
            " Somebody who signs decisions records why on the award’s page, or it is checked again."
        )
