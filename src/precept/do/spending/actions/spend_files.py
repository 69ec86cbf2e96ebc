"""A file of the finance system's ledger: given, read in steps, taken over all at once, or dropped."""

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from precept.do.spending import access, queries, rules
from precept.do.spending.actions.budgets import NOT_KEEPER
from precept.do.spending.models import SpendFile, SpendLine
from precept.do.spending.models.finance import kept_as
from precept.foundation import clock
from precept.foundation.intake.models import KeptMapping
from precept.foundation.intake.reading import Unfit, letters, likely_separator, read_file, written
from precept.foundation.intake.rules import signature
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.money import Money
from precept.foundation.outbox import progress
from precept.foundation.outbox.actions import queue_task
from precept.foundation.people.models import Person

MOST_BYTES: Final = 100 * 1024 * 1024
FIRST_PART: Final = 64 * 1024
MOVED_ON: Final = "This file has moved on since you opened it. Look at it again."
_BOOKS: Final = (".xlsx", ".ods")
LONGEST_HEAD: Final = 80
"""How much of a cell of the first lines is kept, for naming columns and finding their headings again."""


def give_spend_file(
    *, by: Person, name: str, content: File[Any], by_hand: bool = False
) -> SpendFile:
    """Take a file of the finance system's ledger and have it read; nothing counts before it is taken over.

    Where its headings are not known, or ``by_hand``, it waits for somebody to name its columns. Refused,
    beside ``file``, where it cannot be read, was taken over already, or holds more than 500,000 lines. Call
    it outside a transaction.
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
    columns, heads, lines = _look(text, by_hand=by_hand)
    kept = default_storage.save(kept_as(SpendFile(), name), text)
    try:
        return _given(
            by=by,
            name=name[-200:],
            size=size,
            digest=digest,
            columns=columns,
            heads=heads,
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


Heads = list[tuple[int, list[str]]]
"""The first lines of a file: the line after each, and its cells."""


def _look(content: File[Any], *, by_hand: bool) -> tuple[dict[str, Any], Heads, int]:
    """How a file is to be read, its first lines where its columns are to be named, its size in lines."""
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
    columns: dict[str, Any] = {"encoding": encoding, "separator": likely_separator(text)}
    heads = list(_heads(text, columns["separator"]))
    if not any(any(cells) for _, cells in heads):
        raise Refused("The first lines of this file are empty. Choose another", field="file")
    found = _named_before(heads) or rules.find_columns([cells for _, cells in heads])
    if by_hand or found is None:
        return columns, heads, lines
    at, places = found
    begins = heads[at][0]
    return _beginning(columns, head, begins, places), [], max(0, lines - begins + 1)


def _heads(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The first lines of a file: the line after each, which is further on where it holds line breaks; its cells."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in islice(records, rules.LOOKED_AT):
            yield records.line_num + 1, [" ".join(cell.split())[:LONGEST_HEAD] for cell in cells]
    except csv.Error as error:
        raise Refused(
            f"The quotation marks in line {records.line_num} do not match. Correct that line",
            field="file",
        ) from error


def _named_before(heads: Heads) -> tuple[int, dict[str, int]] | None:
    """Which of the first lines holds headings whose columns somebody named before, and their places."""
    signatures = [signature(cells) for _, cells in heads]
    kept = queries.kept_places(signatures)
    return next(((at, kept[one]) for at, one in enumerate(signatures) if one in kept), None)


def _beginning(
    columns: dict[str, Any], head: bytes, line: int, places: dict[str, int]
) -> dict[str, Any]:
    """How a file is read whose rows begin in a line: the headings and what stands above them are skipped."""
    return {
        "encoding": columns["encoding"],
        "separator": columns["separator"],
        "places": places,
        "line": line,
        "begins": _after_lines(head, line - 1),
    }


def name_columns(
    *, by: Person, file: SpendFile, headings: int, places: Mapping[str, int]
) -> SpendFile:
    """Say which of a file's first lines holds its headings, and which column is which; it is then read.

    The columns of the next file with these headings are named in the same way. Refused, naming the
    column's key, where a needed one is missing or one is used twice. Call it outside a transaction.
    """
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    heads = dict(queries.heads_of(file))
    if headings not in heads:
        raise Refused("Choose the line that holds the headings", field="headings")
    width = max(len(cells) for cells in heads.values())
    if problem := rules.places_problem(places, width):
        key, words = problem
        raise Refused(words, field=key)
    with file.file.open("rb") as stored:
        head = stored.read(FIRST_PART)
    columns = _beginning(file.columns, head, headings, dict(places))
    return _named(by=by, file=file, columns=columns, headings=heads[headings])


@action
def _named(
    *, by: Person, file: SpendFile, columns: dict[str, Any], headings: list[str]
) -> SpendFile:
    rows = SpendFile.objects.filter(pk=file.pk, state="naming")
    left = max(0, file.rows_in_file - columns["line"] + 1)
    if not rows.update(
        state="reading", columns=columns, heads=[], cursor=columns["begins"], rows_in_file=left
    ):
        raise Changed(MOVED_ON)
    places = columns["places"]
    KeptMapping.objects.update_or_create(
        sheet=queries.LEDGER,
        signature=signature(headings),
        defaults={"mapping": places, "kept": clock.now()},
    )
    now = SpendFile.objects.get(pk=file.pk)
    _queue_reading(now, by)
    record(
        now.subject,
        "columns of a ledger file named",
        by=by,
        after={rules.COLUMN_TITLES[key]: letters(place) for key, place in places.items()},
    )
    return now


def _queue_reading(file: SpendFile, by: Person) -> None:
    job = progress.begin(
        subject=file.subject, title=f"Reading {file.name}", by=by, total=file.rows_in_file or None
    )
    SpendFile.objects.filter(pk=file.pk).update(job=job.reference)
    file.job = job.reference
    queue_task("spending.read_lines", {"reference": file.reference}, key=file.reference)


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
    heads: Heads,
    rows_in_file: int,
    file: str,
) -> SpendFile:
    made = SpendFile(
        name=name,
        size=size,
        digest=digest,
        columns=columns,
        heads=heads,
        rows_in_file=rows_in_file,
        given_by=by,
        state="naming" if heads else "reading",
        cursor=columns.get("begins", 0),
    )
    made.file.name = file
    made.save()
    record(
        made.subject,
        "ledger file given",
        by=by,
        after={"name": name, "digest": digest, "lines": rows_in_file},
    )
    if made.state == "reading":
        _queue_reading(made, by)
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
    rows = SpendFile.objects.filter(pk=file.pk, state__in=("naming", "reading", "ready", "stopped"))
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
        SpendFile.objects.filter(pk=file.pk).update(file="", heads=[])


def _in_steps(file: SpendFile) -> Iterator[list[int]]:
    lines = SpendLine.objects.filter(file=file).order_by("pk")
    while keys := list(lines.values_list("pk", flat=True)[:CLEARED_A_STEP]):
        yield keys
