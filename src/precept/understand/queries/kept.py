"""Notes and transcripts of what people told us, whose years of keeping run from when they were asked."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse

from precept.foundation.documents.models import StoredFile
from precept.foundation.people.models import Person
from precept.records.rules import Record
from precept.records.sign_ups import Shown
from precept.understand.models import Voice


def _with_files() -> QuerySet[Voice]:
    about = Concat(Value("voice:"), OuterRef("reference"), output_field=CharField())
    return Voice.objects.filter(Exists(StoredFile.objects.filter(about=about)), ends__isnull=False)


def find_voice_notes(before: date, after: str, most: int) -> list[Record]:
    """A page of the records of asking people that keep files and ended on or before a day, by reference."""
    rows = _with_files().filter(ends__lte=before, reference__gt=after.partition(":")[2])
    return [_record(row) for row in rows.order_by("reference")[:most]]


def look_at_voice_notes(subject: str) -> Record | None:
    """One of them as it stands now; None where it keeps no file any more."""
    row = _with_files().filter(reference=subject.partition(":")[2]).first()
    return _record(row) if row else None


def _record(row: Voice) -> Record:
    assert row.ends is not None
    return Record(row.subject, row.ends)


def voice_notes_described(person: Person, subjects: Collection[str]) -> Mapping[str, Shown]:
    """How they are called."""
    if not person.may("see the office"):
        return {}
    rows = Voice.objects.filter(reference__in=[one.partition(":")[2] for one in subjects])
    return {
        row.subject: Shown(
            f"Notes of “{row.title}”", reverse("understand.voice", args=[row.reference])
        )
        for row in rows
    }


def voice_named(person: Person, reference: str) -> str:
    """What a record of asking people of this reference is called; "" where there is none."""
    if not person.may("see the office"):
        return ""
    rows = Voice.objects.filter(reference=reference)
    return rows.values_list("title", flat=True).first() or ""
