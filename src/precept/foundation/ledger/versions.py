"""Writing a change of what others may change too."""

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from django.db.models import Model

from precept.foundation.ledger.actions import Changed


class Versioned(Protocol):
    """A thing that counts its versions."""

    version: Any


Kept = TypeVar("Kept", bound=Versioned)


def as_read(now: Kept, version: int, *, stale: str) -> Kept:
    """A thing as it stands now, where that is the version that somebody read; Changed in the words of ``stale``."""
    if now.version != version:
        raise Changed(stale)
    return now


def write_next(
    thing: Model, changes: Mapping[str, Any], *, read: int, stale: str, counter: str = "version"
) -> None:
    """Write changes as the version after the one that was ``read``, and show them on ``thing``.

    ``counter`` is the field that counts the versions. Changed, in the words of ``stale``, where somebody
    else wrote the next one first: asking and writing are one statement.
    """
    rows = type(thing)._default_manager.filter(pk=thing.pk, **{counter: read})
    written = {**changes, counter: read + 1}
    if not rows.update(**written):
        raise Changed(stale)
    for name, value in written.items():
        setattr(thing, name, value)
