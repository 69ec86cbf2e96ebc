"""What a bidder is told about each criterion: written for them by one person, approved by another."""

from typing import Final

from precept.do.assessment import access
from precept.do.assessment.models import Feedback
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Criterion
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person

NOT_WRITER: Final = "Only people who run rounds or recommend awards may write feedback."
NOT_APPROVER: Final = "Feedback is approved by somebody else than its writer."
STALE: Final = "Somebody changed this feedback while you had it open."
LONGEST: Final = 4_000


@action
def write_feedback(
    *, by: Person, bid: Bid, criterion: Criterion | None, words: str, version: int = 0
) -> Feedback:
    """Write what a bidder is told about a criterion, or about the whole bid. It waits for approval anew.

    ``version`` is the one that was read; 0 where nothing was written.
    """
    if not access.may_write_feedback(by, bid):
        raise NotAllowed(NOT_WRITER)
    words = words.strip()
    if not words:
        raise Refused("Enter what the bidder is told", field="words")
    held = Feedback.objects.filter(bid=bid, criterion=criterion).first()
    if (held.version if held else 0) != version:
        raise Changed(STALE)
    before = {"words": held.words} if held else None
    if held is None:
        held = Feedback.objects.create(bid=bid, criterion=criterion, words=words, by=by)
    elif held.words == words:
        return held
    else:
        changed = Feedback.objects.filter(pk=held.pk, version=version).update(
            words=words, by=by, approved_by=None, approved=None, version=version + 1
        )
        if not changed:
            raise Changed(STALE)
        held.refresh_from_db()
    record(
        f"feedback:{bid.reference}",
        "feedback written",
        by=by,
        before=before,
        after={"criterion": criterion.key if criterion else "", "words": words},
    )
    return held


@action
def approve_feedback(*, by: Person, feedback: Feedback, version: int) -> Feedback:
    """Approve what somebody else wrote, as it was read: fit to be sent."""
    now = Feedback.objects.select_related("bid__opportunity", "criterion").get(pk=feedback.pk)
    if not access.may_approve_feedback(by, now.bid) or now.by_id == by.pk:
        raise NotAllowed(NOT_APPROVER)
    if now.approved_by_id is not None:
        raise Changed("Somebody approved this feedback already.")
    moved = Feedback.objects.filter(pk=now.pk, version=version, approved_by=None)
    if not moved.update(approved_by=by, approved=clock.now()):
        raise Changed(STALE)
    now.refresh_from_db()
    record(
        f"feedback:{now.bid.reference}",
        "feedback approved",
        by=by,
        after={"criterion": now.criterion.key if now.criterion else "", "version": version},
    )
    return now
