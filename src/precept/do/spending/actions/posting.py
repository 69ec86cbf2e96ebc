"""Moving money from one pot to another: the only place where the books change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from precept.do.agreements.models import Agreement
from precept.do.spending import queries, rules
from precept.do.spending.models import Account, ClosedYear, Movement
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger.actions import Actor, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan.models import Fund


@dataclass(frozen=True)
class Posting:
    """One movement to be made. ``to_year`` is another year, where money is carried into one."""

    kind: str
    fund: Fund
    year: str
    amount: Money
    agreement: Agreement | None = None
    to_year: str = ""


def post(postings: Sequence[Posting], *, by: Actor, day: date, why: str = "") -> list[Movement]:
    """Make these movements, all or none. Call it in an action, which records what it was for.

    Refused, in words, where a pot holds less than is to be taken from it, or a year is closed. Accounts
    are locked in one order, so that no two of these wait for each other.
    """
    _ask_open(postings)
    pairs = [(_account(one, is_source=True), _account(one, is_source=False)) for one in postings]
    ids = sorted({account.pk for pair in pairs for account in pair})
    list(Account.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    made = []
    for one, (source, target) in zip(postings, pairs, strict=True):
        _take(source, one)
        Account.objects.filter(pk=target.pk).update(balance=F("balance") + one.amount.pence)
        made.append(
            Movement(
                kind=one.kind,
                day=day,
                source=source,
                target=target,
                amount=one.amount,
                why=why,
                by=by if isinstance(by, Person) else None,
            )
        )
    return Movement.objects.bulk_create(made)


def _take(source: Account, one: Posting) -> None:
    enough = Q(pot=rules.OUTSIDE) | Q(balance__gte=F("floor") + one.amount.pence)
    rows = Account.objects.filter(pk=source.pk).filter(enough)
    if not rows.update(balance=F("balance") - one.amount.pence):
        raise Refused(_too_little(source, one))


def _too_little(source: Account, one: Posting) -> str:
    source.refresh_from_db()
    year = FinancialYear.parse(source.year).spoken
    there = Money(source.balance)
    if source.pot == rules.AVAILABLE:
        allowed = f", with {Money(-source.floor)} allowed beyond it" if source.floor else ""
        has = f"has {there} available for {year}"
        if there.pence < 0:
            has = f"has promised {Money(-there.pence)} more than its budget of {year}"
        return (
            f"{one.fund.name} {has}{allowed}: {one.amount} is more than that."
            " Somebody who may allow over-programming can give authority first."
        )
    title = dict(rules.POTS)[source.pot].lower()
    return f"{there} is {title} from {one.fund.name} for {year}: {one.amount} is more than that."


def _account(one: Posting, *, is_source: bool) -> Account:
    move = rules.MOVES[one.kind]
    pot = move.source if is_source else move.target
    year = one.to_year if one.to_year and not is_source else one.year
    owner = None if pot in rules.OF_A_FUND else one.agreement
    account, _ = Account.objects.get_or_create(fund=one.fund, year=year, agreement=owner, pot=pot)
    return account


def _ask_open(postings: Sequence[Posting]) -> None:
    wanted = {(one.fund.pk, one.year) for one in postings}
    wanted |= {(one.fund.pk, one.to_year) for one in postings if one.to_year}
    closed = ClosedYear.objects.filter(
        fund__in={fund for fund, _ in wanted}, year__in={year for _, year in wanted}
    ).select_related("fund")
    for one in closed:
        if (one.fund_id, one.year) in wanted:
            raise Refused(
                f"{FinancialYear.parse(one.year).spoken} is closed for {one.fund.name}:"
                " nothing moves in it any more."
            )


def ask_payable(agreement: Agreement, fund: Fund, year: str, field: str = "") -> None:
    """Refused, naming the field, where a fund may not pay for an agreement, or can promise nothing in a year."""
    period = rules.FundPeriod(fund.name, fund.starts, fund.ends)
    paid = rules.Paid(agreement.kind, tuple(agreement.priorities))
    problem = rules.year_problem(period, year) or rules.restriction_problem(
        queries.restrictions_of(fund), paid
    )
    if problem:
        raise Refused(problem, field=field)
