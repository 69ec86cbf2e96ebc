"""The access table, `docs/access.csv`, as tests read it.

A row is an address (by its name), a method and a thing; a cell says what a role gets:
``ok`` the page (or a form with errors, or a redirect onwards), ``no`` refused in words (403), ``gone`` not
found (404), ``door`` sent to sign in or to begin with an e-mail address, ``method`` not a thing to do there (405).
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpResponseBase

TABLE = Path(__file__).resolve().parent.parent / "docs" / "access.csv"
NOBODY = "nobody"


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    name: str
    method: str
    thing: str
    example: str
    cells: dict[str, str]

    @property
    def said(self) -> str:
        """The line in words, for a failing test."""
        return (
            f"{self.method} {self.example} ({self.name}{', ' + self.thing if self.thing else ''})"
        )


def rows() -> list[Row]:
    """Every line of the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [
            Row(
                name=line.pop("name"),
                method=line.pop("method"),
                thing=line.pop("thing"),
                example=line.pop("example"),
                cells=line,
            )
            for line in csv.DictReader(lines)
        ]


def roles() -> list[str]:
    """The roles that the table has a column for, nobody first."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return next(csv.reader(lines))[4:]


def verdict(response: HttpResponseBase) -> str:
    """What a response is in the table's words; anything else as its status."""
    if response.status_code in {301, 302, 303}:
        onwards = response.headers["Location"]
        is_door = onwards.startswith(("/sign-in", "/my/start?")) and "next=" in onwards
        return "door" if is_door else "ok"
    return {
        200: "ok",
        304: "ok",
        409: "ok",
        410: "ok",
        422: "ok",
        403: "no",
        404: "gone",
        405: "method",
    }.get(response.status_code, str(response.status_code))
