"""People and a clock for the tests of the books."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from precept.do.spending import actions
from precept.do.spending.models import Payment
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.plan.models import Fund
from tests.do.spending.books import TODAY, YEAR, make_agreement, make_fund
from tests.do.spending.paying import acts_for, approved, bank_in_force, in_a_file


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


@pytest.fixture
def payment(cast: SimpleNamespace, core: Fund, person: Callable[..., Person]) -> Payment:
    """A payment of £500 on its way."""
    made = make_agreement("CORE004", {core: 30_000})
    actions.sign(by=cast.finance, agreement=made)
    cast.provider = person(role="provider")
    provider = Organisation.objects.get(reference="oxenmere")
    acts_for(cast.provider, provider)
    bank_in_force(cast, cast.provider, provider)
    return in_a_file(cast, approved(cast, made, 500)).payments.get()
