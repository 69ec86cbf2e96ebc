"""What the rounds of a financial year leave open in its framework, and which of them stand in each other's way."""

from datetime import timedelta
from itertools import pairwise
from typing import Final

from django.urls import reverse

from precept.do.opportunities.models import Opportunity
from precept.foundation.clock import FinancialYear, spoken
from precept.plan import rules as plan
from precept.plan.rules import Doubt

MOST_ROUNDS: Final = 500
TOO_CLOSE: Final = timedelta(days=14)
"""Two deadlines of one fund nearer than this ask the same small groups twice at once."""


def doubts_of_rounds(year: str) -> list[Doubt]:
    """Rounds of a year that no table lists, and rounds of one fund whose deadlines are less than a fortnight apart."""
    said = FinancialYear.parse(year).spoken
    rows = list(Opportunity.objects.filter(year=year).order_by("deadline", "pk")[:MOST_ROUNDS])
    found = [
        plan.gap(
            f"Round {one.number}, {one.theme}, of {said} is in no table of the framework.",
            reverse("opportunities.one", args=[one.reference]),
        )
        for one in rows
        if not one.section
    ]
    by_fund: dict[int | None, list[Opportunity]] = {}
    for one in rows:
        if one.deadline is not None:
            by_fund.setdefault(one.fund_id, []).append(one)
    for of_fund in by_fund.values():
        for before, after in pairwise(of_fund):
            assert before.deadline is not None
            assert after.deadline is not None
            if after.deadline - before.deadline < TOO_CLOSE:
                words = (
                    f"Rounds {before.number} and {after.number} close on {spoken(before.deadline)} and"
                    f" {spoken(after.deadline)}: one group can hardly apply to both."
                )
                found.append(
                    plan.clash(words, reverse("opportunities.one", args=[after.reference]))
                )
    return found
