"""What people can do with the strategy, the plan and the measures."""

from precept.understand.actions.aims import (
    add_aim,
    change_aim,
    remove_aim,
)
from precept.understand.actions.deliverables import (
    assess_deliverable,
    receive_deliverable,
    request_deliverable,
)
from precept.understand.actions.measures import (
    add_measure,
    change_measure,
    publish_measures,
    remove_measure,
    set_schedule,
)
from precept.understand.actions.plan import (
    amend_plan,
    change_plan,
    draft_plan,
    publish_plan,
    set_resource_areas,
)
from precept.understand.actions.priorities import (
    add_evidence,
    add_priority,
    change_priority,
    move_priority,
    remove_evidence,
    remove_priority,
)
from precept.understand.actions.strategy import (
    SectionText,
    add_section,
    amend_strategy,
    change_section,
    change_strategy,
    draft_strategy,
    move_section,
    publish_strategy,
    remove_section,
)

__all__ = [
    "SectionText",
    "add_aim",
    "add_evidence",
    "add_measure",
    "add_priority",
    "add_section",
    "amend_plan",
    "amend_strategy",
    "assess_deliverable",
    "change_aim",
    "change_measure",
    "change_plan",
    "change_priority",
    "change_section",
    "change_strategy",
    "draft_plan",
    "draft_strategy",
    "move_priority",
    "move_section",
    "publish_measures",
    "publish_plan",
    "publish_strategy",
    "receive_deliverable",
    "remove_aim",
    "remove_evidence",
    "remove_measure",
    "remove_priority",
    "remove_section",
    "request_deliverable",
    "set_resource_areas",
    "set_schedule",
]
