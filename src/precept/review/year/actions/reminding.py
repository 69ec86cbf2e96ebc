"""What the clock does for the year: whoever owes a duty is reminded of it, some days before and once it is late."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Changed, action, record, tried
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person
from precept.foundation.people.queries import holders_of
from precept.review.year import queries, rules
from precept.review.year.actions.duties import STALE
from precept.review.year.models import Duty, Occurrence
from precept.review.year.queries import Time

STEP = 50
MOST_TOLD = 5
"""How many people hear of a duty that was given to nobody."""


def remind_of_duties() -> int:
    """Remind whoever owes a duty that is due soon or late; how many were told of."""
    today = clock.today()
    duties = list(Duty.objects.select_related("owner").order_by("pk")[: queries.MOST_DUTIES])
    until = today + timedelta(days=rules.MOST_DAYS)
    done = 0
    for one in queries.times_between(duties, today - rules.BEHIND, until):
        if done >= STEP:
            break
        if not one.is_done and _told(one):
            done += tried(_remind, one)
    return done


def _told(one: Time) -> str:
    reminded = one.row.reminded if one.row else ""
    return rules.reminder_of(one.due, clock.today(), one.duty.remind, reminded)


def _people(one: Time) -> list[Person]:
    if one.owner is not None:
        return [one.owner] if one.owner.is_active else []
    return list(holders_of([one.duty.role])[:MOST_TOLD])


@action
def _remind(one: Time) -> None:
    row, _ = Occurrence.objects.get_or_create(duty=one.duty, on=one.on)
    row.duty = one.duty
    told = _told(Time(one.duty, one.on, row))
    still = Occurrence.objects.filter(pk=row.pk, done_on=None, reminded=row.reminded)
    if not told or not still.update(reminded=told):
        raise Changed(STALE)
    due = row.moved_to or row.on
    there = reverse("year.occurrence", args=[one.duty.key, one.on.isoformat()])
    late = "is late" if told == "late" else "is due soon"
    people = _people(one)
    for person in people:
        queue_mail(
            to=person.email,
            subject=f"A duty of the office {late}",
            text=f"{one.duty.title}.\n\nIt {late}: it is due {clock.spoken(due)}."
            f"\n\n{settings.PRECEPT_ADDRESS}{there}\n",
            kind="reminder",
            about=row.subject,
        )
    record(
        row.subject,
        "owner reminded",
        by=SYSTEM,
        after={
            "why": "late" if told == "late" else f"{told} days before",
            "people told": len(people),
        },
    )
