"""One time that a duty is due: whose it is, another day, that it was done, and that it was not after all."""

from datetime import date
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.plan import sign_ups
from precept.review.year import access, rules
from precept.review.year.actions.duties import STALE, ask_keeper, own_duty
from precept.review.year.models import Occurrence

NOT_OWNER = "Only whoever owes this, or keeps the calendar of the year, may do this."


def _now(key: str, on: date) -> Occurrence:
    """A time of a duty as it stands, kept or not yet; Refused where it is no day of it."""
    duty = own_duty(key)
    rows = Occurrence.objects.select_related("owner", "done_by")
    found = rows.filter(duty=duty, on=on).first()
    if found is None:
        is_due = on >= duty.since and (duty.retired is None or on < duty.retired)
        if not (is_due and rules.falls_on(duty.rhythm, on)):
            raise Refused("It is not due on that day.")
        found = Occurrence(duty=duty, on=on)
    found.duty = duty
    return found


def write(now: Occurrence, read: int, changes: dict[str, Any]) -> None:
    """Keep what was said of a time of a duty, as the version after the one that was read."""
    if now._state.adding:
        # Somebody else may say the first thing of it in the same moment: the version then tells.
        made, _ = Occurrence.objects.get_or_create(duty=now.duty, on=now.on)
        now.pk, now._state.adding = made.pk, False
    write_next(now, changes, read=read, stale=STALE)


@action
def give_occurrence(
    *, by: Person, key: str, on: date, version: int, owner: Person | None
) -> Occurrence:
    """Say whose it is this time; nobody gives it back to whom the duty belongs."""
    ask_keeper(by)
    now = _now(key, on)
    _open(now)
    before = {"owner": now.owner.reference if now.owner else ""}
    write(now, version, {"owner": owner, "reminded": ""})
    after = {"owner": owner.reference if owner else ""}
    record(now.subject, "duty given", by=by, before=before, after=after)
    return now


@action
def move_occurrence(
    *, by: Person, key: str, on: date, version: int, to: date, why: str
) -> Occurrence:
    """Move it to another day, this time alone, and say why."""
    ask_keeper(by)
    why = needed(why, "Say why it is moved", "why")
    now = _now(key, on)
    _open(now)
    before = {"due": clock.iso(now.moved_to or now.on)}
    changes = {"moved_to": None, "moved_why": ""} if to == on else _moved(to, why)
    write(now, version, {**changes, "reminded": ""})
    record(now.subject, "duty moved", by=by, why=why, before=before, after={"due": clock.iso(to)})
    return now


def _moved(to: date, why: str) -> dict[str, Any]:
    return {"moved_to": to, "moved_why": why}


def _open(now: Occurrence) -> None:
    if now.done_on is not None:
        raise Refused("It is done already. Take it up again first.")


def _evidence(by: Person, kind: str, typed: str) -> str:
    """The record that somebody named, as the ledger calls it; Refused where they see none of that name."""
    if not typed.strip():
        return ""
    found = sign_ups.piece_kind(kind)
    if found is None:
        raise Refused("Choose what kind of record it is", field="kind")
    subject = found.find(by, typed)
    if not subject:
        raise Refused(f"There is no {found.title.lower()} “{typed.strip()}”", field="typed")
    return subject


@action
def finish_occurrence(
    *,
    by: Person,
    key: str,
    on: date,
    version: int,
    outcome: str,
    done_on: date | None = None,
    kind: str = "",
    typed: str = "",
) -> Occurrence:
    """Say that it was done, when, and what shows it: words, and a record of the office where there is one."""
    now = _now(key, on)
    if not access.may_finish(by, now):
        raise NotAllowed(NOT_OWNER)
    _open(now)
    outcome = needed(outcome, "Say what was done, and what shows it", "outcome")
    day = done_on or clock.today()
    if day > clock.today():
        raise Refused("The day must be today or earlier.", field="done_on")
    evidence = _evidence(by, kind, typed)
    changes = {"done_on": day, "done_by": by, "outcome": outcome, "evidence": evidence}
    write(now, version, changes)
    record(
        now.subject,
        "duty done",
        by=by,
        after={
            "what shows it": outcome,
            "record": evidence.partition(":")[2],
            "done": clock.iso(day),
        },
    )
    return now


@action
def take_occurrence_up(*, by: Person, key: str, on: date, version: int, why: str) -> Occurrence:
    """Say that it is still to be done after all."""
    now = _now(key, on)
    if not access.may_finish(by, now):
        raise NotAllowed(NOT_OWNER)
    why = needed(why, "Say why it is to be done again", "why")
    if now.done_on is None:
        raise Refused("It is still to be done.")
    before = {"what shows it": now.outcome, "record": now.evidence.partition(":")[2]}
    changes = {"done_on": None, "done_by": None, "outcome": "", "evidence": "", "reminded": ""}
    write(now, version, changes)
    record(now.subject, "duty taken up again", by=by, why=why, before=before)
    return now
