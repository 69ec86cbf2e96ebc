"""What people do with rounds and calls: one function for each thing."""

from precept.do.opportunities.actions.register import (
    MOVED_ON,
    NOT_KEEPER,
    NOT_PUBLISHER,
    RoundChanges,
    ShareGiven,
    amend_round,
    publish_round,
    record_round,
    set_round_spend,
)

__all__ = [
    "MOVED_ON",
    "NOT_KEEPER",
    "NOT_PUBLISHER",
    "RoundChanges",
    "ShareGiven",
    "amend_round",
    "publish_round",
    "record_round",
    "set_round_spend",
]
