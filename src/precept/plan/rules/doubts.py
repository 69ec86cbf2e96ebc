"""What a year's framework leaves open, and what in it cannot all be true: its gaps and clashes. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from precept.foundation.clock import FinancialYear, spoken
from precept.foundation.money import Money
from precept.plan.published import FrameworkPublished, LinePublished
from precept.plan.rules.spending import FundUse
from precept.plan.rules.tables import line_name

GAP: Final = "gap"
CLASH: Final = "clash"


@dataclass(frozen=True)
class Doubt:
    """A gap or a clash in words, and the office's page where it is settled."""

    sort: Literal["gap", "clash"]
    words: str
    href: str = ""


def gap(words: str, href: str = "") -> Doubt:
    """Something that a framework leaves open."""
    return Doubt(GAP, words, href)


def clash(words: str, href: str = "") -> Doubt:
    """Things of a framework that cannot all stand."""
    return Doubt(CLASH, words, href)


def doubts_of_lines(framework: FrameworkPublished) -> list[Doubt]:
    """Agreements and names that stand in more than one line: their money would be counted twice."""
    agreements: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    for section in framework.sections:
        for line in section.lines:
            for reference in _references(line):
                agreements.setdefault(reference, []).append(section.title)
            names.setdefault(line.name.casefold().strip(), []).append(line_name(line))
    found = [
        clash(f"{reference} stands {_where(tables)}: its money is counted more than once.")
        for reference, tables in agreements.items()
        if len(tables) > 1
    ]
    twice = {one for one, tables in agreements.items() if len(tables) > 1}
    return found + [
        clash(f"{' and '.join(dict.fromkeys(lines))} have the same name: are they one thing?")
        for lines in names.values()
        if len(set(lines)) > 1 and not twice.intersection(lines)
    ]


def _references(line: LinePublished) -> set[str]:
    """The agreements of a line; the number of a line that somebody typed, which may be one's."""
    if line.kind == "round":
        return set()
    return {one.of for one in line.amounts if one.of} or ({line.number} if line.number else set())


def _where(tables: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(tables))
    if len(distinct) == 1:
        return f"{len(tables)} times in “{distinct[0]}”"
    return "in " + " and ".join(f"“{title}”" for title in distinct)


def doubts_of_areas(framework: FrameworkPublished, areas: Sequence[str]) -> list[Doubt]:
    """Resource areas of the plan on which nothing is intended, and how many lines state none."""
    if not areas:
        return []
    lines = [line for section in framework.sections for line in section.lines]
    served = {line.area for line in lines if line.area}
    without = sum(1 for line in lines if not line.area)
    found = []
    if without:
        words = (
            "1 line states no resource area."
            if without == 1
            else (f"{without} lines state no resource area.")
        )
        found.append(gap(words))
    if served:
        found += [gap(f"Nothing is intended on “{area}”.") for area in areas if area not in served]
    return found


def doubts_of_priorities(titles: Mapping[str, str], served: Iterable[str]) -> list[Doubt]:
    """Priorities of the plan (short name → title) that no line from the register, rounds or projects serves."""
    reached = set(served)
    return [
        gap(f"No line serves the priority “{title}”.")
        for slug, title in titles.items()
        if slug not in reached
    ]


def doubts_of_funds(uses: Iterable[FundUse], budgets: Mapping[str, str], year: str) -> list[Doubt]:
    """Funds with a budget for the year (code → name) of which nothing, or not all, is intended."""
    said = FinancialYear.parse(year).spoken
    found, used = [], set()
    for use in uses:
        used.add(use.fund)
        if use.over is None and isinstance(use.budget, Money) and not use.intended.unknown:
            left = use.budget - use.intended.known
            if left.pence:
                found.append(
                    gap(f"{use.name}: {left.short} of its budget for {said} is not intended yet.")
                )
    return found + [
        gap(f"{name} has a budget for {said} and nothing is intended of it.")
        for code, name in budgets.items()
        if code not in used
    ]


def doubts_of_projects(projects: Iterable[tuple[str, bool, str]]) -> list[Doubt]:
    """Projects (title, whether what it may cost is known, its page) without an estimate."""
    return [
        gap(f"Project “{title}”: what it may cost is not known yet.", href)
        for title, is_known, href in projects
        if not is_known
    ]


def stands_in_year(begun: str, wanted: str | None, year: str) -> bool:
    """Whether a project begun and wanted in these financial years is undertaken in a year."""
    return begun <= year <= (wanted or begun)


def in_place_words(wanted: date | None) -> str:
    """By when what follows from a project is to be in place, as its line prints it."""
    return f"In place by {spoken(wanted)}" if wanted else ""
