"""An answer as it is written: paragraphs that name their sources by number, as [1] or [2, 3]. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

_CITED: Final = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
_FIGURE: Final = re.compile(
    r"£\s?\d|\d[\d,.]*\s?(?:%|per cent|million)|(?<![\d,.])\d{1,3}(?:,\d{3})+(?!\d)"
    r"|(?<![\d,./(])(?!(?:19|20)\d\d(?!\d))\d{2,}(?![\d(/])(?=\s+[a-z])",
)
_NO_FIGURE: Final = re.compile(
    r"\b(?:sections?|regulations?|articles?|schedules?|s\.|r\.)\s*\d[\w()]*"
    r"|\b\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b(?:\s+\d{4})?|\b(?:19|20)\d\d[–/-]\d{2,4}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """Words of a paragraph, or the number of a source that stands there."""

    words: str
    source: int = 0


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, and the sources that it names, in their order."""

    words: str
    sources: tuple[int, ...]

    @property
    def states_a_figure(self) -> bool:
        """Whether it states an amount, a share or a number of things: no date, no section of an Act."""
        bare = _NO_FIGURE.sub(" ", _CITED.sub(" ", self.words))
        return _FIGURE.search(bare) is not None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Its words and the sources among them, in their order."""
        found: list[Piece] = []
        at = 0
        for match in _CITED.finditer(self.words):
            found.append(Piece(self.words[at : match.start()]))
            found += [Piece(f"[{number}]", number) for number in _numbers(match[1])]
            at = match.end()
        found.append(Piece(self.words[at:]))
        return tuple(one for one in found if one.words)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of an answer: a blank line ends one."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(_paragraph(part.strip()) for part in parts if part.strip())


def cited(text: str) -> frozenset[int]:
    """The numbers of the sources that an answer names."""
    return frozenset(number for one in paragraphs(text) for number in one.sources)


def unknown_sources(text: str, known: Collection[int]) -> list[str]:
    """The paragraphs that name a source that is not there, in words."""
    return [
        f"Paragraph {place} names source {number}, which is not among the sources."
        for place, one in enumerate(paragraphs(text), start=1)
        for number in one.sources
        if number not in known
    ]


def unsourced_figures(text: str) -> list[str]:
    """The paragraphs that state a figure and name no source, in words."""
    return [
        f"Paragraph {place} states a figure and names no source. Put the number of its source behind it, as in [1]."
        for place, one in enumerate(paragraphs(text), start=1)
        if one.states_a_figure and not one.sources
    ]


def _paragraph(words: str) -> Paragraph:
    numbers = [n for match in _CITED.finditer(words) for n in _numbers(match[1])]
    return Paragraph(words, tuple(dict.fromkeys(numbers)))


def _numbers(inside: str) -> list[int]:
    return [int(one) for one in inside.split(",")]
