"""Meetings: calling one, moving it, who is invited, cancelling it, its agenda."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.review.management import queries, rules
from precept.review.management.actions import telling
from precept.review.management.actions.beginning import (
    STALE,
    ask_manager,
    placed_in,
)
from precept.review.management.models import AgendaItem, Attendee, Meeting, Thing

MOST_FROM_OUTSIDE = 20
LONGEST = 480


@dataclass(frozen=True)
class Guest:
    """Somebody from outside the two sides: their role, and their name, which stays in the office."""

    role: str
    name: str = ""


@action
def call_meeting(
    *,
    by: Person,
    of: Thing,
    kind: str,
    on: date,
    at: time,
    minutes_long: int = 60,
    place: str = "",
    link: str = "",
    people: Sequence[Person] = (),
    bodies: Sequence[Organisation] = (),
    guests: Sequence[Guest] = (),
) -> Meeting:
    """Call a meeting, invite people, and draw its agenda; the bodies invited are told by mail.

    A joint service has one meeting for all who commission it. Refused where nobody could find it.
    """
    ask_manager(by)
    _ask_fit(of, bodies, minutes_long)
    if not place.strip() and not link.strip():
        raise Refused("Say where it is, or how to join it from afar", field="place")
    made = Meeting.objects.create(
        **placed_in(of),
        kind=kind,
        on=on,
        at=at,
        minutes_long=minutes_long,
        place=place.strip(),
        link=link.strip(),
        called_by=by,
    )
    _invite(made, people or [by], bodies, guests)
    drawn = queries.drawn_for(made)
    _put(made, [], drawn)
    if on >= clock.today():
        telling.tell_invited(made, bodies, "invited")
    record(
        made.subject,
        "meeting called",
        by=by,
        after={
            **_said(made),
            "of": of.subject,
            "invited": [one.reference for one in bodies],
            "items drawn": len(drawn),
        },
    )
    return made


def _ask_fit(of: Thing, bodies: Sequence[Organisation], minutes_long: int) -> None:
    known = {one.pk for one in queries.bodies_of(of)}
    for one in bodies:
        if one.pk not in known:
            raise Refused(f"{one.name} neither provides nor commissions this", field="bodies")
    if not 5 <= minutes_long <= LONGEST:
        raise Refused("A meeting lasts from 5 minutes to 8 hours", field="minutes_long")


def _said(of: Meeting) -> dict[str, Any]:
    return {
        "kind": rules.MEETING_KINDS[of.kind],
        "on": clock.iso(of.on),
        "at": of.at.strftime("%H:%M"),
        "minutes": of.minutes_long,
        "place": of.place,
        "link": of.link,
    }


def _invite(
    meeting: Meeting,
    people: Sequence[Person],
    bodies: Sequence[Organisation],
    guests: Sequence[Guest],
) -> None:
    if len(guests) > MOST_FROM_OUTSIDE:
        raise Refused(f"At most {MOST_FROM_OUTSIDE} people from outside", field="guests")
    Attendee.objects.bulk_create(
        [
            *(Attendee(meeting=meeting, person=one) for one in dict.fromkeys(people)),
            *(Attendee(meeting=meeting, organisation=one) for one in dict.fromkeys(bodies)),
            *(Attendee(meeting=meeting, name=one.name, role=one.role) for one in guests),
        ]
    )


def ask_open(meeting: Meeting, what: str = "changed") -> None:
    """Refused where a meeting is cancelled or its minutes are agreed."""
    if meeting.state == "cancelled":
        raise Refused("This meeting is cancelled.")
    if meeting.minutes_version:
        raise Refused(f"The minutes are agreed: nothing of it is {what} without correcting them.")


@action
def change_meeting(
    *,
    by: Person,
    meeting: Meeting,
    version: int,
    kind: str,
    on: date,
    at: time,
    minutes_long: int = 60,
    place: str = "",
    link: str = "",
    people: Sequence[Person] = (),
    bodies: Sequence[Organisation] = (),
    guests: Sequence[Guest] = (),
) -> Meeting:
    """Move a meeting or change who is invited; bodies that are new to it, or whose day moved, are told."""
    ask_manager(by)
    now = queries.whole_meeting(Meeting.objects.all()).get(pk=meeting.pk)
    ask_open(now)
    _ask_fit(now.of, bodies, minutes_long)
    if not place.strip() and not link.strip():
        raise Refused("Say where it is, or how to join it from afar", field="place")
    before, was = _said(now), (now.on, now.at)
    old = {one.organisation_id for one in now.attendees.exclude(organisation=None)}
    write_next(
        now,
        {
            "kind": kind,
            "on": on,
            "at": at,
            "minutes_long": minutes_long,
            "place": place.strip(),
            "link": link.strip(),
        },
        read=version,
        stale=STALE,
    )
    kept = _states(now)
    now.attendees.all().delete()
    _invite(now, people or [now.called_by], bodies, guests)
    _restore(now, kept)
    if on >= clock.today():
        telling.tell_invited(now, [one for one in bodies if one.pk not in old], "invited")
        if was != (on, at):
            telling.tell_invited(now, [one for one in bodies if one.pk in old], "moved")
    after = _said(now) | {"invited": [one.reference for one in bodies]}
    record(now.subject, "meeting changed", by=by, before=before, after=after)
    return now


def _who(one: Attendee) -> tuple[int | None, int | None, str, str]:
    return one.person_id, one.organisation_id, one.name, one.role


def _states(meeting: Meeting) -> dict[tuple[int | None, int | None, str, str], str]:
    return {_who(one): one.state for one in meeting.attendees.all()}


def _restore(meeting: Meeting, kept: Mapping[tuple[int | None, int | None, str, str], str]) -> None:
    for one in meeting.attendees.all():
        state = kept.get(_who(one), "invited")
        if state != "invited":
            Attendee.objects.filter(pk=one.pk).update(state=state)


@action
def cancel_meeting(*, by: Person, meeting: Meeting, version: int, why: str) -> Meeting:
    """Cancel a meeting that was not held; the bodies invited are told."""
    ask_manager(by)
    why = needed(why, "Say why it is cancelled", "why")
    now = queries.whole_meeting(Meeting.objects.all()).get(pk=meeting.pk)
    ask_open(now)
    if now.state == "held":
        raise Refused("It was held: record what was said.")
    write_next(now, {"state": "cancelled", "cancelled_why": why}, read=version, stale=STALE)
    bodies = [one.organisation for one in queries.attendees_of(now) if one.organisation]
    telling.tell_invited(now, bodies, "cancelled")
    record(now.subject, "meeting cancelled", by=by, why=why)
    return now


# Agendas


def _put(meeting: Meeting, known: Sequence[AgendaItem], drawn: Sequence[rules.Drawn]) -> int:
    """Add what is drawn and not on the agenda yet, before what closes it; how many were added."""
    pairs = [(one.source, one.key) for one in known if one.key]
    new = rules.to_add(pairs, drawn)
    closing = [one for one in known if one.source == "closing"]
    before = [one for one in known if one.source != "closing"]
    if len(known) + len(new) > rules.MOST_ITEMS:
        new = new[: max(0, rules.MOST_ITEMS - len(known))]
    first = len(before) + 1
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(
                meeting=meeting,
                place=first + place,
                source=one.source,
                key=one.key,
                words=one.words[:500],
                why=one.why[:500],
                href=one.href,
                copy=one.copy,
            )
            for place, one in enumerate(new)
        ]
    )
    for place, item in enumerate(closing):
        AgendaItem.objects.filter(pk=item.pk).update(place=first + len(new) + place)
    return len(new)


@action
def draw_agenda(*, by: Person, meeting: Meeting, version: int) -> Meeting:
    """Draw the agenda again: what is new is added, what was settled since goes, what people chose stays."""
    ask_manager(by)
    now = queries.whole_meeting(Meeting.objects.all()).get(pk=meeting.pk)
    ask_open(now)
    if now.state != "planned":
        raise Refused("It was held already: its agenda is drawn no more.")
    known = queries.items_of(now)
    drawn = queries.drawn_for(now)
    gone = rules.gone([(one.source, one.key) for one in known], drawn)
    leaving = [one for one in known if (one.source, one.key) in gone and one.key and not one.notes]
    AgendaItem.objects.filter(pk__in=[one.pk for one in leaving]).delete()
    left = [one for one in known if one not in leaving]
    added = _put(now, left, drawn)
    write_next(now, {}, read=version, stale=STALE)
    record(
        now.subject,
        "agenda drawn again",
        by=by,
        after={"added": added, "settled since": len(leaving)},
    )
    return now


@action
def arrange_agenda(
    *,
    by: Person,
    meeting: Meeting,
    version: int,
    places: Mapping[int, int],
    copies: Mapping[int, str],
    added: Sequence[str] = (),
) -> Meeting:
    """Put the items in order, say whose copy each stands on, add others. By the items' own numbers.

    Nothing that was drawn is deleted: what is left out is kept as left out, and is not drawn again.
    """
    ask_manager(by)
    now = queries.whole_meeting(Meeting.objects.all()).get(pk=meeting.pk)
    ask_open(now)
    items = {one.pk: one for one in queries.items_of(now)}
    if set(places) - set(items) or set(copies) - set(items):
        raise Refused("An item that you arranged is no longer there: open the page again.")
    if not set(copies.values()) <= set(rules.COPIES):
        raise Refused("Choose whose copy each item stands on")
    new = [line.strip()[:500] for line in added if line.strip()]
    if len(items) + len(new) > rules.MOST_ITEMS:
        raise Refused(f"An agenda has at most {rules.MOST_ITEMS} items", field="added")
    write_next(now, {}, read=version, stale=STALE)
    order = rules.placed(list(items), places)
    closing = [pk for pk in order if items[pk].source == "closing"]
    order = [pk for pk in order if pk not in closing]
    for place, pk in enumerate(order, start=1):
        copy = copies.get(pk, items[pk].copy)
        AgendaItem.objects.filter(pk=pk).update(place=place, copy=copy)
    AgendaItem.objects.bulk_create(
        [
            AgendaItem(meeting=now, place=len(order) + 1 + place, words=words)
            for place, words in enumerate(new)
        ]
    )
    for place, pk in enumerate(closing, start=len(order) + len(new) + 1):
        copy = copies.get(pk, items[pk].copy)
        AgendaItem.objects.filter(pk=pk).update(place=place, copy=copy)
    left_out = [items[pk].words for pk, copy in copies.items() if copy == "out"]
    record(
        now.subject,
        "agenda arranged",
        by=by,
        after={"items": len(items) + len(new), "added": new, "left out": left_out},
    )
    return now
