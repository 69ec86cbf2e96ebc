"""Assessment: checks, allocation, marks, moderation, the ranking and what is recommended."""

from precept.do.assessment.models.marking import Allocation, BidCheck, Mark, MarkSheet
from precept.do.assessment.models.moderation import (
    AgreedScore,
    Attendance,
    Feedback,
    Moderation,
    ScoreCorrection,
)
from precept.do.assessment.models.ranking import Placing, Recommendation

__all__ = [
    "AgreedScore",
    "Allocation",
    "Attendance",
    "BidCheck",
    "Feedback",
    "Mark",
    "MarkSheet",
    "Moderation",
    "Placing",
    "Recommendation",
    "ScoreCorrection",
]
