"""Who may see, change, protect and publish organisations, and set up the office."""

from django.db.models import QuerySet

from precept.foundation.ledger.actions import TheSystem
from precept.foundation.people.models import Person
from precept.parties.models import Organisation

Asker = Person | TheSystem
"""A person, or the command line and the demonstration, which act for the office itself."""


def visible_to(person: Person) -> QuerySet[Organisation]:
    """The organisations that this person may look up: all, for whoever works in the office."""
    if person.may("see the office"):
        return Organisation.objects.all()
    return Organisation.objects.none()


def may_keep_organisations(asker: Asker) -> bool:
    """Whether this person may add and change organisations and their contacts."""
    return isinstance(asker, TheSystem) or asker.may("keep organisations")


def may_protect(asker: Asker) -> bool:
    """Whether this person may mark an organisation as protected and set its address."""
    return isinstance(asker, TheSystem) or asker.may("protect organisations")


def may_reveal(asker: Asker, organisation: Organisation) -> bool:
    """Whether this person may read a protected address. Never the system: somebody answers for it."""
    return (
        isinstance(asker, Person)
        and organisation.is_protected
        and asker.may("protect organisations")
    )


def may_publish_organisation(asker: Asker) -> bool:
    """Whether this person may publish what is kept of an organisation."""
    return isinstance(asker, TheSystem) or asker.may("publish the register")


def may_set_up_office(asker: Asker) -> bool:
    """Whether this person may set up and change the office, and publish what it says of itself."""
    return isinstance(asker, TheSystem) or asker.may("set up the office")
