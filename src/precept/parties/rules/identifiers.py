"""Numbers in other people's registers: how each is spelled, and what is wrong with one that is not.

Formats are checked without asking the register. The public procurement organisation number (PPON) has
no check digit; its letters leave out vowels and what is easily misread, its digits leave out 0.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


class NotAnIdentifier(ValueError):
    """A text that is no number of its scheme; ``words`` are fit to show."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Scheme:
    """A register: its title, an example, how its number looks in words, and how a typed one is read.

    ``spell`` is given capitals without spaces and gives the register's spelling, or None.
    """

    title: str
    looks: str
    example: str
    spell: Callable[[str], str | None]


def _matching(pattern: str) -> Callable[[str], str | None]:
    whole = re.compile(pattern)
    return lambda typed: typed if whole.fullmatch(typed) else None


_CONSONANT: Final = "BCDGHJLMNPQRTVWXYZ"
_PPON: Final = re.compile(f"P[{_CONSONANT}]{{3}}-[1-9]{{4}}-[{_CONSONANT}]{{3}}[CDGHJLMNPQRTVWXYZ]")
_COMPANY_PREFIXES: Final = frozenset(
    # As a text: forty quoted prefixes would be a page of punctuation.
    """
    AC CE CS FC FE GE GN GS IC IP LP NA NC NF NI NL NO NP NR NZ OC OE PC R0 RC RS SA SC SE SF SG SI SL
    SO SP SR SZ ZC
    """.split()  # noqa: SIM905 - the same reason
)
_COMPANY_LENGTH: Final = 8


def _charity(typed: str) -> str | None:
    return typed if re.fullmatch(r"[1-9][0-9]{5,6}(-[1-9][0-9]{0,2})?", typed) else None


def _scottish_charity(typed: str) -> str | None:
    found = re.fullmatch(r"(?:SC)?([0-9]{5,6})", typed)
    return f"SC{found[1]:0>6}" if found and int(found[1]) else None


def _northern_irish_charity(typed: str) -> str | None:
    found = re.fullmatch(r"(?:NIC)?([1-9][0-9]{5})", typed)
    return found[1] if found else None


def _company(typed: str) -> str | None:
    if re.fullmatch(r"(IP|SP|NP)[0-9]{5}R", typed):  # a registered society's number ends in R
        return typed
    prefix, rest = (
        ("", typed) if typed[:2].isdecimal() or len(typed) < 2 else (typed[:2], typed[2:])
    )
    if prefix and prefix not in _COMPANY_PREFIXES:
        return None
    room = _COMPANY_LENGTH - len(prefix)
    if not re.fullmatch(f"[0-9]{{1,{room}}}", rest) or not int(rest):
        return None
    return prefix + rest.rjust(room, "0")


def _ppon(typed: str) -> str | None:
    bare = typed.replace("-", "")
    spelled = f"{bare[:4]}-{bare[4:8]}-{bare[8:]}"
    return spelled if _PPON.fullmatch(spelled) else None


_SCHEMES: Final = {
    "GB-CHC": Scheme(
        "Charity number (England and Wales)",
        "6 or 7 digits; a linked charity has a hyphen and its own number after it",
        "1234567",
        _charity,
    ),
    "GB-SC": Scheme("Charity number (Scotland)", "SC and 6 digits", "SC012345", _scottish_charity),
    "GB-NIC": Scheme(
        "Charity number (Northern Ireland)", "6 digits", "100123", _northern_irish_charity
    ),
    "GB-COH": Scheme(
        "Company number",
        "8 digits, or 2 letters and 6 digits",
        "01234567",
        _company,
    ),
    "GB-PPON": Scheme(
        "Public procurement organisation number",
        "P and three letters, four digits, four letters, with hyphens between",
        "PXJR-8257-MYGR",
        _ppon,
    ),
    "GB-LAE": Scheme("Local authority (England)", "three letters", "LCE", _matching("[A-Z]{3}")),
    "GB-GOR": Scheme(
        "Government organisation",
        "one or two letters and up to four digits",
        "D18",
        _matching("[A-Z]{1,2}[1-9][0-9]{0,3}"),
    ),
    "360G": Scheme(
        "360Giving",
        "letters, digits, hyphens and underscores",
        "ExampleFund",
        _matching("[A-Za-z0-9][A-Za-z0-9_-]{1,58}"),
    ),
    "GB-FTS": Scheme(
        "Find a Tender supplier", "up to ten digits", "12345", _matching("[1-9][0-9]{0,9}")
    ),
}
SCHEMES: Final = {key: scheme.title for key, scheme in _SCHEMES.items()}
_KEEPS_CAPITALS: Final = frozenset({"360G"})
_HYPHENS: Final = re.compile("[‐‑‒–—−]")


def scheme_choices() -> list[tuple[str, str]]:
    """The identifier schemes as a form offers them."""
    return list(SCHEMES.items())


def scheme_hints() -> dict[str, str]:
    """For each scheme, how its numbers look."""
    return {key: f"{one.looks}, such as {one.example}" for key, one in _SCHEMES.items()}


def read_identifier(scheme: str, text: str) -> str:
    """The register's own spelling of a number that somebody typed, with or without its scheme before it.

    A company number is filled up with noughts on the left. NotAnIdentifier where it is none.
    """
    if scheme not in _SCHEMES:
        raise NotAnIdentifier("Choose a register from the list")
    known = _SCHEMES[scheme]
    typed = "".join(_HYPHENS.sub("-", unicodedata.normalize("NFKC", text)).split())
    if typed.upper().startswith(f"{scheme}-"):
        typed = typed[len(scheme) + 1 :]
    if scheme not in _KEEPS_CAPITALS:
        typed = typed.upper()
    if not typed:
        raise NotAnIdentifier("Enter the number")
    # Other scripts have digits too; no register uses them.
    spelled = known.spell(typed) if typed.isascii() else None
    if spelled is None:
        raise NotAnIdentifier(f"{known.title}: enter {known.looks}, such as {known.example}")
    return spelled


def org_id(scheme: str, value: str) -> str:
    """An identifier in one word, as open data has it: "GB-CHC-1234567"."""
    return f"{scheme}-{value}"
