"""Minutes: recording a meeting, agreeing what was recorded, which freezes it, and correcting it openly."""

from collections.abc import Mapping

from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.review.management import queries, rules
from precept.review.management.actions import telling
from precept.review.management.actions.beginning import (
    STALE,
    ask_manager,
)
from precept.review.management.actions.meetings import ask_open
from precept.review.management.models import AgendaItem, Attendee, Meeting, Minutes

Said = Mapping[int, tuple[str, str]]
"""By the item's own number: what was noted, what was decided."""


def _write(meeting: Meeting, came: Mapping[int, str], said: Said) -> None:
    people = {one.pk for one in meeting.attendees.all()}
    items = {one.pk for one in meeting.items.all()}
    if set(came) - people or set(said) - items:
        raise Refused("Somebody changed who is invited, or the agenda: open the page again.")
    if not set(came.values()) <= set(rules.ATTENDANCES):
        raise Refused("Say of each whether they came")
    for pk, state in came.items():
        Attendee.objects.filter(pk=pk).update(state=state)
    for pk, (notes, decision) in said.items():
        AgendaItem.objects.filter(pk=pk).update(notes=notes.strip(), decision=decision.strip())


@action
def record_meeting(
    *, by: Person, meeting: Meeting, version: int, came: Mapping[int, str], said: Said
) -> Meeting:
    """Record who came and what was said and decided. Refused before its day and once minutes are agreed."""
    ask_manager(by)
    now = queries.whole_meeting(Meeting.objects.all()).get(pk=meeting.pk)
    ask_open(now, "recorded")
    if now.on > clock.today():
        raise Refused("The meeting has not been held yet")
    write_next(now, {"state": "held"}, read=version, stale=STALE)
    _write(now, came, said)
    record(
        now.subject,
        "meeting recorded",
        by=by,
        after={
            "present": sum(state == "present" for state in came.values()),
            "decisions": sum(bool(decision.strip()) for _, decision in said.values()),
        },
    )
    return now


@action
def agree_minutes(*, by: Person, meeting: Meeting, version: int) -> Minutes:
    """Agree a meeting's minutes as they are recorded: they are frozen, and the bodies invited may read them."""
    ask_manager(by)
    now = queries.whole_meeting(Meeting.objects.all()).get(pk=meeting.pk)
    ask_open(now, "agreed")
    if now.state != "held":
        raise Refused("Record the meeting first: who came, and what was said.")
    write_next(now, {"minutes_version": 1}, read=version, stale=STALE)
    return _freeze(now, by, "")


@action
def correct_minutes(
    *,
    by: Person,
    meeting: Meeting,
    version: int,
    why: str,
    came: Mapping[int, str],
    said: Said,
) -> Minutes:
    """Correct agreed minutes: a version beside the ones before it, with the reason. Those stay as they were."""
    ask_manager(by)
    why = needed(why, "Say what was wrong", "why")
    now = queries.whole_meeting(Meeting.objects.all()).get(pk=meeting.pk)
    if not now.minutes_version:
        raise Refused("The minutes are not agreed yet: record the meeting instead.")
    number = now.minutes_version + 1
    write_next(now, {"minutes_version": number}, read=version, stale=STALE)
    _write(now, came, said)
    last = queries.latest_minutes(now)
    if last is not None and rules.fingerprint(queries.minutes_body(now)) == last.sha256:
        raise Refused("Nothing is different from the minutes as they are.")
    return _freeze(now, by, why)


def _freeze(meeting: Meeting, by: Person, why: str) -> Minutes:
    body = queries.minutes_body(meeting)
    made = Minutes.objects.create(
        meeting=meeting,
        number=meeting.minutes_version,
        body=body,
        sha256=rules.fingerprint(body),
        why=why,
        agreed_by=by,
    )
    bodies = [one.organisation for one in queries.attendees_of(meeting) if one.organisation]
    telling.tell_minutes(meeting, bodies, made.number)
    record(
        meeting.subject,
        "minutes agreed" if made.number == 1 else "minutes corrected",
        by=by,
        why=why,
        after={"version": made.number, "sha256": made.sha256},
    )
    return made
