"""Carrying out an approved run: record by record, each asked about again, each step short."""

from typing import Any, Final

from django.db import connection, transaction

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Actor, action, record
from precept.foundation.outbox import progress
from precept.foundation.outbox.actions import queue_task
from precept.records import keeping, queries, rules, sign_ups
from precept.records.actions.clearing import clear_mail
from precept.records.actions.runs import task_key
from precept.records.models import Disposal, DisposalRun, RunLine
from precept.records.rules import Listed, Verdict
from precept.records.sign_ups import Gone, Kind

STEPS_A_TASK: Final = 200
MOST_KEPT: Final = 500


def dispose_some(*, reference: str) -> bool:
    """Dispose of what an approved run lists, at most 200 steps at once; whether it is done.

    Comes to the same when it is called again, and goes on where it was killed.
    """
    run = DisposalRun.objects.filter(reference=reference, state="approved").first()
    keep_outside()
    if run is None:
        return True
    for _ in range(STEPS_A_TASK):
        line = run.lines.filter(state="waiting").order_by("place").first()
        if line is None:
            _finish(run)
            tidy()
            return True
        if _step(line.pk):
            keep_outside()
            _tell(run)
    with transaction.atomic():
        queue_task("records.dispose", {"run": reference}, key=task_key(reference))
    return False


def _tell(run: DisposalRun) -> None:
    progress.advance(run.job, done=run.lines.exclude(state="waiting").count())


@action
def _finish(run: DisposalRun) -> None:
    moved = DisposalRun.objects.filter(pk=run.pk, state="approved").update(
        state="done", finished=clock.now()
    )
    if not moved:
        return
    counts = dict(queries.counts_of(run))
    progress.finish(run.job, words="Every record on the list was settled.")
    record(run.subject, "disposal done", by=SYSTEM, after=counts)


@action
def _step(number: int) -> bool:
    """A step of one line; whether it is settled."""
    line = RunLine.objects.select_for_update(of=("self",)).select_related("run").get(pk=number)
    if line.state != "waiting":
        return True
    if (verdict := _why_left(line)) is not None:
        _leave(line, verdict)
        return True
    kind = sign_ups.kinds()[line.kind]
    why = f"Disposal {line.run.reference}"
    gone = one_step(kind, line.thing, why)
    line.things += gone.things
    line.contents = [*line.contents, *gone.contents]
    if gone.is_done:
        _enter(line)
        line.state = "disposed"
    else:
        record(line.run.subject, "disposal under way", by=SYSTEM, after={"record": line.thing})
    line.save(update_fields=["things", "contents", "state"])
    return gone.is_done


def _mail(about: str, by: Actor, why: str) -> Gone:  # noqa: ARG001 - called like every step
    return clear_mail(about)


def one_step(kind: Kind, subject: str, why: str) -> Gone:
    """The next thing that goes of a record: what goes with it first, then itself, then the mail about it."""
    things = 0
    contents: tuple[str, ...] = ()
    for step in (*sign_ups.steps_of(kind), _mail):
        gone = step(subject, SYSTEM, why)
        things += gone.things
        contents = (*contents, *gone.contents)
        if not gone.is_done:
            return Gone(False, things, contents)
    return Gone(True, things, contents)


def _why_left(line: RunLine) -> Verdict | None:
    kind = sign_ups.kinds().get(line.kind)
    now = kind.look(line.thing) if kind else None
    return rules.why_left(
        now,
        Listed(line.trigger_on, line.rule_version, line.years),
        queries.rule_or_none(line.kind),
        queries.held_among([now] if now else []),
        clock.today(),
        sign_ups.kept_back(line.kind, [line.thing]).get(line.thing, "") if now else "",
    )


def _leave(line: RunLine, verdict: Verdict) -> None:
    line.state, line.words = verdict.state, verdict.words[:300]
    line.save(update_fields=["state", "words"])
    record(
        line.run.subject,
        "record left",
        by=SYSTEM,
        why=verdict.words,
        after={"record": line.thing},
    )


def _enter(line: RunLine) -> None:
    """Enter a disposal in the register, and in the history of what it was."""
    rule = queries.rule(line.kind)
    run = line.run
    last = Disposal.objects.order_by("-number").first()
    row = Disposal(
        number=last.number + 1 if last else 1,
        kind=line.kind,
        title=rule.title,
        thing=line.thing,
        trigger_on=line.trigger_on,
        years=line.years,
        rule_version=line.rule_version,
        action=rule.action,
        run=run.reference,
        list_sha256=run.sha256,
        proposed_by=run.proposed_by.ledger_name,
        approved_by=run.settled_by.ledger_name if run.settled_by else "",
        disposed=clock.now().isoformat(timespec="microseconds"),
        things=line.things,
        contents=line.contents,
        previous=last.fingerprint if last else rules.NO_FINGERPRINT,
    )
    row.fingerprint = rules.fingerprint(queries.said_of(row), row.previous)
    row.save()
    record(line.thing, "record disposed of", by=SYSTEM, after=entered(row))


def entered(row: Disposal) -> dict[str, Any]:
    """What the ledger says of a disposal."""
    return {
        "number": row.number,
        "run": row.run,
        "approved by": row.approved_by,
        "years": row.years,
        "rows and files": row.things,
        "fingerprint": row.fingerprint,
    }


def keep_outside() -> int:
    """Write outside the database what of the register is not there yet; how many. Called outside a transaction."""
    rows = queries.still_to_keep(MOST_KEPT)
    for row in rows:
        keeping.keep(row.number, queries.kept_of(row))
        Disposal.objects.filter(pk=row.pk).update(is_kept=True)
    return len(rows)


def tidy() -> None:
    """Empty SQLite's log of changes into its file, so that what was deleted stands in neither.

    Where others are reading just now it is emptied later, as it always is in time.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
