"""A financial year ends: what is carried forward, what lapses, and the year is closed."""

from precept.do.agreements.models import Agreement
from precept.do.spending import access, queries, rules
from precept.do.spending.actions.budgets import NOT_KEEPER
from precept.do.spending.actions.posting import Posting, post
from precept.do.spending.models import Account, CarryForward, ClosedYear, Forecast
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan.models import Fund


@action
def propose_carrying(*, by: Person, fund: Fund, year: str, amount: Money, why: str) -> CarryForward:
    """Propose that money which is left of a fund's year is there in the next; somebody else decides."""
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    label = FinancialYear.parse(year).label
    if not why.strip():
        raise Refused("Say what it is needed for in the next year", field="why")
    left = queries.available(fund, label)
    if not 0 < amount.pence <= left.pence:
        raise Refused(f"{left} is available for {FinancialYear.parse(year).spoken}", field="amount")
    period = rules.FundPeriod(fund.name, fund.starts, fund.ends)
    problem = rules.year_problem(period, FinancialYear.parse(year).next().label)
    if problem:
        raise Refused(problem)
    made = CarryForward.objects.create(
        fund=fund, year=label, amount=amount, why=why.strip(), proposed_by=by
    )
    record(
        fund.subject,
        "carry-forward proposed",
        by=by,
        why=why,
        after={"from": label, "amount": str(amount)},
    )
    return made


@action
def decide_carrying(
    *, by: Person, proposal: CarryForward, approve: bool, why: str = ""
) -> CarryForward:
    """Approve what is carried forward, or refuse it with a reason; never whoever proposed it."""
    if not access.may_decide_carrying(by):
        raise NotAllowed("Only people who may approve what is carried forward may do this.")
    if by.pk == proposal.proposed_by_id:
        raise Refused("You proposed this: somebody else decides it.")
    if not approve and not why.strip():
        raise Refused("Say why it is refused", field="why")
    state = "approved" if approve else "refused"
    rows = CarryForward.objects.filter(pk=proposal.pk, state="proposed")
    if not rows.update(state=state, decided_by=by, decided=clock.now(), decided_why=why.strip()):
        raise Changed("This was decided already.")
    now = CarryForward.objects.select_related("fund").get(pk=proposal.pk)
    if approve:
        following = FinancialYear.parse(now.year).next().label
        posting = Posting("carried forward", now.fund, now.year, now.amount, to_year=following)
        post([posting], by=by, day=FinancialYear.parse(now.year).end, why=now.why)
    record(
        now.fund.subject,
        f"carry-forward {state}",
        by=by,
        why=why,
        after={"from": now.year, "amount": str(now.amount)},
    )
    return now


@action
def close_year(*, by: Person, fund: Fund, year: str, why: str = "") -> ClosedYear:
    """Close a fund's year that is over: commitments that stand go on into the next, what is left lapses.

    Refused while claims wait to be paid from it, underspends of it are open, or a carry-forward of it waits.
    """
    if not access.may_decide_carrying(by):
        raise NotAllowed("Only people who may approve what is carried forward may close a year.")
    of = FinancialYear.parse(year)
    ending = queries.year_end(fund, of)
    if ending.against:
        raise Refused(" ".join(ending.against))
    left = ending.left
    accounts = Account.objects.filter(fund=fund, year=of.label).select_related("agreement")
    postings = [
        Posting(
            "commitment carried forward",
            fund,
            of.label,
            Money(one.balance),
            one.agreement,
            to_year=of.next().label,
        )
        for one in accounts.filter(pot=rules.COMMITTED, balance__gt=0)
    ]
    if left.pence:
        postings.append(Posting("lapse", fund, of.label, left))
    post(postings, by=by, day=of.end, why=why)
    made, is_new = ClosedYear.objects.get_or_create(
        fund=fund, year=of.label, defaults={"closed_by": by}
    )
    if not is_new:
        raise Changed("This year was closed already.")
    record(
        fund.subject,
        "year closed",
        by=by,
        why=why,
        after={
            "year": of.label,
            "lapsed": str(left),
            "commitments carried forward": len(postings) - bool(left.pence),
        },
    )
    return made


@action
def state_forecast(
    *, by: Person, agreement: Agreement, fund: Fund, year: str, amount: Money, why: str
) -> Forecast:
    """State what an agreement will cost a fund in a year, where it is not what was promised."""
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    if not why.strip():
        raise Refused("Say why it will cost this", field="why")
    label = FinancialYear.parse(year).label
    made, _ = Forecast.objects.update_or_create(
        agreement=agreement,
        fund=fund,
        year=label,
        defaults={"amount": amount, "why": why.strip(), "stated_by": by, "stated": clock.now()},
    )
    record(
        agreement.subject,
        "forecast stated",
        by=by,
        why=why,
        after={"fund": fund.code, "year": label, "amount": str(amount)},
    )
    return made
