"""Meetings, their agendas, who is invited, and their minutes as they are frozen."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.review.management import access, rules
from precept.review.management.models import (
    ActionPoint,
    AgendaItem,
    Attendee,
    Meeting,
    Minutes,
    Thing,
)
from precept.review.management.queries.things import name_of

MOST = 50
MOST_ITEMS = 100


def whole_meeting(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with what their own pages show of other things."""
    return rows.select_related("agreement__provider", "agreement__manager", "service", "called_by")


def meeting(person: Person, reference: str) -> Meeting:
    """A meeting; 404 where this person may not look it up in the office."""
    found = whole_meeting(access.meetings_for(person)).filter(reference=reference).first()
    if found is None:
        raise Http404(f"no meeting {reference}")
    return found


def my_meeting(person: Person, reference: str) -> Meeting:
    """A meeting to which a body of theirs is invited, or of a service that it commissions; else 404."""
    found = whole_meeting(access.my_meetings(person)).filter(reference=reference).first()
    if found is None:
        raise Http404(f"no meeting {reference}")
    return found


def meetings_of(of: Thing) -> list[Meeting]:
    """The meetings of an agreement or a joint service, the newest first (at most 50)."""
    return list(of.meetings.order_by("-on", "-at", "-pk")[:MOST])


def items_of(of: Meeting) -> list[AgendaItem]:
    """Every item, in its place, those that were left out among them."""
    return list(of.items.order_by("place", "pk")[:MOST_ITEMS])


def agenda_of(items: Iterable[AgendaItem], *, for_provider: bool) -> list[AgendaItem]:
    """What stands on a copy of the agenda."""
    kept = {"all"} if for_provider else {"all", "office"}
    return [one for one in items if one.copy in kept]


def attendees_of(of: Meeting) -> list[Attendee]:
    """Who is invited: people of the office, bodies, people from outside."""
    rows = of.attendees.select_related("person", "organisation")
    return sorted(rows[:MOST_ITEMS], key=lambda one: (one.person is None, one.pk))


def actions_of_meeting(of: Meeting) -> list[ActionPoint]:
    """What was agreed at a meeting, soonest first."""
    rows = of.actions.select_related("owner", "body", "agreement", "service", "issue", "plan")
    return list(rows.order_by("due", "pk")[:MOST_ITEMS])


def minutes_of(of: Meeting) -> list[Minutes]:
    """Every version of its minutes, the newest first."""
    return list(of.minutes.select_related("agreed_by").order_by("-number")[:MOST])


def latest_minutes(of: Meeting) -> Minutes | None:
    """The minutes that hold: the newest version."""
    return of.minutes.select_related("agreed_by").order_by("-number").first()


def minutes_body(of: Meeting) -> dict[str, Any]:
    """What a meeting's minutes say, as it is recorded now: this is what is frozen when they are agreed."""
    return {
        "meeting": of.reference,
        "of": name_of(of.of),
        "kind": rules.MEETING_KINDS[of.kind],
        "on": clock.iso(of.on),
        "at": of.at.strftime("%H:%M"),
        "place": of.place,
        "people": [
            {
                "name": one.shown if one.person or one.organisation else one.name,
                "role": one.role,
                "is_outside": one.person is None and one.organisation is None,
                "state": rules.ATTENDANCES.get(one.state, "Invited"),
            }
            for one in attendees_of(of)
        ],
        "items": [
            {
                "words": one.words,
                "copy": one.copy,
                "notes": one.notes,
                "decision": one.decision,
            }
            for one in agenda_of(items_of(of), for_provider=False)
        ],
        "actions": [
            {
                "reference": one.reference,
                "what": one.what,
                "owner": one.owner.name if one.owner else one.body.name if one.body else "",
                "due": clock.spoken(one.due),
            }
            for one in actions_of_meeting(of)
        ],
    }


def coming_meetings(person: Person) -> list[Meeting]:
    """The next meetings of all agreements, for the office's page (at most 10)."""
    rows = access.meetings_for(person).filter(state="planned", on__gte=clock.today())
    return list(rows.select_related("agreement", "service").order_by("on", "at", "pk")[:10])
