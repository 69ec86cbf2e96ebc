"""Deliverables on their way, for the tests of measures."""

from datetime import date

from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.models import Measure
from tests.understand.conftest import YEAR

DUE = date(2023, 3, 31)
SUBJECT = f"measure:{YEAR}:a-written-strategy-from-the-force"


def fresh(measure: Measure) -> Measure:
    return queries.measure(measure.aim.year, measure.slug)


def requested(measure: Measure, by: Person) -> Measure:
    return actions.request_deliverable(by=by, measure=measure, due=DUE)


def received(measure: Measure, by: Person) -> Measure:
    return actions.receive_deliverable(
        by=by,
        measure=requested(measure, by),
        received=date(2022, 11, 30),
        evidence="The strategy, 12 pages.",
        link="https://force.example/strategy",
    )


def assessed(measure: Measure, by: Person) -> Measure:
    return actions.assess_deliverable(
        by=by, measure=received(measure, by), assessment="It is what we asked for."
    )
