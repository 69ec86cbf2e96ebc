"""The kinds of organisation that an office deals with."""

from collections.abc import Iterable
from typing import Final

KINDS = {
    "commissioning body": "Commissioning body",
    "policing board": "Policing board",
    "mayoral authority": "Mayor or combined authority",
    "police force": "Police force",
    "local authority": "Local authority",
    "government department": "Government department",
    "health body": "Health body",
    "unit": "Unit or network of the office",
    "charity": "Charity",
    "company": "Company",
    "community group": "Community group",
    "school": "School or college",
    "parish council": "Parish or town council",
    "provider": "Provider",
    "other": "Other body",
}


APPLICANT_KINDS: Final = {
    "charity": "Registered charity, including a charitable incorporated organisation (CIO)",
    "community group": "Community group that is not registered anywhere (unincorporated)",
    "company": "Company or other business, including a community interest company (CIC)",
    "school": "School or college",
    "parish council": "Parish or town council",
    "local authority": "County, city, district or borough council",
    "health body": "NHS or other health body",
    "other": "Something else",
}
"""What somebody outside the office may say that their organisation is, in words that tell them apart."""


def applicant_kind_choices() -> list[tuple[str, str]]:
    """The kinds as somebody outside the office is offered them."""
    return list(APPLICANT_KINDS.items())


def kind_choices() -> list[tuple[str, str]]:
    """The kinds as a form offers them."""
    return list(KINDS.items())


def kind_titles(kinds: Iterable[str]) -> str:
    """Kinds in words, in the order of the list: "Charity, Provider"; "Not stated" where there is none."""
    held = set(kinds)
    return ", ".join(title for kind, title in KINDS.items() if kind in held) or "Not stated"
