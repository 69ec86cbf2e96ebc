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
from precept.understand.actions.evidence import (
    add_source,
    change_source,
    look_again,
    withdraw_source,
)
from precept.understand.actions.keeping import (
    add_file,
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
from precept.understand.actions.theory import (
    add_theory_row,
    agree_theory,
    assume,
    begin_theory_version,
    change_theory,
    change_theory_row,
    draft_theory,
    link_rows,
    remove_theory_row,
    unlink_rows,
)
from precept.understand.actions.voice_points import (
    add_point,
    answer_point,
    change_point,
    remove_point,
)
from precept.understand.actions.voices import (
    change_voice,
    publish_voice,
    record_voice,
    set_consent,
    set_groups,
    tell_back,
)

__all__ = [
    "SectionText",
    "add_aim",
    "add_evidence",
    "add_file",
    "add_measure",
    "add_point",
    "add_priority",
    "add_section",
    "add_source",
    "add_theory_row",
    "agree_theory",
    "amend_plan",
    "amend_strategy",
    "answer_point",
    "assess_deliverable",
    "assume",
    "begin_theory_version",
    "change_aim",
    "change_measure",
    "change_plan",
    "change_point",
    "change_priority",
    "change_section",
    "change_source",
    "change_strategy",
    "change_theory",
    "change_theory_row",
    "change_voice",
    "draft_plan",
    "draft_strategy",
    "draft_theory",
    "link_rows",
    "look_again",
    "move_priority",
    "move_section",
    "publish_measures",
    "publish_plan",
    "publish_strategy",
    "publish_voice",
    "receive_deliverable",
    "record_voice",
    "remove_aim",
    "remove_evidence",
    "remove_measure",
    "remove_point",
    "remove_priority",
    "remove_section",
    "remove_theory_row",
    "request_deliverable",
    "set_consent",
    "set_groups",
    "set_resource_areas",
    "set_schedule",
    "tell_back",
    "unlink_rows",
    "withdraw_source",
]
