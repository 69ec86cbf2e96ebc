"""The steps of the commissioning cycle as this office takes them: its own rows from the first change on."""

from typing import Any

from django.utils.text import slugify

from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.names import free_name
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.plan import access, queries, rules
from precept.plan.actions.beginning import STALE
from precept.plan.models import CycleStep

NOT_CYCLE = "Only people who keep the framework may change the steps of the cycle."


def ask_cycle(by: Person) -> None:
    """NotAllowed where they do not change the steps of the cycle."""
    if not access.may_keep_cycle(by):
        raise NotAllowed(NOT_CYCLE)


def _own_the_cycle() -> None:
    """Make the steps that an office begins with its own rows, at the first change of them."""
    if not CycleStep.objects.exists():
        CycleStep.objects.bulk_create(queries.first_cycle())


def _own_step(key: str) -> CycleStep:
    _own_the_cycle()
    found = CycleStep.objects.filter(key=key).first()
    if found is None:
        raise Refused("There is no such step.")
    return found


def _said(one: CycleStep) -> dict[str, Any]:
    return {
        "phase": rules.PHASES[one.phase],
        "title": one.title,
        "guidance": one.guidance,
        "weeks": one.weeks,
        "needed": one.is_needed,
        "place": one.place,
    }


@action
def add_cycle_step(
    *,
    by: Person,
    phase: str,
    title: str,
    guidance: str,
    weeks: int,
    place: int,
    is_needed: bool = False,
) -> CycleStep:
    """Add a step that every project which begins from now on takes."""
    ask_cycle(by)
    _own_the_cycle()
    title = needed(title, "Enter what is to be done", "title")
    made = CycleStep.objects.create(
        key=free_name(CycleStep, slugify(title)[:30] or "step"),
        phase=phase,
        place=place,
        title=title,
        guidance=guidance.strip(),
        weeks=weeks,
        is_needed=is_needed,
    )
    record(made.subject, "cycle step added", by=by, after=_said(made))
    return made


@action
def change_cycle_step(
    *,
    by: Person,
    key: str,
    version: int,
    phase: str,
    title: str,
    guidance: str,
    weeks: int,
    place: int,
    is_needed: bool = False,
) -> CycleStep:
    """Change a step for the projects that begin from now on; those under way keep theirs."""
    ask_cycle(by)
    now = _own_step(key)
    before = _said(now)
    changes = {
        "phase": phase,
        "title": needed(title, "Enter what is to be done", "title"),
        "guidance": guidance.strip(),
        "weeks": weeks,
        "place": place,
        "is_needed": is_needed,
    }
    write_next(now, changes, read=version, stale=STALE)
    record(now.subject, "cycle step changed", by=by, before=before, after=_said(now))
    return now


@action
def retire_cycle_step(*, by: Person, key: str, version: int, why: str) -> CycleStep:
    """Take a step out of the cycle: projects that begin from today on no longer take it."""
    ask_cycle(by)
    why = needed(why, "Say why it is no longer taken", "why")
    now = _own_step(key)
    if now.retired:
        raise Refused("It is no longer taken already.")
    write_next(now, {"retired": clock.today()}, read=version, stale=STALE)
    record(now.subject, "cycle step retired", by=by, why=why)
    return now
