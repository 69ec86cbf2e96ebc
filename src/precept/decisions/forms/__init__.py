"""What people type of decisions, in our own words."""

from precept.decisions.forms.deciding import (
    Confirm,
    Correction,
    GiveAdvice,
    GiveAdviceAlone,
    GiveAdviceThatMayNotMatter,
    Go,
    PublicationDay,
    PublicReason,
    Reason,
    Sign,
    SignAlone,
)
from precept.decisions.forms.drafting import (
    Drafted,
    Earlier,
    Exemption,
    NewDecision,
    Paper,
    Words,
)

__all__ = [
    "Confirm",
    "Correction",
    "Drafted",
    "Earlier",
    "Exemption",
    "GiveAdvice",
    "GiveAdviceAlone",
    "GiveAdviceThatMayNotMatter",
    "Go",
    "NewDecision",
    "Paper",
    "PublicReason",
    "PublicationDay",
    "Reason",
    "Sign",
    "SignAlone",
    "Words",
]
