"""People, drafts and published versions for the tests of the strategy, the plan and the measures."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client

from precept.foundation import clock
from precept.foundation.clock import moments
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.parties.rules import name_key
from precept.understand import actions
from precept.understand.actions import SectionText
from precept.understand.models import Aim, CrimePlan, Measure, Strategy

TODAY = date(2022, 12, 1)
YEAR = "2022-23"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be midday on a day."""

    def stand(day: date) -> None:
        moment = datetime.combine(day, time(12), UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(moments, "now", lambda: moment)

    return stand


@pytest.fixture(autouse=True)
def in_december_2022(on: Callable[[date], None]) -> None:
    """Every test stands on 1 December 2022 unless it says otherwise."""
    on(TODAY)


@pytest.fixture
def officer(person: Callable[..., Person]) -> Person:
    """Somebody who keeps the plan and asks for returns."""
    return person(role="commissioning-officer", name="Ada Officer")


@pytest.fixture
def commissioner(person: Callable[..., Person]) -> Person:
    """Somebody who publishes and drafts nothing."""
    return person(role="commissioner", name="Cy Commissioner")


@pytest.fixture
def auditor(person: Callable[..., Person]) -> Person:
    """Somebody of the office who changes nothing."""
    return person(role="auditor", name="Ed Auditor")


@pytest.fixture
def strategy(officer: Person) -> Strategy:
    """A draft of the strategy with two sections."""
    return actions.draft_strategy(
        by=officer,
        title="Commissioning Strategy",
        dated=date(2022, 11, 28),
        sections=[
            SectionText("Introduction", "What this is for.\n\n- One\n- Two"),
            SectionText("Principles", "Openness.", note="A drawing is left out."),
        ],
    )


@pytest.fixture
def strategy_in_force(strategy: Strategy, commissioner: Person) -> Strategy:
    """The strategy, published."""
    return actions.publish_strategy(by=commissioner, strategy=strategy)


@pytest.fixture
def plan(officer: Person) -> CrimePlan:
    """A draft of the plan with two priorities and two areas."""
    draft = actions.draft_plan(
        by=officer,
        reference="2021-24",
        title="Police and Crime Plan",
        term="2021–2024",
        first_year=2021,
        last_year=2024,
        review_on=date(2023, 4, 30),
        basis="Public opinion, partners and threats.",
    )
    actions.add_priority(
        by=officer, plan=draft, title="Support for victims", text="To support victims."
    )
    actions.add_priority(
        by=officer,
        plan=draft,
        title="Night-time economy",
        text="To keep people safe.",
        term="short",
    )
    actions.set_resource_areas(by=officer, plan=draft, names=["Visible Policing", "Urban Policing"])
    return draft


@pytest.fixture
def plan_in_force(plan: CrimePlan, commissioner: Person) -> CrimePlan:
    """The plan, published."""
    return actions.publish_plan(by=commissioner, plan=plan)


@pytest.fixture
def force(db: None) -> Organisation:
    """Another body that owes something."""
    return Organisation.objects.create(
        reference="the-force",
        name="The Force",
        name_key=name_key("The Force"),
        kinds=["police force"],
    )


@pytest.fixture
def aim(officer: Person, plan_in_force: CrimePlan) -> Aim:
    """An aim of the year that serves a priority of the plan."""
    return actions.add_aim(
        by=officer,
        year=YEAR,
        title="Victims of Crime",
        statement="To alleviate the suffering of victims.",
        lead="By the end of the year:",
        priorities=["support-for-victims"],
    )


@pytest.fixture
def deliverable(officer: Person, aim: Aim, force: Organisation) -> Measure:
    """A written strategy that the force owes."""
    return actions.add_measure(
        by=officer,
        aim=aim,
        kind="deliverable",
        text="A written strategy from the Force",
        responsible=force,
        owner="Head of Crime",
        due=date(2023, 3, 31),
    )


@pytest.fixture
def monitored(officer: Person, aim: Aim) -> Measure:
    """Something watched to a schedule that nobody has set."""
    return actions.add_measure(
        by=officer, aim=aim, kind="monitored", text="Satisfaction of victims"
    )


@pytest.fixture
def officers(client_as: Callable[[Person], Client], officer: Person) -> Client:
    """The browser of somebody who keeps the plan."""
    return client_as(officer)


@pytest.fixture
def commissioners(client_as: Callable[[Person], Client], commissioner: Person) -> Client:
    """The browser of somebody who publishes."""
    return client_as(commissioner)


@pytest.fixture
def auditors(client_as: Callable[[Person], Client], auditor: Person) -> Client:
    """The browser of somebody who only reads."""
    return client_as(auditor)
