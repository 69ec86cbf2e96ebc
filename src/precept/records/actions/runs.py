"""Disposal runs: what is due is put on a list by one person, and approved as it stands by another."""

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.outbox import progress
from precept.foundation.outbox.actions import queue_task
from precept.foundation.people.models import Person
from precept.records import access, queries, rules
from precept.records.actions.holds import NOT_KEEPER
from precept.records.actions.schedule import NOT_APPROVER, STALE
from precept.records.models import DisposalRun, RunLine


def task_key(run: str) -> str:
    """What the task of a run is called, so that it does not wait twice."""
    return f"records.dispose:{run}"


@action
def propose_run(*, by: Person, words: str = "", is_invented: bool = False) -> DisposalRun:
    """Put what is due today, and neither held nor kept back, on a list: at most 500 records.

    A record that stands on another list that waits is left out. Refused where nothing is due.
    """
    if not access.may_keep(by):
        raise NotAllowed(NOT_KEEPER)
    today = clock.today()
    run = DisposalRun.objects.create(
        on=today, words=words.strip(), proposed_by=by, is_invented=is_invented
    )
    lines = _lines(run)
    if not lines:
        raise Refused("Nothing is due today that is not held, kept back or on a list already.")
    RunLine.objects.bulk_create(lines)
    run.count, run.sha256 = len(lines), rules.list_digest(queries.lines_for_digest(run))
    run.save(update_fields=["count", "sha256"])
    record(
        run.subject,
        "disposal proposed",
        by=by,
        why=run.words,
        after={"records": run.count, "due on": today.isoformat(), "list": run.sha256},
    )
    return run


def _lines(run: DisposalRun) -> list[RunLine]:
    listed = set(
        RunLine.objects.filter(
            run__state__in=["proposed", "approved"], state="waiting"
        ).values_list("thing", flat=True)
    )
    lines: list[RunLine] = []
    for one in queries.all_due(run.on):
        if len(lines) == queries.MOST_DUE:
            break
        if one.goes and one.record.subject not in listed:
            listed.add(one.record.subject)
            lines.append(
                RunLine(
                    run=run,
                    place=len(lines) + 1,
                    kind=one.kind,
                    thing=one.record.subject,
                    trigger_on=one.record.trigger_on,
                    rule_version=one.rule.version,
                    years=one.rule.years or 0,
                )
            )
    return lines


def _fresh(run: DisposalRun) -> DisposalRun:
    now = DisposalRun.objects.select_related("proposed_by").get(pk=run.pk)
    if now.state != "proposed":
        raise Changed("Somebody settled this run before you.")
    return now


@action
def approve_run(*, by: Person, run: DisposalRun, version: int, why: str = "") -> DisposalRun:
    """Approve a list as it was proposed, as a second person; a task then disposes of what is on it.

    Each record is asked about again in the moment in which it would go. One run at a time.
    """
    if not access.may_approve(by):
        raise NotAllowed(NOT_APPROVER)
    now = _fresh(run)
    if now.proposed_by_id == by.pk:
        raise Refused("You proposed this run, so somebody else approves it.")
    if rules.list_digest(queries.lines_for_digest(now)) != now.sha256:
        raise Refused("The list is no longer what was proposed. Withdraw it and propose another.")
    if DisposalRun.objects.filter(state="approved").exists():
        raise Refused("Another run is being disposed of. Approve this one when it is done.")
    job = progress.begin(
        subject=now.subject, title=f"Disposal {now.reference}", by=by, total=now.count
    )
    changes = {
        "state": "approved",
        "settled_by": by,
        "settled": clock.now(),
        "settled_why": why.strip(),
        "job": job.reference,
    }
    write_next(now, changes, read=version, stale=STALE)
    record(
        now.subject,
        "disposal approved",
        by=by,
        why=why.strip(),
        after={"records": now.count, "list": now.sha256},
    )
    queue_task("records.dispose", {"run": now.reference}, key=task_key(now.reference))
    return now


@action
def withdraw_run(*, by: Person, run: DisposalRun, version: int, why: str) -> DisposalRun:
    """Withdraw a list that waits for its approval: nothing on it is touched."""
    if not (access.may_keep(by) or access.may_approve(by)):
        raise NotAllowed(NOT_KEEPER)
    why = needed(why, "Say why it is withdrawn", "why")
    now = _fresh(run)
    changes = {
        "state": "withdrawn",
        "settled_by": by,
        "settled": clock.now(),
        "settled_why": why,
    }
    write_next(now, changes, read=version, stale=STALE)
    record(now.subject, "disposal withdrawn", by=by, why=why)
    return now
