"""Disposing of what was said of a bid in checking and marking it, with the bid: the scores stay."""

from precept.do.assessment.models import (
    AgreedScore,
    Allocation,
    BidCheck,
    Disposing,
    Feedback,
    Mark,
    MarkSheet,
    ScoreCorrection,
    SheetRevision,
)
from precept.do.bids.models import Bid
from precept.foundation.ledger.actions import Actor
from precept.records import actions as records
from precept.records.sign_ups import Gone


def dispose_marks(subject: str, by: Actor, why: str) -> Gone:
    """The next bounded step: saved texts of markers, their reasons in the ledger, then sheets, checks, feedback."""
    bid = Bid.objects.filter(reference=subject.partition(":")[2]).first()
    if bid is None:
        return Gone(True)
    revisions = records.clear_rows(SheetRevision.objects.filter(sheet__bid=bid))
    things = revisions.things
    if not revisions.is_done:
        return Gone(False, things)
    streams = [one.subject for one in bid.sheets.all()]
    streams += [f"scores:{bid.reference}", f"feedback:{bid.reference}"]
    for stream in streams:
        erased = records.clear_ledger(stream, by, why)
        things += erased.things
        if not erased.is_done:
            return Gone(False, things)
    return Gone(True, things + _unlocked(bid))


def _unlocked(bid: Bid) -> int:
    """Delete what markers and checkers wrote; take the reasons from the scores that were agreed."""
    Disposing.objects.create(bid=bid)
    deleted = 0
    for rows in (
        Mark.objects.filter(sheet__bid=bid),
        MarkSheet.objects.filter(bid=bid),
        Allocation.objects.filter(bid=bid),
        BidCheck.objects.filter(bid=bid),
        Feedback.objects.filter(bid=bid),
    ):
        deleted += rows.delete()[0]
    AgreedScore.objects.filter(bid=bid).exclude(reason="").update(reason="")
    ScoreCorrection.objects.filter(agreed__bid=bid).update(why="", refused_why="")
    Disposing.objects.filter(bid=bid).delete()
    return deleted
