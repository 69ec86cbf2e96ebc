"""Bids: drafts, their teams and accountable bodies; submissions, ways of applying, conflicts of interest."""

from precept.do.bids.models.bids import Bid, BidMember, Revision, SectionAnswers
from precept.do.bids.models.bodies import BodyAsked
from precept.do.bids.models.conflicts import Conflict, ConflictList, Declaration
from precept.do.bids.models.submissions import Attempt, Submission
from precept.do.bids.models.ways import AssistedEntry, OtherWay, WhyNot

__all__ = [
    "AssistedEntry",
    "Attempt",
    "Bid",
    "BidMember",
    "BodyAsked",
    "Conflict",
    "ConflictList",
    "Declaration",
    "OtherWay",
    "Revision",
    "SectionAnswers",
    "Submission",
    "WhyNot",
]
