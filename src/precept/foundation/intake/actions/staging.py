"""Reading a file's rows into the staging table, a bounded step at a time, until they can be shown."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import Count, Q

from precept.foundation.intake import rules
from precept.foundation.intake.models import Intake, IntakeRow, NamedInRow
from precept.foundation.intake.reading import Line, Unfit, read_file
from precept.foundation.intake.sheets import Row, Sheet, sheet
from precept.foundation.ledger.actions import SYSTEM, Changed, action, record
from precept.foundation.ledger.turns import Turns
from precept.foundation.outbox import progress
from precept.foundation.outbox.actions import queue_task

T = TypeVar("T")
NAMES_A_STEP = 100
CLEARED_A_STEP = 500
SHOWN_OTHERS = 6


def queue_reading(intake: Intake) -> None:
    """Have the rows read after the transaction under way; a large file shows how far that is."""
    if intake.rows_in_file > rules.AT_ONCE:
        job = progress.begin(
            subject=intake.subject,
            title=f"Reading {intake.name}",
            by=intake.given_by or SYSTEM,
            total=intake.rows_in_file,
        )
        intake.job = job.reference
        Intake.objects.filter(pk=intake.pk).update(job=intake.job)
    queue_task(
        "intake.read_rows",
        {"reference": intake.reference, "turn": intake.turn},
        key=f"{intake.reference}:{intake.turn}",
    )


def end_job(intake: Intake, words: str) -> None:
    """Say of a reading that may still run that what it does no longer counts."""
    if intake.job:
        progress.stop(intake.job, words=words, href=intake.address)
        Intake.objects.filter(pk=intake.pk).update(job="")
        intake.job = ""


def queue_clearing(intake: Intake) -> None:
    """Have the rows that nobody will see again deleted after the transaction under way."""
    queue_task("intake.clear", {"reference": intake.reference}, key=intake.reference)


def read_if_small(intake: Intake) -> Intake:
    """Read a small file's rows while the person waits, if they are due to be read."""
    if is_due(intake) and intake.rows_in_file <= rules.AT_ONCE:
        read_rows(reference=intake.reference, turn=intake.turn)
        intake.refresh_from_db()
    return intake


def is_due(intake: Intake) -> bool:
    """Whether everything that has to be known before the rows are read is known."""
    asked = {option.key for option in sheet(intake.sheet).options}
    return intake.state == "mapped" and asked <= set(intake.answers)


def read_rows(*, reference: str, turn: int) -> None:
    """Stage a file's rows from where the last try ended; then show them.

    Comes to the same however often it runs. Does nothing where the columns were chosen anew meanwhile.
    """
    intake = Intake.objects.get(reference=reference)
    if intake.turn != turn or not is_due(intake):
        return
    kind = sheet(intake.sheet)
    clear_rows(intake)
    try:
        lines = _rows_below(intake)
        turns = Turns()
        for step in batches(lines, rules.ROWS_A_STEP):
            _stage(intake, kind, step)
            turns.give_way()
        _find_twice(intake)
        finish_reading(intake=intake)
    except Unfit as unfit:
        stop_reading(reference=reference, turn=turn, because=unfit.words)
    except Changed:
        # Another run, or a new choice of columns, was first: what it does counts.
        return


def _rows_below(intake: Intake) -> list[Line]:
    """The lines beneath the headings that are not staged yet."""
    with intake.file.open("rb") as stored:
        content: bytes = stored.read()
    if hashlib.sha256(content).hexdigest() != intake.digest:
        raise Unfit("The kept file is not the one that was given. Give it again.")
    read = read_file(intake.name, content, intake.tab)
    first = max(intake.heading_line, intake.cursor)
    return [
        line
        for line in read.lines
        if line.number > first and not rules.is_heading_again(line, intake.headings)
    ]


def batches(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The things in their order, so many at a time."""
    for start in range(0, len(things), size):
        yield things[start : start + size]


def _stage(intake: Intake, kind: Sheet, lines: Sequence[Line]) -> None:
    read = [rules.read_row(line, len(intake.headings), intake.mapping, kind) for line in lines]
    for one in read:
        # As it will come back from the database: what a part sees now is what it will load.
        one.readings = json.loads(json.dumps(one.readings))
    sound = {
        one.line: Row(
            one.line,
            {key: reading["value"] for key, reading in one.readings.items()},
            written_of(one.cells, intake.mapping),
        )
        for one in read
        if not one.problems
    }
    found = defaultdict(list)
    for problem in kind.check_rows(list(sound.values()), intake.answers):
        found[problem.line].append(problem)
    for one in read:
        for problem in found[one.line]:
            about = {"column": problem.column, "words": problem.words}
            (one.problems if problem.refuses else one.doubts).append(about)
    rows = [
        IntakeRow(
            intake=intake,
            turn=intake.turn,
            line=one.line,
            cells=one.cells,
            readings=one.readings,
            doubts=one.doubts,
            problems=one.problems,
            is_doubtful=bool(one.doubts),
            state=rules.state_of_row(one.problems),
        )
        for one in read
    ]
    names = [
        NamedInRow(intake=intake, turn=intake.turn, name=name[:200], line=row.line)
        for row in sound.values()
        for name in dict.fromkeys(kind.names(row, intake.answers))
    ]
    _write_stage(intake, rows, names)


def _write_stage(intake: Intake, rows: list[IntakeRow], names: list[NamedInRow]) -> None:
    last = rows[-1].line
    with transaction.atomic():
        moved = Intake.objects.filter(
            pk=intake.pk, state="mapped", turn=intake.turn, cursor=intake.cursor
        ).update(cursor=last, rows_read=intake.rows_read + len(rows))
        if not moved:
            raise Changed("Another run reads this file.")
        IntakeRow.objects.bulk_create(rows)
        NamedInRow.objects.bulk_create(names)
        if intake.job:
            progress.advance(intake.job, done=intake.rows_read + len(rows))
    intake.cursor = last
    intake.rows_read += len(rows)


def written_of(cells: Sequence[str], mapping: dict[str, int]) -> dict[str, str]:
    """What stands in the mapped columns of a row, by the column's key."""
    return {key: cells[place] if place < len(cells) else "" for key, place in mapping.items()}


def _find_twice(intake: Intake) -> None:
    """Refuse every row that names what another row of the file names too."""
    named = NamedInRow.objects.filter(intake=intake, turn=intake.turn)
    several = list(
        named.order_by()
        .values("name")
        .annotate(lines=Count("id"))
        .filter(lines__gt=1)
        .order_by("name")
        .values_list("name", flat=True)
    )
    for names in batches(several, NAMES_A_STEP):
        pairs = list(
            named.filter(name__in=names).order_by("name", "line").values_list("name", "line")
        )
        first: dict[str, list[int]] = defaultdict(list)
        for name, line in pairs:
            if len(first[name]) < SHOWN_OTHERS:
                first[name].append(line)
        for step in batches(pairs, rules.ROWS_A_STEP):
            with transaction.atomic():
                mark_twice(intake, {pair: first[pair[0]] for pair in step})


def mark_twice(intake: Intake, lines: dict[tuple[str, int], list[int]]) -> None:
    """Say on each row, by name and line, which lines name the same; none where it is now alone."""
    rows = {
        row.line: row
        for row in IntakeRow.objects.filter(
            intake=intake, turn=intake.turn, line__in={line for _, line in lines}
        ).only("line", "problems", "state")
    }
    for (name, line), same in lines.items():
        row = rows[line]
        others = [other for other in same if other != line]
        row.problems = rules.with_twice(row.problems, name, others)
        if row.state != "loaded":
            row.state = rules.state_of_row(row.problems)
    IntakeRow.objects.bulk_update(rows.values(), ["problems", "state"], batch_size=50)


def counts(intake: Intake) -> dict[str, int]:
    """How many rows there are in each state, counted once when they change."""
    return IntakeRow.objects.filter(intake=intake, turn=intake.turn).aggregate(
        rows_read=Count("id"),
        rows_refused=Count("id", filter=Q(state="refused")),
        rows_doubtful=Count("id", filter=Q(is_doubtful=True)),
        rows_left_out=Count("id", filter=Q(state="left out")),
    )


def digest_of_rows(intake: Intake) -> str:
    """The hash of all rows as they were read: SHA-256 over the hash of each, in the file's order."""
    whole = hashlib.sha256()
    rows = IntakeRow.objects.filter(intake=intake, turn=intake.turn).order_by("line")
    for line, cells, readings in rows.values_list("line", "cells", "readings").iterator(2_000):
        whole.update(rules.digest([line, cells, readings]).encode())
    return whole.hexdigest()


def finish_reading(*, intake: Intake) -> None:
    """Show the rows, all at once, now that every one of them is staged."""
    if not intake.rows_read:
        raise Unfit("This file has headings and no rows below them. Choose another file.")
    counted, digest = counts(intake), digest_of_rows(intake)

    @action
    def show() -> None:
        moved = Intake.objects.filter(pk=intake.pk, state="mapped", turn=intake.turn).update(
            state="ready", cursor=0, rows_digest=digest, stopped_because="", **counted
        )
        if not moved:
            raise Changed("Another run has read this file.")
        record(intake.subject, "rows read", by=SYSTEM, after={**counted, "digest": digest})
        if intake.job:
            progress.finish(intake.job, href=intake.address)

    show()


@action
def stop_reading(*, reference: str, turn: int, because: str) -> None:
    """Say that the rows cannot be read, and why; the columns and questions can be answered anew."""
    intake = Intake.objects.get(reference=reference)
    moved = Intake.objects.filter(pk=intake.pk, state="mapped", turn=turn).update(
        stopped_because=because[:500]
    )
    if moved:
        record(intake.subject, "reading stopped", by=SYSTEM, why=because)
        if intake.job:
            progress.stop(intake.job, words=because, href=intake.address)


def clear_rows(intake: Intake) -> None:
    """Delete the rows of earlier turns, or all of a dropped file and its bytes, a step at a time."""
    is_dropped = intake.state == "dropped"
    for model in (IntakeRow, NamedInRow):
        old = model.objects.filter(intake=intake)
        if not is_dropped:
            old = old.filter(turn__lt=intake.turn)
        while keys := list(old.order_by("pk").values_list("pk", flat=True)[:CLEARED_A_STEP]):
            model.objects.filter(pk__in=keys).delete()
    if is_dropped and intake.file:
        intake.file.delete(save=False)
        Intake.objects.filter(pk=intake.pk).update(file="")
