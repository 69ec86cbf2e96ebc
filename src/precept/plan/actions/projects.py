"""Commissioning projects: begun with the office's own steps, changed, tied to what they rest on and led to, ended."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan import queries, rules, sign_ups
from precept.plan.actions.beginning import (
    STALE,
    ask_keeper,
    going,
)
from precept.plan.actions.market import tell_interested
from precept.plan.models import Project, ProjectLink, ProjectStep
from precept.understand.actions import priorities_in_force

MOST_LINKS = 100


def _said(one: Project) -> dict[str, Any]:
    return {
        "title": one.title,
        "purpose": one.purpose,
        "priorities": list(one.priorities),
        "owner": one.owner.reference,
        "wanted": clock.iso(one.wanted_on) if one.wanted_on else None,
        "estimate": one.estimate.pence if one.estimate is not None else None,
        "for perpetrators": one.is_for_perpetrators,
    }


@action
def begin_project(
    *,
    by: Person,
    title: str,
    purpose: str,
    owner: Person,
    priorities: Sequence[str] = (),
    wanted_on: date | None = None,
    estimate: Money | None = None,
    is_for_perpetrators: bool = False,
    is_invented: bool = False,
) -> Project:
    """Begin a project in the first phase, with the steps that the office takes now; each is its owner's at first."""
    ask_keeper(by)
    made = Project.objects.create(
        title=needed(title, "Enter a name for it", "title"),
        purpose=needed(purpose, "Enter what is to change, and for whom", "purpose"),
        priorities=priorities_in_force(priorities),
        owner=owner,
        begun_by=by,
        wanted_on=wanted_on,
        estimate=estimate,
        is_for_perpetrators=is_for_perpetrators,
        is_invented=is_invented,
    )
    steps = queries.steps_of_the_office()
    longest: dict[str, int] = {}
    for step in steps:
        longest[step.phase] = max(longest.get(step.phase, 0), step.weeks)
    starts = rules.expected_starts(made.begun_on, longest)
    ProjectStep.objects.bulk_create(
        ProjectStep(
            project=made,
            phase=step.phase,
            place=step.place,
            key=step.key,
            title=step.title,
            guidance=step.guidance,
            is_needed=step.is_needed,
            owner=owner,
            due=rules.due_of(step.weeks, starts[step.phase]),
        )
        for step in steps
    )
    record(made.subject, "project begun", by=by, after={**_said(made), "steps": len(steps)})
    return made


@action
def change_project(
    *,
    by: Person,
    project: Project,
    version: int,
    title: str,
    purpose: str,
    owner: Person,
    priorities: Sequence[str] = (),
    wanted_on: date | None = None,
    estimate: Money | None = None,
    is_for_perpetrators: bool = False,
    why: str = "",
) -> Project:
    """Change what a project is, whose it is, and by when its outcome is wanted."""
    ask_keeper(by)
    now = going(project)
    before = _said(now)
    changes = {
        "title": needed(title, "Enter a name for it", "title"),
        "purpose": needed(purpose, "Enter what is to change, and for whom", "purpose"),
        "priorities": priorities_in_force(priorities, now.priorities),
        "owner": owner,
        "wanted_on": wanted_on,
        "estimate": estimate,
        "is_for_perpetrators": is_for_perpetrators,
    }
    write_next(now, changes, read=version, stale=STALE)
    record(now.subject, "project changed", by=by, why=why, before=before, after=_said(now))
    return now


@action
def stop_project(*, by: Person, project: Project, version: int, words: str) -> Project:
    """Stop a project before its last gate, and say why. What it rested on and led to stays tied to it."""
    ask_keeper(by)
    now = going(project)
    words = needed(words, "Say why it is stopped", "words")
    if now.gates.filter(state="asked").exists():
        raise Refused("It waits at a gate: have that answered or taken back first.")
    write_next(
        now,
        {"state": "stopped", "ended_on": clock.today(), "ended_words": words},
        read=version,
        stale=STALE,
    )
    record(now.subject, "project stopped", by=by, why=words)
    return now


@action
def tie(*, by: Person, project: Project, kind: str, typed: str, why: str = "") -> ProjectLink:
    """Tie a project to something that it rests on or led to, named as its own pages name it."""
    ask_keeper(by)
    now = going(project)
    known = sign_ups.piece_kind(kind)
    if known is None:
        raise Refused("Choose what it is", field="kind")
    subject = known.find(by, needed(typed, "Enter its reference", "typed"))
    if not subject:
        raise Refused(f"There is no {known.title.lower()} with this reference", field="typed")
    if now.links.count() >= MOST_LINKS:
        raise Refused(f"A project is tied to at most {MOST_LINKS} things.")
    made = _tie(by, now, known.name, subject, why.strip())
    piece = known.describe(by, [subject]).get(subject) if known.is_bid_for else None
    if piece is not None and piece.public:
        tell_interested(by=by, subject=subject, title=piece.title, href=piece.public)
    return made


def _tie(by: Person, project: Project, kind: str, subject: str, why: str) -> ProjectLink:
    try:
        with transaction.atomic():
            made = ProjectLink.objects.create(
                project=project, kind=kind, subject=subject, why=why, added_by=by
            )
    except IntegrityError:
        raise Refused("It is tied to this already.", field="typed") from None
    record(project.subject, "project tied", by=by, why=why, after={"to": subject})
    return made


@action
def untie(*, by: Person, project: Project, subject: str, why: str) -> None:
    """Take back that a project rests on something or led to it; the history keeps that it was said."""
    ask_keeper(by)
    now = going(project)
    why = needed(why, "Say why it does not belong to this project", "why")
    gone, _ = now.links.filter(subject=subject).delete()
    if not gone:
        raise Refused("It is not tied to this.")
    record(now.subject, "project untied", by=by, why=why, before={"to": subject})
