"""Whether the database keeps what it acknowledges: a receipt must outlive a power cut."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

UNSAFE = {
    "fsync": ("off",),
    "full_page_writes": ("off",),
    "synchronous_commit": ("off",),
}
"""Settings of PostgreSQL, and what they may not be."""
PATIENCE = 10
"""Seconds that the database has to answer."""


def unsafe_settings(show: Callable[[str], str]) -> list[str]:
    """What stands against keeping bids here, a line for each setting; ``show`` tells how one is set."""
    return [
        f"PostgreSQL has {name} = {said}, so it can lose what it said was saved. Set {name} = on."
        for name, wrong in UNSAFE.items()
        if (said := show(name)) in wrong
    ]


def why_not_safe(address: str) -> list[str]:
    """The same of the database at an address; nothing of an embedded one, whose settings are our own.

    Where the database does not answer yet, nothing is said: pages say so themselves until it does.
    """
    if not address.startswith(("postgres:", "postgresql:", "pgsql:")):
        return []
    import dj_database_url
    import psycopg

    said: dict[str, Any] = dict(dj_database_url.parse(address))
    more: dict[str, Any] = {**said.get("OPTIONS", {}), "connect_timeout": PATIENCE}
    named = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER"}
    given: dict[str, Any] = {
        ours: said.get(theirs) for ours, theirs in {**named, "password": "PASSWORD"}.items()
    }
    given = {name: text for name, text in given.items() if text}
    try:
        with psycopg.connect(**given, **more) as line:
            return unsafe_settings(lambda name: _shown(line, name))
    except psycopg.OperationalError:
        return []


def _shown(line: "psycopg.Connection[Any]", name: str) -> str:
    row = line.execute("SELECT current_setting(%s)", [name]).fetchone()
    return str(row[0]) if row else ""
