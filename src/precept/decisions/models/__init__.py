"""Decisions: notices, the advice they rest on, who signed, what is redacted, and what each follows from."""

from precept.decisions.models.copies import PublicCopy
from precept.decisions.models.notices import SHOWN_TITLE, Advice, Decision, DecisionLink, Signature
from precept.decisions.models.numbers import NumberExplained
from precept.decisions.models.redactions import Redaction

__all__ = [
    "SHOWN_TITLE",
    "Advice",
    "Decision",
    "DecisionLink",
    "NumberExplained",
    "PublicCopy",
    "Redaction",
    "Signature",
]
