"""Keeping files in tests, and what is then in the ledger and the file store."""

from pathlib import Path

from precept.foundation.documents import actions
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from tests.foundation.documents import built_files as built

ABOUT = "bid:CSF-2026-0042"


def added_it(person: Person, file: StoredFile) -> bool:
    """Whether this person added the file."""
    return file.added_by_id == person.pk


def keep(by: Person, name: str = "Bid.pdf", content: bytes | None = None) -> StoredFile:
    """Keep a file about the bid."""
    given = built.pdf(built.catalogue()) if content is None else content
    return actions.keep(by=by, about=ABOUT, name=name, content=given)


def events() -> list[tuple[str, str]]:
    """What the ledger says of the bid: who and what."""
    return list(Event.objects.filter(subject=ABOUT).order_by("place").values_list("actor", "type"))


def stored(store: Path) -> list[Path]:
    """Everything in the file store."""
    return [path for path in store.rglob("*") if path.is_file()]
