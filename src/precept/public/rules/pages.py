"""How the public site says what was published: colours that can be read, pictures, changes. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from precept.foundation.clock import spoken
from precept.foundation.money import Money
from precept.law import rules as law
from precept.plan import rules as plan
from precept.plan.published import SlicePublished, TotalPublished


def amount(pence: int | None) -> str:
    """An amount for a page: “£56,000”, or “Not yet known”."""
    return "Not yet known" if pence is None else Money(pence).short


def procedure_address(procedure: str) -> str:
    """Where the public reads of a procedure, by the key that rounds and agreements have of it."""
    return f"/how-we-commission/{procedure.replace(' ', '-')}"


def stated_amount(pence: int | None, is_stated: bool) -> str:
    """An amount for a page, which a source may not have stated at all."""
    return amount(pence) if is_stated or pence is not None else "Not stated"


def is_colour(text: str) -> bool:
    """Whether this is a colour as “#rrggbb”, so that nothing else gets into a style sheet."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


@dataclass(frozen=True)
class Spending:
    """What the picture of a year shows: each fund's intended spend on each kind of thing."""

    kinds: tuple[str, ...]
    """The titles of the kinds, in order."""
    funds: tuple[tuple[str, tuple[TotalPublished, ...], TotalPublished], ...]
    """For each fund its name, its total for each kind, and its total in all."""


def spending(slices: Sequence[SlicePublished]) -> Spending:
    """A year's slices as rows and columns; what is not yet known is counted and never taken for £0."""
    names = dict.fromkeys((one.fund, one.fund_name) for one in slices)
    kinds = [(kind, title) for kind, title in plan.line_kinds if kind in {s.kind for s in slices}]
    totals = {(one.fund, one.kind): one.total for one in slices}
    nothing = TotalPublished(pence=0, unknown=0)
    rows = []
    for code, name in names:
        parts = tuple(totals.get((code, kind), nothing) for kind, _ in kinds)
        whole = TotalPublished(
            pence=sum(part.pence for part in parts), unknown=sum(part.unknown for part in parts)
        )
        rows.append((name, parts, whole))
    return Spending(tuple(title for _, title in kinds), tuple(rows))


@dataclass(frozen=True)
class OtherVersion:
    """A rule as it was before or will be after: the day to ask for, when it applies, its figures."""

    on: str
    applies: str
    figures: str


def other_versions(identity: str, on: date) -> list[OtherVersion]:
    """The versions of a rule that are not in force on a day, the oldest first."""
    return [
        OtherVersion(
            one.applies_from.isoformat(),
            f"from {spoken(one.applies_from)}"
            + (f" to {spoken(one.applies_to)}" if one.applies_to else ""),
            "; ".join(f"{figure.name} {figure.text}" for figure in one.figures),
        )
        for one in law.versions(identity)
        if not one.applies_on(on)
    ]


NAMED_BY: Final = ("reference", "slug", "code", "year", "number", "key", "version", "title", "name")
MONEY: Final = frozenset({"pence", "limit", "available", "spend"})
NEVER_SAID: Final = frozenset({"slug", "layout"})


def plain_differences(before: Any, after: Any) -> list[tuple[str, str, str]]:
    """What changed from one payload to the next, as (where, before, after) in words, in order.

    Things in a list are known by their reference, code, year or name, so that one put in between
    does not make all after it look changed.
    """
    old, new = dict(_said(before)), dict(_said(after))
    return [
        (where, *around_difference(old.get(where, ""), new.get(where, "")))
        for where in dict.fromkeys([*old, *new])
        if old.get(where, "") != new.get(where, "")
    ]


def _said(thing: Any, where: str = "", name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(thing, dict):
        for key, value in thing.items():
            if key not in NEVER_SAID:
                words = key.replace("_", " ")
                step = words if where else words.capitalize()
                yield from _said(value, f"{where} › {step}" if where else step, key)
    elif isinstance(thing, list) and any(isinstance(value, dict | list) for value in thing):
        seen: dict[str, int] = {}
        for place, value in enumerate(thing, start=1):
            called = _called(value) or str(place)
            seen[called] = seen.get(called, 0) + 1
            again = f" ({seen[called]})" if seen[called] > 1 else ""
            yield from _said(value, f"{where} › {called}{again}")
    else:
        yield where, _plain(thing, name)


def _called(thing: Any) -> str:
    if not isinstance(thing, dict):
        return ""
    return next((str(thing[name])[:60] for name in NAMED_BY if thing.get(name)), "")


def _plain(thing: Any, name: str) -> str:
    if isinstance(thing, bool):
        return "yes" if thing else "no"
    if isinstance(thing, list):
        return ", ".join(str(one) for one in thing)
    if isinstance(thing, int) and name in MONEY:
        return amount(thing)
    return "" if thing is None else str(thing)


LONGEST_SAID: Final = 300


def around_difference(before: str, after: str, most: int = LONGEST_SAID) -> tuple[str, str]:
    """Two texts cut to where they begin to differ, so that a page shows the change and not a chapter."""
    if max(len(before), len(after)) <= most:
        return before, after
    same = next(
        (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )
    start = max(0, same - 60)
    return _cut(before, start, most), _cut(after, start, most)


def _cut(text: str, start: int, most: int) -> str:
    shown = text[start : start + most]
    return f"{'…' if start and shown else ''}{shown}{'…' if start + most < len(text) else ''}"


def readable(text: str) -> str:
    """A text without the signs that XML cannot hold (XML 1.0, section 2.2)."""
    return re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
