"""What two organisations should not share by chance: accounts, people, places, telephones, addresses."""

import re
from dataclasses import dataclass
from typing import Final

from precept.foundation.search.rules import folded

MARKS: Final = {
    "bank": "The same bank account",
    "person": "The same person runs it",
    "member": "The same person keeps the profile",
    "place": "The same address",
    "telephone": "The same telephone number",
    "e-mail": "The same e-mail address",
    "domain": "E-mail addresses of the same organisation",
    "number": "The same registration number",
    "name": "The same name",
}
"""The kinds of mark, the gravest first, in words."""

PUBLIC_MAIL: Final = frozenset(
    # As a text: a page of quoted names would say no more.
    """
    aol.com aol.co.uk blueyonder.co.uk btinternet.com btopenworld.com fastmail.com fastmail.co.uk
    gmail.com gmx.com gmx.co.uk googlemail.com hotmail.com hotmail.co.uk hushmail.com icloud.com
    live.com live.co.uk mac.com mail.com me.com msn.com ntlworld.com outlook.com pm.me proton.me
    protonmail.com sky.com talk21.com talktalk.net tiscali.co.uk tutanota.com virginmedia.com
    yahoo.com yahoo.co.uk ymail.com zoho.com
    """.split()  # noqa: SIM905 - the same reason
)
"""Where anybody may have an address: two who do share nothing."""

_POSTCODE: Final = re.compile(r"\b([A-Za-z]{1,2}[0-9][0-9A-Za-z]?)\s*([0-9][A-Za-z]{2})\b")
_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])([0-9]+[A-Za-z]?)(?![0-9A-Za-z])")
_TITLES: Final = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "prof", "sir", "dame", "cllr"}
    | {"councillor", "father", "sister", "imam", "rabbi", "lady", "lord", "obe", "mbe", "cbe", "jp"}
)


def mark_choices() -> list[tuple[str, str]]:
    """The kinds of mark."""
    return list(MARKS.items())


def person_key(name: str) -> str:
    """One spelling of a person's name: no titles, capitals, accents or middle names, "Last, First" turned.

    Nothing where there is no first and last name.
    """
    last, comma, first = name.partition(",")
    ordered = f"{first} {last}" if comma and first.strip() else name
    words = [
        word for word in re.findall(r"[^\W\d_]+", folded(folded(ordered))) if word not in _TITLES
    ]
    if len(words) < 2:
        return ""
    return f"{words[0]} {words[-1]}"


def place_key(address: str) -> str:
    """A postcode with the house number that stands before it, or with the first words where none does.

    Nothing where there is no postcode: a street's name alone is too many places.
    """
    found = None
    for found in _POSTCODE.finditer(address):  # noqa: B007 - the last one counts
        pass
    if found is None:
        return ""
    postcode = f"{found[1]}{found[2]}".upper()
    before = address[: found.start()]
    number = _NUMBER.search(before)
    if number is not None:
        return f"{postcode}|{number[1].lower()}"
    words = re.findall(r"[a-z0-9]+", folded(before))
    return f"{postcode}|{' '.join(words[:2])}"


def telephone_key(telephone: str) -> str:
    """The digits of a British telephone number without 0 or +44 before them; nothing where too few."""
    digits = re.sub(r"[^0-9]", "", telephone.replace("(0)", ""))
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and len(digits) > 10:
            digits = digits[len(prefix) :]
            break
    digits = digits.lstrip("0")
    return digits if len(digits) >= 9 else ""


def email_keys(email: str) -> tuple[str, str]:
    """An address in one spelling, and its domain; no domain of a public mail provider."""
    address = email.strip().casefold()
    mailbox, at, domain = address.rpartition("@")
    if not at or not mailbox:
        return "", ""
    plain = f"{mailbox.partition('+')[0]}@{domain}"
    return plain, "" if domain in PUBLIC_MAIL else domain


@dataclass(frozen=True)
class Held:
    """What an organisation has that another should not have by chance."""

    name_key: str = ""
    numbers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


def marks_of(held: Held) -> set[tuple[str, str]]:
    """The marks of an organisation as (kind, plain text): the text is digested before it is kept."""
    found = {("number", number) for number in held.numbers}
    found |= {("person", key) for name in held.people if (key := person_key(name))}
    found |= {("member", member) for member in held.members}
    found |= {("place", key) for address in held.addresses if (key := place_key(address))}
    found |= {("telephone", key) for said in held.telephones if (key := telephone_key(said))}
    for email in held.emails:
        address, domain = email_keys(email)
        if address:
            found.add(("e-mail", address))
        if domain:
            found.add(("domain", domain))
    if held.name_key:
        found.add(("name", held.name_key))
    return found


@dataclass(frozen=True)
class Shared:
    """A mark that two organisations share."""

    kind: str

    @property
    def words(self) -> str:
        """What they share."""
        return MARKS[self.kind]


def gravest_first(kind: str) -> int:
    """Where a kind of mark stands, the gravest first."""
    return list(MARKS).index(kind)
