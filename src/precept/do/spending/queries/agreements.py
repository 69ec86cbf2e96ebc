"""What stands in the books for one agreement."""

from dataclasses import dataclass, field

from precept.do.agreements.models import Agreement
from precept.do.spending import rules
from precept.do.spending.models import (
    Account,
    Forecast,
    WaitingCommitment,
)
from precept.do.spending.queries.books import promised
from precept.do.spending.queries.claims import parts_of
from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money
from precept.plan.models import Fund


@dataclass(frozen=True)
class AgreementBooks:
    """What stands in the books for an agreement, by fund and year, and what waits."""

    rows: list[tuple[str, str, str, str, str, str]]
    whole: rules.Standing
    waiting: WaitingCommitment | None
    waiting_parts: list[rules.Part] = field(default_factory=list)
    forecasts: list[Forecast] = field(default_factory=list)


def agreement_books(agreement: Agreement) -> AgreementBooks:
    """An agreement's pots by fund and year, in pounds and pence: three queries."""
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    accounts = Account.objects.filter(agreement=agreement).select_related("fund")
    for one in accounts.order_by("year", "fund__code"):
        found.setdefault((one.year, one.fund.short_name), []).append((one.pot, one.balance))
    standings = {key: rules.standing_of(pots) for key, pots in found.items()}
    waits = WaitingCommitment.objects.filter(agreement=agreement).first()
    return AgreementBooks(
        rows=[
            (
                FinancialYear.parse(year).spoken,
                fund,
                *(
                    str(Money(pence))
                    for pence in (
                        one.committed,
                        one.claimed,
                        one.paid,
                        one.underspent + one.recovered,
                    )
                ),
            )  # type: ignore[misc]  # four figures
            for (year, fund), one in standings.items()
        ],
        whole=sum(standings.values(), rules.Standing()),
        waiting=waits,
        waiting_parts=parts_of(waits.parts) if waits else [],
        forecasts=list(
            Forecast.objects.filter(agreement=agreement).select_related("fund", "stated_by")
        ),
    )


def funds_and_years(agreement: Agreement) -> list[tuple[str, str]]:
    """The fund and year pairs that an agreement was promised money of, as a form offers them."""
    names = dict(Fund.objects.order_by().values_list("code", "short_name"))
    return [
        (f"{one.fund} {one.year}", f"{names[one.fund]}, {FinancialYear.parse(one.year).spoken}")
        for one in promised(agreement)
    ]
