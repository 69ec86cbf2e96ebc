"""What was disposed of stands in no row of any table of the database in use: on PostgreSQL too (security: A32).

``test_a32_kept`` reads the bytes of the embedded database and its files; here every table is written out as the
database itself does it, and searched.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from precept.records import queries
from precept.records.models import Disposal
from tests.security import kept_story
from tests.security.house import House


def tables() -> Iterator[tuple[str, bytes]]:
    """Every table with everything in it."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(name)
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {quoted} TO STDOUT") as copied:  # type: ignore[attr-defined]
                    yield name, b"".join(bytes(block) for block in copied)
            else:
                cursor.execute(f"SELECT * FROM {quoted}")
                told = io.StringIO()
                for row in cursor:
                    print(row, file=told)
                yield name, told.getvalue().encode()


def found(tokens: dict[str, str]) -> dict[str, set[str]]:
    """In which tables the token of each record stands."""
    seen: dict[str, set[str]] = {}
    for name, content in tables():
        upper = content.upper()
        for one, word in tokens.items():
            if word.encode() in upper:
                seen.setdefault(one, set()).add(name)
    return seen


@pytest.mark.django_db
def test_no_table_holds_a_word_of_what_went_and_every_word_of_what_stays(
    office: House, settings: Any, tmp_path: Path
) -> None:
    settings.PRECEPT_KEEPING = str(tmp_path / "keeping")
    planted = kept_story.plant()
    before = found(planted["goes"] | planted["stays"])
    assert set(before) == {*planted["goes"], *planted["stays"]} - in_files_alone(planted)

    said = kept_story.dispose()

    assert (said["state"], said["left"]) == ("done", [])
    assert set(Disposal.objects.values_list("thing", flat=True)) == {
        *planted["goes"],
        *planted["goes without a token"],
    }
    assert found(planted["goes"]) == {}
    assert set(found(planted["stays"])) == set(planted["stays"])
    assert list(queries.check_register()) == []


def in_files_alone(planted: dict[str, Any]) -> set[str]:
    """Records whose token stands in a file and in no row: notes of what people told us."""
    return {one for one in planted["goes"] if one.startswith("voice:")}
