"""Reading the lines of a finance file into the staging table, matching them; confirming; settling doubts."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from django.core.files.base import File
from django.db import connection, transaction
from django.db.models import F

from precept.do.agreements.models import Agreement
from precept.do.spending import access, queries, rules
from precept.do.spending.actions.budgets import NOT_KEEPER
from precept.do.spending.actions.paying import confirm_paid, payment_came_back
from precept.do.spending.models import Payment, SpendFile, SpendLine
from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused, action, record
from precept.foundation.outbox import progress
from precept.foundation.people.models import Person

BYTES_A_STEP: Final = 160 * 1024
"""About two thousand lines: a step is written in less than a tenth of a second."""
KEPT_PROBLEMS: Final = 100
LONGEST_RECORD: Final = 1024 * 1024
_ENDLESS: Final = (
    "The quotation marks from line {line} on do not match, so the file cannot be read from there. Correct that"
    " line and give the file again."
)


class _Unreadable(Exception):
    """The file cannot be read on; its words say where and why."""


def read_lines(*, reference: str) -> None:
    """Read a file's lines from where the last try ended, match each, and stage them; then show them.

    Comes to the same however often it runs.
    """
    file = SpendFile.objects.get(reference=reference)
    if file.state != "reading":
        return
    known = queries.known_for_matching(file)
    reader = rules.LineReader(file.columns["places"], clock.today())
    try:
        with file.file.open("rb") as stored:
            stored.seek(file.cursor)
            for part in _parts(stored, file):
                _stage(file, part, reader, known)
        compared = clock.now()
        find_again(file)
        finish_reading(file=file, compared=compared)
    except _Unreadable as problem:
        stop_reading(reference=reference, because=str(problem))
    except Changed:
        # Another run reads it, or it was dropped: what happens there counts.
        return


def _parts(stored: File[bytes], file: SpendFile) -> Iterator[bytes]:
    """The bytes of whole records, about a thousand at a time: a record may hold line breaks in quotation marks."""
    left = b""
    while more := stored.read(BYTES_A_STEP):
        left += more
        end = _last_whole(left)
        if end:
            yield left[:end]
            left = left[end:]
        elif len(left) > LONGEST_RECORD:
            raise _Unreadable(_ENDLESS.format(line=file.columns["line"]))
    if left:
        yield left


def _last_whole(part: bytes) -> int:
    """Up to where a part holds whole records: the last line end outside quotation marks."""
    end = part.rfind(b"\n") + 1
    if part.count(b'"', 0, end) % 2 == 0:
        return end
    # An odd mark stands open: everything from it on waits for the rest.
    opened = part.rfind(b'"', 0, end)
    while opened >= 0:
        end = part.rfind(b"\n", 0, opened) + 1
        if part.count(b'"', 0, end) % 2 == 0:
            return end
        opened = part.rfind(b'"', 0, end)
    return 0


def _stage(file: SpendFile, part: bytes, reader: rules.LineReader, known: rules.Known) -> None:
    columns = file.columns
    text = part.decode(columns["encoding"], errors="replace").replace("\x00", "")
    first: int = columns["line"]
    rows: list[Row] = []
    problems, refused, total = list(file.problems), 0, 0
    records = csv.reader(io.StringIO(text, newline=""), delimiter=columns["separator"])
    at = first
    first_day: date | None = None
    last_day: date | None = None
    try:
        for cells in records:
            read = reader.read(at, cells)
            at = first + records.line_num
            if read is None:
                continue
            if isinstance(read, tuple):
                refused += 1
                if len(problems) < KEPT_PROBLEMS:
                    problems.append(list(read))
                continue
            total += read.pence
            first_day = min(first_day or read.day, read.day)
            last_day = max(last_day or read.day, read.day)
            rows.append(_row(file, read, rules.match(read, known)))
    except csv.Error as error:
        raise _Unreadable(_ENDLESS.format(line=at)) from error
    _write(file, rows, problems, refused, total, at, len(part), (first_day, last_day))


Row = tuple[str | int | date | None, ...]
"""A line as it is stored: what ``STORE`` takes, in that order."""
STORE: Final = """
INSERT INTO spending_spendline
    (file_id, line, day, supplier, reference, amount, description, code, invoice, state, because, payment_id,
     agreement_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def _row(file: SpendFile, read: rules.SpendRead, found: rules.Match) -> Row:
    return (
        file.pk,
        read.line,
        connection.ops.adapt_datefield_value(read.day),
        read.supplier,
        read.reference,
        read.pence,
        read.description,
        read.code,
        read.invoice,
        found.state,
        found.because[:200],
        found.payment,
        found.agreement,
    )


def _insert(rows: list[Row]) -> None:
    """Store lines as plain rows: three times as quick as by objects, which half a million lines are worth."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(STORE, rows)


def _write(
    file: SpendFile,
    rows: list[Row],
    problems: list[list[object]],
    refused: int,
    total: int,
    line: int,
    size: int,
    days: tuple[date | None, date | None],
) -> None:
    columns = {**file.columns, "line": line}
    met = [one for one in (days[0], days[1], file.first_day, file.last_day) if one]
    first, last = min(met, default=None), max(met, default=None)
    with transaction.atomic():
        moved = SpendFile.objects.filter(pk=file.pk, state="reading", cursor=file.cursor).update(
            cursor=F("cursor") + size,
            columns=columns,
            rows_read=F("rows_read") + len(rows),
            rows_refused=F("rows_refused") + refused,
            problems=problems,
            total=F("total") + total,
            first_day=first,
            last_day=last,
        )
        if not moved:
            raise Changed("Another run reads this file.")
        _insert(rows)
        file.rows_read += len(rows)
        file.rows_refused += refused
        progress.advance(file.job, done=file.rows_read + file.rows_refused)
    file.cursor += size
    file.columns, file.problems = columns, problems
    file.first_day, file.last_day = first, last


SAID: Final = ("supplier", "reference", "amount", "description", "code", "invoice")
"""What makes two lines of one day the same."""
Said = tuple[Any, ...]
"""A line's values of these."""


def find_again(file: SpendFile) -> None:
    """Mark the lines that stand already in files taken over: exports of the finance system overlap.

    A line that stands twice in one file is two lines; each line of a file taken over is met once. Works day
    by day, each by itself, and comes to the same however often it runs.
    """
    before = queries.taken_over_the_same_days(file)
    if not before:
        return
    days = SpendLine.objects.filter(file__in=before).order_by().values_list("day").distinct()
    for day in SpendLine.objects.filter(file=file, day__in=days).values_list("day").distinct():
        _find_again(file, before, *day)


def _find_again(file: SpendFile, before: list[SpendFile], day: date) -> None:
    of_day = SpendLine.objects.filter(day=day)
    theirs = of_day.filter(file__in=before).exclude(state=rules.AGAIN).order_by("-pk")
    standing: dict[Said, list[str]] = {}
    for name, *said in theirs.values_list("file__name", *SAID):
        standing.setdefault(tuple(said), []).append(name)
    met: dict[str, list[int]] = {}
    pence = 0
    with transaction.atomic():
        ours = of_day.filter(file=file).order_by("pk").values_list("pk", "state", *SAID)
        for key, state, *line in ours:
            names = standing.get(tuple(line))
            name = names.pop() if names else None
            if name is not None and state != rules.AGAIN:
                met.setdefault(name, []).append(key)
                pence += line[SAID.index("amount")]
        for name, keys in met.items():
            SpendLine.objects.filter(pk__in=keys).update(
                state=rules.AGAIN,
                because=f"It stands in {name} already"[:200],
                payment=None,
                agreement=None,
            )
        rows = SpendFile.objects.filter(pk=file.pk, state="reading")
        if not rows.update(
            rows_again=F("rows_again") + sum(map(len, met.values())),
            total_again=F("total_again") + pence,
        ):
            raise Changed("Another run reads this file.")


@action
def finish_reading(*, file: SpendFile, compared: datetime) -> None:
    """Show a file's lines, now that every one of them is staged, and compared with those that stand."""
    rows = SpendFile.objects.filter(pk=file.pk, state="reading", cursor=file.cursor)
    if not rows.update(state="ready", compared=compared):
        raise Changed("Another run has read this file.")
    again = SpendFile.objects.values_list("rows_again", flat=True).get(pk=file.pk)
    record(
        file.subject,
        "ledger lines read",
        by=SYSTEM,
        after={"lines": file.rows_read, "left out": file.rows_refused, "stand already": again},
    )
    progress.finish(file.job, href=queries.spend_file_address(file))


@action
def stop_reading(*, reference: str, because: str) -> None:
    """Say that a file cannot be read on, and why."""
    file = SpendFile.objects.get(reference=reference)
    rows = SpendFile.objects.filter(pk=file.pk, state="reading")
    if rows.update(state="stopped", stopped_because=because[:500]):
        record(file.subject, "reading stopped", by=SYSTEM, why=because)
        progress.stop(file.job, words=because, href=queries.spend_file_address(file))


def confirm_found(*, reference: str) -> None:
    """Confirm as paid the payments that the lines of a file taken over name, each by itself.

    Where one can no longer be confirmed, its line is in doubt and says why. Comes to the same however often
    it runs.
    """
    file = SpendFile.objects.get(reference=reference)
    if file.state != "taken":
        return
    waiting = SpendLine.objects.filter(
        file=file, state=rules.MATCHED, payment__isnull=False, payment__paid_on=None
    )
    for line in waiting.select_related("payment", "file").order_by("pk").iterator(500):
        assert line.payment is not None  # asked for above
        note = f"Line {line.line} of {file.name}"
        try:
            confirm_paid(by=SYSTEM, payment=line.payment, day=line.day, note=note)
        except (Refused, Changed) as problem:
            doubt_line(line=line, because=problem.words)


@action
def doubt_line(*, line: SpendLine, because: str) -> None:
    """Say that a line is in doubt after all, and why."""
    rows = SpendLine.objects.filter(pk=line.pk, state=rules.MATCHED)
    if not rows.update(state=rules.DOUBT, because=because[:200]):
        raise Changed("This line was settled already.")
    record(line.file.subject, "line in doubt", by=SYSTEM, why=because, after={"line": line.line})


@action
def settle_line(
    *,
    by: Person,
    line: SpendLine,
    what: str,
    payment: str = "",
    agreement: str = "",
) -> SpendLine:
    """Settle a line in doubt: it is a ``payment`` of ours, of an ``agreement``, or neither ("other").

    A payment is confirmed as paid on the line's day, or, where the line is below nothing, came back then.
    """
    if not access.may_keep_books(by):
        raise NotAllowed(NOT_KEEPER)
    now = SpendLine.objects.select_related("file").get(pk=line.pk)
    if now.state != rules.DOUBT or now.file.state != "taken":
        raise Changed("This line was settled already.")
    paid, of = None, None
    if what == "payment":
        paid = _settle_payment(by, now, payment)
        of = paid.claim.agreement
    elif what == "agreement":
        of = Agreement.objects.filter(reference=agreement.strip().upper()).first()
        if of is None:
            raise Refused("No agreement has this reference", field="agreement")
    elif what != rules.OTHER:
        raise Refused("Choose what it is", field="what")
    state = rules.OTHER if what == rules.OTHER else rules.MATCHED
    because = f"{by.name} said so on {clock.spoken(clock.today())}"
    rows = SpendLine.objects.filter(pk=now.pk, state=rules.DOUBT)
    if not rows.update(state=state, because=because[:200], payment=paid, agreement=of):
        raise Changed("This line was settled already.")
    record(
        now.file.subject,
        "line settled",
        by=by,
        before={"in doubt": now.because},
        after={
            "line": now.line,
            "payment": paid.reference if paid else "",
            "agreement": of.reference if of else "",
        },
    )
    return SpendLine.objects.get(pk=now.pk)


def _settle_payment(by: Person, line: SpendLine, reference: str) -> Payment:
    found = Payment.objects.filter(reference=reference.strip().upper())
    paid = found.select_related("claim__agreement", "file").first()
    if paid is None:
        raise Refused("No payment has this reference", field="payment")
    note = f"Line {line.line} of {line.file.name}"
    if line.amount < 0:
        payment_came_back(by=by, payment=paid, day=line.day, why=note)
    elif line.amount != paid.amount.pence:
        raise Refused(
            f"{paid.reference} is {paid.amount}: the whole is paid, or none", field="payment"
        )
    elif paid.paid_on is None:
        confirm_paid(by=by, payment=paid, day=line.day, note=note)
    return paid
