"""What people do to manage agreements: one function for each thing."""

from precept.review.management.actions.exits import (
    add_task,
    begin_exit,
    count_again,
    finish_exit,
    finish_task,
    hear_varied,
    leave_task_out,
    set_task,
)
from precept.review.management.actions.meetings import (
    Guest,
    arrange_agenda,
    call_meeting,
    cancel_meeting,
    change_meeting,
    draw_agenda,
)
from precept.review.management.actions.minutes import (
    agree_minutes,
    correct_minutes,
    record_meeting,
)
from precept.review.management.actions.owed import (
    agree_action,
    finish_action,
    move_action,
)
from precept.review.management.actions.plans import (
    answer_plan,
    change_plan,
    close_plan,
    escalate_plan,
    impose_plan,
    open_plan,
    propose_plan,
    review_plan,
    withdraw_plan,
)
from precept.review.management.actions.reminding import (
    remind_owners,
)
from precept.review.management.actions.troubles import (
    change_issue,
    close_issue,
    close_risk,
    note_risk,
    raise_issue,
    score_again,
)

__all__ = [
    "Guest",
    "add_task",
    "agree_action",
    "agree_minutes",
    "answer_plan",
    "arrange_agenda",
    "begin_exit",
    "call_meeting",
    "cancel_meeting",
    "change_issue",
    "change_meeting",
    "change_plan",
    "close_issue",
    "close_plan",
    "close_risk",
    "correct_minutes",
    "count_again",
    "draw_agenda",
    "escalate_plan",
    "finish_action",
    "finish_exit",
    "finish_task",
    "hear_varied",
    "impose_plan",
    "leave_task_out",
    "move_action",
    "note_risk",
    "open_plan",
    "propose_plan",
    "raise_issue",
    "record_meeting",
    "remind_owners",
    "review_plan",
    "score_again",
    "set_task",
    "withdraw_plan",
]
