"""How the public site says what was published. Pure."""

from precept.public.rules.pages import (
    LONGEST_SAID,
    Spending,
    amount,
    around_difference,
    is_colour,
    other_versions,
    plain_differences,
    procedure_address,
    readable,
    spending,
    stated_amount,
)

__all__ = [
    "LONGEST_SAID",
    "Spending",
    "amount",
    "around_difference",
    "is_colour",
    "other_versions",
    "plain_differences",
    "procedure_address",
    "readable",
    "spending",
    "stated_amount",
]
