"""A file of the finance system's ledger: given, read in steps, taken over all at once, or dropped."""

import csv
import hashlib
import io
from collections.abc import Iterator
from typing import Any, Final

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from precept.do.spending import access, queries, rules
from precept.do.spending.actions.budgets import NOT_KEEPER
from precept.do.spending.models import SpendFile, SpendLine
from precept.do.spending.models.finance import kept_as
from precept.foundation import clock
from precept.foundation.intake.reading import Unfit, likely_separator, read_file, written
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.money import Money
from precept.foundation.outbox import progress
from precept.foundation.outbox.actions import queue_task
from precept.foundation.people.models import Person

MOST_BYTES: Final = 100 * 1024 * 1024
FIRST_PART: Final = 64 * 1024
MOVED_ON: Final = "This file has moved on since you opened it. Look at it again."
_BOOKS: Final = (".xlsx", ".ods")
_NO_COLUMNS: Final = (
    "No line of this file names its columns. Give the columns Date, Supplier and Amount these headings, and"
    " Reference, Description and Cost code where there are such columns."
)


def give_spend_file(*, by: Person, name: str, content: File[Any]) -> SpendFile:
    """Take a file of the finance system's ledger and have it read; nothing counts before it is taken over.

    Refused, beside ``file``, where it cannot be read, was taken over already, or holds more than 500,000
    lines. Call it outside a transaction.
    """
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    size = content.size or 0
    if size > MOST_BYTES:
        raise Refused(f"Choose a file of at most {MOST_BYTES // 1024 // 1024} MB", field="file")
    digest = _digest(content)
    if SpendFile.objects.filter(digest=digest, state="taken").exists():
        raise Refused("This very file was taken over already", field="file")
    text = _as_text(name, content)
    columns, lines = _look(text)
    kept = default_storage.save(kept_as(SpendFile(), name), text)
    try:
        return _given(
            by=by,
            name=name[-200:],
            size=size,
            digest=digest,
            columns=columns,
            rows_in_file=lines,
            file=kept,
        )
    except BaseException:
        default_storage.delete(kept)
        raise


def _digest(content: File[Any]) -> str:
    digest = hashlib.sha256()
    for part in content.chunks():
        digest.update(part)
    return digest.hexdigest()


def _as_text(name: str, content: File[Any]) -> File[Any]:
    """The file as delimited text: a workbook's rows are written line by line, under their own numbers."""
    content.seek(0)
    if not name.lower().endswith(_BOOKS):
        return content
    try:
        read = read_file(name, content.read())
    except Unfit as unfit:
        raise Refused(unfit.words, field="file") from unfit
    made = io.StringIO()
    at = 1
    for line in read.lines:
        made.write("\n" * (line.number - at))
        made.write(",".join(_quoted(written(cell)) for cell in line.cells) + "\n")
        at = line.number + 1
    return ContentFile(made.getvalue().encode())


def _quoted(cell: str) -> str:
    """A cell on one line, in quotes: what nobody opens but our own reader, so nothing in it is guarded."""
    on_one_line = " ".join(cell.split()).replace('"', '""')
    return f'"{on_one_line}"'


def _look(content: File[Any]) -> tuple[dict[str, Any], int]:
    """How a file is to be read (encoding, separator, place of each column, where lines begin), its size in lines."""
    content.seek(0)
    first = content.read(FIRST_PART)
    if first.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")) or b"\x00" in first:
        raise Refused("Save the file as CSV (UTF-8), or as XLSX, and choose it again", field="file")
    lines, encoding = _counted(content)
    if lines > rules.MOST_LINES + rules.LOOKED_AT:
        raise Refused(
            f"This file has more than {rules.MOST_LINES:,} lines. Split it and give each part",
            field="file",
        )
    head = first[: first.rfind(b"\n") + 1] or first
    text = head.decode(encoding, errors="replace").removeprefix("\ufeff")
    separator = likely_separator(text)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    found = rules.find_columns(rows)
    if found is None:
        raise Refused(_NO_COLUMNS, field="file")
    at, places = found
    # The headings and what stands above them are skipped as lines: none of them holds a line break.
    begins = _after_lines(head, at + 1)
    columns = {
        "encoding": encoding,
        "separator": separator,
        "places": places,
        "line": at + 2,
        "begins": begins,
    }
    return columns, max(0, lines - at - 1)


def _counted(content: File[Any]) -> tuple[int, str]:
    """How many lines a file has, and as which encoding it reads."""
    content.seek(0)
    lines, encoding, left, last = 0, "utf-8", b"", b"\n"
    for part in content.chunks():
        lines += part.count(b"\n")
        last = part[-1:] or last
        if encoding == "utf-8":
            whole = left + part
            end = whole.rfind(b"\n") + 1
            try:
                whole[:end].decode()
            except UnicodeDecodeError:
                encoding = "cp1252"
            left = whole[end:]
    try:
        left.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
    return lines + (last != b"\n"), encoding


def _after_lines(head: bytes, count: int) -> int:
    place = 0
    for _ in range(count):
        place = head.find(b"\n", place) + 1
        if place == 0:
            return len(head)
    return place


@action
def _given(
    *,
    by: Person,
    name: str,
    size: int,
    digest: str,
    columns: dict[str, Any],
    rows_in_file: int,
    file: str,
) -> SpendFile:
    made = SpendFile(
        name=name,
        size=size,
        digest=digest,
        columns=columns,
        rows_in_file=rows_in_file,
        given_by=by,
        cursor=columns["begins"],
    )
    made.file.name = file
    job = progress.begin(
        subject=made.subject, title=f"Reading {name}", by=by, total=rows_in_file or None
    )
    made.job = job.reference
    made.save()
    record(
        made.subject,
        "ledger file given",
        by=by,
        after={"name": name, "digest": digest, "lines": rows_in_file},
    )
    queue_task("spending.read_lines", {"reference": made.reference}, key=made.reference)
    return made


@action
def take_over(*, by: Person, file: SpendFile) -> SpendFile:
    """Let a file's lines count, all at once; payments that they name are then confirmed as paid.

    Where another file of the same days was taken over since this one was read, it is compared once more
    instead, and waits again.
    """
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    if SpendFile.objects.filter(digest=file.digest, state="taken").exists():
        raise Refused("This very file was taken over already.")
    rows = SpendFile.objects.filter(pk=file.pk, state="ready")
    if any(_is_newer(one, file) for one in queries.taken_over_the_same_days(file)):
        return _compare_again(by, file, rows)
    if not rows.update(state="taken", taken_by=by, taken=clock.now(), cursor=0):
        raise Changed(MOVED_ON)
    now = SpendFile.objects.get(pk=file.pk)
    record(
        now.subject,
        "ledger file taken over",
        by=by,
        after={
            "lines": now.rows_read,
            "left out": now.rows_refused,
            "stand already": now.rows_again,
            "total": str(Money(now.total - now.total_again)),
            "digest": now.digest,
        },
    )
    queue_task("spending.confirm_found", {"reference": now.reference}, key=now.reference)
    return now


def _is_newer(taken: SpendFile, file: SpendFile) -> bool:
    return file.compared is None or (taken.taken is not None and taken.taken > file.compared)


def _compare_again(by: Person, file: SpendFile, rows: QuerySet[SpendFile]) -> SpendFile:
    if not rows.update(state="reading"):
        raise Changed(MOVED_ON)
    why = "Another file of the same days was taken over since it was read"
    record(file.subject, "to be compared again", by=by, why=why)
    # A key of its own: the task that read the file has run, and is kept.
    queue_task(
        "spending.read_lines",
        {"reference": file.reference},
        key=f"{file.reference}-{clock.now():%Y%m%d%H%M%S%f}",
    )
    return SpendFile.objects.get(pk=file.pk)


@action
def drop_spend_file(*, by: Person, file: SpendFile, why: str = "") -> None:
    """Do away with a file that was not taken over: its lines and its bytes go, the event stays."""
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    rows = SpendFile.objects.filter(pk=file.pk, state__in=("reading", "ready", "stopped"))
    if not rows.update(state="dropped"):
        raise Changed(MOVED_ON)
    record(file.subject, "ledger file dropped", by=by, why=why, before={"state": file.state})
    if file.job:
        progress.stop(file.job, words="The file was dropped.")
    queue_task("spending.clear_dropped", {"reference": file.reference}, key=file.reference)


CLEARED_A_STEP: Final = 500


def clear_dropped(*, reference: str) -> None:
    """Delete what is left of a dropped file, a step at a time."""
    file = SpendFile.objects.get(reference=reference)
    if file.state != "dropped":
        return
    for keys in _in_steps(file):
        SpendLine.objects.filter(pk__in=keys).delete()
    if file.file:
        file.file.delete(save=False)
        SpendFile.objects.filter(pk=file.pk).update(file="")


def _in_steps(file: SpendFile) -> Iterator[list[int]]:
    lines = SpendLine.objects.filter(file=file).order_by("pk")
    while keys := list(lines.values_list("pk", flat=True)[:CLEARED_A_STEP]):
        yield keys
