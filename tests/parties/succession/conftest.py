"""An office, a body that will take it over, and two pairs of hands."""

from collections.abc import Callable
from datetime import date

import pytest

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.people.models import Person, RoleHeld
from precept.parties import actions
from precept.parties.models import Office, OfficeSuccession, Organisation
from tests.parties.succession.plans import DAY, planned


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """Eleven days before; tests put another day into the list."""
    DAY[:] = [date(2028, 5, 20)]
    monkeypatch.setattr(clock, "today", lambda: DAY[0])
    return DAY


@pytest.fixture
def commissioner(person: Callable[..., Person]) -> Person:
    """Whoever decides for the old body."""
    return person(role="commissioner", name="Cora Commissioner")


@pytest.fixture
def chief(person: Callable[..., Person]) -> Person:
    """The second pair of hands."""
    return person(role="chief-executive", name="Chris Chief")


@pytest.fixture
def board(add: Callable[..., Organisation]) -> Organisation:
    """The body that takes over."""
    made = add("Borderland Policing Board", kinds=["policing board"])
    Organisation.objects.filter(pk=made.pk).update(starts=date(2028, 4, 1))
    made.refresh_from_db()
    return made


@pytest.fixture
def plan(
    administrator: Person,
    board: Organisation,
    office: Office,
    chief: Person,
    commissioner: Person,
) -> OfficeSuccession:
    """A plan of the office, prepared and not approved."""
    assert office
    assert chief
    assert commissioner
    return planned(administrator, board)


@pytest.fixture
def held(commissioner: Person) -> RoleHeld:
    """The commissioner's role."""
    return RoleHeld.objects.get(person=commissioner)


@pytest.fixture
def approved(plan: OfficeSuccession, chief: Person) -> OfficeSuccession:
    """A plan that waits for its day, of an office that is public."""
    actions.publish_office(by=SYSTEM)
    return actions.approve_succession(by=chief, succession=plan, version=plan.version)
