"""What of rounds can be held."""

from precept.do.opportunities import access
from precept.foundation.people.models import Person


def round_named(person: Person, reference: str) -> str:
    """What a round of this reference is called, as this person may know it; "" where there is none."""
    found = access.visible_to(person).filter(reference=reference).first()
    return found.called if found else ""
