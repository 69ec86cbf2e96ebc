"""Assessment: checks, allocation, marks, moderation, the ranking and what is recommended."""

from precept.do.assessment.models.marking import (
    Allocation,
    BidCheck,
    Disposing,
    Mark,
    MarkingPeriod,
    MarkSheet,
    SheetRevision,
    counts,
)
from precept.do.assessment.models.moderation import (
    AgreedScore,
    Attendance,
    Feedback,
    Moderation,
    ScoreCorrection,
)
from precept.do.assessment.models.ranking import GivenBack, Placing, Recommendation

__all__ = [
    "AgreedScore",
    "Allocation",
    "Attendance",
    "BidCheck",
    "Disposing",
    "Feedback",
    "GivenBack",
    "Mark",
    "MarkSheet",
    "MarkingPeriod",
    "Moderation",
    "Placing",
    "Recommendation",
    "ScoreCorrection",
    "SheetRevision",
    "counts",
]
