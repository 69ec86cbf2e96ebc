"""The gaps and clashes of a version of the framework, from every part that knows of some."""

from collections.abc import Sequence

from precept.foundation.money import Money
from precept.plan import intended_spend, rules
from precept.plan.models import Budget, FrameworkSection
from precept.plan.published import FrameworkPublished
from precept.plan.rules import Doubt
from precept.understand import queries as understand


def doubts_of(
    payload: FrameworkPublished,
    sections: Sequence[FrameworkSection],
    uses: Sequence[rules.FundUse],
    areas: Sequence[str],
) -> list[Doubt]:
    """What a version leaves open and what in it cannot all stand, the clashes first; ``areas`` are the plan’s."""
    served = {
        slug for section in sections for line in section.lines.all() for slug in line.priorities
    }
    rows = Budget.objects.filter(year=payload.year, amount__gt=Money(0)).order_by("fund__name")
    found = [
        *rules.doubts_of_lines(payload),
        *intended_spend.doubts(payload.year),
        *rules.doubts_of_areas(payload, areas),
        *rules.doubts_of_priorities(understand.published_priorities(), served),
        *rules.doubts_of_funds(
            uses, dict(rows.values_list("fund__code", "fund__name")), payload.year
        ),
    ]
    return sorted(found, key=lambda one: one.sort != "clash")
