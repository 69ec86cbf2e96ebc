"""Workshops and drop-in sessions about a round: added, changed, cancelled; what was said there."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.conf import settings

from precept.do.opportunities import rules
from precept.do.opportunities.access import Asker
from precept.do.opportunities.actions.releasing import release_call
from precept.do.opportunities.actions.writing import ask_runner, call_at, instant_of
from precept.do.opportunities.models import Call, Workshop
from precept.do.opportunities.published import address
from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.outbox.actions import queue_mail

MOST_WORKSHOPS = 100
MOST_PLACES = 1_000
WORKSHOP_STALE = "Somebody changed this workshop while you had it open."


class WorkshopChanges(TypedDict, total=False):
    """What may be changed of a workshop; times are UK wall times."""

    title: str
    starts: datetime
    ends: datetime
    where: str
    how_to_join: str
    words: str
    places: int | None


@action
def add_workshop(
    *,
    by: Asker,
    call: Call,
    title: str,
    starts: datetime,
    ends: datetime,
    where: str = "",
    how_to_join: str = "",
    words: str = "",
    places: int | None = None,
) -> Workshop:
    """Add a workshop or drop-in session (UK wall times); no ``places`` means that all may come."""
    ask_runner(by)
    now = call_at(call, None)
    if now.stage == "cancelled":
        raise Refused("This round was cancelled.")
    taken = list(now.workshops.values_list("key", flat=True))
    if len(taken) >= MOST_WORKSHOPS:
        raise Refused(f"A round can have {MOST_WORKSHOPS} workshops at the most")
    given: Any = {
        "title": title,
        "starts": starts,
        "ends": ends,
        "where": where,
        "how_to_join": how_to_join,
        "words": words,
        "places": places,
    }
    kept = _checked(given)
    if kept["starts"] <= clock.now():
        raise Refused("Enter a time that is still to come", field="starts")
    if kept["ends"] <= kept["starts"]:
        raise Refused("It must end after it starts", field="ends")
    made = Workshop.objects.create(call=now, key=rules.key_of(title, taken), **kept)
    record(made.subject, "workshop added", by=by, after=_said(made))
    release_call(now, by=by, why=f"Workshop added: {made.title}")
    return made


@action
def amend_workshop(
    *, by: Asker, workshop: Workshop, version: int, **changes: Unpack[WorkshopChanges]
) -> Workshop:
    """Change a workshop; those who booked are told what is now so. The same again changes nothing."""
    ask_runner(by)
    now = _held(workshop)
    kept = _checked(dict(changes))
    different = {name: value for name, value in kept.items() if getattr(now, name) != value}
    if not different:
        return now
    if different.get("ends", now.ends) <= different.get("starts", now.starts):
        raise Refused("It must end after it starts", field="ends")
    places = different.get("places")
    if places is not None and places < _booked(now):
        raise Refused(f"{_booked(now)} places are booked already", field="places")
    before = _said(now)
    write_next(now, different, read=version, stale=WORKSHOP_STALE)
    after = _said(now)
    record(
        now.subject,
        "workshop changed",
        by=by,
        before={name: words for name, words in before.items() if after[name] != words},
        after={name: words for name, words in after.items() if before[name] != words},
    )
    release_call(now.call, by=by, why=f"Workshop changed: {now.title}")
    _tell_booked(now, "The workshop that you booked has changed.")
    return now


@action
def cancel_workshop(*, by: Asker, workshop: Workshop, version: int, why: str) -> Workshop:
    """Cancel a workshop and tell those who booked why."""
    ask_runner(by)
    now = _held(workshop)
    if not why.strip():
        raise Refused("Say why it is cancelled. Those who booked are told.", field="why")
    write_next(now, {"is_cancelled": True}, read=version, stale=WORKSHOP_STALE)
    record(now.subject, "workshop cancelled", by=by, why=why)
    release_call(now.call, by=by, why=f"Workshop cancelled: {now.title}")
    _tell_booked(now, f"The workshop that you booked is cancelled. {why.strip()}")
    return now


@action
def set_workshop_notes(*, by: Asker, workshop: Workshop, version: int, notes: str) -> Workshop:
    """Publish what was said and asked at a workshop, so that nobody who missed it is worse off."""
    ask_runner(by)
    now = _held(workshop)
    if now.starts > clock.now():
        raise Refused("Notes are published once the workshop has begun.", field="notes")
    if now.notes == notes.strip():
        return now
    before = now.notes
    write_next(now, {"notes": notes.strip()}, read=version, stale=WORKSHOP_STALE)
    record(
        now.subject,
        "workshop notes published",
        by=by,
        before={"notes": before},
        after={"notes": now.notes},
    )
    release_call(now.call, by=by, why=f"Notes of {now.title}")
    return now


def _held(workshop: Workshop) -> Workshop:
    now = Workshop.objects.select_related("call__opportunity").get(pk=workshop.pk)
    if now.is_cancelled:
        raise Refused("This workshop is cancelled.")
    return now


def _booked(workshop: Workshop) -> int:
    return sum(workshop.bookings.filter(cancelled=None).values_list("people", flat=True))


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    """What was given, as it is kept; Refused where it cannot be so."""
    kept = dict(given)
    if "title" in kept and not kept["title"].strip():
        raise Refused("Enter what the workshop is called", field="title")
    for name in ("starts", "ends"):
        if name in kept:
            kept[name] = instant_of(kept[name], name)
    places = kept.get("places")
    if places is not None and not 1 <= places <= MOST_PLACES:
        raise Refused(f"The places must be between 1 and {MOST_PLACES:,}", field="places")
    return kept


def _said(of: Workshop) -> dict[str, str]:
    return {
        "title": of.title,
        "starts": clock.spoken_time(of.starts),
        "ends": clock.spoken_time(of.ends),
        "where": of.where,
        "words": of.words,
        "places": "" if of.places is None else str(of.places),
        "how to join": "stated" if of.how_to_join else "",
    }


def _tell_booked(of: Workshop, words: str) -> None:
    """Write to everyone who comes."""
    for one in of.bookings.filter(cancelled=None).select_related("person"):
        queue_mail(
            to=one.person.email,
            subject=f"{of.title}: {of.call.opportunity.theme}",
            text=f"{words}\n\n{joining_words(of)}",
            kind="workshop notice",
            about=one.subject,
        )


def joining_words(of: Workshop) -> str:
    """What those who booked are told: when, where, how to join."""
    lines = [
        of.title,
        f"Starts: {clock.spoken_time(of.starts)}",
        f"Ends: {clock.spoken_time(of.ends)}",
        *([f"Where: {of.where}"] if of.where else []),
        *([f"How to join:\n{of.how_to_join}"] if of.how_to_join and not of.is_cancelled else []),
        f"{settings.PRECEPT_ADDRESS}{address(of.call.opportunity.reference)}",
    ]
    return "\n".join(lines) + "\n"
