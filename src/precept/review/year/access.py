"""Who reads the office's year, who keeps its duties, who says that one was done."""

from django.db.models import QuerySet

from precept.foundation.people.models import Person
from precept.review.year.models import Duty, Occurrence


def visible_to(person: Person) -> QuerySet[Duty]:
    """The duties that they look up: all, for people of the office."""
    return Duty.objects.all() if person.may("see the office") else Duty.objects.none()


def may_keep_year(person: Person) -> bool:
    """Whether they add, change and retire duties, give them to people and move their days."""
    return person.may("keep the year")


def is_theirs(person: Person, duty: Duty, owner_id: int | None) -> bool:
    """Whether it is theirs: given to them, or to nobody and their role owes it."""
    if owner_id is not None:
        return owner_id == person.pk
    return duty.role in person.roles_today


def may_finish(person: Person, occurrence: Occurrence) -> bool:
    """Whether they say that it was done: whose it is, or who keeps the year."""
    owner = occurrence.owner_id or occurrence.duty.owner_id
    return may_keep_year(person) or is_theirs(person, occurrence.duty, owner)
