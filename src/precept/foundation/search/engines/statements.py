"""What the statements of both engines share."""

from collections.abc import Sequence
from typing import Any

from django.db import connection


def listed(columns: Sequence[str]) -> str:
    """The columns of the entry that a statement gives, as SQL."""
    return ", ".join(f"e.{column}" for column in columns)


def rows(sql: str, given: list[Any]) -> list[tuple[Any, ...]]:
    """Everything that a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
