"""Short names for things of an organisation that say nothing about them."""

import secrets

_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def reference_of(initial: str) -> str:
    """A new short name, such as "K7MX2B9QT"."""
    return initial + "".join(secrets.choice(_SIGNS) for _ in range(8))
