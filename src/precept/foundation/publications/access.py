"""Who may take something published away. Releasing belongs to the part that releases."""

from precept.foundation.people.models import Person


def may_withdraw(person: Person) -> bool:
    """Whether this person may withdraw a publication."""
    return person.may("withdraw publications")


def may_remove_detail(person: Person) -> bool:
    """Whether this person may remove a dangerous detail from everything at once."""
    return person.may("remove details at once")
