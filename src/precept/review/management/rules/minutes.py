"""What minutes hold, and the fingerprint by which anybody can tell that they were not changed. Pure."""

import hashlib
import json
from collections.abc import Mapping
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
