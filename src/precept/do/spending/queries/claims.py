"""Claims and payments, as actions and pages read them."""

from collections.abc import Iterable, Sequence

from precept.do.spending import rules
from precept.foundation.money import Money
from precept.plan.models import Fund


def parts_of(kept: Iterable[Sequence[object]]) -> list[rules.Part]:
    """Parts as a row keeps them, [[fund, year, pence], …], as rules read them."""
    return [rules.Part(str(fund), str(year), Money(int(str(pence)))) for fund, year, pence in kept]


def kept_parts(parts: Iterable[rules.Part]) -> list[list[object]]:
    """Parts as a row keeps them."""
    return [[one.fund, one.year, one.amount.pence] for one in parts]


def funds_of(parts: Sequence[rules.Part]) -> list[Fund]:
    """The funds that these parts are of."""
    return list(Fund.objects.filter(code__in={one.fund for one in parts}))
