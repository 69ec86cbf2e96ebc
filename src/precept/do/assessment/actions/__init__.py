"""What people do in assessment: check, allocate, mark, moderate, rank, recommend, tell."""

from precept.do.assessment.actions.allocation import (
    allocate,
    allocate_evenly,
    begin_marking,
    end_allocation,
)
from precept.do.assessment.actions.checks import (
    Said,
    confirm_checks,
    record_check,
    record_checks,
)
from precept.do.assessment.actions.corrections import (
    NOT_CORRECTOR,
    NOT_SECOND,
    approve_correction,
    propose_correction,
    refuse_correction,
)
from precept.do.assessment.actions.feedback import (
    NOT_APPROVER,
    NOT_WRITER,
    approve_feedback,
    write_feedback,
)
from precept.do.assessment.actions.freezing import (
    freeze,
    freeze_recommendation,
    withdraw_recommendation,
)
from precept.do.assessment.actions.giving_back import give_back, take_again
from precept.do.assessment.actions.marking import (
    Saved,
    Unfinished,
    save_mark,
    save_marks,
    submit_sheet,
)
from precept.do.assessment.actions.moderation import (
    NOT_CHAIR,
    NOT_MINUTED,
    NOT_OPENER,
    NOT_THERE,
    AgreedNow,
    against_closing,
    agree_score,
    agree_scores,
    close_moderation,
    open_moderation,
    save_minutes,
)
from precept.do.assessment.actions.past import (
    NOT_PAST,
    finish_past_round,
    take_in_past_bid,
)
from precept.do.assessment.actions.ranking import (
    NOT_AUTHORITY,
    NOT_RECOMMENDER,
    allow_over_programming,
    place_bid,
    set_bands,
    set_cut_off,
    start_ranking,
)

__all__ = [
    "NOT_APPROVER",
    "NOT_AUTHORITY",
    "NOT_CHAIR",
    "NOT_CORRECTOR",
    "NOT_MINUTED",
    "NOT_OPENER",
    "NOT_PAST",
    "NOT_RECOMMENDER",
    "NOT_SECOND",
    "NOT_THERE",
    "NOT_WRITER",
    "AgreedNow",
    "Said",
    "Saved",
    "Unfinished",
    "against_closing",
    "agree_score",
    "agree_scores",
    "allocate",
    "allocate_evenly",
    "allow_over_programming",
    "approve_correction",
    "approve_feedback",
    "begin_marking",
    "close_moderation",
    "confirm_checks",
    "end_allocation",
    "finish_past_round",
    "freeze",
    "freeze_recommendation",
    "give_back",
    "open_moderation",
    "place_bid",
    "propose_correction",
    "record_check",
    "record_checks",
    "refuse_correction",
    "save_mark",
    "save_marks",
    "save_minutes",
    "set_bands",
    "set_cut_off",
    "start_ranking",
    "submit_sheet",
    "take_again",
    "take_in_past_bid",
    "withdraw_recommendation",
    "write_feedback",
]
