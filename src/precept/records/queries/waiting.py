"""What of records waits for somebody."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.waits import Waits
from precept.records import access
from precept.records.models import DisposalRun, Hold

MOST_WAITING: Final = 10
A_QUARTER: Final = 92
"""Days after which somebody looks again at what is due."""


def waits_for(person: Person) -> list[Waits]:
    """Runs that wait for their approval, holds to look at again, and a look at what is due each quarter."""
    if not (access.may_keep(person) or access.may_approve(person)):
        return []
    return [*_runs_waiting(person), *_reviews(), *_a_look(person)]


def _runs_waiting(person: Person) -> Iterator[Waits]:
    rows = DisposalRun.objects.filter(state="proposed").select_related("proposed_by")
    for one in rows[:MOST_WAITING]:
        if access.may_approve(person) and one.proposed_by_id != person.pk:
            yield Waits(
                "Approve that 1 record is disposed of"
                if one.count == 1
                else f"Approve that {one.count:,} records are disposed of",
                reverse("records.run", args=[one.reference]),
                "amber",
                f"{one.proposed_by.name} proposed it.",
            )


def _reviews() -> Iterator[Waits]:
    rows = Hold.objects.filter(released=None, review_on__lte=clock.today()).order_by("review_on")
    for one in rows[:MOST_WAITING]:
        yield Waits(
            f"Hold {one.case}: say whether it is still needed",
            reverse("records.hold", args=[one.reference]),
            "red",
            f"Its review was due {clock.spoken(one.review_on)}.",
        )


def _a_look(person: Person) -> Iterator[Waits]:
    if not access.may_keep(person):
        return
    last = DisposalRun.objects.order_by("-on").values_list("on", flat=True).first()
    if last is None:
        yield Waits(
            "Look at which records are due to be disposed of", reverse("records.due"), "grey"
        )
    elif (clock.today() - last).days > A_QUARTER:
        words = f"Nobody looked at which records are due since {clock.spoken(last)}"
        yield Waits(words, reverse("records.due"), "amber")
