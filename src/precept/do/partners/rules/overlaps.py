"""Coming chances to commission together: whose services serve the same purpose, in the same place, and end
about the same time. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from precept.foundation.clock import spoken

ENDS_WITHIN_DAYS: Final = 366
"""Two services that end within a year of each other can be commissioned again together."""
AHEAD_DAYS: Final = 3 * 366
"""How far ahead the partnerships plan looks."""
LEAD_DAYS: Final = 365
"""Co-commissioning begins a year before the first of the two ends: needs, agreement, procedure, mobilisation."""
MOST: Final = 100


@dataclass(frozen=True)
class Thing:
    """An agreement, a round, a joint service or a partner's own service, as overlaps are looked for.

    ``commissioners`` are the bodies that pay for it. ``areas`` are names in lower case; none means all of the
    office's area. ``decides`` is the day on which it ends or, for a round, on which its money is bid for.
    """

    key: str
    title: str
    commissioners: frozenset[str]
    priorities: frozenset[str]
    areas: frozenset[str]
    starts: date | None
    decides: date | None
    is_invented: bool = False


@dataclass(frozen=True)
class Overlap:
    """Two things of different commissioners that serve the same purpose in the same place."""

    first: Thing
    second: Thing
    priorities: tuple[str, ...]
    is_duplicate: bool
    is_chance: bool
    begin_by: date | None

    @property
    def key(self) -> str:
        """What the pair is called, whichever stands first."""
        names = "|".join(sorted((self.first.key, self.second.key)))
        return sha256(names.encode()).hexdigest()[:16]


def area_names(text: str) -> frozenset[str]:
    """The places that an area names: "Leicester, Leicestershire and Rutland" names three."""
    parts = re.split(r",|;|&|\band\b", text.casefold())
    return frozenset(" ".join(part.split()) for part in parts if part.strip())


def same_area(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two areas meet; an empty one is all of the office's area and meets every other."""
    return not one or not other or not frozenset(one).isdisjoint(other)


def run_together(one: Thing, other: Thing) -> bool:
    """Whether both run on some day; a missing day does not say that they do."""
    if not (one.starts and one.decides and other.starts and other.decides):
        return False
    return max(one.starts, other.starts) <= min(one.decides, other.decides)


def compared(one: Thing, other: Thing, today: date) -> Overlap | None:
    """What two things are to each other; nothing where they are no overlap."""
    shared = one.priorities & other.priorities
    if not shared or one.commissioners & other.commissioners:
        return None
    if not same_area(one.areas, other.areas):
        return None
    begin_by = None
    is_chance = False
    if one.decides and other.decides:
        first, last = sorted((one.decides, other.decides))
        is_chance = (
            first >= today
            and first <= today + timedelta(days=AHEAD_DAYS)
            and last - first <= timedelta(days=ENDS_WITHIN_DAYS)
        )
        begin_by = first - timedelta(days=LEAD_DAYS) if is_chance else None
    is_duplicate = (
        run_together(one, other)
        and min(day for day in (one.decides, other.decides) if day) >= today
    )
    if not is_chance and not is_duplicate:
        return None
    return Overlap(one, other, tuple(sorted(shared)), is_duplicate, is_chance, begin_by)


def overlaps(ours: Sequence[Thing], theirs: Sequence[Thing], today: date) -> list[Overlap]:
    """Every overlap between what the office pays for and partners' own services, and among partners'.

    Those to begin soonest come first, mere duplicates last; at most 100. It stops looking once it has them.
    """
    found: dict[str, Overlap] = {}
    for pairs in (_near_each_other(ours, theirs, today), _all_pairs(ours, theirs)):
        for first, others in pairs:
            for other in others:
                overlap = compared(first, other, today)
                if overlap is not None:
                    found.setdefault(overlap.key, overlap)
            if len(found) >= MOST:
                return sorted(found.values(), key=_soonest)[:MOST]
    return sorted(found.values(), key=_soonest)


def _soonest(one: Overlap) -> tuple[date, str]:
    return (one.begin_by or date.max, one.key)


Pairs = Iterator[tuple[Thing, list[Thing]]]
"""A thing, and those that it is to be compared with."""


def _near_each_other(ours: Sequence[Thing], theirs: Sequence[Thing], today: date) -> Pairs:
    """By the day on which the first of two comes up: those of the same purpose that come up in the year after."""
    own = {id(one) for one in ours}
    by_priority = _sorted_by_day(theirs), _sorted_by_day(ours)
    for first in sorted((*ours, *theirs), key=_day):
        if first.decides is None or first.decides < today:
            continue
        until = first.decides + timedelta(days=ENDS_WITHIN_DAYS)
        near: dict[int, Thing] = {}
        # Two of the office's own are no matter for a partnership.
        for things in by_priority[: 1 if id(first) in own else 2]:
            for slug in first.priorities:
                listed = things.get(slug, [])
                begin = bisect_left(listed, first.decides, key=_day)
                end = bisect_right(listed, until, key=_day)
                near |= {id(one): one for one in listed[begin:end]}
        near.pop(id(first), None)
        yield first, list(near.values())


def _all_pairs(ours: Sequence[Thing], theirs: Sequence[Thing]) -> Pairs:
    """Whatever serves the same purpose, whenever it comes up: it may run at the same time."""
    by_priority = _sorted_by_day(ours)
    for at, thing in enumerate(theirs):
        near = {id(one): one for slug in thing.priorities for one in by_priority.get(slug, ())}
        yield thing, [*near.values(), *theirs[at + 1 :]]


def _sorted_by_day(things: Sequence[Thing]) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for thing in sorted(things, key=_day):
        for slug in thing.priorities:
            found.setdefault(slug, []).append(thing)
    return found


def _day(one: Thing) -> date:
    return one.decides or date.max


def why_words(one: Overlap, titles: Mapping[str, str], today: date) -> tuple[str, ...]:
    """Why two things are an overlap, one reason a line."""
    purposes = "; ".join(titles.get(slug, slug) for slug in one.priorities)
    lines = [f"Both serve: {purposes}."]
    areas = sorted(one.first.areas & one.second.areas)
    if areas:
        lines.append(f"Both are for {_listed(area.title() for area in areas)}.")
    else:
        lines.append("One of them is for the whole of the office’s area.")
    if one.is_chance and one.first.decides and one.second.decides and one.begin_by:
        first, last = sorted((one.first.decides, one.second.decides))
        when = (
            f"both on {spoken(first)}"
            if first == last
            else f"on {spoken(first)} and {spoken(last)}"
        )
        late = ", which has passed: begin now" if one.begin_by < today else ""
        lines.append(f"They come up {when}: begin by {spoken(one.begin_by)}{late}.")
    if one.is_duplicate:
        lines.append("They run at the same time: people may be offered the same help twice.")
    return tuple(lines)


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
