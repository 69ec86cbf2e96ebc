"""What people do with funds and frameworks: one function for each thing."""

from precept.plan.actions.choosing import (
    add_option,
    agree_assessment,
    begin_assessment,
    change_option,
    choose_option,
    leave_assessment_out,
    remove_option,
    write_assessment,
)
from precept.plan.actions.cycle import (
    add_cycle_step,
    change_cycle_step,
    retire_cycle_step,
)
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
from precept.plan.actions.gates import (
    ask_gate,
    pass_gate,
    send_gate_back,
    take_gate_back,
)
from precept.plan.actions.lines import (
    Refreshed,
    add_line,
    change_line,
    move_line,
    refresh_from_register,
    remove_line,
    set_areas,
)
from precept.plan.actions.market import (
    publish_project,
    register_interest,
    take_interest_back,
    tell_interested,
)
from precept.plan.actions.projects import (
    begin_project,
    change_project,
    stop_project,
    tie,
    untie,
)
from precept.plan.actions.releasing import (
    approve,
    publish_framework,
    send_back,
    withdraw_framework,
)
from precept.plan.actions.reminding import remind_of_projects
from precept.plan.actions.restricting import add_restriction, remove_restriction
from precept.plan.actions.steps import (
    add_step,
    finish_step,
    leave_step_out,
    set_step,
    take_step_up,
)

__all__ = [
    "NewSection",
    "Refreshed",
    "add_budget",
    "add_cycle_step",
    "add_fund",
    "add_line",
    "add_option",
    "add_restriction",
    "add_section",
    "add_step",
    "agree_assessment",
    "amend",
    "approve",
    "ask_gate",
    "begin_assessment",
    "begin_project",
    "change_budget",
    "change_cycle_step",
    "change_fund",
    "change_line",
    "change_option",
    "change_project",
    "change_section",
    "change_words",
    "choose_option",
    "discard_draft",
    "draft_framework",
    "draft_next_year",
    "finish_step",
    "leave_assessment_out",
    "leave_step_out",
    "move_line",
    "pass_gate",
    "publish_framework",
    "publish_fund",
    "publish_project",
    "refresh_from_register",
    "register_interest",
    "remind_of_projects",
    "remove_line",
    "remove_option",
    "remove_restriction",
    "remove_section",
    "retire_cycle_step",
    "send_back",
    "send_gate_back",
    "set_areas",
    "set_step",
    "stop_project",
    "take_gate_back",
    "take_interest_back",
    "take_step_up",
    "tell_interested",
    "tie",
    "untie",
    "withdraw_framework",
    "write_assessment",
]
