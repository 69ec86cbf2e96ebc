"""The books: what invented agreements were promised and paid, and what may come. Budgets entered by themselves."""

from datetime import timedelta
from decimal import Decimal

from precept.demo.actions.cast import Cast
from precept.demo.actions.rounds import money
from precept.demo.reading import table
from precept.do.agreements.models import Agreement
from precept.do.spending import actions as spending
from precept.do.spending import queries, rules
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money, share
from precept.plan import actions as plan
from precept.plan.models import Fund

WHY = "Invented for the demonstration"


def keep_books(cast: Cast) -> None:
    """Commit what the invented agreements promise, enter what was paid of years that are over, look ahead."""
    finance, said = cast.people["finance-officer"], table("books")
    for one in said["authority"]:
        spending.authorise(
            by=cast.treasurer,
            fund=cast.funds.get(one["fund"]) or Fund.objects.get(code=one["fund"]),
            year=one["year"],
            amount=money(one["amount"]),
            why=one["why"],
        )
    for one in said["restriction"]:
        plan.add_restriction(
            by=finance,
            fund=cast.funds[one["fund"]],
            sort=one["sort"],
            values=one["values"],
            words=one["words"],
        )
    for agreement in Agreement.objects.filter(is_invented=True).order_by("reference"):
        _commit(cast, agreement)
    _look_ahead(cast)


def _commit(cast: Cast, agreement: Agreement) -> None:
    """What an agreement of several years is worth is promised by their days; one of a round by its payments."""
    finance = cast.people["finance-officer"]
    parts = _parts(agreement)
    if not parts or agreement.payments.exists():
        spending.sign(by=finance, agreement=agreement)
        return
    spending.commit(by=finance, agreement=agreement, parts=parts, why=WHY)
    this_year = FinancialYear.of(clock.today())
    paid = sum((one.amount for one in parts if one.year < this_year.label), Money(0))
    paid += sum((_quarters_gone(one, this_year) for one in parts), Money(0))
    if paid > queries.paid_before(agreement):
        spending.enter_paid_before(by=finance, agreement=agreement, amount=paid, why=WHY)


def _quarters_gone(part: rules.Part, this_year: FinancialYear) -> Money:
    """What of this year's part was paid by the quarters that are over."""
    if part.year != this_year.label:
        return Money(0)
    gone = (clock.today() - this_year.start).days // 92
    return share(part.amount, (gone, 4 - gone))[0] if gone else Money(0)


def _parts(agreement: Agreement) -> list[rules.Part]:
    share_of = agreement.shares.select_related("fund").first()
    starts, ends, amount = agreement.starts, agreement.ends, agreement.current_amount
    if share_of is None or starts is None or ends is None or amount is None:
        return []
    days: dict[str, int] = {}
    for place in range((ends - starts).days + 1):
        label = FinancialYear.of(starts + timedelta(days=place)).label
        days[label] = days.get(label, 0) + 1
    return [
        rules.Part(share_of.fund.code, year, part)
        for year, part in zip(days, share(amount, list(days.values())), strict=True)
    ]


def _look_ahead(cast: Cast) -> None:
    """What will cost less, what is to be carried forward, and two settlements that may come."""
    finance, said = cast.people["finance-officer"], table("books")
    for one in said["forecast"]:
        spending.state_forecast(
            by=finance,
            agreement=Agreement.objects.get(reference=one["agreement"]),
            fund=cast.funds[one["fund"]],
            year=one["year"],
            amount=money(one["amount"]),
            why=one["why"],
        )
    for one in said["carry"]:
        spending.propose_carrying(
            by=finance,
            fund=cast.funds[one["fund"]],
            year=one["year"],
            amount=money(one["amount"]),
            why=one["why"],
        )
    for one in said["scenario"]:
        made = spending.save_scenario(
            by=finance,
            name=one["name"],
            fund=cast.funds[one["fund"]],
            year=one["year"],
            cut=Decimal(one["cut"]),
            notice_days=one["notice_days"],
            note=one["note"],
        )
        choices = {key: rules.Choice(**choice) for key, choice in one["choices"].items()}
        spending.choose(by=finance, scenario=made, version=made.version, choices=choices)
