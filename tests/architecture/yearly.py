"""The year of the demonstration office, as the access table's examples name it."""

from __future__ import annotations

from datetime import timedelta

from precept.foundation import clock
from precept.review.year import actions, queries
from tests.architecture.rounds import People, References


def add_year(people: People, references: References) -> None:
    """A time of a duty that is still to do, and one that was done before its day."""
    duty = queries.duty(people.manager, "month-end")
    today = clock.today()
    times = queries.times_between([duty], today, today + timedelta(days=200))
    left = [one.on for one in times if not one.is_done]
    actions.finish_occurrence(
        by=people.manager, key=duty.key, on=left[1], version=0, outcome="Published early"
    )
    references |= {"duty_day": left[0].isoformat(), "duty_done": left[1].isoformat()}
