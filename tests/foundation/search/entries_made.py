"""Entries to search for, and what is found of them."""

from typing import Any

from precept.foundation.search import queries
from precept.foundation.search.entries import Entry, Found, Wanted


def entry(key: str = "CORE004", **what: Any) -> Entry:
    """An agreement of the public register."""
    plain = {
        "scope": "public",
        "kind": "agreement",
        "title": "Advice line",
        "href": f"/register/{key}",
    }
    return Entry(**{**plain, "key": key, **what})


def keys(found: Found) -> list[str]:
    """The keys on a page, in order."""
    return [hit.key for hit in found.hits]


def found_by(words: str, **what: Any) -> list[str]:
    """The keys that these words find."""
    return keys(queries.find(Wanted(scope="public", words=words, order="key", **what)))
