"""A provider's own agreements: what was planned, claimed, paid and remains, and what is to come back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import Http404

from precept.do.agreements.models import Agreement, PlannedPayment
from precept.do.spending import access, rules
from precept.do.spending.models import Account, Claim, Underspend
from precept.do.spending.queries.claims import STATES, TAGS
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person

MOST_AGREEMENTS = 200
MOST_CLAIMS = 200
PUT_BY = ("claimed", "returned", "checked")
"""States in which a claim is asked for and its money not yet set aside."""


@dataclass(frozen=True)
class OwnAgreement:
    """An agreement with its sums, as its provider reads them."""

    agreement: Agreement
    planned: Money
    claimed: Money
    """Asked for and not yet paid."""
    paid: Money
    remains: Money
    owed_back: Money


@dataclass(frozen=True)
class Instalment:
    """A payment of the plan, and how it stands in words."""

    planned: PlannedPayment
    words: str
    tag: str
    claim: Claim | None
    may_be_claimed: bool


def my_agreements(person: Person) -> list[OwnAgreement]:
    """The agreements of those whom a person acts for, each with its sums; at most 200."""
    rows = access.agreements_of(person).select_related("provider").order_by("reference")
    return _with_sums(rows[:MOST_AGREEMENTS])


def my_agreement(person: Person, reference: str) -> OwnAgreement:
    """One of them, or 404."""
    rows = access.agreements_of(person).select_related("provider").filter(reference=reference)
    found = _with_sums(rows)
    if not found:
        raise Http404(f"no agreement {reference}")
    return found[0]


def my_claim(person: Person, reference: str) -> Claim:
    """A claim of those whom a person acts for, or 404."""
    rows = access.claims_of(person).select_related("agreement__provider", "instalment")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404(f"no claim {reference}")
    return found


def my_claims(agreement: Agreement) -> list[Claim]:
    """The claims of an agreement, the latest first; at most 200."""
    return list(agreement.claims.order_by("-made", "-pk")[:MOST_CLAIMS])


def my_underspends(person: Person, agreement: Agreement) -> list[Underspend]:
    """What is to come back of an agreement, or came back."""
    return list(access.underspends_of(person).filter(agreement=agreement).order_by("-pk")[:50])


def _with_sums(rows: Iterable[Agreement]) -> list[OwnAgreement]:
    agreements = list(rows)
    ids = [one.pk for one in agreements]
    planned = _summed(PlannedPayment.objects.filter(agreement__in=ids))
    asked = _summed(Claim.objects.filter(agreement__in=ids, state__in=PUT_BY))
    pots: dict[int, dict[str, int]] = {}
    accounts = Account.objects.filter(agreement__in=ids).order_by()
    for agreement, pot, pence in accounts.values_list("agreement", "pot").annotate(
        pence=Sum("balance")
    ):
        pots.setdefault(agreement or 0, {})[pot] = int(pence)
    return [_own(one, planned, asked, pots.get(one.pk, {})) for one in agreements]


def _summed(rows: QuerySet[Any]) -> dict[int, int]:
    found = rows.order_by().values_list("agreement").annotate(summed=Sum("amount"))
    return {agreement: summed.pence for agreement, summed in found}


def _own(
    one: Agreement, planned: dict[int, int], asked: dict[int, int], pots: dict[str, int]
) -> OwnAgreement:
    waits = asked.get(one.pk, 0)
    return OwnAgreement(
        agreement=one,
        planned=Money(planned.get(one.pk, 0)),
        claimed=Money(waits + pots.get(rules.CLAIMED, 0)),
        paid=Money(pots.get(rules.PAID, 0)),
        remains=Money(max(0, pots.get(rules.COMMITTED, 0) - waits)),
        owed_back=Money(pots.get(rules.UNDERSPENT, 0)),
    )


def instalments(agreement: Agreement) -> list[Instalment]:
    """The payments that an agreement plans, each with its claim or the day from which it can be claimed."""
    latest: dict[int, Claim] = {}
    claims = agreement.claims.exclude(state__in=("refused", "withdrawn")).order_by("pk")
    for one in claims:
        if one.instalment_id is not None:
            latest[one.instalment_id] = one
    return [_instalment(one, latest.get(one.pk)) for one in agreement.payments.all()]


def _instalment(planned: PlannedPayment, claim: Claim | None) -> Instalment:
    if claim is not None:
        return Instalment(planned, STATES[claim.state], TAGS[claim.state], claim, False)
    if rules.due_problem(planned.due, clock.today()) and planned.due is not None:
        words = f"Can be claimed from {clock.spoken(planned.due)}"
        return Instalment(planned, words, "govuk-tag--grey", None, False)
    return Instalment(planned, "Can be claimed now", "govuk-tag--blue", None, True)
