"""Reading areas: how they hang together, who lives there."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import Http404

from precept.foundation import clock
from precept.understand.models import Area, AreaPopulation
from precept.understand.rules import areas as rules

MOST_AREAS = 2_000
MOST_SHOWN = 50


@dataclass(frozen=True)
class AreaMap:
    """Every area, what holds each and what followed it: two queries, at most 2,000 areas."""

    areas: dict[int, Area]
    successors: dict[int, list[int]] = field(default_factory=dict)

    @property
    def parents(self) -> dict[int, int | None]:
        """What holds each area."""
        return {key: one.parent_id for key, one in self.areas.items()}

    @property
    def current(self) -> list[Area]:
        """The areas that did not end, by name."""
        return [one for one in self.areas.values() if one.ends is None]

    def of_today(self, key: int) -> Area | None:
        """The area that a count of this one belongs to now; None where it was split."""
        now = rules.read_as(key, self.successors)
        return None if now is None else self.areas.get(now)

    def split_into(self, key: int) -> list[Area]:
        """The areas that one was split into, at the end of what followed it."""
        seen = {key}
        while len(after := self.successors.get(key, [])) == 1 and after[0] not in seen:
            key = after[0]
            seen.add(key)
        found = [self.areas[one] for one in self.successors.get(key, []) if one in self.areas]
        return sorted(found, key=lambda one: one.name)

    def read_as_these(self, chosen: Collection[int]) -> dict[int, int]:
        """Every area whose counts belong to one of these, and to which."""
        wanted = set(chosen)
        found = {key: rules.read_as(key, self.successors) for key in self.areas}
        return {key: now for key, now in found.items() if now is not None and now in wanted}

    def above(self, keys: Collection[int]) -> dict[int, list[int]]:
        """What holds each of these areas, the nearest first."""
        parents = self.parents
        return {key: rules.above(key, parents) for key in keys}


def area_map() -> AreaMap:
    """Every area and how they hang together."""
    areas = {one.pk: one for one in Area.objects.order_by("name", "code")[:MOST_AREAS]}
    after: dict[int, list[int]] = {}
    pairs = Area.successors.through.objects.order_by("pk")
    for before, later in pairs.values_list("from_area_id", "to_area_id")[: 2 * MOST_AREAS]:
        after.setdefault(before, []).append(later)
    return AreaMap(areas, after)


def find_areas(texts: Collection[str], known: AreaMap) -> dict[str, Area]:
    """The areas that these codes or names mean, by what was written; a name means the one that goes on."""
    by_name: dict[str, Area] = {}
    for one in known.areas.values():
        name = rules.folded(one.name)
        if name not in by_name or by_name[name].ends is not None:
            by_name[name] = one
    by_code = {one.code: one for one in known.areas.values()}
    found = {
        text: by_code.get(rules.clean_code(text)) or by_name.get(rules.folded(text))
        for text in texts
    }
    return {text: one for text, one in found.items() if one is not None}


def find_area(text: str) -> Area | None:
    """The area that a code or a name means."""
    code = rules.clean_code(text)
    found = Area.objects.filter(code=code).first() if code else None
    return found or find_areas([text], area_map()).get(text)


def area(code: str) -> Area:
    """An area by its code, or 404."""
    found = Area.objects.filter(code=code).select_related("parent").first()
    if found is None:
        raise Http404(f"no area {code}")
    return found


def populations(keys: Collection[int]) -> dict[int, AreaPopulation]:
    """The newest population that is known of each of these areas."""
    rows = AreaPopulation.objects.filter(area__in=keys).order_by("dated")
    return {one.area_id: one for one in rows}


def populations_of(one: Area) -> list[AreaPopulation]:
    """Every population that was stated of an area, newest first (at most 50)."""
    return list(one.populations.order_by("-dated")[:MOST_SHOWN])


def missing_standard() -> int:
    """How many areas of the national list are not here yet."""
    listed = {one.code for one in rules.standard_areas().areas}
    return len(listed) - Area.objects.filter(code__in=listed).count()


def taken_tiles(but: Area | None = None) -> dict[tuple[int, int], str]:
    """The places on the drawing that are taken by areas that did not end, and by which."""
    rows = Area.objects.filter(row__isnull=False, column__isnull=False, ends__isnull=True)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    found = rows.values_list("row", "column", "name")[:MOST_AREAS]
    return {(row, column): name for row, column, name in found if row and column}


def area_said(one: Area) -> dict[str, Any]:
    """What an area says, for its events."""
    return {
        "name": one.name,
        "kind": one.get_kind_display(),
        "within": str(one.parent) if one.parent else "",
        "from": clock.iso(one.starts),
        "place on the drawing": tile_words(one),
    }


def tile_words(one: Area) -> str:
    """Where an area stands on the drawing."""
    if one.row is None or one.column is None:
        return "None"
    return f"Row {one.row}, column {one.column}"


def vintage(one: Area) -> str:
    """Between which days an area's code is used, in words."""
    return rules.vintage_words(_spoken(one.starts), _spoken(one.ends))


def _spoken(day: date | None) -> str:
    return clock.spoken(day) if day else ""
