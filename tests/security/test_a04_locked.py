"""What is handed in, locked or frozen no statement changes in the database in use (security: A04).

Every column of every protected row, by UPDATE; the row by DELETE; and the row written over by what each
database has for that.
"""

from collections.abc import Iterator
from typing import Final

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Model

from precept.do.assessment.models import Recommendation, ScoreCorrection
from tests.security import rounds
from tests.security.house import House

HELD: Final = {
    "assessment.MarkSheet": {"state": "submitted"},
    "assessment.Mark": {"sheet__state": "submitted"},
    "assessment.AgreedScore": {"is_locked": True},
    "assessment.Placing": {"recommendation__state": "frozen"},
    "assessment.Recommendation": {"state": "frozen"},
}
"""Which rows are protected."""
MAY_MOVE: Final = {
    "assessment.Recommendation": {name.attname for name in Recommendation._meta.concrete_fields}
    - {"content", "sha256"}
}
"""What the act of withdrawing writes beside the frozen text: that text itself never changes."""


@pytest.fixture
def done(office: House) -> House:
    """Marks handed in and scores locked in the open round; a frozen recommendation of a past one."""
    made = rounds.sealed(office)
    rounds.opened(made)
    rounds.marking(made)
    rounds.marked(made)
    rounds.moderated(made, rounds.moderating(made))
    if connection.vendor == "postgresql":
        # Foreign keys still to be checked would refuse TRUNCATE before our own trigger is asked.
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return office


def statements(model: type[Model], pk: int) -> Iterator[tuple[str, list[object]]]:
    """Every way to change a row, or to make it go."""
    table, quote = model._meta.db_table, connection.ops.quote_name
    may_move = MAY_MOVE.get(model._meta.label, set())
    columns = [
        one
        for one in model._meta.concrete_fields
        if not one.primary_key and one.attname not in may_move
    ]
    for one in columns:
        yield (
            f"UPDATE {quote(table)} SET {quote(one.column)} = {_other(one)} WHERE id = %s",
            [pk],
        )
    yield f"DELETE FROM {quote(table)} WHERE id = %s", [pk]
    names = ", ".join(quote(one.column) for one in model._meta.concrete_fields)
    if connection.vendor == "sqlite":
        yield (
            f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s",
            [pk],
        )
        yield f"REPLACE INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s", [pk]
    else:
        yield (
            f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} WHERE id = %s"
            f" ON CONFLICT (id) DO UPDATE SET {quote(columns[0].column)} = {_other(columns[0])}",
            [pk],
        )
        yield f"TRUNCATE {table} CASCADE", []


def _other(one: models.Field[object, object]) -> str:
    """Another value for a column, as SQL."""
    quote = connection.ops.quote_name
    column = f"{quote(one.model._meta.db_table)}.{quote(one.column)}"
    if isinstance(one, models.BooleanField):
        return f"NOT {column}"
    if isinstance(one, models.CharField | models.TextField):
        return f"'x' || substr({column}, 2)"
    return "NULL" if one.null else column


@pytest.mark.parametrize("label", HELD)
def test_no_statement_changes_what_is_held(done: House, label: str) -> None:
    model = apps.get_model(label)
    row = model._base_manager.filter(**HELD[label]).order_by("pk")[0]
    before = model._base_manager.filter(pk=row.pk).values().get()
    went_through = []

    for statement, given in statements(model, row.pk):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, given)
        except DatabaseError as refusal:
            if "never changed" not in str(refusal):
                went_through.append(f"{statement}: {refusal}")
        else:
            went_through.append(statement)

    assert went_through == []
    assert model._base_manager.filter(pk=row.pk).values().get() == before


def test_a_row_that_is_not_held_yet_can_be_changed(done: House) -> None:
    """Statements that were refused anyway would prove nothing."""
    waiting = ScoreCorrection.objects.filter(approved=None, refused_by=None)

    assert waiting.update(why="Another reason") == 1
