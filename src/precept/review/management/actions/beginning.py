"""What every change here begins with: the power, the words of refusals, what was typed."""

from datetime import date

from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.review.management import access, queries
from precept.review.management.models import Thing

NOT_MANAGER = "Only people who manage agreements may do this."
NOT_READER = "The details of this are kept to those who may see safeguarding concerns."
STALE = "Somebody changed this while you had it open."
NO_OWNER = "Choose who owes it: somebody here, the provider or a partner"


def ask_manager(by: Person) -> None:
    """NotAllowed where they do not manage agreements."""
    if not access.may_manage(by):
        raise NotAllowed(NOT_MANAGER)


def ask_one_owner(of: Thing, owner: Person | None, body: Organisation | None) -> None:
    """Refused unless either somebody of the office or a body that is concerned owes it."""
    if (owner is None) == (body is None):
        raise Refused(NO_OWNER, field="owner")
    if body is not None and body.pk not in {one.pk for one in queries.bodies_of(of)}:
        raise Refused(f"{body.name} neither provides nor commissions this", field="owner")


def ask_past(day: date, words: str, field: str) -> None:
    """Refused where a day lies ahead."""
    if day > clock.today():
        raise Refused(words, field=field)


def placed_in(of: Thing) -> dict[str, Thing]:
    """The field of a row that says what it is about."""
    return {queries.kind_of(of).removesuffix("s"): of}
