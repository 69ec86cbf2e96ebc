"""Opportunities: what somebody may bid for, and what is asked of those who do."""

from precept.do.opportunities.models.calls import (
    Call,
    Correction,
    Criterion,
    DeadlineChange,
    DeadlineProposal,
    EligibilityRule,
    FrozenQuestions,
    TurnedAway,
)
from precept.do.opportunities.models.meetings import Booking, Clarification, Workshop
from precept.do.opportunities.models.register import Opportunity, OpportunityShare

__all__ = [
    "Booking",
    "Call",
    "Clarification",
    "Correction",
    "Criterion",
    "DeadlineChange",
    "DeadlineProposal",
    "EligibilityRule",
    "FrozenQuestions",
    "Opportunity",
    "OpportunityShare",
    "TurnedAway",
    "Workshop",
]
