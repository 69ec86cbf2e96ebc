"""What waits of claims, payments, carrying forward, the ledger and underspends, each on the right desk."""

from django.urls import reverse

from precept.desk.rules import counted
from precept.do.spending import access
from precept.do.spending import queries as spending
from precept.foundation.clock import FinancialYear
from precept.foundation.people.models import Person
from precept.foundation.web.waits import Waits


def waiting_money(person: Person) -> list[Waits]:
    """What this person has to do with the money: at most ten queries, counted to a thousand."""
    return [
        *(_to_check() if access.may_check_claims(person) else []),
        *(_to_approve(person) if access.may_approve_claims(person) else []),
        *(_to_release(person) if access.may_release_payments(person) else []),
        *(_to_carry(person) if access.may_decide_carrying(person) else []),
        *(_of_the_ledger() if access.may_keep_books(person) else []),
        *(_owed_back() if access.may_keep_books(person) else []),
    ]


def _to_check() -> list[Waits]:
    found = spending.claims_in("claimed")
    return _said(found, ("claim waits", "claims wait"), "to be checked", "claimed")


def _to_approve(person: Person) -> list[Waits]:
    checked = spending.claims_in("checked", not_by=person)
    to_pay = spending.claims_in("approved")
    return [
        *_said(checked, ("claim waits", "claims wait"), "to be approved", "checked"),
        *_said(to_pay, ("approved claim waits", "approved claims wait"), "to be paid", ""),
    ]


def _said(found: spending.InState, nouns: tuple[str, str], words: str, state: str) -> list[Waits]:
    if not found.count:
        return []
    href = f"/office/claims?state={state}" if state else "/office/payments"
    note = "Some were made more than 30 days ago" if found.is_late else ""
    text = f"{counted(found.count, *nouns)} {words}"
    return [Waits(text, href, "red" if found.is_late else "amber", note)]


def _to_release(person: Person) -> list[Waits]:
    return [
        Waits(
            f"Payment file {one.reference} waits to be released: {one.total}",
            f"/office/payments/files/{one.reference}",
            "amber",
        )
        for one in spending.files_to_release(person)
    ]


def _to_carry(person: Person) -> list[Waits]:
    return [
        Waits(
            f"{one.amount} of {one.fund.name} waits to be carried forward",
            reverse("spending.decide_carrying", args=[one.fund.code, one.year, one.pk]),
            "amber",
            f"Left of {FinancialYear.parse(one.year).spoken}",
        )
        for one in spending.carrying_to_decide(person)
    ]


def _of_the_ledger() -> list[Waits]:
    found = [
        Waits(
            f"{one.name} was read and is not taken over yet"
            if one.state == "ready"
            else f"{one.name} could not be read",
            spending.spend_file_address(one),
            "amber" if one.state == "ready" else "red",
        )
        for one in spending.files_not_taken()
    ]
    doubts = spending.how_many_doubts()
    if doubts:
        words = counted(doubts, "line of the ledger is", "lines of the ledger are")
        found.append(Waits(f"{words} in doubt", "/office/finance/doubts", "amber"))
    return found


def _owed_back() -> list[Waits]:
    return [
        Waits(
            f"{one.owed} is to come back under {one.agreement}"
            + (f" by {one.due}" if one.due else ": it waits to be agreed"),
            f"/office/underspends/{one.reference}",
            "red" if one.is_overdue else "amber",
            "Overdue" if one.is_overdue else "",
        )
        for one in spending.underspends_due()
    ]
