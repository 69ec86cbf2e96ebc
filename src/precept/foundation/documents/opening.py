"""Who may open and remove files about what: each part that keeps files says so for its own kind of thing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from precept.foundation.documents.rules import about_kind
from precept.foundation.people.models import Person

if TYPE_CHECKING:
    from precept.foundation.documents.models import StoredFile

Predicate = Callable[[Person, "StoredFile"], bool]


def nobody(person: Person, file: "StoredFile") -> bool:  # noqa: ARG001 - a predicate like the others
    """No."""
    return False


@dataclass(frozen=True)
class Doors:
    """Who may open files about one kind of thing, who may remove them, and whose work it is to read them all."""

    may_open: Predicate
    may_remove: Predicate
    is_work_of: Predicate = nobody


_NO_DOORS = Doors(nobody, nobody)
_doors: dict[str, Doors] = {}


def who_may(
    about_kind: str, predicate: Predicate, *, remove: Predicate = nobody, work: Predicate = nobody
) -> None:
    """Say who may open the files about a kind of subject ("bid"), and who may remove them.

    A predicate is asked with the person and the file, whose ``about`` names the thing. ``work`` is asked
    of who may open one: whether reading them one after another is what their role is for. Called from the
    part's ``apps.py``. ValueError where another part has said it already.
    """
    doors = Doors(predicate, remove, work)
    if _doors.setdefault(about_kind, doors) != doors:
        raise ValueError(f"two parts say who may open files about a {about_kind}")


def doors_of(about: str) -> Doors:
    """Who may open and remove files about a subject; nobody, where no part has said."""
    return _doors.get(about_kind(about), _NO_DOORS)


def is_known(about: str) -> bool:
    """Whether any part has said who may open files about such a subject."""
    return about_kind(about) in _doors
