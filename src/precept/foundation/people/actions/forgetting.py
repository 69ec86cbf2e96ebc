"""Forgetting an account that nobody uses: how its person signs in and is reached goes, what they did stays."""

from typing import Final

from allauth.account.models import EmailAddress

from precept.foundation.ledger.actions import Actor, action, record
from precept.foundation.people.factors import forget_all
from precept.foundation.people.models import (
    Export,
    Person,
    ProviderLink,
    SignedIn,
    SignInCode,
    Unsent,
)
from precept.foundation.people.rules import FORGOTTEN, forgotten_address

NOBODY: Final = "Somebody whose account was disposed of"


@action
def forget_account(*, by: Actor, person: Person, keeps_name: bool, why: str) -> int:
    """Take address, password, factors and sessions from an account, and the name unless it is kept; how many rows.

    Nobody's door is asked: whoever calls this has asked by what right. Nothing where it was done before.
    """
    if person.email.endswith(FORGOTTEN):
        return 0
    gone = forget_all(person)
    for rows in (
        SignedIn.objects.filter(person=person),
        SignInCode.objects.filter(person=person),
        ProviderLink.objects.filter(person=person),
        Unsent.objects.filter(person=person),
        Export.objects.filter(person=person),
        EmailAddress.objects.filter(user=person),
    ):
        gone += rows.delete()[0]
    person.email = forgotten_address(person.reference)
    person.is_active = False
    person.set_unusable_password()
    if not keeps_name:
        person.name = NOBODY
    person.save(update_fields=["email", "is_active", "password", "name"])
    record(
        person.ledger_name, "account forgotten", by=by, why=why, after={"name stays": keeps_name}
    )
    return gone + 1
