"""Where markers read bids, and a sheet that they hand in."""

from precept.do.assessment import actions, rules
from precept.do.assessment.models import MarkSheet
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person

WHOLE = {key: rules.Given(2, f"CANARY-REASON-{key}") for key in ("need", "delivery", "value")}
TYPED = {
    "version": "0",
    "score_need": "3",
    "reason_need": "Clear",
    "score_delivery": "2",
    "reason_delivery": "Thin",
    "score_value": "4",
    "reason_value": "Cheap",
    "overall": "",
}


def hand_in(marker: Person, bid: Bid) -> MarkSheet:
    """A sheet with a score and a reason for each criterion, handed in."""
    saved = actions.save_marks(by=marker, bid=bid, given=WHOLE, overall="CANARY-WHOLE", read=0)
    return actions.submit_sheet(by=marker, bid=bid, version=saved.version)


def at(bid: Bid, *more: str) -> str:
    """Where a marker reads a bid."""
    return "/".join(["/my/marking", bid.opportunity.reference, bid.reference, *more])


def round_at(call: Call) -> str:
    """Where a marker finds a round's bids."""
    return f"/my/marking/{call.opportunity.reference}"
