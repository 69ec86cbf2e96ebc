"""Who reads where interests cross with bids, agreements and decisions, and who says why that is right."""

from precept.foundation.people.models import Person


def may_read_crossings(person: Person) -> bool:
    """Whether they read every crossing of what they may read: who settles them, and who audits."""
    return person.may("settle crossings") or person.may("read interests")


def may_settle(person: Person, whose: int) -> bool:
    """Whether they say why somebody handles a matter all the same: never one's own interest."""
    return person.may("settle crossings") and person.pk != whose
