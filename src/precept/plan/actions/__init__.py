"""What people do with funds and frameworks: one function for each thing."""

from precept.plan.actions.drafting import (
    NewSection,
    add_section,
    amend,
    change_section,
    change_words,
    discard_draft,
    draft_framework,
    draft_next_year,
    remove_section,
)
from precept.plan.actions.funds import (
    add_budget,
    add_fund,
    change_budget,
    change_fund,
    publish_fund,
)
from precept.plan.actions.lines import (
    Refreshed,
    add_line,
    change_line,
    move_line,
    refresh_from_register,
    remove_line,
)
from precept.plan.actions.releasing import (
    approve,
    publish_framework,
    send_back,
    withdraw_framework,
)
from precept.plan.actions.restricting import add_restriction, remove_restriction

__all__ = [
    "NewSection",
    "Refreshed",
    "add_budget",
    "add_fund",
    "add_line",
    "add_restriction",
    "add_section",
    "amend",
    "approve",
    "change_budget",
    "change_fund",
    "change_line",
    "change_section",
    "change_words",
    "discard_draft",
    "draft_framework",
    "draft_next_year",
    "move_line",
    "publish_framework",
    "publish_fund",
    "refresh_from_register",
    "remove_line",
    "remove_restriction",
    "remove_section",
    "send_back",
    "withdraw_framework",
]
