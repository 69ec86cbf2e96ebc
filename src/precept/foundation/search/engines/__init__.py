"""The engine of the database in use: here and in the migrations is all SQL that one engine alone knows."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import connection

from precept.foundation.search.engines import postgresql, sqlite
from precept.foundation.search.rules import Sought


class Engine(Protocol):
    """What a database does for search where words or facets are sought.

    Orders are names from ``rules.ORDERS``; columns are names of ``EntryRow``'s fields.
    """

    @property
    def READS_IN(self) -> str:  # noqa: N802 - a constant of the engine's module
        """The order in which ``some`` reads; nothing where it reads in none."""
        ...

    def some(self, sought: Sought, columns: Sequence[str], limit: int) -> list[tuple[Any, ...]]:
        """So many of the matching entries, whichever come first to hand."""
        ...

    def page(
        self,
        sought: Sought,
        place: tuple[str, tuple[str, ...]],
        order: str,
        columns: Sequence[str],
        stretch: tuple[int, int],
    ) -> list[tuple[Any, ...]]:
        """The matching entries of a scope and kinds in their order: (how many to pass over, to give)."""
        ...


ENGINES: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgresql}


def in_use() -> Engine:
    """The engine of the database that the office keeps."""
    return ENGINES[connection.vendor]
