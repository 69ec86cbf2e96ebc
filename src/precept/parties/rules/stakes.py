"""Interests and gifts of those who work for the office, and the organisations that they are in or from. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from precept.foundation.clock import months_later

INTEREST: Final = "interest"
GIFT: Final = "gift"
stake_sorts = [(INTEREST, "Interest"), (GIFT, "Gift or hospitality")]
SORTS: Final = dict(stake_sorts)
interest_kinds = [
    ("work", "Paid work, or a pension from it"),
    ("office", "Trustee, director, governor or another office"),
    ("ownership", "Ownership or shares"),
    ("contract", "A contract or a grant"),
    ("land", "Land or a lease"),
    ("member", "Membership or volunteering"),
    ("close", "Somebody close to me has one of these"),
    ("other", "Something else"),
]
gift_kinds = [
    ("gift", "A gift"),
    ("hospitality", "Hospitality: meals, tickets, travel, a stay"),
]
stake_kinds = [*interest_kinds, *gift_kinds]
KINDS: Final = dict(stake_kinds)
SHORT: Final = {key: words.partition(":")[0] for key, words in stake_kinds}
answers = [
    ("offered", "Not answered yet"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
    ("passed on", "Accepted, and given to the office or a charity"),
]
ANSWERS: Final = dict(answers)
PUBLIC_ROLES: Final = ("commissioner", "deputy")
"""Whose register the public reads: those who decide."""
GIFT_MONTHS: Final = 36
"""For how long a gift speaks against handling what its giver bids for."""
WITHHELD: Final = (
    "An interest whose details are kept back, because they could put somebody in danger"
)


@dataclass(frozen=True)
class Known:
    """What an organisation may be recognised by: itself and those it succeeded, its names, its numbers."""

    bodies: frozenset[int] = field(default_factory=frozenset)
    names: frozenset[str] = field(default_factory=frozenset)
    """Name keys, never the empty one."""
    numbers: frozenset[str] = field(default_factory=frozenset)


BY: Final = {
    "body": "It is the same organisation, or one that it followed or that followed it.",
    "number": "It has the number that was registered.",
    "name": "It has the name that was registered.",
}


def recognised(one: Known, other: Known) -> str:
    """By what two are the same body: "body", "number" or "name"; "" where by nothing."""
    if one.bodies & other.bodies:
        return "body"
    if one.numbers & other.numbers:
        return "number"
    return "name" if one.names & other.names else ""


def families(successions: Iterable[tuple[int, int]]) -> Mapping[int, frozenset[int]]:
    """Each organisation that followed or was followed, with all that are one line with it, itself too."""
    found: dict[int, set[int]] = {}
    for earlier, later in successions:
        joined = found.get(earlier, {earlier}) | found.get(later, {later})
        for one in joined:
            found[one] = joined
    return {one: frozenset(line) for one, line in found.items()}


def counts_on(sort: str, starts: date | None, ends: date | None, answer: str, day: date) -> bool:
    """Whether an interest or gift speaks against handling something on a day.

    An interest until its end; a gift that was not declined for three years from its day.
    """
    if sort == GIFT:
        return (
            answer != "declined" and starts is not None and months_later(starts, GIFT_MONTHS) >= day
        )
    return ends is None or ends >= day
