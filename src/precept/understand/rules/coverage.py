"""Need beside what is there: which areas are cold spots. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

HIGH, LOWER, UNKNOWN = "high", "lower", "not known"
NEEDS: Final = {
    HIGH: "Higher than overall",
    LOWER: "Not higher than overall",
    UNKNOWN: "Not known",
}
NOTHING, LITTLE, SOME = "nothing", "little", "some"
NOT_STATED, UNTOLD = "not stated", "untold"
REACHES: Final = {
    NOTHING: "Nothing there",
    LITTLE: "Little for the need",
    SOME: "As much for the need as elsewhere",
    NOT_STATED: "Capacity not stated",
    UNTOLD: "Need not known",
}


@dataclass(frozen=True)
class Needing:
    """An area with its need: a count, and the people who live there where that is known."""

    key: int
    count: int | None
    population: int | None


@dataclass(frozen=True)
class Offer:
    """A service with the areas that it reaches (those that others hold are meant too) and its places a year."""

    areas: frozenset[int]
    capacity: int | None


@dataclass(frozen=True)
class Cover:
    """An area's need beside what reaches it. ``places`` are its share of what services offer, in a year."""

    key: int
    need: str
    reach: str
    services: int
    places: int | None

    @property
    def is_cold(self) -> bool:
        """Whether the need is high, and nothing or little is there."""
        return self.need == HIGH and self.reach in (NOTHING, LITTLE)


def coverage(
    areas: Sequence[Needing], offers: Sequence[Offer], above: Mapping[int, Collection[int]]
) -> list[Cover]:
    """Each area's need beside what reaches it, cold spots first, then those that nothing reaches.

    ``above`` names what holds each area: what is offered to a county is offered to its districts. The
    places of a service that reaches several areas are shared out by their counts. Need is high where the
    rate is above that of all areas whose people are known; where an area's are not, by its count
    against the mean. Little is less than half as many places for its count as in all areas together.
    """
    shares = {one.key: _Reached() for one in areas}
    for offer in offers:
        reached = [one for one in areas if offer.areas & {one.key, *above.get(one.key, ())}]
        whole = sum(one.count or 0 for one in reached)
        for one in reached:
            shares[one.key].add(offer.capacity, one.count or 0, whole, len(reached))
    needs = _needs(areas)
    count = sum(one.count or 0 for one in areas)
    places = sum(shares[one.key].places for one in areas)
    found = [
        Cover(
            one.key,
            needs[one.key],
            shares[one.key].stands(one.count, count, places),
            shares[one.key].services,
            shares[one.key].in_whole_places(one.count),
        )
        for one in areas
    ]
    size = {one.key: one.count or 0 for one in areas}
    ranks = {NOTHING: 0, LITTLE: 1, NOT_STATED: 2, UNTOLD: 3, SOME: 4}
    return sorted(
        found, key=lambda one: (not one.is_cold, ranks[one.reach], -size[one.key], one.key)
    )


class _Reached:
    """What reaches one area, added up service by service."""

    def __init__(self) -> None:
        self.services = 0
        self.places = 0.0
        self.all_stated = True

    def add(self, capacity: int | None, count: int, whole: int, areas: int) -> None:
        self.services += 1
        if capacity is None:
            self.all_stated = False
        else:
            self.places += capacity * count / whole if whole else capacity / areas

    def in_whole_places(self, count: int | None) -> int | None:
        if not self.services:
            return 0
        return round(self.places) if self.all_stated and count is not None else None

    def stands(self, count: int | None, counts: int, places: float) -> str:
        if not self.services:
            return NOTHING
        if count is None:
            return UNTOLD
        if not self.all_stated:
            return NOT_STATED
        # More than half: self.places / count < places / counts / 2, without dividing by nought.
        return LITTLE if 2 * self.places * counts < places * count else SOME


def _needs(areas: Sequence[Needing]) -> dict[int, str]:
    known = [one for one in areas if one.count is not None]
    total = sum(one.count or 0 for one in known)
    of_people = [one for one in known if one.population]
    counted = sum(one.count or 0 for one in of_people)
    people = sum(one.population or 0 for one in of_people)
    found = {}
    for one in areas:
        if one.count is None or not total:
            found[one.key] = UNKNOWN
        elif one.population:
            is_high = one.count * people > counted * one.population
            found[one.key] = HIGH if is_high else LOWER
        else:
            found[one.key] = HIGH if one.count * len(known) > total else LOWER
    return found
