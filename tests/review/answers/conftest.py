"""A day, people and an office for the tests of briefings and answers."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest

from precept.foundation import clock
from precept.foundation.clock import moments
from precept.foundation.people.models import Person
from tests.public import published_office as made

TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be midday on a Monday; call it to let another day come."""

    def become(day: date) -> None:
        moment = datetime.combine(day, time(12), UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: day)
        monkeypatch.setattr(moments, "now", lambda: moment)

    become(TODAY)
    return become


@pytest.fixture
def cast(person: Callable[..., Person]) -> SimpleNamespace:
    """One person for each hand that an answer passes through, and two who have none in it."""
    return SimpleNamespace(
        officer=person(role="commissioning-officer", name="Ada Quillfeather"),
        manager=person(role="commissioning-manager", name="Bo Marrowby"),
        chief=person(role="chief-executive", name="Di Farthingale"),
        auditor=person(role="auditor", name="Ed Plainsong"),
        provider=person(role="provider", name="Pru Oakapple"),
    )


@pytest.fixture
def office(db: None) -> None:
    """An office that published one of each thing."""
    made.publish_everything()
