"""Where an organisation may be paid, and how a change of it stands; never an account's numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from precept.foundation import clock
from precept.parties import rules
from precept.parties.models import BankDetails, Organisation

MOST_DETAILS = 50


@dataclass(frozen=True)
class PayableAccount:
    """An account that may be paid on the day that was asked for; ``actions.reveal_account`` gives its numbers."""

    reference: str
    ending: str
    payable_from: date


def _known(organisation: Organisation) -> tuple[BankDetails | None, BankDetails | None]:
    """Those in force, and those that wait."""
    rows = organisation.bank_details.filter(state__in=[*rules.BANK_WAITS, rules.BANK_APPROVED])
    by_state = {row.state == rules.BANK_APPROVED: row for row in rows}
    return by_state.get(True), by_state.get(False)


def payment_problem(organisation: Organisation, on: date | None = None) -> str | None:
    """Why nothing can be paid to an organisation on a day (today), in words; nothing where it can."""
    approved, waiting = _known(organisation)
    stand = rules.BankStand(
        approved_from=approved.payable_from if approved else None,
        has_change_waiting=waiting is not None,
    )
    return rules.payment_problem(stand, on=on or clock.today())


def payment_problems(
    organisations: Collection[Organisation], on: date | None = None
) -> dict[int, str]:
    """Why nothing can be paid to these organisations on a day (today), by their key: one query for all."""
    approved: dict[int, date] = {}
    waiting: set[int] = set()
    rows = BankDetails.objects.filter(
        organisation__in=organisations, state__in=[*rules.BANK_WAITS, rules.BANK_APPROVED]
    )
    for of, state, payable_from in rows.values_list("organisation", "state", "payable_from"):
        if state == rules.BANK_APPROVED:
            approved[of] = payable_from
        else:
            waiting.add(of)
    found = {}
    for one in organisations:
        stand = rules.BankStand(approved.get(one.pk), has_change_waiting=one.pk in waiting)
        problem = rules.payment_problem(stand, on=on or clock.today())
        if problem:
            found[one.pk] = problem
    return found


def payable_account(organisation: Organisation, on: date | None = None) -> PayableAccount | None:
    """Where an organisation may be paid on a day (today); nothing while a change waits or cools off."""
    if payment_problem(organisation, on) is not None:
        return None
    approved, _ = _known(organisation)
    assert approved is not None  # otherwise there is a problem
    return PayableAccount(approved.reference, approved.ending, approved.payable_from)


def bank_in_force(organisation: Organisation) -> BankDetails | None:
    """The details that were approved last, whether payable yet or not."""
    return _known(organisation)[0]


def bank_waiting(organisation: Organisation) -> BankDetails | None:
    """The details that wait for a call-back or approval."""
    return _known(organisation)[1]


def bank_history(organisation: Organisation) -> list[BankDetails]:
    """Every account that was given, the latest first; at most 50. Nobody prints what they hold."""
    rows = organisation.bank_details.select_related("given_by", "called_by", "approved_by")
    return list(rows.defer("account").order_by("-given", "-pk")[:MOST_DETAILS])


def bank_details(organisation: Organisation, reference: str) -> BankDetails:
    """One account that was given, or 404."""
    found = (
        organisation.bank_details.filter(reference=reference)
        .select_related("organisation", "given_by", "called_by", "approved_by")
        .defer("account")
        .first()
    )
    if found is None:
        raise Http404
    return found
