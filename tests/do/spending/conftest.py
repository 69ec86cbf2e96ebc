"""People and a clock for the tests of the books."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.plan.models import Fund
from tests.do.spending.books import TODAY, YEAR, make_fund


@pytest.fixture(autouse=True)
def a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be 16 November 2026."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def cast(person: Callable[..., Person]) -> SimpleNamespace:
    """One person for each hand that money passes through."""
    return SimpleNamespace(
        officer=person(role="commissioning-officer"),
        finance=person(role="finance-officer"),
        other=person(role="finance-officer"),
        chief=person(role="chief-finance-officer"),
        auditor=person(role="auditor"),
    )


@pytest.fixture
def core(cast: SimpleNamespace) -> Fund:
    """A fund with £100,000 this year and £50,000 in the next."""
    return make_fund(cast.chief, "CORE", {YEAR: 100_000, "2027-28": 50_000})


@pytest.fixture
def network(cast: SimpleNamespace) -> Fund:
    """Another fund, with £40,000 this year."""
    return make_fund(cast.chief, "VRN", {YEAR: 40_000})
