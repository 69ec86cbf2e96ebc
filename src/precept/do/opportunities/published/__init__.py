"""What may be released of rounds and calls."""

from precept.do.opportunities.published.register import (
    OpportunityPublished,
    OpportunitySharePublished,
    address,
    entry,
    in_words,
)

__all__ = [
    "OpportunityPublished",
    "OpportunitySharePublished",
    "address",
    "entry",
    "in_words",
]
