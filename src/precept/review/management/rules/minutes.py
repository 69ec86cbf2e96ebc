"""What minutes hold, and the fingerprint by which anybody can tell that they were not changed. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


def canonical(body: Mapping[str, Any]) -> str:
    """Minutes as text that is the same whoever writes it: sorted names, no spaces between."""
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(body: Mapping[str, Any]) -> str:
    """The SHA-256 of minutes."""
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def for_provider(body: Mapping[str, Any]) -> dict[str, Any]:
    """Minutes as a provider gets them: without what stood on the commissioners' own copy alone.

    People from outside the two sides keep their role, without their name.
    """
    kept = {name: value for name, value in body.items() if name not in ("items", "people")}
    return {
        **kept,
        "items": [one for one in body["items"] if one["copy"] == "all"],
        "people": [
            {**one, "name": one["role"] or "A guest"} if one["is_outside"] else one
            for one in body["people"]
        ],
    }


@dataclass(frozen=True)
class Agreed:
    """A version of minutes as somebody agreed it: as it is kept, or as its event tells of it."""

    number: int
    sha256: str
    by: str
    """Who agreed it, as the ledger calls them."""
    why: str


def disagreements(
    kept: Sequence[tuple[Agreed, Mapping[str, Any]]], told: Sequence[Agreed]
) -> Iterator[str]:
    """In what the minutes of a meeting, each with its text, are not those that the ledger tells of."""
    left = {one.number: one for one in told}
    for one, body in kept:
        said = left.pop(one.number, None)
        if said is None:
            yield f"nobody agreed version {one.number} of its minutes"
        elif fingerprint(body) != said.sha256 or one.sha256 != said.sha256:
            yield f"version {one.number} of its minutes does not read as it was agreed"
        elif one != said:
            yield f"who agreed version {one.number} of its minutes, or why, is not what was recorded"
    for number in sorted(left):
        yield f"version {number} of its minutes is gone"
