"""People, a project and what its gates ask for."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.plan import actions, queries, rules, sign_ups
from precept.plan.models import Assessment, Fund, Option, Project
from precept.plan.rules import Fact

OTHERS = (
    "priority",
    "needs",
    "evidence",
    "voices",
    "outcomes",
    "opened",
    "decided",
    "agreed",
    "evaluated",
    "voices-after",
)
"""What other parts than this answer to, or the plan in force."""


@pytest.fixture
def cast(person: Callable[..., Person]) -> SimpleNamespace:
    """Who keeps projects, who signs their gates, who reads."""
    return SimpleNamespace(
        officer=person(role="commissioning-officer", name="Ada Officer"),
        manager=person(role="commissioning-manager", name="Bo Manager"),
        chief=person(role="chief-executive", name="Cy Chief"),
        commissioner=person(role="commissioner", name="Di Commissioner"),
        auditor=person(role="auditor", name="Ed Auditor"),
    )


@pytest.fixture
def others_say(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """What the other parts say of a project: changed by the test, everything is there at first."""
    said = dict.fromkeys(OTHERS, True)

    def source(_: Project, __: Collection[str]) -> Iterator[Fact]:
        yield from (Fact(name, met, "As the test says.") for name, met in said.items())

    def own(one: Project, subjects: Collection[str]) -> Iterator[Fact]:
        yield from (fact for fact in queries.own_facts(one, subjects) if fact.name not in said)

    monkeypatch.setattr(sign_ups, "_facts", [own, source])
    return said


@pytest.fixture
def project(db: None, cast: SimpleNamespace) -> Project:
    """A project of the officer's that has just begun."""
    return actions.begin_project(
        by=cast.officer,
        title="Calls at night",
        purpose="Somebody answers at night.",
        owner=cast.officer,
        estimate=Money.of("40000"),
    )


def settle_steps(cast: Any, project: Project) -> None:
    """Do what the phase of a project asks for."""
    for step in project.steps.filter(phase=project.phase, is_needed=True, state="open"):
        actions.finish_step(by=cast.officer, step=step, version=step.version, outcome="Here it is.")


def weigh(cast: Any, project: Project, **choice: Any) -> None:
    """Weigh every option that is always weighed, and choose the grant."""
    Fund.objects.get_or_create(code="core", defaults={"name": "Core budget", "kind": "core"})
    for kind in ("do nothing", "grant", "contract", "extend", "together", "in-house"):
        actions.add_option(
            by=cast.officer,
            project=project,
            kind=kind,
            title="",
            cost=Money.of("1000"),
            benefit="Good",
            risk="Bad",
            equality="Fair",
            social="More",
        )
    said: dict[str, Any] = {
        "reasons": "It is the best.",
        "value": "It costs least.",
        "months": 36,
        "is_longest": True,
        "funds": ["core"],
        **choice,
    }
    actions.choose_option(
        by=cast.officer,
        project=project,
        version=0,
        option=Option.objects.get(project=project, kind="grant"),
        **said,
    )


def assess(cast: Any, project: Project, kind: str) -> Assessment:
    """Write an assessment and have somebody else agree it."""
    made = actions.begin_assessment(by=cast.officer, project=project, kind=kind)
    questions = rules.template_named(made.template).questions
    made = actions.write_assessment(
        by=cast.officer,
        assessment=made,
        version=made.version,
        answers={one.key: "So it is." for one in questions},
    )
    return actions.agree_assessment(
        by=cast.manager,
        assessment=made,
        version=made.version,
        review_on=clock.months_later(clock.today(), 12),
    )


def brought(cast: Any, project: Project) -> Project:
    """The project, at the gate of its phase, signed by the chief executive."""
    project.refresh_from_db()
    waiting = actions.ask_gate(by=cast.officer, project=project, version=project.version)
    project.refresh_from_db()
    last = waiting.key == "future"
    actions.pass_gate(
        by=cast.chief,
        gate=waiting,
        version=project.version,
        answer="It did what it should.",
        choice="renew" if last else "",
    )
    project.refresh_from_db()
    return project


A_DAY = date(2027, 6, 1)
