"""What people do with procedures and documents."""

from precept.do.procedures.actions.approving import (
    approve,
    publish_what_begins,
    release,
    retire,
    send_back,
    send_for_approval,
    take_back,
)
from precept.do.procedures.actions.drafting import (
    add_standard,
    adopt,
    begin_next,
    change_head,
    drop_draft,
    take_out_section,
    take_out_stage,
    write_section,
    write_stage,
)
from precept.do.procedures.actions.reviewing import (
    answer_feedback,
    close_review,
    note_feedback,
    remind_of_reviews,
    set_owner,
)

__all__ = [
    "add_standard",
    "adopt",
    "answer_feedback",
    "approve",
    "begin_next",
    "change_head",
    "close_review",
    "drop_draft",
    "note_feedback",
    "publish_what_begins",
    "release",
    "remind_of_reviews",
    "retire",
    "send_back",
    "send_for_approval",
    "set_owner",
    "take_back",
    "take_out_section",
    "take_out_stage",
    "write_section",
    "write_stage",
]
