"""People, drafts and approved versions for the tests of procedures and documents."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from django.test import Client

from precept.do.procedures import actions, queries
from precept.do.procedures.models import Standard, StandardVersion
from precept.foundation import clock
from precept.foundation.clock import moments
from precept.foundation.people.models import Person

TODAY = date(2026, 4, 1)
ROUND = "grant-round"
On = Callable[[date], None]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    """Let it be midday on a day."""

    def stand(day: date) -> None:
        moment = datetime.combine(day, time(12), UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(moments, "now", lambda: moment)

    return stand


@pytest.fixture(autouse=True)
def on_the_first_of_april(on: On) -> None:
    """Every test stands on 1 April 2026 unless it says otherwise."""
    on(TODAY)


@pytest.fixture
def officer(person: Callable[..., Person]) -> Person:
    """Somebody who writes procedures and approves none."""
    return person(role="commissioning-officer", name="Ada Officer")


@pytest.fixture
def manager(person: Callable[..., Person]) -> Person:
    """Somebody who writes procedures and approves what others wrote."""
    return person(role="commissioning-manager", name="Max Manager")


@pytest.fixture
def chief(person: Callable[..., Person]) -> Person:
    """Somebody who approves procedures and writes none."""
    return person(role="chief-executive", name="Cy Chief")


@pytest.fixture
def officers(officer: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of the officer."""
    return client_as(officer)


@pytest.fixture
def chiefs(chief: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of the chief executive."""
    return client_as(chief)


@pytest.fixture
def auditors(person: Callable[..., Person], client_as: Callable[[Person], Client]) -> Client:
    """The browser of somebody who reads everything and changes nothing."""
    return client_as(person(role="auditor", name="Ed Auditor"))


@pytest.fixture
def draft(officer: Person) -> StandardVersion:
    """The grant round, begun from what Precept brings: a draft of version 1."""
    return actions.adopt(by=officer, key=ROUND, owner=officer)


@pytest.fixture
def waiting(draft: StandardVersion, officer: Person) -> StandardVersion:
    """The same, sent for approval."""
    return actions.send_for_approval(by=officer, version=draft, revision=draft.revision)


@pytest.fixture
def approved(waiting: StandardVersion, chief: Person) -> StandardVersion:
    """The same, approved and in force from today."""
    return actions.approve(by=chief, version=waiting, revision=waiting.revision, begins=TODAY)


@pytest.fixture
def next_version(officer: Person, chief: Person) -> Callable[..., StandardVersion]:
    """Write the next version of something and have it approved."""

    def made(key: str, begins: date, marks: str = "Three people mark.") -> StandardVersion:
        one = queries.standard(key)
        now = actions.begin_next(by=officer, standard=one, why="Bidders asked for it")
        if one.kind == "procedure":
            now = actions.write_section(
                by=officer, version=now, revision=now.revision, at=2, text=marks
            )
        now = actions.send_for_approval(by=officer, version=now, revision=now.revision)
        return actions.approve(by=chief, version=now, revision=now.revision, begins=begins)

    return made


@pytest.fixture
def standard(approved: StandardVersion) -> Standard:
    """The grant round, of which version 1 is in force."""
    return queries.standard(ROUND)


@pytest.fixture
def document(officer: Person, chief: Person) -> Standard:
    """The conditions of grant, approved and in force from today."""
    now = actions.adopt(by=officer, key="grant-conditions", owner=officer)
    now = actions.send_for_approval(by=officer, version=now, revision=now.revision)
    actions.approve(by=chief, version=now, revision=now.revision, begins=TODAY)
    return queries.standard("grant-conditions")
