"""What may be released: agreements, and what a round came to. Amounts are whole pence."""

from precept.do.agreements.published.register import (
    AgreementLinkPublished,
    AgreementPublished,
    AgreementSharePublished,
    PriorityLinkPublished,
    ValuePublished,
    address,
    current_value,
    entry,
    in_words,
    value_rows,
)

__all__ = [
    "AgreementLinkPublished",
    "AgreementPublished",
    "AgreementSharePublished",
    "PriorityLinkPublished",
    "ValuePublished",
    "address",
    "current_value",
    "entry",
    "in_words",
    "value_rows",
]
