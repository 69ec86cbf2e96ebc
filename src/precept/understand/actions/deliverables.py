"""What becomes of a deliverable: it is asked for, it comes, it is assessed."""

from datetime import date
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.understand import access, rules
from precept.understand.actions.drafts import STALE
from precept.understand.models import Measure

SPOKEN = dict(rules.deliverable_states)


def _only_who_ask(by: Person) -> None:
    if not access.may_ask_for_returns(by):
        raise NotAllowed("Only people who ask for returns may do this.")


def _move(measure: Measure, to: str, revision: int | None, fields: dict[str, Any]) -> None:
    if measure.kind != "deliverable":
        raise Refused("This is monitored to a schedule; it is not a deliverable.")
    read = measure.revision if revision is None else revision
    rows = Measure.objects.filter(pk=measure.pk)
    if not rows.filter(revision=read).exists():
        raise Changed(STALE)
    if not rules.may_move(measure.state, to):
        raise Refused(
            f"This is {SPOKEN[measure.state].lower()}, so it cannot become {SPOKEN[to].lower()}."
        )
    held = rows.filter(revision=read, state=measure.state)
    if not held.update(state=to, revision=read + 1, **fields):
        raise Changed(STALE)
    measure.refresh_from_db()


@action
def request_deliverable(
    *, by: Person, measure: Measure, due: date, note: str = "", revision: int | None = None
) -> Measure:
    """Ask whoever owes a deliverable for it, by a date; ``revision`` is the measure's as it was read.

    Asked for again, what came before stands in its history alone.
    """
    _only_who_ask(by)
    today = clock.today()
    if due < today:
        raise Refused("The date it is due must be today or later.", field="due")
    before = _stands(measure)
    asked = {
        "requested": today,
        "due": due,
        "received": None,
        "assessed": None,
        "assessment": "",
        "evidence": "",
        "evidence_link": "",
    }
    _move(measure, "requested", revision, asked)
    record(
        measure.subject,
        "deliverable requested",
        by=by,
        why=note,
        before=before,
        after=_stands(measure),
    )
    return measure


@action
def receive_deliverable(
    *,
    by: Person,
    measure: Measure,
    received: date,
    evidence: str,
    link: str = "",
    revision: int | None = None,
) -> Measure:
    """Record that a deliverable came, and where it is; ``revision`` is the measure's as it was read."""
    _only_who_ask(by)
    if received > clock.today():
        raise Refused("The date it came must be today or earlier.", field="received")
    if not evidence.strip():
        raise Refused("Enter what was received.", field="evidence")
    if link and not link.startswith(("https://", "http://")):
        raise Refused("Enter a web address that begins with https:// or http://.", field="link")
    before = _stands(measure)
    came = {"received": received, "evidence": evidence, "evidence_link": link}
    _move(measure, "received", revision, came)
    record(measure.subject, "deliverable received", by=by, before=before, after=_stands(measure))
    return measure


@action
def assess_deliverable(
    *, by: Person, measure: Measure, assessment: str, revision: int | None = None
) -> Measure:
    """Say whether what came is what was asked for; ``revision`` is the measure's as it was read."""
    _only_who_ask(by)
    if not assessment.strip():
        raise Refused("Enter what you found.", field="assessment")
    before = _stands(measure)
    _move(measure, "assessed", revision, {"assessed": clock.today(), "assessment": assessment})
    record(measure.subject, "deliverable assessed", by=by, before=before, after=_stands(measure))
    return measure


def _stands(measure: Measure) -> dict[str, str | None]:
    return {
        "state": SPOKEN[measure.state],
        "due": measure.due.isoformat() if measure.due else None,
        "received": measure.received.isoformat() if measure.received else None,
        "what_came": measure.evidence,
        "where_it_is": measure.evidence_link,
        "assessment": measure.assessment,
    }
