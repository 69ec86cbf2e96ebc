"""What an agreement's terms say should be committed, by fund and year."""

from collections.abc import Sequence

from precept.do.agreements.models import Agreement
from precept.do.spending import rules
from precept.foundation import clock
from precept.foundation.money import Money


def parts_wanted(
    agreement: Agreement, promised: Sequence[rules.Part]
) -> tuple[list[rules.Part], str]:
    """What should be committed for an agreement, and, where its terms don't say, why not.

    The years are those in which its planned payments fall. Where it plans none, what is promised already
    keeps its years and the last takes the difference; else the framework's year that lists it, else the
    year in which it starts, or was signed: never the year of a round's deadline. A contract
    of several years says them itself.
    """
    if agreement.current_amount is None:
        return [], "Its value is not known yet."
    amount = agreement.current_amount
    shares, problem = _shares(agreement, amount)
    if problem:
        return [], problem
    years, problem = _years(agreement, amount, promised)
    if problem:
        return [], problem
    return rules.split(shares, years), ""


def _shares(agreement: Agreement, amount: Money) -> tuple[list[tuple[str, Money]], str]:
    rows = list(agreement.shares.select_related("fund"))
    if not rows:
        return [], "It does not say which fund pays."
    if len(rows) == 1:
        return [(rows[0].fund.code, amount)], ""
    known = [(one.fund.code, one.amount) for one in rows if one.amount is not None]
    if len(known) < len(rows) or sum(one.pence for _, one in known) != amount.pence:
        return [], "It does not say how much each fund pays."
    return known, ""


def _years(
    agreement: Agreement, amount: Money, promised: Sequence[rules.Part]
) -> tuple[list[tuple[str, Money]], str]:
    planned = [(one.due, one.amount) for one in agreement.payments.all()]
    if planned and sum(one.pence for _, one in planned) == amount.pence:
        otherwise = agreement.starts or clock.today()
        return rules.by_year(planned, otherwise), ""
    if planned:
        return [], "Its planned payments don't come to its value."
    if promised:
        return _with_difference(amount, promised), ""
    if agreement.kind == "contract" and _spans_years(agreement):
        return [], "It runs over several years and plans no payments: plan them, or commit by hand."
    listing = agreement.listings.order_by("year").first()
    if listing is not None:
        return [(listing.year, amount)], ""
    first = agreement.starts or agreement.signed_on
    if first is not None:
        return [(clock.FinancialYear.of(first).label, amount)], ""
    return [], "It does not say in which year it is paid."


def _spans_years(agreement: Agreement) -> bool:
    starts, ends = agreement.starts, agreement.ends
    if starts is None or ends is None:
        return False
    return clock.FinancialYear.of(starts) != clock.FinancialYear.of(ends)


def _with_difference(amount: Money, promised: Sequence[rules.Part]) -> list[tuple[str, Money]]:
    years: dict[str, int] = {}
    for one in promised:
        years[one.year] = years.get(one.year, 0) + one.amount.pence
    labels = sorted(years)
    difference = amount.pence - sum(years.values())
    for label in reversed(labels):
        years[label] += difference
        difference = min(years[label], 0)
        years[label] = max(years[label], 0)
    return [(label, Money(years[label])) for label in labels if years[label]]
