"""Loading what a person confirmed, a small step at a time; each row once, however often a step runs."""

import logging
from dataclasses import dataclass, field

from django.db import OperationalError, transaction

from precept.foundation import clock
from precept.foundation.intake import access, rules
from precept.foundation.intake.access import Giver
from precept.foundation.intake.actions.giving import MOVED_ON, NOT_YOURS
from precept.foundation.intake.actions.staging import written_of
from precept.foundation.intake.models import Intake, IntakeRow, KeptMapping
from precept.foundation.intake.sheets import Row, Sheet, sheet
from precept.foundation.ledger.actions import (
    SYSTEM,
    Actor,
    Changed,
    NotAllowed,
    Refusal,
    Refused,
    StreamRaced,
    action,
    record,
)
from precept.foundation.ledger.turns import Turns
from precept.foundation.outbox import progress
from precept.foundation.outbox.actions import queue_task
from precept.foundation.people.models import Person

logger = logging.getLogger(__name__)


@dataclass
class Step:
    """What became of the rows of one step; ``stopped_at`` is the line at which a fault of ours lies."""

    loaded: list[IntakeRow] = field(default_factory=list)
    refused: list[IntakeRow] = field(default_factory=list)
    stopped_at: int | None = None

    @property
    def done(self) -> list[IntakeRow]:
        """The rows that this step has settled, in the file's order."""
        return sorted([*self.loaded, *self.refused], key=lambda row: row.line)


def confirm(*, by: Giver, intake: Intake, why: str, rows: int) -> Intake:
    """Load the rows that have no problem; a small file at once, a large one as a task.

    ``rows`` is how many the person was told would be loaded: Changed where it is another number now.
    The choice of columns and the answers are kept for the next file with these headings.
    """
    if not access.may_load(by, intake):
        raise NotAllowed(NOT_YOURS)
    confirmed = _confirm(by=by, intake=intake, why=why.strip(), rows=rows)
    if rows <= _at_once(intake):
        load_rows(reference=intake.reference, is_waited_for=True)
        confirmed.refresh_from_db()
    return confirmed


@action
def _confirm(*, by: Giver, intake: Intake, why: str, rows: int) -> Intake:
    if not why:
        raise Refused("Enter why this file is loaded", field="why")
    intake.refresh_from_db()
    if intake.rows_to_load == 0:
        raise Refused("No row of this file can be loaded.")
    if intake.rows_to_load != rows:
        raise Changed(MOVED_ON)
    moved = Intake.objects.filter(pk=intake.pk, state="ready", turn=intake.turn).update(
        state="loading",
        cursor=0,
        why=why,
        confirmed_by=by if isinstance(by, Person) else None,
    )
    if not moved:
        raise Changed(MOVED_ON)
    intake.refresh_from_db()
    KeptMapping.objects.update_or_create(
        sheet=intake.sheet,
        signature=rules.signature(intake.headings),
        defaults={"mapping": intake.mapping, "answers": intake.answers, "kept": clock.now()},
    )
    record(
        intake.subject,
        "loading confirmed",
        by=by,
        why=why,
        after={
            "rows": rows,
            "refused": intake.rows_refused,
            "left out": intake.rows_left_out,
            "answers": intake.answers,
            "digest": intake.rows_digest,
        },
    )
    _queue_loading(intake, by=by)
    return intake


def _at_once(intake: Intake) -> int:
    """How many rows the page that confirms them loads itself; more than that become work with a progress bar."""
    return min(rules.AT_ONCE, sheet(intake.sheet).rows_a_step * rules.STEPS_AT_ONCE)


def _queue_loading(intake: Intake, *, by: Actor) -> None:
    if intake.rows_to_load > _at_once(intake):
        job = progress.begin(
            subject=intake.subject,
            title=f"Loading {intake.name}",
            by=by,
            total=intake.rows_loaded + intake.rows_to_load,
        )
        Intake.objects.filter(pk=intake.pk).update(job=job.reference)
        intake.job = job.reference
    # A small file is loaded by the page that confirms it; the task ends what that page may leave.
    queue_task("intake.load_rows", {"reference": intake.reference}, key=intake.reference)


def load_rows(*, reference: str, is_waited_for: bool = False) -> None:
    """Take steps until nothing is left to load, or until the run has been long enough.

    A run that ends early queues the next one. Where somebody waits, it goes on to the end.
    """
    steps, turns = 0, Turns()
    try:
        while load_step(reference=reference):
            turns.give_way()
            steps += 1
            if steps == rules.STEPS_A_RUN and not is_waited_for:
                with transaction.atomic():
                    queue_task("intake.load_rows", {"reference": reference}, key=reference)
                return
    except Changed:
        # Another run loads this file: what it does counts, and it will be done again if it dies.
        return


@action
def load_step(*, reference: str) -> bool:
    """Load the next few rows in one transaction; whether there may be more.

    A row that an action refuses is refused alone, with its reason. A fault of ours stops the file
    before the row at which it lies. Changed where another run loads the same rows.
    """
    intake = Intake.objects.select_related("confirmed_by").get(reference=reference)
    if intake.state != "loading":
        return False
    kind = sheet(intake.sheet)
    by: Actor = intake.confirmed_by or SYSTEM
    waiting = IntakeRow.objects.filter(intake=intake, turn=intake.turn, state="waiting")
    rows = list(waiting.filter(line__gt=intake.cursor).order_by("line")[: kind.rows_a_step])
    is_last = len(rows) < kind.rows_a_step
    # Before anything is loaded: whoever comes second waits here, and then finds the cursor moved.
    moved = Intake.objects.filter(
        pk=intake.pk, state="loading", turn=intake.turn, cursor=intake.cursor
    ).update(
        cursor=rows[-1].line if rows else intake.cursor, state="loaded" if is_last else "loading"
    )
    if not moved:
        raise Changed("Another run loads this file.")
    step = Step()
    for row in rows:
        if step.stopped_at is None:
            _load_row(intake, kind, row, by, step)
    for row in step.done:
        row.save(update_fields=["state", "subjects", "problems"])
    intake.rows_loaded += len(step.loaded)
    intake.rows_refused += len(step.refused)
    Intake.objects.filter(pk=intake.pk).update(
        rows_loaded=intake.rows_loaded, rows_refused=intake.rows_refused
    )
    _record_step(intake, by, step, is_last=is_last and step.stopped_at is None)
    if step.stopped_at is not None:
        _stop_at(intake, step)
    return not is_last and step.stopped_at is None


def _load_row(intake: Intake, kind: Sheet, row: IntakeRow, by: Actor, step: Step) -> None:
    asked = Row(row.line, row.values, written_of(row.cells, intake.mapping))
    try:
        with transaction.atomic():
            row.subjects = list(kind.load(asked, intake.answers, by, intake.why))
    except Refusal as refusal:
        columns = {column.key for column in kind.columns}
        about = refusal.field if refusal.field in columns else None
        row.problems = [*row.problems, {"column": about, "words": refusal.words}]
        row.state = "refused"
        step.refused.append(row)
    except (StreamRaced, OperationalError):
        raise  # the whole step is done again
    except Exception:
        logger.exception("%s, line %s", intake.subject, row.line)
        step.stopped_at = row.line
    else:
        row.state = "loaded"
        step.loaded.append(row)


def _record_step(intake: Intake, by: Actor, step: Step, *, is_last: bool) -> None:
    if step.done:
        record(
            intake.subject,
            "rows loaded",
            by=by,
            why=intake.why,
            after={
                "rows": len(step.loaded),
                "refused": {str(row.line): row.problems[-1]["words"] for row in step.refused},
                "lines": [step.done[0].line, step.done[-1].line],
                "digest": rules.digest([[row.line, row.subjects] for row in step.loaded]),
            },
        )
    if is_last:
        record(
            intake.subject,
            "file loaded",
            by=by,
            after={"rows": intake.rows_loaded, "refused": intake.rows_refused},
        )
    if intake.job and is_last:
        progress.finish(intake.job, href=intake.address)
    elif intake.job:
        progress.advance(intake.job, done=intake.rows_loaded)


def _stop_at(intake: Intake, step: Step) -> None:
    """Stop before the row at which a fault of ours lies; what came before it is loaded."""
    because = (
        f"Loading stopped at line {step.stopped_at} because of a fault of ours. The rows before it"
        " are loaded; that row and those after it are not. You can leave that row out and go on."
    )
    Intake.objects.filter(pk=intake.pk).update(
        state="stopped",
        cursor=step.done[-1].line if step.done else intake.cursor,
        stopped_because=because,
    )
    record(
        intake.subject,
        "loading stopped",
        by=SYSTEM,
        why=because,
        after={"rows": intake.rows_loaded},
    )
    if intake.job:
        progress.stop(intake.job, words=because, href=intake.address)


@action
def stop_loading(*, reference: str, because: str, by: Giver = SYSTEM) -> Intake:
    """Stop a loading between two steps: what is loaded stays, the rest waits."""
    intake = Intake.objects.get(reference=reference)
    if not access.may_load(by, intake):
        raise NotAllowed(NOT_YOURS)
    moved = Intake.objects.filter(pk=intake.pk, state="loading").update(
        state="stopped", stopped_because=because[:500]
    )
    if not moved:
        raise Changed(MOVED_ON)
    intake.refresh_from_db()
    record(
        intake.subject, "loading stopped", by=by, why=because, after={"rows": intake.rows_loaded}
    )
    if intake.job:
        progress.stop(intake.job, words=because, href=intake.address)
    return intake


def resume(*, by: Giver, intake: Intake) -> Intake:
    """Go on with a stopped loading from where it stopped."""
    if not access.may_load(by, intake):
        raise NotAllowed(NOT_YOURS)
    resumed = _resume(by=by, intake=intake)
    if resumed.rows_to_load <= _at_once(resumed):
        load_rows(reference=intake.reference, is_waited_for=True)
        resumed.refresh_from_db()
    return resumed


@action
def _resume(*, by: Giver, intake: Intake) -> Intake:
    moved = Intake.objects.filter(pk=intake.pk, state="stopped").update(
        state="loading", stopped_because=""
    )
    if not moved:
        raise Changed(MOVED_ON)
    intake.refresh_from_db()
    record(intake.subject, "loading resumed", by=by, before={"rows": intake.rows_loaded})
    _queue_loading(intake, by=by)
    return intake
