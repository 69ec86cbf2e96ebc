"""Files of counts: how a cell is read, what is no count, what loading a row does."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from precept.foundation.clock import from_iso
from precept.foundation.intake.reading import Cell, written
from precept.foundation.intake.sheets import (
    Answers,
    Problem,
    Reading,
    Row,
    Sheet,
    SheetColumn,
    Unreadable,
)
from precept.foundation.ledger.actions import Actor, Refused
from precept.understand import access
from precept.understand.actions.counts import keep_count
from precept.understand.models import Area, NeedCount
from precept.understand.queries import areas as queries
from precept.understand.queries.counts import title_of
from precept.understand.rules import counts as rules
from precept.understand.rules import needs
from precept.understand.rules.planning import slug_of

LONGEST_TYPE = 120
LONGEST_SOURCE = 300


def _month(cell: Cell) -> Reading:
    if cell is None:
        raise Unreadable("There is no month")
    month = rules.read_month(cell if isinstance(cell, date) else written(cell))
    if month is None:
        raise Unreadable(f"“{written(cell)[:40]}” is no month. Write it like April 2021 or 2021-04")
    return Reading(month.isoformat(), rules.month_words(month))


def _type(cell: Cell) -> Reading:
    said = " ".join(written(cell).split())
    if not said:
        raise Unreadable("There is no type")
    if len(said) > LONGEST_TYPE:
        raise Unreadable(f"A type has {LONGEST_TYPE} characters or fewer")
    return Reading(said, said)


def _area(cell: Cell) -> Reading:
    said = " ".join(written(cell).split())
    if not said:
        raise Unreadable("There is no area")
    if rules.looks_like_postcode(said):
        raise Unreadable("This is a postcode. Only areas are counted, by name or code")
    return Reading(said, said)


def _count(cell: Cell) -> Reading:
    said = written(cell).replace(",", "")
    if not re.fullmatch(r"[0-9]{1,8}(\.0+)?", said):
        raise Unreadable("A count is a whole number, such as 12")
    number = int(said.split(".")[0])
    if number > rules.LARGEST:
        raise Unreadable(f"A count is 0 to {rules.LARGEST:,}")
    return Reading(number, f"{number:,}")


def _group(cell: Cell) -> Reading:
    said = " ".join(written(cell).split()).casefold()
    keys = {words.casefold(): key for key, words in rules.count_groups} | {"": ""}
    if said not in keys:
        offered = ", ".join(words.lower() for key, words in rules.count_groups if key)
        raise Unreadable(f"The group is one of: {offered}; or empty")
    return Reading(keys[said], rules.GROUPS[keys[said]])


def _source(cell: Cell) -> Reading:
    said = " ".join(written(cell).split())
    if len(said) > LONGEST_SOURCE:
        raise Unreadable(f"A source has {LONGEST_SOURCE} characters or fewer")
    return Reading(said, said or "Not stated")


COLUMNS = (
    SheetColumn("month", "Month", _month, ("period", "date", "month of"), required=True),
    SheetColumn(
        "kind",
        "Type",
        _type,
        ("crime type", "offence type", "category", "what", "indicator"),
        required=True,
        hint="What is counted, such as Domestic abuse.",
    ),
    SheetColumn(
        "area",
        "Area",
        _area,
        ("area code", "code", "district", "local authority", "gss code", "ons code"),
        required=True,
        hint="Its name, or its code such as E07000129.",
    ),
    SheetColumn("count", "Count", _count, ("number", "total", "value", "volume"), required=True),
    SheetColumn(
        "group", "Group", _group, ("counted", "measure", "of whom"), hint="Victims, offences, …"
    ),
    SheetColumn("source", "Source", _source, ("data source", "from where", "publication")),
)


def _key(row: Row) -> str:
    said = row.values
    group = str(said.get("group") or "")
    month = rules.month_words(date.fromisoformat(said["month"]))
    return f"{title_of(said['kind'], group)}, {month}, {said['area']}"


def _names(row: Row, _answers: Answers) -> tuple[str, ...]:
    known = {"month", "kind", "area"} <= set(row.values)
    return (_key(row).casefold(),) if known else ()


def _check(rows: Sequence[Row], _answers: Answers) -> list[Problem]:
    known = queries.area_map()
    found = queries.find_areas({row.values["area"] for row in rows}, known)
    problems = []
    for row in rows:
        area = found.get(row.values["area"])
        if area is None:
            words = f"“{row.values['area']}” is not in the list of areas. Add it there first, or correct it"
            problems.append(Problem(row.line, "area", words))
        elif doubt := _doubt(area, known):
            problems.append(Problem(row.line, "area", doubt, refuses=False))
    return problems


def _doubt(area: Area, known: queries.AreaMap) -> str:
    """What is to be said of an area that ended; nothing of one that goes on."""
    if area.ends is None:
        return ""
    now = known.of_today(area.pk)
    if now is not None:
        return f"{area} has ended: the count is read as that of {now}"
    split = needs.names_of([one.name for one in known.split_into(area.pk)])
    return (
        f"{area} was split into {split}: the count stays with the old area and is shown for none of"
        " them. Leave it out if a count of each is there too"
    )


def _describe(rows: Sequence[Row], _answers: Answers) -> list[str]:
    known = queries.area_map()
    areas = queries.find_areas({row.values["area"] for row in rows}, known)
    held = {
        (one.kind.slug, one.group, one.month.isoformat(), one.area_id): one.count
        for one in NeedCount.objects.filter(
            kind__slug__in={slug_of(row.values["kind"]) for row in rows},
            month__in={row.values["month"] for row in rows},
            area__in=[one.pk for one in areas.values()],
        ).select_related("kind")
    }
    told = []
    for row in rows:
        said, area = row.values, areas.get(row.values["area"])
        before = (
            held.get((slug_of(said["kind"]), said.get("group") or "", said["month"], area.pk))
            if area
            else None
        )
        words = f"Keep {said['count']:,}: {_key(row)}"
        told.append(words if before is None else f"{words}, in place of {before:,}")
    return told


def _load(row: Row, _answers: Answers, by: Actor, why: str) -> list[str]:
    said: dict[str, Any] = dict(row.values)
    area, month = queries.find_area(said["area"]), from_iso(said["month"])
    if area is None or month is None:
        raise Refused("This area is not in the list of areas.", field="area")
    kept = keep_count(
        by=by,
        kind=said["kind"],
        month=month,
        area=area,
        count=said["count"],
        group=said.get("group") or "",
        source=said.get("source") or "",
        why=why,
    )
    return [kept.kind.subject]


def _address(subject: str) -> str | None:
    kind, _, slug = subject.partition(":")
    return f"/office/needs/counts/{slug}" if kind == "counts" else None


COUNTS = Sheet(
    name="counts",
    title="Counts of need",
    what="Counts by month, type and area: the force’s extracts and published statistics. Counts only: nothing of"
    " one person, and no place smaller than an area.",
    columns=COLUMNS,
    describe=_describe,
    load=_load,
    may_load=access.may_load_counts,
    names=_names,
    check_rows=_check,
    address=_address,
    refuses=rules.refused_columns,
)
