"""What people type of funds, budgets, frameworks and their lines."""

from precept.plan.forms.fields import (
    Confirm,
    ConfirmRead,
    PublicReason,
    Reason,
    WhyPublished,
)
from precept.plan.forms.frameworks import (
    AddSection,
    AmendedWords,
    Approve,
    ApproveOwn,
    ChangeSection,
    DraftFramework,
    Words,
)
from precept.plan.forms.funds import AddBudget, AddFund, ChangeBudget, ChangeFund
from precept.plan.forms.lines import ChangeLine, LineForm, Move
from precept.plan.forms.restrictions import AddRestriction

__all__ = [
    "AddBudget",
    "AddFund",
    "AddRestriction",
    "AddSection",
    "AmendedWords",
    "Approve",
    "ApproveOwn",
    "ChangeBudget",
    "ChangeFund",
    "ChangeLine",
    "ChangeSection",
    "Confirm",
    "ConfirmRead",
    "DraftFramework",
    "LineForm",
    "Move",
    "PublicReason",
    "Reason",
    "WhyPublished",
    "Words",
]
