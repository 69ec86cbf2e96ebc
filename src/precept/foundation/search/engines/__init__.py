"""The engine of the database in use: the only place, with the migrations, of SQL that one alone knows."""

from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from precept.foundation.search.engines import postgresql, sqlite
from precept.foundation.search.rules import Sought


@dataclass(frozen=True)
class Stretch:
    """Which part of a list: its order, how many to pass over, how many to give."""

    order: str
    start: int
    length: int


class Engine(Protocol):
    """What a database does for search."""

    def some(self, sought: Sought, place: str, limit: int) -> list[tuple[int, int | str, str]]: ...
