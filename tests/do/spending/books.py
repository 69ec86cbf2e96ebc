"""Funds, agreements and people for the tests of the books."""

from datetime import date
from typing import Any

from precept.do.agreements.models import Agreement, FundShare, PlannedPayment
from precept.do.spending.models import Account, Movement
from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money
from precept.foundation.people.models import Person, RoleHeld
from precept.parties.models import Organisation
from precept.plan import actions as plan
from precept.plan.models import Fund

TODAY = date(2026, 11, 16)
YEAR = "2026-27"


def make_person(name: str, *roles: str) -> Person:
    """Somebody with these roles."""
    made = Person.objects.create(name=name, email=f"{name}@opcc.example")
    for role in roles:
        RoleHeld.objects.create(person=made, role=role, starts=date(2020, 1, 1))
    return made


def make_fund(
    by: Person, code: str = "CORE", budgets: dict[str, int] | None = None, **fields: Any
) -> Fund:
    """A fund with budgets in pounds, by year."""
    fund = plan.add_fund(
        by=by,
        code=code,
        name=f"{code} fund",
        short_name=code,
        kind="core",
        **fields,
    )
    for year, pounds in (budgets or {}).items():
        plan.add_budget(
            by=by, fund=fund, year=year, amount=Money.of(pounds), source="The budget paper"
        )
    return fund


def make_agreement(
    reference: str,
    shares: dict[Fund, int],
    payments: dict[date, int] | None = None,
    **fields: Any,
) -> Agreement:
    """An agreement of the register that funds pay for in these shares, in pounds."""
    provider, _ = Organisation.objects.get_or_create(
        reference="oxenmere", defaults={"name": "Oxenmere Boxing Club"}
    )
    made = Agreement.objects.create(
        **{
            "reference": reference,
            "title": f"Agreement {reference}",
            "kind": "contract",
            "status": "active",
            "provider": provider,
            "starts": FinancialYear.parse(YEAR).start,
            "ends": FinancialYear.parse(YEAR).end,
            "priorities": ["victims"],
            "current_amount": Money.of(sum(shares.values())),
            **fields,
        }
    )
    for fund, pounds in shares.items():
        FundShare.objects.create(agreement=made, fund=fund, amount=Money.of(pounds))
    for place, (due, pounds) in enumerate((payments or {}).items(), start=1):
        PlannedPayment.objects.create(agreement=made, place=place, due=due, amount=Money.of(pounds))
    return made


def pots(**of: Any) -> dict[str, int]:
    """What stands in each pot of these accounts, in whole pounds; empty pots left out."""
    found: dict[str, int] = {}
    for one in Account.objects.filter(**of):
        found[one.pot] = found.get(one.pot, 0) + one.balance
    return {pot: pence // 100 for pot, pence in found.items() if pence}


def moved() -> list[str]:
    """The kinds of movements made so far, in order."""
    return [one.kind for one in Movement.objects.order_by("id")]
