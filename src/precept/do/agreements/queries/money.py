"""What of a decision's money the register knows: the funds that pay for the agreement that it is about."""

from precept.decisions.models import Decision
from precept.decisions.sign_ups import MoneyKnown
from precept.do.agreements import access
from precept.do.agreements.queries.one import shares_of
from precept.foundation.clock import FinancialYear
from precept.foundation.people.models import Person
from precept.plan.queries import money_in_words


def money_of_agreement(person: Person, decision: Decision) -> MoneyKnown | None:
    """The funds of the agreement that a decision is about, and its year where it runs in no other."""
    kind, _, reference = decision.about.partition(":")
    if kind != "agreement":
        return None
    one = access.visible_to(person).filter(reference=reference).first()
    if one is None:
        return None
    paid = [
        (row.fund.name, row.amount.pence if row.amount is not None else None)
        for row in shares_of(one)
    ]
    years: list[dict[str, object]] = []
    if one.starts and one.ends and decision.amount is not None:
        first, last = FinancialYear.of(one.starts), FinancialYear.of(one.ends)
        if first == last:
            years.append({"year": first.label, "pence": decision.amount.pence})
    return MoneyKnown(f"agreement {one.reference}", money_in_words(paid), tuple(years))
