"""The demonstration office, made once for a run and given to each module, which leaves nothing behind.

A test that asks for ``office`` stands in a savepoint of its module's own transaction, so that putting the
office there is paid for once. pytest-django's ``db`` closes the connection after each test and with it that
transaction: here another of its name takes its place.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.demonstration import standing_demonstration
from tests.security.house import House

HERE = Path(__file__).resolve().parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each module of these on one worker: the office is put there once for it."""
    for item in items:
        if HERE in item.path.parents and item.get_closest_marker("journey") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="module")
def standing_office(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """The demonstration office in the test database, for one module; gone after it."""
    with django_db_blocker.unblock(), standing_demonstration():
        yield House()


@pytest.fixture
def db() -> None:
    """The name by which pytest-django knows that a test needs the database."""


@pytest.fixture
def office(db: None, standing_office: House) -> Iterator[House]:
    """The demonstration office as it was made; what a test does to it is taken back."""
    with transaction.atomic():
        yield standing_office
        transaction.set_rollback(True)
