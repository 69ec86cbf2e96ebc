"""A briefing on one page, and an answer with its sources, as documents for PDF and Word."""

import re
from typing import Final

from django.conf import settings

from precept.foundation import clock
from precept.foundation.documents import pdf, word
from precept.foundation.documents.letterheads import stationery
from precept.foundation.documents.model import (
    Block,
    Column,
    Document,
    Link,
    Note,
    Paragraph,
    Table,
    Text,
    Words,
)
from precept.review.answers.rules import (
    ROOM,
    Briefing,
    Line,
    on_one_page,
    source_words,
)

INVENTED: Final = "Some of what this rests on is invented for the demonstration."
_PAGES: Final = re.compile(rb"/Count (\d+)")
SMALLEST: Final = 8
STEP: Final = 4


def briefing_document(of: Briefing, office: str, room: float = ROOM) -> Document:
    """A briefing as a document: a table of its lines, what was left out, where every source is read."""
    fitted = on_one_page(of, room=room)
    return Document(
        title=of.subject.title,
        subtitle=f"Briefing for {of.reader.title[:1].lower()}{of.reader.title[1:]}",
        office=office,
        blocks=_blocks(fitted),
        version_line="Drawn from what is published, and from nothing else",
        date_line=f"As published on {clock.spoken(of.on)}",
        dated=of.on,
    )


def _blocks(of: Briefing) -> tuple[Block, ...]:
    blocks: list[Block] = []
    rows = [row for section in of.sections for row in _rows(section.on_paper, section.lines)]
    if rows:
        blocks.append(
            Table(
                f"What is published: {of.subject.title}",
                (
                    Column("About", weight=1.2),
                    Column("What", weight=4.1),
                    Column("How much", is_numeric=True, weight=1.7),
                    Column("Source", weight=2.5),
                ),
                tuple(rows),
                rows_have_headings=True,
                has_title_above=True,
            )
        )
    blocks.append(Paragraph(_left_out(of)))
    foot = ". ".join(
        filter(
            None,
            (INVENTED if of.is_invented else "", f"Contact: {of.contact}" if of.contact else ""),
        )
    )
    if foot:
        blocks.append(Note(foot))
    return tuple(blocks)


def _rows(title: str, lines: tuple[Line, ...]) -> list[tuple[Words, ...]]:
    return [(title, line.words, line.amount, _source(line)) for line in lines]


def _source(line: Line) -> Words:
    words = source_words(line)
    href = line.href or (line.sources[0].address if line.sources else "")
    return (Link(words, href),) if href else words


def _left_out(of: Briefing) -> Words:
    """What did not fit, with its number and its address; what has nothing; where all of it is read."""
    more = [
        f"{section.title}: and {section.more} more at {settings.PRECEPT_ADDRESS}{section.more_at}"
        for section in of.sections
        if section.more
    ]
    nothing = [section.empty for section in of.sections if not section.lines and not section.more]
    said = "; ".join(more)
    here = f"{settings.PRECEPT_ADDRESS}{of.subject.address}"
    parts = [f"{said}." if said else "", *nothing, "All of it, with every source: "]
    return (Text(" ".join(filter(None, parts))), Link(here, of.subject.address), Text("."))


def briefing_file(of: Briefing, office: str, ending: str) -> bytes:
    """A briefing as a file; what does not fit on one page of PDF is left out of either."""
    on = stationery(office)
    room = float(ROOM)
    while True:
        document = briefing_document(of, office, room)
        made = pdf.write_pdf(
            document, colour=on.colour, lines=on.lines, site=settings.PRECEPT_ADDRESS
        )
        if pages_of(made) == 1 or room <= SMALLEST:
            break
        room -= STEP
    if ending == "pdf":
        return made
    return word.write_word(
        document,
        colour=on.colour,
        lines=on.lines,
        letterhead=on.word,
        site=settings.PRECEPT_ADDRESS,
    )


def pages_of(made: bytes) -> int:
    """How many pages a PDF of ours has, as its own tree of pages says."""
    return max(int(number) for number in _PAGES.findall(made))
