"""The office's own letterhead, a Word file whose head and foot stand around its letters."""

from typing import Any

from django.core.files.base import File
from django.db.models import F

from precept.foundation.documents import actions as documents
from precept.foundation.documents import letterheads
from precept.foundation.documents.models import StoredFile
from precept.foundation.documents.rules import shown_as_given
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.parties import access, queries
from precept.parties.actions.office import NOT_YOURS
from precept.parties.models import Office


def give_letterhead(*, by: Person, name: str, content: File[Any]) -> Office:
    """Set the office's letters on the head and foot of a Word file; the one before it goes.

    Called outside a transaction. Refused, beside its field, where the file will not do.
    """
    office = _office(by)
    before = office.letterhead
    shown = shown_as_given(name)
    if not name.lower().endswith(".docx"):
        raise Refused(f"“{shown}” is not a Word file (.docx)", field="file")
    file = documents.keep(
        by=by,
        about=office.subject,
        name=name,
        content=content,
        field="file",
        fits=letterheads.check,
    )
    now = _given(by=by, office=office, file=file)
    if before is not None:
        documents.remove(by=by, file=before, why="Another letterhead took its place")
    return now


@action
def _given(*, by: Person, office: Office, file: StoredFile) -> Office:
    rows = Office.objects.filter(pk=office.pk, version=office.version).update(
        version=F("version") + 1, letterhead=file
    )
    if not rows:
        raise Changed("Somebody changed the office while you were looking at it.")
    record(
        office.subject,
        "letterhead given",
        by=by,
        after={"file": file.reference, "sha256": file.sha256},
    )
    return Office.objects.get(pk=office.pk)


def take_letterhead_off(*, by: Person) -> None:
    """Let the office's letters bear its name and addresses alone again. Called outside a transaction."""
    office = _office(by)
    file = office.letterhead
    if file is None:
        raise Refused("The office has no letterhead of its own")
    _taken_off(by=by, office=office)
    documents.remove(by=by, file=file, why="The letterhead is not used any more")


@action
def _taken_off(*, by: Person, office: Office) -> None:
    rows = Office.objects.filter(pk=office.pk, version=office.version).update(
        version=F("version") + 1, letterhead=None
    )
    if not rows:
        raise Changed("Somebody changed the office while you were looking at it.")
    record(office.subject, "letterhead taken off", by=by)


def _office(by: Person) -> Office:
    if not access.may_set_up_office(by):
        raise NotAllowed(NOT_YOURS)
    office = queries.office()
    if office is None:
        raise Refused("Set up the office first")
    return office
