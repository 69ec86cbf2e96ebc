"""A fund's year as it ends: what is left, what is carried forward, what stands against closing it."""

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.http import Http404

from precept.do.spending import rules
from precept.do.spending.models import (
    Account,
    CarryForward,
    ClosedYear,
)
from precept.do.spending.queries.years import closed_of
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money
from precept.plan.models import Fund

MOST_OPEN = 100


@dataclass(frozen=True)
class YearEnd:
    """A fund's year as it ends: what is left, what is carried forward, and what stands against closing it."""

    left: Money
    carried: list[CarryForward]
    committed: Money
    commitments: int
    against: list[str]
    closed: ClosedYear | None

    @property
    def lapses(self) -> Money:
        """What would lapse if it was closed now."""
        return Money(max(self.left.pence, 0))


def year_end(fund: Fund, year: FinancialYear) -> YearEnd:
    """Everything that a fund's year-end rests on: three queries."""
    accounts = Account.objects.filter(fund=fund, year=year.label).exclude(balance=0)
    rows = accounts.order_by().values_list("pot").annotate(pence=Sum("balance"), many=Count("pk"))
    found = {pot: (int(pence), many) for pot, pence, many in rows}
    sums = {pot: pence for pot, (pence, _) in found.items()}
    carried = list(
        CarryForward.objects.filter(fund=fund, year=year.label).select_related(
            "fund", "proposed_by", "decided_by"
        )[:MOST_OPEN]
    )
    left = Money(sums.get(rules.AVAILABLE, 0))
    facts = rules.EndFacts(
        year=year,
        today=clock.today(),
        left=left,
        waiting=sum(one.state == "proposed" for one in carried),
        claimed=Money(sums.get(rules.CLAIMED, 0)),
        underspent=Money(sums.get(rules.UNDERSPENT, 0)),
        owed=Money(sums.get(rules.OWED, 0)),
        owing=Money(sums.get(rules.OWING, 0)),
    )
    return YearEnd(
        left=left,
        carried=carried,
        committed=Money(sums.get(rules.COMMITTED, 0)),
        commitments=found.get(rules.COMMITTED, (0, 0))[1],
        against=rules.against_closing(facts),
        closed=closed_of(fund, year.label),
    )


def carrying_or_404(fund: Fund, year: str, number: int) -> CarryForward:
    """A proposal to carry money forward, or 404."""
    rows = CarryForward.objects.select_related("fund", "proposed_by", "decided_by")
    found = rows.filter(fund=fund, year=year, pk=number).first()
    if found is None:
        raise Http404
    return found
