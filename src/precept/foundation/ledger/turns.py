"""Long work in steps that leaves room for others.

SQLite lets one write at a time and wakes nobody: whoever waits asks again, at last every tenth of a second. Work
that writes step after step without a pause would be there first each time, until the others gave up.
"""

import time
from typing import Final

from django.db import connection

LONGEST: Final = 0.5
"""Seconds that are left to others at most."""


class Turns:
    """Made before the first step; asked to ``give_way`` after each, outside any transaction."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def give_way(self) -> None:
        """Leave the database to others for as long as the last step had it. Nothing to do where many may write."""
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            time.sleep(min(time.monotonic() - self._began, LONGEST))
        self._began = time.monotonic()
