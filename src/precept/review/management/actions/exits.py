"""Exits: begun from the checklist of the day, each thing done and shown, counted again when the last day moves."""

from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import IntegrityError, transaction

from precept.do.agreements.models import Agreement
from precept.do.agreements.rules import Held
from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.ledger.actions import Actor, NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.review.management import access, queries, rules
from precept.review.management.actions.beginning import (
    STALE,
    ask_manager,
    ask_one_owner,
)
from precept.review.management.actions.owed import NOT_OWNER
from precept.review.management.models import ExitPlan, ExitTask

Given = tuple[str, bytes | File[Any]]
"""A file as it was given: its name and its content."""


def _follows_on(agreement: Agreement) -> date | None:
    successor = getattr(agreement, "successor", None)
    return None if successor is None else successor.starts


@action
def begin_exit(
    *, by: Person, agreement: Agreement, owner: Person, is_early: bool = False
) -> ExitPlan:
    """Begin the exit of an agreement: the checklist of today, its days counted back from the last day.

    An early end names the variation in force that brought it. Refused where no last day is stated.
    """
    ask_manager(by)
    now = Agreement.objects.select_related("provider", "successor").get(pk=agreement.pk)
    if now.ends is None:
        raise Refused("The register does not state its last day: state that first.")
    checklist = rules.checklist_on(clock.today())
    early = (
        now.variations.filter(kind="termination").exclude(state__in=("draft", "withdrawn")).first()
        if is_early
        else None
    )
    if is_early and early is None:
        raise Refused(
            "No early end of it is drafted and checked: draft the variation first.",
            field="is_early",
        )
    try:
        with transaction.atomic():
            made = ExitPlan.objects.create(
                agreement=now,
                reason="termination" if early else "end",
                variation=early,
                ends=now.ends,
                follows_on=_follows_on(now),
                checklist=checklist.id,
                owner=owner,
                begun_on=clock.today(),
            )
    except IntegrityError:
        raise Refused("Its exit is begun already.") from None
    for place, task in enumerate(checklist.tasks, start=1):
        body = now.provider if task.owner == "provider" else None
        ExitTask.objects.create(
            plan=made,
            place=place,
            key=task.key,
            side=task.side,
            title=task.title,
            words=task.words,
            days=task.days,
            due=rules.due_of(task.side, task.days, made.ends, made.follows_on),
            owner=None if body else owner,
            body=body,
        )
    record(
        made.subject,
        "exit begun",
        by=by,
        after={
            "last day": clock.iso(made.ends),
            "why": rules.EXIT_REASONS[made.reason],
            "checklist": checklist.id,
            "things to do": len(checklist.tasks),
            "owner": owner.reference,
        },
    )
    return made


def _fresh(task: ExitTask) -> ExitTask:
    rows = ExitTask.objects.select_related(
        "plan__agreement__provider", "plan__owner", "owner", "body"
    )
    return rows.get(pk=task.pk)


def _ask_open(task: ExitTask) -> None:
    if task.plan.done_on:
        raise Refused("The exit is done.")
    if task.state != "open":
        raise Refused(f"It is settled already: {rules.TASK_STATES[task.state].lower()}.")


@action
def set_task(
    *,
    by: Person,
    task: ExitTask,
    version: int,
    due: date,
    owner: Person | None = None,
    body: Organisation | None = None,
) -> ExitTask:
    """Say whose a thing of an exit is and by when. A day of its own stays when the last day moves."""
    ask_manager(by)
    now = _fresh(task)
    _ask_open(now)
    ask_one_owner(now.plan.agreement, owner, body)
    before = {"due": clock.iso(now.due), "owner": queries.owner_name(now.owner, now.body)}
    changes: dict[str, Any] = {"owner": owner, "body": body}
    if due != now.due:
        changes |= {"due": due, "is_moved": True, "reminded": ""}
    write_next(now, changes, read=version, stale=STALE)
    after = {"due": clock.iso(now.due), "owner": queries.owner_name(owner, body)}
    record(now.subject, "exit task set", by=by, before=before, after=after)
    return now


@action
def add_task(
    *,
    by: Person,
    plan: ExitPlan,
    title: str,
    words: str,
    side: str,
    due: date,
    owner: Person | None = None,
    body: Organisation | None = None,
) -> ExitTask:
    """Add a thing to an exit that the checklist does not have."""
    ask_manager(by)
    now = queries.whole_exit(ExitPlan.objects.all()).get(pk=plan.pk)
    if now.done_on:
        raise Refused("The exit is done.")
    title = needed(title, "Enter what is to be done", "title")
    ask_one_owner(now.agreement, owner, body)
    count = now.tasks.count()
    if count >= queries.MOST_TASKS:
        raise Refused(f"An exit has at most {queries.MOST_TASKS} things to do.")
    made = ExitTask.objects.create(
        plan=now,
        place=count + 1,
        key=f"own-{count + 1}",
        side=side,
        title=title,
        words=words.strip(),
        days=(now.ends - due).days,
        due=due,
        is_moved=True,
        owner=owner,
        body=body,
    )
    record(
        made.subject,
        "exit task added",
        by=by,
        after={"exit": now.subject, "what": title, "due": clock.iso(due)},
    )
    return made


def finish_task(
    *,
    by: Person,
    task: ExitTask,
    version: int,
    outcome: str,
    evidence: Given | None = None,
) -> ExitTask:
    """Say that a thing of an exit is done and what shows it, with a file where there is one.

    Not itself an action: looking a file through is no work for a transaction.
    """
    is_theirs = access.my_exit_tasks(by).filter(pk=task.pk).exists()
    if not is_theirs and not access.may_finish_task(by, task):
        raise NotAllowed(NOT_OWNER)
    needed(outcome, "Say what was done, and what shows it", "outcome")
    now = _fresh(task)
    _ask_open(now)
    if evidence is not None:
        name, content = evidence
        documents.keep(by=by, about=now.subject, name=name, content=content, field="evidence")
    return _finish(by=by, task=now, version=version, outcome=outcome.strip())


@action
def _finish(*, by: Person, task: ExitTask, version: int, outcome: str) -> ExitTask:
    write_next(
        task,
        {"state": "done", "done_on": clock.today(), "outcome": outcome},
        read=version,
        stale=STALE,
    )
    record(task.subject, "exit task done", by=by, after={"what shows it": outcome})
    return task


@action
def leave_task_out(*, by: Person, task: ExitTask, version: int, why: str) -> ExitTask:
    """Say that a thing of the checklist is not needed in this exit, and why."""
    ask_manager(by)
    why = needed(why, "Say why it is not needed", "why")
    now = _fresh(task)
    _ask_open(now)
    write_next(
        now,
        {"state": "not needed", "done_on": clock.today(), "outcome": why},
        read=version,
        stale=STALE,
    )
    record(now.subject, "exit task not needed", by=by, why=why)
    return now


@action
def finish_exit(*, by: Person, plan: ExitPlan, version: int, words: str) -> ExitPlan:
    """Say that an exit is done, and what it taught. Refused while a thing of it is to do."""
    ask_manager(by)
    words = needed(words, "Say what the exit taught", "words")
    now = queries.whole_exit(ExitPlan.objects.all()).get(pk=plan.pk)
    if now.done_on:
        raise Refused("It is done already.")
    left = now.tasks.filter(state="open").count()
    if left:
        things = "1 thing is" if left == 1 else f"{left} things are"
        raise Refused(f"{things} still to do.")
    write_next(now, {"done_on": clock.today(), "done_words": words}, read=version, stale=STALE)
    record(now.subject, "exit done", by=by, after={"what it taught": words})
    return now


@action
def count_again(*, by: Person, plan: ExitPlan, version: int) -> ExitPlan:
    """Count the days of an exit again from what the register says now, such as when what follows it begins."""
    ask_manager(by)
    now = queries.whole_exit(ExitPlan.objects.all()).get(pk=plan.pk)
    if now.done_on:
        raise Refused("The exit is done.")
    ends, follows = now.agreement.ends or now.ends, _follows_on(now.agreement)
    if (ends, follows) == (now.ends, now.follows_on):
        raise Refused("The register says the same as before: every day stays as it is.")
    _recount(now, ends, follows, by=by, why="", version=version)
    return now


def hear_varied(agreement: Agreement, before: Held, after: Held, by: Actor, why: str) -> None:
    """Count the days of an exit again where the last day of its agreement moved, in the act that moved it."""
    if before["ends"] == after["ends"] or after["ends"] is None:
        return
    plan = ExitPlan.objects.filter(agreement=agreement, done_on=None).first()
    if plan is not None:
        _recount(plan, after["ends"], plan.follows_on, by=by, why=why, version=plan.version)


def _recount(
    plan: ExitPlan, ends: date, follows: date | None, *, by: Actor, why: str, version: int
) -> None:
    """Count each open thing's day again, but for those that somebody gave a day of their own."""
    before = {"last day": clock.iso(plan.ends), "what follows begins": clock.iso(plan.follows_on)}
    write_next(plan, {"ends": ends, "follows_on": follows}, read=version, stale=STALE)
    for task in plan.tasks.filter(state="open", is_moved=False):
        due = rules.due_of(task.side, task.days, ends, follows)
        if due != task.due:
            ExitTask.objects.filter(pk=task.pk).update(
                due=due, reminded="", version=task.version + 1
            )
    after = {"last day": clock.iso(ends), "what follows begins": clock.iso(follows)}
    record(plan.subject, "exit counted again", by=by, why=why, before=before, after=after)
