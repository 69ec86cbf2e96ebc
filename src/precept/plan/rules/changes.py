"""What a version of the framework changes against another, row by row and cell by cell. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from precept.plan.published import FrameworkPublished, FrameworkSectionPublished, LinePublished
from precept.plan.rules.tables import cell_text, line_name, shows_pence

K = TypeVar("K")


@dataclass(frozen=True)
class Change:
    """One thing that differs: where it stands, what it said and what it says ("" for nothing)."""

    where: str
    what: str
    before: str
    after: str


def differences(before: FrameworkPublished, after: FrameworkPublished) -> list[Change]:
    """Everything that a reader of the framework would find changed, in the order of its pages."""
    words = [
        ("Title", before.title, after.title),
        ("Introduction", before.introduction, after.introduction),
        ("Words above the aims", before.lead, after.lead),
        ("Review", before.review, after.review),
    ]
    found = [Change("Words", what, old, new) for what, old, new in words if old != new]
    old_aims = {aim.slug: aim for aim in before.aims}
    new_aims = {aim.slug: aim for aim in after.aims}
    for slug in _both(old_aims, new_aims):
        old_aim, new_aim = old_aims.get(slug), new_aims.get(slug)
        if old_aim is None and new_aim is not None:
            found.append(Change("Aims", new_aim.title, "", "Added"))
        elif new_aim is None and old_aim is not None:
            found.append(Change("Aims", old_aim.title, "Removed", ""))
        elif old_aim is not None and new_aim is not None and old_aim != new_aim:
            found.append(Change("Aims", new_aim.title, "", "Changed"))
    return found + table_differences(before.sections, after.sections)


def table_differences(
    before: Sequence[FrameworkSectionPublished], after: Sequence[FrameworkSectionPublished]
) -> list[Change]:
    """What differs in the tables: tables and rows added or removed, and cells that say something else."""
    old = {section.key: section for section in before}
    new = {section.key: section for section in after}
    found = []
    for key in _both(old, new):
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            one = now or was
            assert one is not None
            found.append(
                Change(
                    one.title,
                    "The whole table",
                    "" if was is None else "Removed",
                    "" if now is None else "Added",
                )
            )
        if now is not None:
            found += _rows(was, now)
    return found


def _rows(was: FrameworkSectionPublished | None, now: FrameworkSectionPublished) -> list[Change]:
    found = []
    if was is not None and was.title != now.title:
        found.append(Change(now.title, "Title", was.title, now.title))
    old = _named(was.lines if was else ())
    new = _named(now.lines)
    old_pence, new_pence = shows_pence(old.values()), shows_pence(new.values())
    for name in _both(old, new):
        before, after = old.get(name), new.get(name)
        if before is None and after is not None:
            value = cell_text(after, "value", in_pence=new_pence)
            found.append(Change(now.title, line_name(after), "", f"Added: {value}"))
        elif after is None and before is not None:
            value = cell_text(before, "value", in_pence=old_pence)
            found.append(Change(now.title, line_name(before), f"{value}: removed", ""))
        elif before is not None and after is not None:
            for key, heading in now.columns:
                # Both in the style that either needs: "£10" is not changed by pence elsewhere.
                in_pence = old_pence or new_pence
                said = cell_text(before, key, in_pence=in_pence)
                says = cell_text(after, key, in_pence=in_pence)
                if said != says:
                    found.append(Change(now.title, f"{line_name(after)}: {heading}", said, says))
            if before.area != after.area:
                what = f"{line_name(after)}: resource area"
                found.append(Change(now.title, what, before.area, after.area))
    return found


def _named(lines: Iterable[LinePublished]) -> dict[tuple[str, int], LinePublished]:
    """The lines by number, or by name where they have none; equal ones are told apart by their order."""
    named: dict[tuple[str, int], LinePublished] = {}
    for line in lines:
        name = line.number or line.name
        nth = sum(1 for other, _ in named if other == name)
        named[name, nth] = line
    return named


def _both(old: Iterable[K], new: Iterable[K]) -> list[K]:
    return list(dict.fromkeys([*old, *new]))
