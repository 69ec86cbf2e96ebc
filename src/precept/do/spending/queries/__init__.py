"""What pages read of the books."""

from precept.do.spending.queries.books import (
    authority_in_force,
    available,
    budget_movements,
    held,
    is_closed,
    movements_of,
    of_agreement,
    of_fund,
    paid_before,
    problems_with_books,
    promisable,
    promised,
    remains_to_claim,
    restrictions_of,
    standing,
    standing_on,
)
from precept.do.spending.queries.claims import funds_of, kept_parts, parts_of
from precept.do.spending.queries.wanted import parts_wanted

__all__ = [
    "authority_in_force",
    "available",
    "budget_movements",
    "funds_of",
    "held",
    "is_closed",
    "kept_parts",
    "movements_of",
    "of_agreement",
    "of_fund",
    "paid_before",
    "parts_of",
    "parts_wanted",
    "problems_with_books",
    "promisable",
    "promised",
    "remains_to_claim",
    "restrictions_of",
    "standing",
    "standing_on",
]
