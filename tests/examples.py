"""How many examples a property that asks a database is tried on."""

import os


def on_each_database(examples: int) -> int:
    """All of them on the embedded database, a fifth (at least five) on the second: the rules are the same there."""
    return max(5, examples // 5) if os.environ.get("PRECEPT_DATABASE_TESTS") else examples
