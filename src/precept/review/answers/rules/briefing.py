"""A briefing: lines that each say where they come from, in sections that each reader has in their own order. Pure."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from precept.foundation.money import TBC, Amount, Money, Total, total
from precept.foundation.publications.kinds import Released, kind

subject_kinds = [("area", "Area"), ("organisation", "Organisation"), ("priority", "Priority")]
SUBJECT_KINDS: Final = dict(subject_kinds)
SECTIONS: Final = {
    "money": "Money",
    "provides": "Who provides what",
    "decisions": "Decisions taken",
    "coming": "What is coming",
    "needs": "What people need",
}
ON_PAPER: Final = {
    "money": "Money",
    "provides": "Services",
    "decisions": "Decisions",
    "coming": "Coming",
    "needs": "Need",
}
"""What the sections are called in a narrow column."""
MOST_LINES: Final = 10
"""How many lines a section has on a screen."""


@dataclass(frozen=True)
class Subject:
    """What a briefing is about."""

    kind: str
    key: str
    title: str

    @property
    def address(self) -> str:
        """Where anyone reads it."""
        return f"/briefing/{self.kind}/{self.key}"


@dataclass(frozen=True)
class Source:
    """A version of a publication that a line rests on."""

    kind: str
    kind_title: str
    key: str
    version: int
    title: str
    address: str
    released: date
    digest: str


@dataclass(frozen=True)
class Figured:
    """A figure as a publication states it: whole pence, or a count; None is not yet known."""

    source: Source
    number: int | None


@dataclass(frozen=True)
class Line:
    """A line of a briefing. ``amount`` is what its figures come to; ``sources`` are all that it rests on."""

    words: str
    sources: tuple[Source, ...]
    amount: str = ""
    figures: tuple[Figured, ...] = ()
    is_money: bool = False
    href: str = ""
    """Where all of what it adds up is listed, if it adds up more than one."""


@dataclass(frozen=True)
class Section:
    """A part of a briefing: its lines, how many more there are, and where those stand."""

    key: str
    lines: tuple[Line, ...]
    more: int = 0
    more_at: str = ""
    empty: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
        return SECTIONS[self.key]

    @property
    def on_paper(self) -> str:
        """What it is called in a narrow column."""
        return ON_PAPER[self.key]


@dataclass(frozen=True)
class Reader:
    """Who reads a briefing: which section comes first, and how many lines each has on the one page."""

    key: str
    title: str
    words: str
    order: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Briefing:
    """Everything that is published of a subject, on a day, for a reader."""

    subject: Subject
    reader: Reader
    on: date
    sections: tuple[Section, ...]
    is_invented: bool = False
    contact: str = ""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every publication that a line rests on, each once."""
        found = (one for section in self.sections for line in section.lines for one in line.sources)
        return tuple(dict.fromkeys(found))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is published that it could say."""
        return not any(section.lines for section in self.sections)


@dataclass(frozen=True)
class Gathered:
    """The publications that a briefing is drawn from, by kind, the newest first; what was left out of each kind."""

    subject: Subject
    by_kind: dict[str, list[Released]] = field(default_factory=dict)
    is_cut: frozenset[str] = frozenset()
    """The kinds of which there are more than were read."""

    def of(self, name: str) -> list[Released]:
        """Those of a kind."""
        return self.by_kind.get(name, [])


@cache
def readers() -> dict[str, Reader]:
    """Who a briefing may be for, by key."""
    text = files("precept.review.answers.data").joinpath("readers.toml").read_text("utf-8")
    found = [
        Reader(one["key"], one["title"], one["words"], tuple(one["order"]), tuple(one["lines"]))
        for one in tomllib.loads(text)["reader"]
    ]
    return {one.key: one for one in found}


def source_of(released: Released, day: date) -> Source:
    """A publication as a line names it; ``day`` is that of its release here."""
    return Source(
        kind=released.kind,
        kind_title=kind(released.kind).title,
        key=released.key,
        version=released.version,
        title=released.title,
        address=released.address,
        released=day,
        digest=released.digest,
    )


def amount_of(pence: int | None) -> Amount:
    """Pence as an amount that may not be known yet."""
    return TBC if pence is None else Money(pence)


def money_line(words: str, figures: Iterable[Figured], *, href: str = "") -> Line:
    """A line that adds amounts of one kind up: what is not yet known is counted, never taken for nothing."""
    given = tuple(figures)
    return Line(
        words=words,
        amount=str(added(given)),
        figures=given,
        sources=tuple(dict.fromkeys(one.source for one in given)),
        is_money=True,
        href=href,
    )


def added(figures: Iterable[Figured]) -> Total:
    """What amounts come to."""
    return total(amount_of(one.number) for one in figures)


def short(text: str, most: int = 70) -> str:
    """Words cut at a word's end, where they are longer than a line has room for."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    return f"{plain[:most].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"


def kept(lines: Sequence[Line], most: int) -> tuple[tuple[Line, ...], int]:
    """The first lines, and how many are left out."""
    return tuple(lines[:most]), max(0, len(lines) - most)


def with_lines(section: Section, most: int) -> Section:
    """A section with no more than so many lines; those left out are counted."""
    lines, out = kept(section.lines, most)
    return replace(section, lines=lines, more=section.more + out)
