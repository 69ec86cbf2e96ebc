"""What people type of decisions, in our own words."""

from precept.decisions.forms.copying import CopyWords
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
from precept.decisions.forms.redacting import (
    ExplainNumber,
    KeepRedaction,
    MarkWords,
    in_a_year,
)

__all__ = [
    "Confirm",
    "CopyWords",
    "Correction",
    "Drafted",
    "Earlier",
    "Exemption",
    "ExplainNumber",
    "GiveAdvice",
    "GiveAdviceAlone",
    "GiveAdviceThatMayNotMatter",
    "Go",
    "KeepRedaction",
    "MarkWords",
    "NewDecision",
    "Paper",
    "PublicReason",
    "PublicationDay",
    "Reason",
    "Sign",
    "SignAlone",
    "Words",
    "in_a_year",
]
