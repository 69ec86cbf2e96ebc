"""Who may open a file, remove it, and see which files wait or were refused."""

from precept.foundation.documents.models import StoredFile
from precept.foundation.documents.opening import doors_of
from precept.foundation.people.models import Person


def may_open(person: Person, file: StoredFile) -> bool:
    """Whether this person may open a file: it is clean, and its part says yes. Nobody opens others."""
    return file.is_ready and doors_of(file.about).may_open(person, file)


def is_work_of(person: Person, file: StoredFile) -> bool:
    """Whether opening files like this one after another is somebody's work: their downloads count with it."""
    return doors_of(file.about).is_work_of(person, file)


def may_remove(person: Person, file: StoredFile) -> bool:
    """Whether this person may remove a file: its part says so."""
    return doors_of(file.about).may_remove(person, file)


def may_see_files(person: Person) -> bool:
    """Whether this person may see which files wait or were refused (not what they are called)."""
    return person.may("see the outbox")
