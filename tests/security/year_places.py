"""What can stand in the places of the addresses of the year, as the office is now."""

from datetime import timedelta
from typing import Any

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.review.year import actions, queries
from precept.review.year.models import Duty, Occurrence


def add_year(by: Person) -> None:
    """A time of a duty that was done, with the record that shows it."""
    if not queries.begun():
        actions.begin_year(by=by, since=clock.today())
    one = next(
        time
        for time in queries.times_between(
            list(Duty.objects.filter(key="framework")),
            clock.today(),
            clock.today() + timedelta(days=400),
        )
        if not time.is_done
    )
    actions.finish_occurrence(
        by=by, key="framework", on=one.on, version=0, outcome="It is published"
    )
    Occurrence.objects.filter(duty__key="framework").update(evidence="decision:NONE")


def of_year(name: str) -> list[dict[str, Any]]:
    """Duties with a time each: one that was done where it is to be taken up again."""
    years = {"year": clock.FinancialYear.of(clock.today()).label}
    if name == "year.take_up":
        rows = Occurrence.objects.filter(done_on__isnull=False).select_related("duty")
        return [{"key": one.duty.key, "on": one.on, **years} for one in rows.order_by("-pk")]
    found = []
    for duty in Duty.objects.filter(retired=None).order_by("pk"):
        left, _ = queries.duty_page_times(duty)
        if left:
            found.append({"key": duty.key, "on": left[0].on, **years})
    return found
