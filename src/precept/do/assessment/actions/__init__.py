"""What people do in assessment: check, allocate, mark, moderate, rank, recommend, tell."""

from precept.do.assessment.actions.allocation import (
    allocate,
    allocate_evenly,
    begin_marking,
    end_allocation,
)
from precept.do.assessment.actions.checks import (
    Said,
    record_check,
    record_checks,
)
from precept.do.assessment.actions.marking import (
    Saved,
    Unfinished,
    save_mark,
    save_marks,
    submit_sheet,
)

__all__ = [
    "Said",
    "Saved",
    "Unfinished",
    "allocate",
    "allocate_evenly",
    "begin_marking",
    "end_allocation",
    "record_check",
    "record_checks",
    "save_mark",
    "save_marks",
    "submit_sheet",
]
