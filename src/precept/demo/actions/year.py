"""The year of the demonstration office: its duties since April, and how often its measures are looked at. Invented."""

from datetime import timedelta

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.foundation import clock
from precept.review.year import actions, queries
from precept.review.year.models import Duty
from precept.review.year.queries import Time
from precept.understand import actions as understand
from precept.understand.models import Measure


def keep_year(cast: Cast) -> None:
    """Begin the calendar in April, do most of what was due, leave one thing late and move another."""
    said = table("year")
    today = clock.today()
    since = clock.FinancialYear.of(today).start
    actions.begin_year(by=cast.manager, since=since)
    duties = queries.all_duties(cast.manager)
    words = {one["key"]: one["outcome"] for one in said["said"]}
    left = {*said["left"], said["moved"]["key"]}
    for one in queries.times_between(duties, since, today):
        if one.duty.key not in left:
            _finish(cast, one, words.get(one.duty.key, said["outcome"]))
    for given in said["given"]:
        one = _next(duties, given["key"])
        actions.give_occurrence(
            by=cast.manager,
            key=one.duty.key,
            on=one.on,
            version=0,
            owner=cast.people[given["to"]],
        )
    moved = _next(duties, said["moved"]["key"])
    actions.move_occurrence(
        by=cast.manager,
        key=moved.duty.key,
        on=moved.on,
        version=0,
        to=today + timedelta(days=said["moved"]["days"]),
        why=said["moved"]["why"],
    )
    _measures(cast)


def _next(duties: list[Duty], key: str) -> Time:
    """The first time of a duty that is still to do."""
    of = [one for one in duties if one.key == key]
    times = queries.times_between(of, of[0].since, of[0].since + timedelta(days=400))
    return next(one for one in times if not one.is_done)


def _finish(cast: Cast, one: Time, outcome: str) -> None:
    by = cast.people.get(one.duty.role, cast.manager)
    actions.finish_occurrence(
        by=by, key=one.duty.key, on=one.on, version=0, outcome=outcome, done_on=one.due
    )


def _measures(cast: Cast) -> None:
    """Say how often the strategy's monitored measures are looked at, and what one showed."""
    for one in table("year")["schedule"]:
        measure = Measure.objects.select_related("aim").get(slug=one["measure"])
        measure = understand.set_schedule(
            by=cast.manager,
            measure=measure,
            schedule=one["often"],
            next_due=clock.today() + timedelta(days=one["days"]),
        )
        if "found" in one:
            understand.look_at_measure(
                by=cast.manager, measure=measure, looked_on=clock.today(), found=one["found"]
            )
