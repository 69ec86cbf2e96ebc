"""What pages read of files."""

import logging
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents import access, storing
from precept.foundation.documents.kinds import KINDS, LIMITS, spoken_size
from precept.foundation.documents.models import StoredFile
from precept.foundation.documents.seen_text import seen_text
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing

logger = logging.getLogger(__name__)


def visible_to(person: Person) -> QuerySet[StoredFile]:
    """The files whose state this person may see: all for those who see the outbox, else their own."""
    if access.may_see_files(person):
        return StoredFile.objects.all()
    return StoredFile.objects.filter(added_by=person)


@dataclass(frozen=True)
class Opened:
    """A file that somebody may open, with its content; ``is_work`` where opening one after another is their work."""

    name: str
    media_type: str
    content: bytes
    is_work: bool = False


def opened(person: Person, reference: str) -> Opened:
    """A file to download; 404 where it is not theirs, waits, was refused, or is not what was given."""
    file = StoredFile.objects.filter(reference=reference).first()
    if file is None or not access.may_open(person, file):
        raise Http404
    try:
        content = storing.content(file.kept, file.sha256)
    except (OSError, storing.Altered) as problem:
        logger.exception("file %s cannot be given out", file.reference)
        raise Http404 from problem
    return Opened(file.name, file.kind_shown.media_type, content, access.is_work_of(person, file))


def file_or_none(reference: str) -> StoredFile | None:
    """A file by its reference, for the part that keeps it."""
    return StoredFile.objects.filter(reference=reference).first() if reference else None


def content_of(file: StoredFile | None) -> bytes:
    """What a file says, for the part that keeps it; nothing where it waits, was refused or can't be read."""
    if file is None or not file.is_ready:
        return b""
    try:
        return storing.content(file.kept, file.sha256)
    except (OSError, storing.Altered):
        logger.exception("file %s cannot be read", file.reference)
        return b""


def text_seen_in(file: StoredFile) -> str:
    """The text that a person sees who opens a file, nothing that it hides; empty where it cannot be read."""
    return seen_text(file.kind, content_of(file))


@dataclass(frozen=True)
class FileShown:
    """A file as the page of the thing that it is about lists it; no ``href`` where it can't be opened."""

    reference: str
    name: str
    what: str
    state: str
    tag: str
    note: str
    href: str | None
    hidden: tuple[str, ...]


TAGS = {
    StoredFile.State.WAITING: "govuk-tag--yellow",
    StoredFile.State.CLEAN: "govuk-tag--green",
    StoredFile.State.REFUSED: "govuk-tag--red",
}


def files_about(person: Person, about: str) -> list[FileShown]:
    """The files about a subject, oldest first, for a person who may see that subject's page."""
    rows = StoredFile.objects.filter(about=about).order_by("added", "pk")[: LIMITS.most_files]
    return [_shown(person, file) for file in rows]


def _shown(person: Person, file: StoredFile) -> FileShown:
    return FileShown(
        reference=file.reference,
        name=file.name,
        what=f"{file.kind_shown.title}, {spoken_size(file.size)}",
        state=state_in_words(file),
        tag=_tag(file),
        note=file.reason,
        href=reverse("documents.file", args=[file.reference])
        if access.may_open(person, file)
        else None,
        hidden=tuple(file.hidden),
    )


def state_in_words(file: StoredFile) -> str:
    """Where a file stands, and plainly where nobody scanned it."""
    if file.is_ready and not file.is_scanned:
        return "Not scanned"
    return str(StoredFile.State(file.state).label)


def _tag(file: StoredFile) -> str:
    if file.is_ready and not file.is_scanned:
        return "govuk-tag--grey"
    return TAGS[StoredFile.State(file.state)]


def how_many_wait(person: Person) -> int:
    """How many files wait for the scanner, of those this person may see; counted to 1,001."""
    rows = visible_to(person).filter(state=StoredFile.State.WAITING)
    return rows[:1_001].count()


COLUMNS = (
    Column("file", "File"),
    Column("about", "About", order=("about",)),
    Column("added", "Added", order=("added",)),
    Column("by", "Added by"),
    Column("state", "State", order=("state", "added")),
    Column("reason", "Why"),
)
STATES = (
    (StoredFile.State.WAITING.value, "Waiting"),
    (StoredFile.State.REFUSED.value, "Refused"),
    ("not scanned", "Not scanned"),
)


def _by_state(files: QuerySet[StoredFile], state: str) -> QuerySet[StoredFile]:
    if state == "not scanned":
        return files.filter(state=StoredFile.State.CLEAN, is_scanned=False)
    return files.filter(state=state)


def _cells(file: StoredFile) -> list[Cell]:
    # Not its name: that is for those who may open it, and can say what a sealed bid is about.
    return [
        Cell(file.reference, note=f"{KINDS[file.kind].title}, {spoken_size(file.size)}"),
        Cell(file.about),
        Cell(clock.spoken(clock.uk_date(file.added))),
        Cell(file.added_by.name),
        Cell("Waiting" if file.settled is None else state_in_words(file), tag=_tag(file)),
        Cell(file.reason),
    ]


def files_page(person: Person, query: QueryDict) -> Table:
    """The files that nobody can open, and those that nobody scanned: two queries, whatever the size."""
    not_settled = visible_to(person).exclude(state=StoredFile.State.CLEAN, is_scanned=True)
    return listing(
        query,
        not_settled.select_related("added_by"),
        caption="Files that wait, were refused or were not scanned",
        noun=("file", "files"),
        columns=COLUMNS,
        cells=_cells,
        default="-added",
        filters=(Filter("state", "State", STATES, _by_state),),
        empty="No file waits, was refused, or went without a scan.",
    )
