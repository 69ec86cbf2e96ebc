"""Who may see the whole ledger."""

from precept.foundation.people.models import Person


def may_check_ledger(person: Person) -> bool:
    """Whether this person may see every event, seal and check."""
    return person.may("check the ledger")
