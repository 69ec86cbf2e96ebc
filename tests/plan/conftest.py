"""People, funds and drafts for the tests of the plan."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from precept.foundation import clock
from precept.foundation.clock import moments
from precept.foundation.people.models import Person
from precept.plan import actions, intended_spend
from precept.plan.actions import NewSection
from precept.plan.models import Framework, Fund
from tests.plan.appendix import YEAR, appendix
from tests.plan.making import LAYOUTS, TITLES


@pytest.fixture(autouse=True)
def register(monkeypatch: pytest.MonkeyPatch) -> dict[str, intended_spend.Source]:
    """What is signed up in these tests: the appendix alone."""
    sources: dict[str, intended_spend.Source] = {"appendix": appendix}
    monkeypatch.setattr(intended_spend, "_sources", sources)
    return sources


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be midday on a day."""

    def stand(day: date) -> None:
        moment = datetime.combine(day, time(12), UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(moments, "now", lambda: moment)

    return stand


@pytest.fixture(autouse=True)
def in_the_year_of_the_appendix(on: Callable[[date], None]) -> None:
    """Every test stands in December 2022 unless it says otherwise."""
    on(date(2022, 12, 1))


@pytest.fixture
def officer(person: Callable[..., Person]) -> Person:
    """Somebody who drafts."""
    return person(role="commissioning-officer", name="Ada Officer")


@pytest.fixture
def manager(person: Callable[..., Person]) -> Person:
    """Somebody who drafts, publishes and withdraws."""
    return person(role="commissioning-manager", name="Bo Manager")


@pytest.fixture
def commissioner(person: Callable[..., Person]) -> Person:
    """Somebody who approves."""
    return person(role="commissioner", name="Cy Commissioner")


@pytest.fixture
def treasurer(person: Callable[..., Person]) -> Person:
    """Somebody who keeps funds."""
    return person(role="finance-officer", name="Di Finance")


@pytest.fixture
def auditor(person: Callable[..., Person]) -> Person:
    """Somebody of the office who changes nothing."""
    return person(role="auditor", name="Ed Auditor")


@pytest.fixture
def funds(db: None) -> dict[str, Fund]:
    """The three funds of the appendix."""
    rows = [
        ("CORE", "Core budget", "OPCC", "core"),
        ("VRN", "Violence Reduction Network", "VRN", "grant received"),
        ("CSF", "Commissioner's Safety Fund", "CSF", "ring-fenced"),
    ]
    return {
        code: Fund.objects.create(code=code, name=name, short_name=short, kind=kind)
        for code, name, short, kind in rows
    }


@pytest.fixture
def draft(officer: Person, funds: dict[str, Fund]) -> Callable[..., Framework]:
    """Draft a year's framework, with the appendix's tables, and fill it from the register."""

    def make(year: str = YEAR, **fields: Any) -> Framework:
        framework = actions.draft_framework(
            **{
                "by": officer,
                "year": year,
                "title": "Commissioning Framework",
                "introduction": "What the money is for.",
                "review": "April 2023",
                "sections": [
                    NewSection(key, TITLES[key], layout) for key, layout in LAYOUTS.items()
                ],
                **fields,
            }
        )
        actions.refresh_from_register(by=officer, framework=framework)
        return Framework.objects.get(pk=framework.pk)

    return make


@pytest.fixture
def published(
    draft: Callable[..., Framework], commissioner: Person, manager: Person
) -> Callable[..., Framework]:
    """Draft, approve and publish a year's framework."""

    def make(year: str = YEAR, **fields: Any) -> Framework:
        return go_live(draft(year, **fields), commissioner, manager)

    return make


def go_live(framework: Framework, commissioner: Person, manager: Person) -> Framework:
    now = Framework.objects.get(pk=framework.pk)
    approved = actions.approve(by=commissioner, framework=now, revision=now.revision)
    actions.publish_framework(by=manager, framework=approved)
    return Framework.objects.get(pk=framework.pk)


@pytest.fixture
def live(commissioner: Person, manager: Person) -> Callable[[Framework], Framework]:
    """Approve and publish a draft."""
    return lambda framework: go_live(framework, commissioner, manager)
