"""A refuge whose address must stand nowhere."""

from typing import Any

from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import Organisation

STREET = "71 Hollow Canary Lane"
POSTCODE = "LE15 9ZZ"
ADDRESS = f"{STREET}\nOxenmere\n{POSTCODE}"
SPELLINGS = ("hollowcanary", "le159zz")
WHY = "A court told us to"


def bare(text: str) -> str:
    """Text without what spelling can change."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def says_it(text: str) -> bool:
    return any(spelling in bare(text) for spelling in SPELLINGS)


def protect(manager: Person, refuge: Organisation, **given: Any) -> Organisation:
    return actions.mark_protected(**{"by": manager, "organisation": refuge, "why": WHY, **given})
