"""What stands on the one page of a briefing, and what is left out with its number and its address. Pure."""

from dataclasses import replace
from math import ceil
from typing import Final

from precept.foundation.clock import spoken
from precept.review.answers.rules.briefing import Briefing, Line, Section, with_lines

WHAT: Final = 44
AMOUNT: Final = 17
SOURCE: Final = 25
"""About how many letters stand on a line of each column."""
ROOM: Final = 52
"""How many lines of small print one page has room for, beneath its title."""


def height(line: Line) -> float:
    """How many lines of small print a row takes, with the space around it."""
    widths = ((line.words, WHAT), (line.amount, AMOUNT), (source_words(line), SOURCE))
    return max(ceil(len(words) / width) for words, width in widths) + 0.9


def source_words(line: Line) -> str:
    """Where a line comes from, in words: one publication with its version and day, or how many."""
    if len(line.sources) == 1:
        one = line.sources[0]
        return f"{one.kind_title} {one.key}, version {one.version}, {spoken(one.released)}"
    return f"{len(line.sources)} publications, added up"


def rows_of(section: Section) -> float:
    """How many lines of small print a section takes, with what it says of those left out."""
    rows = sum(height(line) for line in section.lines)
    return rows + (1.9 if section.more else 0) + (1.9 if not section.lines and section.empty else 0)


def on_one_page(briefing: Briefing, *, room: float = ROOM) -> Briefing:
    """A briefing cut to one page: each section to its share, then lines from the end until they fit.

    The first section that the reader asks for loses its lines last. What a share leaves over is given to the
    sections in their order.
    """
    shares = dict(zip(briefing.reader.order, briefing.reader.lines, strict=True))
    whole = {one.key: one for one in briefing.sections}
    counts = {key: min(shares[key], len(one.lines)) for key, one in whole.items()}
    order = [key for key in briefing.reader.order if key in whole]

    def cut() -> tuple[Section, ...]:
        return tuple(with_lines(whole[key], counts[key]) for key in order)

    while sum(map(rows_of, cut())) > room and any(counts.values()):
        last = next(key for key in _least_wanted(order, counts))
        counts[last] -= 1
    for key in order:
        while counts[key] < len(whole[key].lines):
            counts[key] += 1
            if sum(map(rows_of, cut())) > room:
                counts[key] -= 1
                break
    return replace(briefing, sections=cut())


def _least_wanted(order: list[str], counts: dict[str, int]) -> list[str]:
    """The sections that can lose a line: first those with more than one, from the end; then any, from the end."""
    several = [key for key in reversed(order) if counts[key] > 1]
    return [*several, *(key for key in reversed(order) if counts[key])]
