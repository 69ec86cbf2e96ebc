"""What of the year waits for somebody: their own duties that are due soon or late, for their desk."""

from datetime import timedelta

from django.urls import reverse

from precept.foundation import clock
from precept.foundation.clock.due import AHEAD_DAYS, tone_of
from precept.foundation.people.models import Person
from precept.foundation.web.waits import Waits
from precept.review.year import access
from precept.review.year.queries.duties import all_duties, begun, times_between
from precept.review.year.rules import BEHIND

MOST = 20


def waits_for(person: Person) -> list[Waits]:
    """Every line, the earliest first."""
    if not person.may("see the office"):
        return []
    duties = [one for one in all_duties(person) if one.pk]
    if not duties:
        return _to_begin(person)
    today = clock.today()
    times = times_between(duties, today - BEHIND, today + timedelta(days=AHEAD_DAYS))
    found = [
        one
        for one in times
        if not one.is_done
        and access.is_theirs(person, one.duty, one.owner.pk if one.owner else None)
    ]
    return [
        Waits(
            one.duty.title,
            reverse("year.occurrence", args=[one.duty.key, one.on.isoformat()]),
            tone_of(one.due, today),
            f"Due {clock.spoken(one.due)}",
        )
        for one in found[:MOST]
    ]


def _to_begin(person: Person) -> list[Waits]:
    if begun() or not access.may_keep_year(person):
        return []
    words = "The calendar of what the office must do each year is not begun"
    return [Waits(words, reverse("year.calendar"), "grey")]
