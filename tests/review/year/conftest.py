"""People and a begun calendar for the tests of the year."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest

from precept.foundation import clock
from precept.foundation.clock import moments
from precept.foundation.people.models import Person
from precept.review.year import actions

TODAY = date(2026, 11, 30)
APRIL = date(2026, 4, 1)


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
    """Who keeps the calendar, who owes duties, who reads it."""
    return SimpleNamespace(
        officer=person(role="commissioning-officer", name="Ada Quillfeather"),
        manager=person(role="commissioning-manager", name="Bo Marrowby"),
        finance=person(role="finance-officer", name="Fay Pennywell"),
        auditor=person(role="auditor", name="Ed Plainsong"),
        provider=person(role="provider", name="Pru Oakapple"),
    )


@pytest.fixture
def begun(cast: SimpleNamespace) -> SimpleNamespace:
    """The calendar, begun in April."""
    actions.begin_year(by=cast.manager, since=APRIL)
    return cast
