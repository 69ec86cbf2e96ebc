"""Disposing of accounts that nobody uses: how somebody signed in and was reached; what they did stays."""

from precept.foundation.ledger.actions import Actor
from precept.foundation.people.actions.forgetting import forget_account
from precept.foundation.people.models import Person
from precept.records import sign_ups
from precept.records.actions.clearing import clear_ledger
from precept.records.queries import accounts as queries
from precept.records.sign_ups import Gone


def dispose_account(subject: str, by: Actor, why: str) -> Gone:
    """The next bounded step: what the ledger says of the person, then the account."""
    erased = clear_ledger(subject, by, why)
    person = Person.objects.filter(reference=subject.partition(":")[2]).first()
    if person is None or not erased.is_done:
        return erased
    gone = forget_account(by=by, person=person, keeps_name=queries.worked_here(person), why=why)
    return Gone(True, erased.things + gone)


def sign_up_kinds() -> None:
    """Say how long accounts are kept, and how they go."""
    sign_ups.kept(
        sign_ups.Kind(
            "account",
            queries.find_accounts,
            queries.look_at_account,
            dispose_account,
            queries.accounts_described,
        )
    )
