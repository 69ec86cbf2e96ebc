"""The steps of a project: whose each is, by when, and what shows that it was done."""

from datetime import date
from typing import Any

from django.core.files.base import File

from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.ledger.actions import NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.plan import access, rules
from precept.plan.actions.beginning import (
    STALE,
    ask_keeper,
    going,
)
from precept.plan.models import Project, ProjectStep

NOT_OWNER = "Only whoever owes this step, or keeps projects, may do this."
Given = tuple[str, bytes | File[Any]]
"""A file as it was given: its name and its content."""


def _open(step: ProjectStep) -> ProjectStep:
    now = ProjectStep.objects.select_related("project__owner", "owner").get(pk=step.pk)
    going(now.project)
    if now.state != "open":
        raise Refused(f"It is settled already: {rules.STEP_STATES[now.state].lower()}.")
    return now


@action
def set_step(
    *, by: Person, step: ProjectStep, version: int, owner: Person, due: date
) -> ProjectStep:
    """Say whose a step is, and by when."""
    ask_keeper(by)
    now = _open(step)
    before = {"due": clock.iso(now.due), "owner": now.owner.reference}
    changes: dict[str, Any] = {"owner": owner, "due": due}
    if due != now.due or owner.pk != now.owner_id:
        changes["reminded"] = ""
    write_next(now, changes, read=version, stale=STALE)
    after = {"due": clock.iso(due), "owner": owner.reference}
    record(now.subject, "project step set", by=by, before=before, after=after)
    return now


@action
def add_step(
    *,
    by: Person,
    project: Project,
    phase: str,
    title: str,
    guidance: str,
    owner: Person,
    due: date,
    is_needed: bool = False,
) -> ProjectStep:
    """Add a step to this project alone."""
    ask_keeper(by)
    now = going(project)
    if phase != now.phase and phase not in rules.later_phases(now.phase):
        raise Refused("That phase is over", field="phase")
    count = now.steps.count()
    if count >= rules.MOST_STEPS:
        raise Refused(f"A project has at most {rules.MOST_STEPS} steps.")
    made = ProjectStep.objects.create(
        project=now,
        phase=phase,
        place=100 + count,
        key=f"own-{count + 1}",
        title=needed(title, "Enter what is to be done", "title"),
        guidance=guidance.strip(),
        is_needed=is_needed,
        owner=owner,
        due=due,
    )
    record(
        now.subject,
        "project step added",
        by=by,
        after={"what": made.title, "phase": rules.PHASES[phase], "due": clock.iso(due)},
    )
    return made


def finish_step(
    *,
    by: Person,
    step: ProjectStep,
    version: int,
    outcome: str,
    evidence: Given | None = None,
) -> ProjectStep:
    """Say that a step is done and what shows it, with a file where there is one.

    Not itself an action: looking a file through is no work for a transaction.
    """
    if not access.may_finish_step(by, step):
        raise NotAllowed(NOT_OWNER)
    outcome = needed(outcome, "Say what was done, and what shows it", "outcome")
    now = _open(step)
    if evidence is not None:
        name, content = evidence
        documents.keep(by=by, about=now.subject, name=name, content=content, field="evidence")
    return _settle(
        by=by, step=now, version=version, state="done", outcome=outcome, told="project step done"
    )


@action
def _settle(
    *, by: Person, step: ProjectStep, version: int, state: str, outcome: str, told: str
) -> ProjectStep:
    write_next(
        step,
        {"state": state, "done_on": clock.today(), "outcome": outcome},
        read=version,
        stale=STALE,
    )
    record(step.subject, told, by=by, after={"what shows it": outcome})
    return step


@action
def leave_step_out(*, by: Person, step: ProjectStep, version: int, why: str) -> ProjectStep:
    """Say that a step is not needed in this project, and why."""
    ask_keeper(by)
    why = needed(why, "Say why it is not needed", "why")
    now = _open(step)
    write_next(
        now,
        {"state": "not needed", "done_on": clock.today(), "outcome": why},
        read=version,
        stale=STALE,
    )
    record(now.subject, "project step not needed", by=by, why=why)
    return now


@action
def take_step_up(*, by: Person, step: ProjectStep, version: int, why: str) -> ProjectStep:
    """Take a settled step up again, while its phase goes on."""
    ask_keeper(by)
    why = needed(why, "Say why it is to be done again", "why")
    now = ProjectStep.objects.select_related("project__owner", "owner").get(pk=step.pk)
    project = going(now.project)
    if now.state == "open":
        raise Refused("It is still to be done.")
    if now.phase != project.phase and now.phase not in rules.later_phases(project.phase):
        raise Refused("Its phase is over.")
    before = {"state": rules.STEP_STATES[now.state], "what shows it": now.outcome}
    write_next(now, {"state": "open", "done_on": None, "outcome": ""}, read=version, stale=STALE)
    record(now.subject, "project step taken up again", by=by, why=why, before=before)
    return now
