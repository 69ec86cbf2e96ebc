"""What may be released of decisions, and how it reads: as a page, in search, as PDF and Word."""

from precept.decisions.published.notices import (
    decision_entry,
    notice_blocks,
    notice_document,
    notice_files,
    sign_up,
)
from precept.decisions.published.redacting import said_of, texts_of, with_texts
from precept.decisions.published.structs import (
    DecisionAdvicePublished,
    DecisionCopyPublished,
    DecisionCorrectionPublished,
    DecisionFactPublished,
    DecisionLinkPublished,
    DecisionPriorityPublished,
    DecisionPublished,
    DecisionRedactionPublished,
    DecisionTablePublished,
    DecisionYearPublished,
    NumberPublished,
)

__all__ = [
    "DecisionAdvicePublished",
    "DecisionCopyPublished",
    "DecisionCorrectionPublished",
    "DecisionFactPublished",
    "DecisionLinkPublished",
    "DecisionPriorityPublished",
    "DecisionPublished",
    "DecisionRedactionPublished",
    "DecisionTablePublished",
    "DecisionYearPublished",
    "NumberPublished",
    "decision_entry",
    "notice_blocks",
    "notice_document",
    "notice_files",
    "said_of",
    "sign_up",
    "texts_of",
    "with_texts",
]
