"""The kinds of organisation that an office deals with."""

from collections.abc import Iterable

KINDS = {
    "commissioning body": "Commissioning body",
    "police force": "Police force",
    "local authority": "Local authority",
    "government department": "Government department",
    "health body": "Health body",
    "unit": "Unit or network of the office",
    "charity": "Charity",
    "company": "Company",
    "community group": "Community group",
    "provider": "Provider",
    "other": "Other body",
}


def kind_choices() -> list[tuple[str, str]]:
    """The kinds as a form offers them."""
    return list(KINDS.items())


def kind_titles(kinds: Iterable[str]) -> str:
    """Kinds in words, in the order of the list: "Charity, Provider"; "Not stated" where there is none."""
    held = set(kinds)
    return ", ".join(title for kind, title in KINDS.items() if kind in held) or "Not stated"
