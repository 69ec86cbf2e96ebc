"""What of a protected address must not stand anywhere, and words that would give it away."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from precept.foundation.private import PersonalKind, looks_like_personal
from precept.foundation.search.rules import folded

SHORTEST_PART: Final = 8
"""Shorter pieces ("Flat 2", "Unit 14") stand in other people's texts too."""
SHORTEST_WORDS: Final = 4
REMOVED: Final = "[removed]"

_BREAKS: Final = re.compile(r"[\n\r,;]+")
_HOUSE_NUMBER: Final = re.compile(r"[0-9]+[a-zA-Z]?(?:[-–/][0-9]+[a-zA-Z]?)?")


def parts_to_remove(address: str, *, known: Iterable[str], also: Iterable[str] = ()) -> list[str]:
    """The pieces of an address that would lead somebody to its door, longest first.

    The whole, its postcode in both spellings, each piece with a house number, and the first piece where no
    other has a number (a house's name). ``known`` is what may stay, such as the name and the area;
    ``also`` is what somebody who knows the place added.
    """
    kept = [_plain(text) for text in known if text.strip()]
    pieces = [" ".join(piece.split()) for piece in _BREAKS.split(address) if piece.strip()]
    postcodes = [
        address[start:end]
        for kind, (start, end) in looks_like_personal(address)
        if kind == PersonalKind.POSTCODE
    ]
    found = [" ".join(address.split()), *(" ".join(piece.split()) for piece in also)]
    found += _numbered(pieces, postcodes) or [
        piece for piece in pieces[:1] if len(piece) >= SHORTEST_PART
    ]
    for postcode in postcodes:
        bare = "".join(postcode.split())
        found += [bare, f"{bare[:-3]} {bare[-3:]}"]
    long_enough = (part for part in found if len(part) >= SHORTEST_WORDS)
    wanted = [part for part in long_enough if not any(_plain(part) in text for text in kept)]
    return sorted(dict.fromkeys(wanted), key=len, reverse=True)


def _numbered(pieces: list[str], postcodes: list[str]) -> list[str]:
    """The pieces with a house number and a street; a number alone goes with the piece after it."""
    found = []
    for piece, following in pairwise([*pieces, ""]):
        street = piece
        for postcode in postcodes:
            street = " ".join(street.replace(postcode, " ").split())
        if _HOUSE_NUMBER.fullmatch(street) and following:
            found += [f"{street} {following}", f"{street}, {following}"]
        elif re.search(r"\d", street) and len(street) >= SHORTEST_PART:
            found.append(street)
    return found


def _plain(text: str) -> str:
    """Text as it is compared: without capitals, accents, signs and spaces, which change nothing of a place."""
    return "".join(letter for letter in folded(text) if letter.isalnum())


def gives_away(text: str, parts: Iterable[str]) -> bool:
    """Whether a text says any of these parts of an address, however it is spelled."""
    said = _plain(text)
    return any(plain in said for part in parts if (plain := _plain(part)))


def without_parts(text: str, parts: Iterable[str]) -> str:
    """A text with these parts taken out, whatever their capitals, spaces and signs.

    Where one still shows through a spelling that this does not know, nothing of the text is left.
    """
    held = list(parts)
    clean = text
    for part in held:
        letters = [re.escape(letter) for letter in part if letter.isalnum()]
        if letters:
            # Bounded, so that no text takes long to look through.
            clean = re.sub(r"[\W_]{0,5}".join(letters), REMOVED, clean, flags=re.IGNORECASE)
    return REMOVED if gives_away(clean, held) else clean


def address_problem(address: str) -> str | None:
    """What is wrong with an address to protect: a town alone would be taken out of every text."""
    pieces = [piece for piece in _BREAKS.split(address) if piece.strip()]
    if not pieces:
        return "Enter the address"
    if len(pieces) == 1 and not re.search(r"\d", address):
        return "Enter the whole address, with a number or on more than one line"
    return None


def area_problem(area: str) -> str | None:
    """What is wrong with the area by which a protected organisation appears; nothing where it will do."""
    if not area.strip():
        return "Enter the area: it is all that anybody outside the office will see"
    if looks_like_personal(area) or re.search(r"\d", area):
        return "Enter an area such as a county or district, without numbers or a postcode"
    return None


def words_problem(words: Iterable[str]) -> str | None:
    """What is wrong with further words to remove; nothing where they will do."""
    short = [one for one in words if len(_plain(one)) < SHORTEST_WORDS]
    if short:
        return f"“{short[0]}” is too short: it would be taken out of many other texts"
    return None
