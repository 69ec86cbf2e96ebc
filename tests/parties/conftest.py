"""People and organisations that the tests of this part begin with."""

from collections.abc import Callable
from typing import Any

import pytest

from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import Office, Organisation
from tests.parties.refuge import ADDRESS, STREET


@pytest.fixture
def manager(person: Callable[..., Person]) -> Person:
    """Somebody who keeps, protects and publishes organisations."""
    return person(role="commissioning-manager", name="Mo Manager")


@pytest.fixture
def officer(person: Callable[..., Person]) -> Person:
    """Somebody who keeps organisations, and neither protects nor publishes them."""
    return person(role="commissioning-officer", name="Ola Officer")


@pytest.fixture
def marker(person: Callable[..., Person]) -> Person:
    """Somebody of the office who keeps no organisations."""
    return person(role="marker", name="Mai Marker")


@pytest.fixture
def administrator(person: Callable[..., Person]) -> Person:
    """Somebody who sets up the office."""
    return person(role="administrator", name="Ada Administrator")


@pytest.fixture
def add(manager: Person) -> Callable[..., Organisation]:
    """Add an organisation, asking nothing about likeness: ``add("Withywick Support", area="Rutland")``."""

    def make(name: str = "Withywick Support", **given: Any) -> Organisation:
        return actions.add_organisation(by=manager, name=name, confirmed=True, **given)

    return make


@pytest.fixture
def withywick(add: Callable[..., Organisation]) -> Organisation:
    """A charity."""
    return add("Withywick Support", kinds=["charity"], area="Leicestershire")


@pytest.fixture
def office(administrator: Person) -> Office:
    """The office, set up."""
    return actions.set_up_office(
        by=administrator,
        name="Office of the Commissioner for Borderland",
        short_name="Borderland",
        body_name="Commissioner for Borderland",
        area="Borderland",
    )


@pytest.fixture
def refuge(add: Callable[..., Organisation]) -> Organisation:
    """A refuge, entered as any other organisation, whose address got everywhere it could."""
    return add(
        "Larkmantle Refuge",
        kinds=["charity"],
        area="Leicestershire",
        about=f"Gives shelter at {STREET}, day and night.",
        website="https://larkmantle.example/71-hollow-canary-lane",
        postal_address=ADDRESS,
        source=f"A letter from {STREET}",
        identifiers=[("GB-CHC", "1234567")],
        former_names=[(f"House at {STREET}", None)],
    )
