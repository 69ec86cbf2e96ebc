"""What partners of joint services owe the office and paid, and what goes back to them, by fund."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from precept.do.spending.models import Movement
from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money

PARTNERS_COLUMNS = (
    "Fund",
    "Shares of invoices",
    "Received",
    "Still owed",
    "Shares of underspends",
    "Given back",
    "Still to go back",
)
INVOICED = ("partner invoiced", "partner invoice withdrawn")
RECEIVED = ("partner paid", "partner paid in error")
TO_GO_BACK = ("share to go back", "share to go back withdrawn")
GIVEN_BACK = ("share given back", "share given back in error")
KINDS = (*INVOICED, *RECEIVED, *TO_GO_BACK, *GIVEN_BACK)


@dataclass(frozen=True)
class PartnersPart:
    """What stands between a fund's year and the partners of joint services, in whole pence."""

    fund: str
    invoiced: int
    received: int
    shared_back: int
    given_back: int

    @property
    def amounts(self) -> tuple[Money, ...]:
        """What a table shows of it under ``PARTNERS_COLUMNS``, after the fund."""
        pence = (
            self.invoiced,
            self.received,
            self.invoiced - self.received,
            self.shared_back,
            self.given_back,
            self.shared_back - self.given_back,
        )
        return tuple(Money(one) for one in pence)


def partners_parts(year: FinancialYear, on: date | None = None) -> list[PartnersPart]:
    """What each fund of a year has with partners, now or at the end of a day; only funds that have any: one query."""
    # What moves between the office and its partners leaves pots of a fund, never those of an agreement: few rows.
    rows = Movement.objects.filter(
        kind__in=KINDS, source__year=year.label, source__agreement__isnull=True
    )
    if on is not None:
        rows = rows.filter(day__lte=on)
    found: dict[str, dict[str, int]] = {}
    summed = rows.order_by("source__fund__name").values_list("source__fund__name", "kind")
    for fund, kind, moved in summed.annotate(moved=Sum("amount")):
        found.setdefault(fund, {})[kind] = moved.pence
    return [
        PartnersPart(
            fund,
            *(
                kinds.get(more, 0) - kinds.get(less, 0)
                for more, less in (INVOICED, RECEIVED, TO_GO_BACK, GIVEN_BACK)
            ),
        )
        for fund, kinds in found.items()
    ]
