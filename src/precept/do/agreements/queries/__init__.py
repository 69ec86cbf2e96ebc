"""What pages, publications and the framework read of the register."""

from precept.do.agreements.queries.framework import intended_spend
from precept.do.agreements.queries.listed import register_page
from precept.do.agreements.queries.one import (
    Found,
    agreement,
    agreement_or_none,
    current_words,
    found_organisation,
    full,
    history_of_values,
    listed_words,
    said,
    said_of_shares,
    said_of_value,
    shares_of,
)
from precept.do.agreements.queries.released import (
    CHANGES,
    Waiting,
    as_held,
    changed,
    changed_count,
    neighbours,
    payload,
    running_jobs,
    waiting_to_be_public,
    would_change,
)

__all__ = [
    "CHANGES",
    "Found",
    "Waiting",
    "agreement",
    "agreement_or_none",
    "as_held",
    "changed",
    "changed_count",
    "current_words",
    "found_organisation",
    "full",
    "history_of_values",
    "intended_spend",
    "listed_words",
    "neighbours",
    "payload",
    "register_page",
    "running_jobs",
    "said",
    "said_of_shares",
    "said_of_value",
    "shares_of",
    "waiting_to_be_public",
    "would_change",
]
