"""The demonstration office in the test database: made by its own actions once a run, and put there as rows."""

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from precept.demo import actions as demo
from tests.once import key_of, made_once, office_key

Rows = dict[str, Any]
"""What stands in each table: on PostgreSQL as it copies tables out, elsewhere its columns and its rows."""
NOT_OURS = {"auth", "contenttypes"}
"""Made with the test database itself."""


@contextmanager
def standing_demonstration() -> Iterator[None]:
    """The demonstration office stands in the test database; what was done to it is taken back, and so is it."""
    with transaction.atomic():
        rows = _rows(connection.vendor)
        with connection.cursor() as cursor:
            for model in _models():
                _put(cursor, model._meta.db_table, rows[model._meta.db_table])
            for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
                cursor.execute(statement)
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


def _models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in NOT_OURS
    ]


@cache
def _rows(vendor: str) -> Rows:
    """Every row of a demonstration office that was made on this kind of database."""
    # Its files and its keys lie in the home of this run.
    key = key_of([Path(__file__)], office_key(), str(settings.PRECEPT_HOME))
    made = made_once(f"rows-{vendor}", key, _make)
    found: Rows = pickle.loads(made.read_bytes())  # noqa: S301 - written by this run
    return found


def _make(path: Path) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        demo.make(step=lambda _: None)
        rows = {model._meta.db_table: _taken(cursor, model) for model in _models()}
        transaction.set_rollback(True)
    path.write_bytes(pickle.dumps(rows))


def _taken(cursor: Any, model: type[Model]) -> Any:
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{table}" TO STDOUT') as out:
            return b"".join(out)
    columns = [f'"{field.column}"' for field in model._meta.local_concrete_fields]
    as_they_are = ", ".join(f"+{column}" for column in columns)  # no dates made of the words
    cursor.execute(f'SELECT {as_they_are} FROM "{table}"')
    return columns, cursor.fetchall()


def _put(cursor: Any, table: str, rows: Any) -> None:
    if connection.vendor == "postgresql":
        with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
            into.write(rows)
        return
    columns, of_it = rows
    places = ", ".join(["%s"] * len(columns))
    cursor.executemany(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({places})', of_it)
