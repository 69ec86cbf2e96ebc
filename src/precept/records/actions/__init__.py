"""Changing the schedule, holding and releasing, proposing and approving disposals, carrying them out."""

from precept.records.actions.again import Again, dispose_again
from precept.records.actions.clearing import (
    clear_files,
    clear_files_of,
    clear_ledger,
    clear_mail,
    clear_rows,
)
from precept.records.actions.disposing import dispose_some, keep_outside
from precept.records.actions.holds import (
    place_hold,
    put_review_off,
    release_hold,
    remind_of_holds,
)
from precept.records.actions.runs import approve_run, propose_run, withdraw_run
from precept.records.actions.schedule import change_rule

__all__ = [
    "Again",
    "approve_run",
    "change_rule",
    "clear_files",
    "clear_files_of",
    "clear_ledger",
    "clear_mail",
    "clear_rows",
    "dispose_again",
    "dispose_some",
    "keep_outside",
    "place_hold",
    "propose_run",
    "put_review_off",
    "release_hold",
    "remind_of_holds",
    "withdraw_run",
]
