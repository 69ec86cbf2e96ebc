"""A call of each task of documents, on a file that waits for it."""

from typing import Any

from precept.foundation.documents import actions, opening
from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person


def anybody(_person: Person, _file: StoredFile) -> bool:
    """Whoever asks about a sample."""
    return True


def kept() -> StoredFile:
    """A file that waits for the scanner."""
    opening.who_may("sample", anybody, remove=anybody)
    person = Person.objects.create(name="A. N. Other", email="other@opcc.example")
    return actions.keep(by=person, about="sample:1", name="notes.txt", content=b"Some notes")


def a_file_to_scan() -> dict[str, Any]:
    """A file that nobody looked at."""
    return {"file": kept().reference}


def files_that_wait() -> dict[str, Any]:
    """The same, found by the round."""
    kept()
    return {}


def content_to_forget() -> dict[str, Any]:
    """A file of the store whose row is gone; the row of another stays."""
    file = kept()
    name = file.kept
    actions.remove(by=Person.objects.get(), file=file, why="A sample")
    return {"kept": name}


SAMPLES = {
    "documents.scan": a_file_to_scan,
    "documents.scan_waiting": files_that_wait,
    "documents.forget": content_to_forget,
}
