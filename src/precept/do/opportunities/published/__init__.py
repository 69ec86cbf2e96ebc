"""What may be released of rounds and calls."""

from precept.do.opportunities.published.calls import (
    CallPublished,
    ClarificationPublished,
    CorrectionPublished,
    CriterionPublished,
    DeadlineChangePublished,
    EligibilityRulePublished,
    LevelPublished,
    PaperPublished,
    StepPublished,
    WorkshopPublished,
)
from precept.do.opportunities.published.register import (
    OpportunityPublished,
    OpportunitySharePublished,
    address,
    entry,
    in_words,
)

__all__ = [
    "CallPublished",
    "ClarificationPublished",
    "CorrectionPublished",
    "CriterionPublished",
    "DeadlineChangePublished",
    "EligibilityRulePublished",
    "LevelPublished",
    "OpportunityPublished",
    "OpportunitySharePublished",
    "PaperPublished",
    "StepPublished",
    "WorkshopPublished",
    "address",
    "entry",
    "in_words",
]
