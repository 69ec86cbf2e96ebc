"""The demonstration office, made once for a worker and given to each module, which leaves nothing behind.

A test that asks for ``office`` stands in a savepoint of its module's own transaction, so that making the
office is paid for once. pytest-django's ``db`` closes the connection after each test and with it that
transaction: here another of its name takes its place.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from tests.security.house import House

HERE = Path(__file__).resolve().parent
NOT_OURS = {"auth", "contenttypes"}
"""Made with the test database itself."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of these on one worker: the office is made once."""
    for item in items:
        if HERE in item.path.parents and item.get_closest_marker("journey") is None:
            item.add_marker(pytest.mark.xdist_group("security"))


def _models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in NOT_OURS
    ]


@pytest.fixture(scope="session")
def rows_of_the_office(
    django_db_setup: None, django_db_blocker: Any
) -> list[tuple[type[Model], list[Model]]]:
    """Every row of a demonstration office, made by its own actions and taken back."""
    from precept.demo import actions

    with django_db_blocker.unblock(), transaction.atomic():
        actions.make(step=lambda _: None)
        rows = [(model, list(model._base_manager.all())) for model in _models()]
        transaction.set_rollback(True)
    return rows


@pytest.fixture(scope="module")
def standing_office(
    rows_of_the_office: list[tuple[type[Model], list[Model]]], django_db_blocker: Any
) -> Iterator[House]:
    """The demonstration office in the test database, for one module; gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        for model, rows in rows_of_the_office:
            for row in rows:
                row._state.adding = True
            model._base_manager.bulk_create(rows, batch_size=500)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(
                no_style(), [model for model, _ in rows_of_the_office]
            ):
                cursor.execute(statement)
        connection.check_constraints()
        yield House()
        transaction.set_rollback(True)


@pytest.fixture
def db() -> None:
    """The name by which pytest-django knows that a test needs the database."""


@pytest.fixture
def office(db: None, standing_office: House) -> Iterator[House]:
    """The demonstration office as it was made; what a test does to it is taken back."""
    with transaction.atomic():
        yield standing_office
        transaction.set_rollback(True)
