"""Budgets enter the books; authority is given to promise more than there is."""

from precept.do.spending import access, queries, rules
from precept.do.spending.access import Asker
from precept.do.spending.actions.posting import Posting, post
from precept.do.spending.models import Account, Authority
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger.actions import NotAllowed, Refused, action, record
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan.models import Budget, Fund

NOT_KEEPER = "Only people who keep the books may do this."


def hear_budget(budget: Budget, by: Asker) -> None:
    """Bring the books in line with a budget that was stated or changed; called in that same action."""
    _post_difference(budget, by)


@action
def open_books(*, by: Asker, fund: Fund) -> int:
    """Enter the budgets of a fund that the books don't hold yet; how many moved. None is no event."""
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    moved = [budget for budget in fund.budgets.all() if _post_difference(budget, by)]
    if moved:
        record(fund.subject, "budgets entered", by=by, after={"years": [one.year for one in moved]})
    return len(moved)


def _post_difference(budget: Budget, by: Asker) -> bool:
    stated = budget.amount.pence if budget.amount is not None else 0
    entered = sum(
        one.amount.pence if one.kind == "budget" else -one.amount.pence
        for one in queries.budget_movements(budget.fund, budget.year)
    )
    difference = stated - entered
    if difference == 0:
        return False
    kind = "budget" if difference > 0 else "budget cut"
    posting = Posting(kind, budget.fund, budget.year, Money(abs(difference)))
    post([posting], by=by, day=budget.dated or clock.today(), why=budget.source)
    return True


@action
def authorise(
    *, by: Person, fund: Fund, year: str, amount: Money, why: str, decision: str = ""
) -> Authority:
    """Allow promises beyond a fund's budget of a year, up to an amount in all; the latest one counts.

    Refused where more than that was promised already.
    """
    if not access.may_authorise(by):
        raise NotAllowed("Only people who may allow over-programming may do this.")
    if not why.strip():
        raise Refused("Say why more may be promised than there is", field="why")
    label = FinancialYear.parse(year).label
    account, _ = Account.objects.get_or_create(
        fund=fund, year=label, agreement=None, pot=rules.AVAILABLE
    )
    rows = Account.objects.filter(pk=account.pk, balance__gte=-amount.pence)
    if not rows.update(floor=-amount.pence):
        account.refresh_from_db()
        raise Refused(
            f"{Money(-account.balance)} more than the budget is promised already:"
            " authority for less than that cannot stand",
            field="amount",
        )
    given = Authority.objects.create(
        fund=fund,
        year=label,
        amount=amount,
        why=why.strip(),
        decision=decision.strip(),
        given_by=by,
    )
    record(
        fund.subject,
        "over-programming authorised",
        by=by,
        why=why,
        after={"year": label, "beyond the budget": str(amount), "decision": decision},
    )
    return given
