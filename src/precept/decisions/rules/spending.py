"""What a decision costs in each financial year. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money

MOST_YEARS: Final = 12
_LINE: Final = re.compile(r"(\d{4}-\d{2})\s*[:=]?\s*£?\s*(\d[\d,]*(?:\.\d{2})?)")


def profile_of(typed: str) -> list[dict[str, object]]:
    """The spending by year out of lines like "2026-27: £12,000". Raises ValueError with words fit to show."""
    found: list[dict[str, object]] = []
    for line in typed.splitlines():
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise ValueError(
                f"Write each year like 2026-27: £12,000.00, and not “{line.strip()[:40]}”."
            )
        try:
            year = str(FinancialYear.parse(match[1]))
        except ValueError as error:
            raise ValueError(f"{match[1]} is no financial year. Write it like 2026-27.") from error
        found.append({"year": year, "pence": Money.of(match[2].replace(",", "")).pence})
    return found


def profile_words(profile: Sequence[Mapping[str, object]]) -> str:
    """Spending by year as it is typed."""
    return "\n".join(f"{one['year']}: {Money(int(str(one['pence']))).short}" for one in profile)


def profile_problem(profile: Sequence[Mapping[str, object]], amount: Money | None) -> str | None:
    """Why spending by year cannot stand; nothing where it can: it adds up to the amount, each year once."""
    if not profile:
        return None
    if len(profile) > MOST_YEARS:
        return f"Enter at most {MOST_YEARS} years."
    years = [str(one["year"]) for one in profile]
    if len(set(years)) != len(years):
        return "Enter each year once."
    if years != sorted(years):
        return "Enter the years in their order."
    if amount is None:
        return "Enter the amount too: the years add up to it."
    total = Money(sum(int(str(one["pence"])) for one in profile))
    if total != amount:
        return f"The years add up to {total.short}, and the amount is {amount.short}."
    return None
