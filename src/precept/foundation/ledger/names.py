"""The short names by which things are kept and looked up: drawn by lot, or made of words."""

import itertools
import secrets
from collections.abc import Iterable

from django.db.models import Model

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Figures and letters that nobody takes for one another when a name is read out."""
MOST = 1_000
"""How many rows of one beginning are looked at."""


def drawn(initial: str = "", length: int = 8) -> str:
    """A new name that says nothing and that nobody can guess, such as "K7MX2B9QT"."""
    return initial + "".join(secrets.choice(SIGNS) for _ in range(length))


def free_name(
    kind: type[Model], plain: str, *, field: str = "key", kept: Iterable[str] = ()
) -> str:
    """A plain name where no row has it in ``field`` and it is none of ``kept``, else with the next number behind it."""
    rows = kind._default_manager.filter(**{f"{field}__startswith": plain})
    taken = {*kept, *rows.values_list(field, flat=True)[:MOST]}
    tried = itertools.chain([plain], (f"{plain}-{number}" for number in itertools.count(2)))
    return next(name for name in tried if name not in taken)
