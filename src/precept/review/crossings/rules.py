"""Interests and gifts crossed with who bids and who is paid: every one is found, and none invented. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from precept.parties.rules.stakes import Known, counts_on, recognised

states = [
    ("open", "Open: nobody dealt with it"),
    ("explained", "Explained by another hand"),
    ("closed", "Declared, and the door is closed"),
]
STATES: Final = {key: words.partition(":")[0] for key, words in states}
TAGS: Final = {
    "open": "govuk-tag--red",
    "explained": "govuk-tag--blue",
    "closed": "govuk-tag--green",
}


@dataclass(frozen=True)
class Held:
    """An interest or gift: whose, of which time."""

    stake: int
    person: int
    sort: str
    starts: date | None
    ends: date | None
    answer: str


@dataclass(frozen=True)
class Matter:
    """A thing that concerns an organisation, as the ledger calls it, and who has a hand in it and how."""

    subject: str
    body: int
    day: date
    """The day that counts for interests and gifts: when it was opened or signed, else today."""
    hands: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Crossing:
    """Somebody with an interest or gift has a hand in a matter of that body; ``by`` is how it was recognised."""

    stake: int
    person: int
    subject: str
    body: int
    by: str
    hands: tuple[str, ...]


def crossings(
    held: Iterable[Held],
    known_stakes: Mapping[int, Known],
    matters: Sequence[Matter],
    known_bodies: Mapping[int, Known],
) -> list[Crossing]:
    """Every crossing, once for each interest or gift and matter: the first body of it that is recognised."""
    of_person: dict[int, list[Matter]] = {}
    for matter in matters:
        for person in matter.hands:
            of_person.setdefault(person, []).append(matter)
    found: dict[tuple[int, str], Crossing] = {}
    for one in held:
        for matter in of_person.get(one.person, ()):
            if (one.stake, matter.subject) in found:
                continue
            by = recognised(
                known_stakes.get(one.stake, Known()), known_bodies.get(matter.body, Known())
            )
            if by and counts_on(one.sort, one.starts, one.ends, one.answer, matter.day):
                found[one.stake, matter.subject] = Crossing(
                    one.stake,
                    one.person,
                    matter.subject,
                    matter.body,
                    by,
                    matter.hands[one.person],
                )
    return list(found.values())


def state_of(
    one: Crossing,
    declared: Collection[tuple[str, int]],
    explained: Collection[tuple[int, str]],
) -> str:
    """How it stands: declared (by subject and person) closes it, a reason by another hand explains it, else open."""
    if (one.subject, one.person) in declared:
        return "closed"
    return "explained" if (one.stake, one.subject) in explained else "open"
