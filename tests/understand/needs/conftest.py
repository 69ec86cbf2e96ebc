"""Areas, counts and a needs assessment for the tests of what people need."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from precept.foundation.people.models import Person
from precept.understand.actions import areas as area_actions
from precept.understand.actions import counts, need_parts
from precept.understand.actions import needs as actions
from precept.understand.models import Area, CrimePlan, NeedsAssessment
from precept.understand.queries import needs as queries
from precept.understand.rules.needs import figure_key

KIND = "Domestic abuse"
FIGURE = figure_key("domestic-abuse", "offences")
APRIL, MAY = date(2022, 4, 1), date(2022, 5, 1)
REVIEW = date(2023, 12, 1)


@pytest.fixture
def manager(person: Callable[..., Person]) -> Person:
    """Somebody who keeps the plan, loads files, and agrees what others wrote."""
    return person(role="commissioning-manager", name="Mo Manager")


@pytest.fixture
def areas(manager: Person) -> dict[str, Area]:
    """The areas of the national list by name; a code that ended by its code."""
    area_actions.take_standard_areas(by=manager)
    return {one.name if one.ends is None else one.code: one for one in Area.objects.all()}


@pytest.fixture
def counted(manager: Person, areas: dict[str, Area]) -> dict[str, Area]:
    """Two months of counts in four areas, one of them small."""
    for month, of in (
        (APRIL, {"Leicester": 400, "Rutland": 1, "Blaby": 30, "North West Leicestershire": 160}),
        (MAY, {"Leicester": 380, "Rutland": 2, "Blaby": 28, "North West Leicestershire": 150}),
    ):
        for name, count in of.items():
            counts.keep_count(
                by=manager,
                kind=KIND,
                month=month,
                area=areas[name],
                count=count,
                group="offences",
                source="An extract",
            )
    return areas


FOUR = ("Leicester", "Rutland", "Blaby", "North West Leicestershire")


@pytest.fixture
def begun(officer: Person, plan_in_force: CrimePlan) -> NeedsAssessment:
    """A draft with its title and priority alone."""
    return actions.begin_need(
        by=officer,
        title="People who harm partners",
        priorities=["support-for-victims"],
        owner="Commissioning manager",
        review_on=REVIEW,
    )


def filled(officer: Person, need: NeedsAssessment, areas: dict[str, Area]) -> NeedsAssessment:
    """A draft that lacks nothing."""
    actions.change_need(
        by=officer,
        need=need,
        revision=need.revision,
        questions="How many people are harmed?\nWho is missed?",
        population=1_200,
        population_of="adults who harm partners",
        population_source="A survey",
        findings="Most is in Leicester.\n\n- The west is missed.",
    )
    actions.set_figures(
        by=officer,
        need=need,
        revision=need.revision,
        areas=[areas[name] for name in FOUR],
        figures=[FIGURE],
        first_month=APRIL,
        last_month=MAY,
    )
    need_parts.add_service(
        by=officer,
        need=need,
        what="A programme",
        by_whom="A charity",
        areas=[areas["Leicester"]],
        capacity=100,
    )
    need_parts.add_gap(
        by=officer,
        need=need,
        what="Nothing in the west",
        areas=[areas["North West Leicestershire"]],
    )
    return queries.need(need.reference)


@pytest.fixture
def draft(officer: Person, begun: NeedsAssessment, counted: dict[str, Area]) -> NeedsAssessment:
    """A draft that lacks nothing."""
    return filled(officer, begun, counted)


@pytest.fixture
def agreed(manager: Person, draft: NeedsAssessment) -> NeedsAssessment:
    """The same, agreed by somebody else."""
    return actions.agree_need(by=manager, need=draft, revision=draft.revision)


@pytest.fixture
def public(commissioner: Person, agreed: NeedsAssessment) -> NeedsAssessment:
    """The same, published."""
    actions.publish_need(by=commissioner, need=agreed)
    return agreed


@pytest.fixture
def queries_of() -> Callable[[], Any]:
    """Counts what is asked of the database."""
    return lambda: CaptureQueriesContext(connection)
