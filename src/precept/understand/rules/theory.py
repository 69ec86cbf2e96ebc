"""A theory of change: what leads to what, that nothing runs in a circle, and what is missing. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

theory_states = [
    ("draft", "Draft"),
    ("agreed", "Agreed"),
    ("superseded", "Superseded"),
]
THEORY_STATES: Final = dict(theory_states)
THEORY_MOVES: Final[Mapping[str, frozenset[str]]] = {
    "draft": frozenset({"agreed"}),
    "agreed": frozenset({"superseded"}),
    "superseded": frozenset(),
}
"""Where a version of a theory may go next."""

theory_columns = [
    ("inputs", "Inputs"),
    ("activities", "Activities"),
    ("outputs", "Outputs"),
    ("outcomes", "Outcomes"),
    ("impact", "Impact"),
]
THEORY_COLUMNS: Final = dict(theory_columns)
COLUMN_MEANS: Final = {
    "inputs": "What goes in: money, people, places, what is known.",
    "activities": "What the service does with it.",
    "outputs": "What can be counted once it is done: sessions held, people reached.",
    "outcomes": "What changes for people.",
    "impact": "What becomes different in the area in the end.",
}
_RANK: Final = {key: at for at, (key, _) in enumerate(theory_columns)}
MEASURED: Final = frozenset({"outputs", "outcomes", "impact"})
"""The columns of which each row says how it is measured."""
MOST_ROWS: Final = 60
MOST_LINKS: Final = 200

MEASURE_PARTS: Final = (
    ("measure", "what is measured"),
    ("source", "where the figures come from"),
    ("how_often", "how often"),
    ("baseline", "the baseline"),
    ("target", "the target"),
    ("by_when", "by when"),
)
"""What a measure is made of, and what each part is called where it is missing."""


@dataclass(frozen=True)
class RowSaid:
    """A row of a theory, as far as its rules ask. ``lacks`` are the parts of its measure that are not stated."""

    number: int
    column: str
    text: str
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class LinkSaid:
    """That one row leads to another, and what is assumed of it."""

    start: int
    end: int
    assumption: str = ""


def theory_may_become(state: str, to: str) -> bool:
    """Whether a version in a state may go to another."""
    return to in THEORY_MOVES[state]


def measure_lacks(said: Mapping[str, str | date | None]) -> tuple[str, ...]:
    """The parts of a measure that are not stated, in words."""
    return tuple(words for name, words in MEASURE_PARTS if not said.get(name))


def reaches(links: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one leads to the other along these links, over as many as it takes."""
    onwards: dict[int, list[int]] = {}
    for one, other in links:
        onwards.setdefault(one, []).append(other)
    waiting, seen = [start], set[int]()
    while waiting:
        at = waiting.pop()
        if at == end:
            return True
        if at not in seen:
            seen.add(at)
            waiting += onwards.get(at, [])
    return False


def link_problem(
    rows: Mapping[int, str], links: Sequence[tuple[int, int]], start: int, end: int
) -> str:
    """What is wrong with letting a row lead to another, in words; ``rows`` says the column of each by number."""
    if start not in rows or end not in rows:
        return "Choose a row of this theory"
    if start == end:
        return "A row cannot lead to itself"
    if (start, end) in links:
        return "It leads there already"
    if _RANK[rows[start]] > _RANK[rows[end]]:
        return (
            f"{THEORY_COLUMNS[rows[start]]} cannot lead back to {THEORY_COLUMNS[rows[end]].lower()}"
        )
    if reaches(links, end, start):
        return "This would run in a circle: that row leads to this one already"
    return ""


def column_problem(
    number: int, column: str, rows: Mapping[int, str], links: Sequence[tuple[int, int]]
) -> str:
    """What is wrong with moving a row to a column: what leads to it and where it leads must still follow."""
    for start, end in links:
        before = column if start == number else rows[start]
        after = column if end == number else rows[end]
        if number in (start, end) and _RANK[before] > _RANK[after]:
            return "Take its links away first: one of them would lead backwards"
    return ""


def missing_of_theory(
    rows: Sequence[RowSaid], links: Sequence[LinkSaid], *, problem: str
) -> list[str]:
    """What a theory lacks before it can be agreed, in words; nothing where it is whole."""
    lacks = [] if problem.strip() else ["It does not say what is to change, and for whom."]
    for column, title in theory_columns:
        if not any(row.column == column for row in rows):
            lacks.append(f"Nothing stands under {title.lower()}.")
    leaves, comes = {one.start for one in links}, {one.end for one in links}
    for row in rows:
        if row.column != "impact" and row.number not in leaves:
            lacks.append(f"“{row.text}” leads nowhere.")
        if row.column != "inputs" and row.number not in comes:
            lacks.append(f"“{row.text}” comes from nowhere.")
        if row.column in MEASURED and row.lacks:
            lacks.append(f"“{row.text}” does not say {_listed(row.lacks)}.")
    called = {row.number: row.text for row in rows}
    lacks += [
        f"Nothing is assumed between “{called[one.start]}” and “{called[one.end]}”."
        for one in links
        if not one.assumption.strip()
    ]
    return lacks


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


@dataclass(frozen=True)
class TheoryOutcome:
    """An outcome of an agreed theory in the form that the terms of an agreement take."""

    people: int | None
    percent: int | None
    change: str
    measure: str
    report_by: date | None


def measure_words(*, measure: str, source: str, how_often: str, baseline: str, target: str) -> str:
    """How an outcome is measured, in one text, as an agreement's terms say it."""
    parts = (
        ("", measure),
        ("Source: ", source),
        ("How often: ", how_often),
        ("Baseline: ", baseline),
        ("Target: ", target),
    )
    return " ".join(f"{name}{text.strip().rstrip('.')}." for name, text in parts if text.strip())
