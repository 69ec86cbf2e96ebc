"""What may be released of decisions, and how it reads: as a page, in search, as PDF and Word."""

from precept.decisions.published.notices import (
    decision_entry,
    notice_blocks,
    notice_document,
    notice_files,
    sign_up,
)
from precept.decisions.published.structs import (
    DecisionAdvicePublished,
    DecisionCorrectionPublished,
    DecisionFactPublished,
    DecisionLinkPublished,
    DecisionPriorityPublished,
    DecisionPublished,
    DecisionTablePublished,
)

__all__ = [
    "DecisionAdvicePublished",
    "DecisionCorrectionPublished",
    "DecisionFactPublished",
    "DecisionLinkPublished",
    "DecisionPriorityPublished",
    "DecisionPublished",
    "DecisionTablePublished",
    "decision_entry",
    "notice_blocks",
    "notice_document",
    "notice_files",
    "sign_up",
]
