"""A line of somebody's desk: every part says in it what waits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Waits:
    """What waits, where, and how pressing it is: ``tone`` is red, amber or grey."""

    text: str
    href: str
    tone: str
    note: str = ""
