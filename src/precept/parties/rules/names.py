"""Names of organisations: one spelling to compare by, and the reference that stands in addresses."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from precept.foundation.search.rules import folded

LONGEST_KEY: Final = 200
LONGEST_REFERENCE: Final = 80
RESERVED: Final = frozenset({"new", "invitations"})
"""References that are pages of their own in ``/office/organisations/`` or ``/my/organisations/``."""

_WORD: Final = re.compile(r"[^\W_]+")
_INITIALS: Final = re.compile(r"\b(?:\w\.){2,}")
_AND: Final = re.compile(r"[&+]")
# Longest first. What a name loses at its end says what law made the body, not which body it is.
_ENDINGS: Final = (
    ("charitable", "incorporated", "organisation"),
    ("community", "interest", "company"),
    ("limited", "liability", "partnership"),
    ("company", "limited", "by", "guarantee"),
    ("public", "limited", "company"),
    ("registered", "charity"),
    ("limited",),
    ("charity",),
    ("ltd",),
    ("cic",),
    ("cio",),
    ("plc",),
    ("llp",),
)


def tidy(text: str) -> str:
    """A text of one line, without spaces that say nothing."""
    return " ".join(text.split())


def name_key(name: str) -> str:
    """A name as duplicates are looked for: without capitals, accents, signs, "the" and legal endings.

    "&" is "and". At most 200 characters. A name that is nothing but such words keeps them; one without
    letters or digits gives nothing.
    """
    # Folded twice: some letters show an apostrophe only once they are taken apart.
    folded_name = folded(folded(name))
    plain = _INITIALS.sub(lambda found: found[0].replace(".", "") + " ", folded_name)
    said = _WORD.findall(_AND.sub(" and ", plain))
    words = _that_fit([word for word in said if word != "the"] or said)
    while (shorter := _without_ending(words)) != words:
        words = shorter
    return " ".join(words)


def _that_fit(words: Iterable[str]) -> list[str]:
    """Whole words up to the longest key: half a word could look like an ending."""
    kept: list[str] = []
    room = LONGEST_KEY
    for word in words:
        if len(word) > room:
            return kept or [word[:LONGEST_KEY]]
        kept.append(word)
        room -= len(word) + 1
    return kept


def _without_ending(words: list[str]) -> list[str]:
    for ending in _ENDINGS:
        if len(words) > len(ending) and tuple(words[-len(ending) :]) == ending:
            return words[: -len(ending)]
    return words


def slug(name: str) -> str:
    """A name as it stands in an address: "withywick-support"."""
    latin = folded(name).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9]+", _AND.sub(" and ", latin))
    return "-".join(words)[:LONGEST_REFERENCE].strip("-") or "organisation"


def free_reference(name: str, taken: Collection[str]) -> str:
    """A reference for a new organisation that nobody has: its slug, else with the next number behind it."""
    start = slug(name)
    if start not in taken and start not in RESERVED:
        return start
    number = 2
    while (tried := f"{start[: LONGEST_REFERENCE - 7].rstrip('-')}-{number}") in taken:
        number += 1
    return tried
