"""How long it takes to look through a text for what looks personal: the worst texts that we know of.

``.venv/bin/python benchmarks/personal.py``: milliseconds of CPU for 100,000 characters, and for twice as many.
"""

import time

from precept.foundation.private import looks_like_personal

UNITS = ("a", "a.", "0", "0 ", "01", "a@", "born ", "AB", "A1", "7 - ", "[at]", "dob:", "1(")


def milliseconds(text: str) -> float:
    """The CPU that one look through a text takes."""
    began = time.process_time()
    looks_like_personal(text)
    return (time.process_time() - began) * 1000


for unit in UNITS:
    once, twice = (milliseconds(unit * (length // len(unit))) for length in (100_000, 200_000))
    print(f"{unit!r:10}{once:10.0f}{twice:10.0f}")
