"""Who may keep procedures and documents, and who may approve them."""

from precept.do.procedures.models import StandardVersion
from precept.foundation.people.models import Person


def may_keep_procedures(person: Person) -> bool:
    """Whether this person may draft and change them, note feedback and close reviews."""
    return person.may("keep procedures")


def may_approve_procedures(person: Person) -> bool:
    """Whether this person may approve versions that others wrote."""
    return person.may("approve procedures")


def may_approve(person: Person, version: StandardVersion) -> bool:
    """Whether this person may approve this version: it waits, and they wrote nothing in it."""
    return (
        may_approve_procedures(person)
        and version.state == "waiting"
        and person.pk not in {one.pk for one in version.writers.all()}
    )
