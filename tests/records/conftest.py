"""What the tests of records lean on: who keeps and who approves, a shelf of records, a folder outside the database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from precept.foundation.people.models import Person
from tests.records.keeping_records import Shelf, shelf_in_place


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, settings: Any) -> Path:
    """Where the register lies outside the database."""
    settings.PRECEPT_KEEPING = str(tmp_path / "keeping")
    return tmp_path / "keeping"


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """The only kind of record there is."""
    with shelf_in_place() as made:
        yield made


@pytest.fixture
def officer(person: Callable[..., Person]) -> Person:
    """Somebody who proposes and holds."""
    return person(role="commissioning-officer", name="Olu Officer")


@pytest.fixture
def manager(person: Callable[..., Person]) -> Person:
    """Somebody who proposes, holds and approves."""
    return person(role="commissioning-manager", name="Maya Manager")


@pytest.fixture
def chief(person: Callable[..., Person]) -> Person:
    """Somebody else who approves."""
    return person(role="chief-executive", name="Chi Chief")


@pytest.fixture
def marker(person: Callable[..., Person]) -> Person:
    """Somebody of the office who does none of it."""
    return person(role="marker", name="Mo Marker")
