"""Joining: a stranger who proved an address says who they are, and has an account without any role."""

from datetime import UTC, datetime

from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.people import rules
from precept.foundation.people.actions.steps import JOINING
from precept.foundation.people.models import Person

TOO_LATE = "You proved your e-mail address more than an hour ago. Start again with a new code."


def proved_address(session: SessionBase) -> str:
    """The address that this browser proved within the hour and that had no account then; or nothing."""
    proved = session.get(JOINING) or {}
    since = datetime.fromtimestamp(proved.get("at", 0), UTC)
    return str(proved["address"]) if clock.now() - since <= rules.JOINING_LASTS else ""


@action
def join(*, session: SessionBase, name: str) -> Person:
    """Make the account of the address that this browser proved; who was quicker elsewhere is that person."""
    address, name = proved_address(session), " ".join(name.split())
    if not address:
        raise Refused(TOO_LATE)
    if not name:
        raise Refused("Enter your name.", field="name")
    try:
        with transaction.atomic():
            person = Person.objects.create_user(address, name=name)
    except IntegrityError:
        person = Person.objects.get(email=address)
        record(person.ledger_name, "person came again to join", by=person)
    else:
        record(
            person.ledger_name,
            "person joined",
            by=person,
            private={"name": name, "email": address},
        )
    return person
