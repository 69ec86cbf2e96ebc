"""What parts clear a record with, a bounded step at a time: files, personal parts of the ledger, mail."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db.models import QuerySet

from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import Actor, erase_some_about
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.records.sign_ups import Gone

MOST_ROWS: Final = 200
MOST_FILES: Final = 25
MOST_EVENTS: Final = 100
MOST_MAILS: Final = 200


def clear_rows(rows: QuerySet[Any]) -> Gone:
    """Delete rows, some at a time."""
    found = list(rows.order_by("pk").values_list("pk", flat=True)[:MOST_ROWS])
    if found:
        rows.model._default_manager.filter(pk__in=found).delete()
    return Gone(len(found) < MOST_ROWS, len(found))


def clear_files(about: str, by: Actor, why: str, staying: Collection[int] = ()) -> Gone:
    """Delete the files about a subject but those that stay, and say where their content lay."""
    contents = documents.clear_some(by=by, about=about, why=why, most=MOST_FILES, staying=staying)
    return Gone(len(contents) < MOST_FILES, len(contents), tuple(contents))


def clear_files_of(subjects: Iterable[str], by: Actor, why: str) -> Gone:
    """The files about several subjects, then what the ledger says of them that is personal: their names among it.

    Of the first that still has any. Again until none has.
    """
    asked = list(subjects)
    about = (
        StoredFile.objects.filter(about__in=asked).order_by("pk").values_list("about", flat=True)
    )
    if (first := about.first()) is not None:
        files = clear_files(first, by, why)
        return Gone(False, files.things, files.contents)
    told = Event.objects.filter(subject__in=asked, parts__name="personal").order_by("pk")
    subject = told.values_list("subject", flat=True).first()
    if subject is None:
        return Gone(True)
    return Gone(False, clear_ledger(subject, by, why).things)


def clear_ledger(subject: str, by: Actor, why: str) -> Gone:
    """Erase the personal parts of what the ledger says of a subject; their hashes stay."""
    erased = erase_some_about(subject, by=by, why=why, most=MOST_EVENTS)
    return Gone(erased < MOST_EVENTS, erased)


def clear_mail(about: str) -> Gone:
    """Delete the mail about a subject."""
    found = list(Mail.objects.filter(about=about).values_list("pk", flat=True)[:MOST_MAILS])
    Mail.objects.filter(pk__in=found).delete()
    return Gone(len(found) < MOST_MAILS, len(found))
