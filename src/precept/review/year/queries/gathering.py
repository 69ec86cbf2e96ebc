"""The whole year: the office's own duties, and what every other part knows to be due. Bounded, each part asked once."""

from collections.abc import Callable, Iterator
from datetime import date

from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.review.year import access
from precept.review.year.queries import gathered, standing
from precept.review.year.queries.duties import all_duties, times_between, whose_words
from precept.review.year.rules import AHEAD, BEHIND, Due

Collect = Callable[[Person, date, date], Iterator[Due]]


def _duties(person: Person, first: date, last: date) -> Iterator[Due]:
    for one in times_between(all_duties(person), first, last):
        key, on = one.duty.key, one.on.isoformat()
        yield Due(
            one.due,
            one.duty.title,
            reverse("year.occurrence", args=[key, on]),
            "duty",
            whose_words(one),
            access.is_theirs(person, one.duty, one.owner.pk if one.owner else None),
            one.is_done,
            one.duty.source,
            f"duty-{key}-{on}",
        )


PARTS: tuple[Collect, ...] = (
    _duties,
    gathered.frameworks,
    gathered.plans,
    gathered.measures,
    gathered.assessments,
    gathered.needs,
    gathered.sources,
    gathered.redactions,
    gathered.steps,
    gathered.projects,
    gathered.to_decide,
    gathered.to_publish,
    gathered.improvements,
    gathered.meetings,
    standing.reviews,
    standing.holds,
    standing.questions,
)
"""Whoever knows what is due: each answers with a bounded number of queries."""


def everything(person: Person, first: date, last: date) -> list[Due]:
    """Everything that is due from one day to another, as somebody may see it, by day."""
    return sorted(one for part in PARTS for one in part(person, first, last))


def mine(person: Person) -> list[Due]:
    """What is this person's own: still to do from the last year, and to come in the next."""
    today = clock.today()
    found = everything(person, today - BEHIND, today + AHEAD)
    return [one for one in found if one.is_mine and not one.is_done]
