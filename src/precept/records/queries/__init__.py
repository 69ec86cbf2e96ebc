"""What pages and disposal read: the schedule, what is due, holds, runs and the register."""

from precept.records.queries.due import (
    MOST_DUE,
    DueNow,
    all_due,
    described,
    due,
    due_shown,
    held_among,
)
from precept.records.queries.holds import (
    claim_lines,
    claimant_thing,
    hold,
    holds_page,
    person_named,
    thing_named,
)
from precept.records.queries.register import (
    FINGERPRINTED,
    REGISTER_COLUMNS,
    behind,
    check_register,
    kept_of,
    register_page,
    register_rows,
    said_of,
    signed_register,
    still_to_keep,
    trusted_keys,
)
from precept.records.queries.runs import (
    counts_of,
    job_of,
    lines_for_digest,
    lines_page,
    run,
    runs_page,
)
from precept.records.queries.schedule import rule, rule_or_none, schedule
from precept.records.queries.waiting import waits_for

__all__ = [
    "FINGERPRINTED",
    "MOST_DUE",
    "REGISTER_COLUMNS",
    "DueNow",
    "all_due",
    "behind",
    "check_register",
    "claim_lines",
    "claimant_thing",
    "counts_of",
    "described",
    "due",
    "due_shown",
    "held_among",
    "hold",
    "holds_page",
    "job_of",
    "kept_of",
    "lines_for_digest",
    "lines_page",
    "person_named",
    "register_page",
    "register_rows",
    "rule",
    "rule_or_none",
    "run",
    "runs_page",
    "said_of",
    "schedule",
    "signed_register",
    "still_to_keep",
    "thing_named",
    "trusted_keys",
    "waits_for",
]
