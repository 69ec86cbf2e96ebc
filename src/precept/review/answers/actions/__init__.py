"""What people do with questions and answers: one function for each thing."""

from precept.review.answers.actions.answering import (
    choose_sources,
    drop_source,
    rely_on,
    send_to_second_person,
    stop_relying_on,
    write_answer,
)
from precept.review.answers.actions.asking import (
    ask_what_is_meant,
    change_question,
    enter_question,
    extend,
    hear_what_is_meant,
    withdraw_question,
)
from precept.review.answers.actions.releasing import (
    forget_asker,
    publish_answer,
    release_answer,
    send_back,
)
from precept.review.answers.actions.reminding import remind_owners

__all__ = [
    "ask_what_is_meant",
    "change_question",
    "choose_sources",
    "drop_source",
    "enter_question",
    "extend",
    "forget_asker",
    "hear_what_is_meant",
    "publish_answer",
    "release_answer",
    "rely_on",
    "remind_owners",
    "send_back",
    "send_to_second_person",
    "stop_relying_on",
    "withdraw_question",
    "write_answer",
]
