"""A document as the office means it, before it becomes a page, a PDF or a Word file.

Nothing here is markup: what people type stays text, whatever signs it holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from precept.foundation.documents.drawing import check_drawing

DEEPEST_HEADING = 4

_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_FAR_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(:\d+)?([/?#][^\s\\<>\"]*)?")
_NEAR_ADDRESS = re.compile(r"(/(?![/\\])|#)[^\s\\<>\"]*")

# Signs that would let a text turn its neighbours round, and those that no file format can hold.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNPRINTABLE = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff{_TURNING}]"
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LINE_END = re.compile("\r\n|\r|\x85|\u2028|\u2029")


class Unfit(ValueError):
    """Something that cannot stand in a document; the words say what and why."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they were typed. A line end within them is a line end on paper."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that matter more than their neighbours."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words with a stress on them, such as the title of an Act."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an `https` address, or to one on this site (`/register`, `#notes`).

    Raises `Unfit` for any other address, so that no document can carry `javascript:` or a file.
    """

    text: str
    href: str

    def __post_init__(self) -> None:
        if not (_FAR_ADDRESS.fullmatch(self.href) or _NEAR_ADDRESS.fullmatch(self.href)):
            raise Unfit(
                "A link leads to an https address, or to one on this site that starts with /."
            )
        if not plain_text(self.text).strip():
            raise Unfit("A link needs words that say where it leads.")


Run = Text | Strong | Emphasis | Link
Words = str | tuple[Run, ...]


def is_colour(colour: str) -> bool:
    """Whether a colour is written like #1f4e79."""
    return _COLOUR.fullmatch(colour) is not None


def whole_address(link: Link, site: str) -> str:
    """Where a link leads from outside this site; empty where only a page of ours could follow it.

    `site` is the address of this site, such as https://commissioning.example, or empty.
    """
    if link.href.startswith("https://"):
        return link.href
    if site.startswith("https://") and link.href.startswith("/"):
        return site.rstrip("/") + link.href
    return ""


def clean(text: str) -> str:
    """The text without signs that no printer knows or that turn others round; line ends as \\n."""
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", text)).replace("\t", " ")


def runs_of(words: Words) -> tuple[Run, ...]:
    """The runs of some words, cleaned for printing; runs of nothing are left out."""
    runs: tuple[Run, ...] = (Text(words),) if isinstance(words, str) else words
    cleaned = []
    for run in runs:
        text = clean(run.text)
        if not text:
            continue
        cleaned.append(Link(text, run.href) if isinstance(run, Link) else type(run)(text))
    return tuple(cleaned)


def plain_text(words: Words) -> str:
    """Some words without stress or links, cleaned for printing."""
    if isinstance(words, str):
        return clean(words)
    return "".join(clean(run.text) for run in words)


def one_line(words: Words) -> str:
    """Some words on one line, for titles, captions and names."""
    return " ".join(plain_text(words).split())


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section: level 1 stands under the document's title, 4 is the deepest."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if not 1 <= self.level <= DEEPEST_HEADING:
            raise Unfit(f"A heading has a level from 1 to {DEEPEST_HEADING}.")
        if not one_line(self.text):
            raise Unfit("A heading needs words.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text or of runs."""

    words: Words


@dataclass(frozen=True, slots=True)
class BulletList:
    """Points in no particular order."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Points whose order matters, counted from 1."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Numbers stand to the right; the weight is its share of the width.

    With no weight the width follows from what the column holds.
    """

    text: str
    is_numeric: bool = False
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column headings, with the totals at the foot and notes beneath.

    `rows_have_headings` says that the first cell names its row; `is_wide` turns the paper;
    `has_title_above` that a heading just above says what the caption says, so that it is not said twice.
    Raises `Unfit` where a row has more or fewer cells than there are columns.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    totals: tuple[tuple[Words, ...], ...] = ()
    notes: tuple[Words, ...] = ()
    rows_have_headings: bool = False
    is_wide: bool = False
    has_title_above: bool = False

    def __post_init__(self) -> None:
        if not one_line(self.caption):
            raise Unfit("A table needs a caption.")
        if not self.columns:
            raise Unfit(f"The table “{self.caption}” has no columns.")
        for column in self.columns:
            if not one_line(column.text):
                raise Unfit(f"Every column of the table “{self.caption}” needs a heading.")
            if column.weight is not None and not 0 < column.weight < 1000:
                raise Unfit(f"The weight of the column “{column.text}” is above 0 and under 1,000.")
        for row in (*self.rows, *self.totals):
            if len(row) != len(self.columns):
                raise Unfit(
                    f"A row of the table “{self.caption}” has {len(row)} cells "
                    f"under {len(self.columns)} columns."
                )


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Labels with their values, such as reference, provider and value of an award."""

    facts: tuple[tuple[str, Words], ...]

    def __post_init__(self) -> None:
        if not all(one_line(label) for label, _ in self.facts):
            raise Unfit("Every key fact needs a label.")


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing (SVG of the few kinds in `drawing`), what it shows in words, and its numbers.

    The table is beneath the drawing in every form, for those who read rather than look.
    Raises `Unfit` where the drawing holds anything but shapes and words.
    """

    svg: str
    description: str
    table: Table

    def __post_init__(self) -> None:
        if not one_line(self.description):
            raise Unfit("A figure needs a description of what it shows.")
        if fault := check_drawing(self.svg):
            raise Unfit(fault)


@dataclass(frozen=True, slots=True)
class Note:
    """Words set apart from the text around them."""

    words: Words


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page on paper; nothing on a screen."""


Block = (
    Heading | Paragraph | BulletList | NumberedList | Table | KeyFacts | Figure | Note | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the office: its title, whose it is, which version, and its blocks.

    `dated` goes into the properties of the file, so that the same document gives the same bytes
    on any day; `date_line` and `version_line` are printed as they are. `office` is the owner.
    Raises `Unfit` where a heading skips a level (PDF/UA-1, ISO 14289-1, 7.4.2).
    """

    title: str
    office: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    language: str = "en-GB"
    version_line: str = ""
    date_line: str = ""
    dated: date | None = None

    def __post_init__(self) -> None:
        if not one_line(self.title):
            raise Unfit("A document needs a title.")
        if not one_line(self.office):
            raise Unfit("A document needs the name of the office.")
        if not _LANGUAGE.fullmatch(self.language):
            raise Unfit("A language is written like en-GB.")
        deepest = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > deepest + 1:
                    raise Unfit(f"The heading “{block.text}” skips a level.")
                deepest = block.level


def blocks_from_text(text: str) -> tuple[Block, ...]:
    """What somebody typed in a plain text box, as paragraphs and bullet lists.

    A blank line ends a paragraph, a line that begins with "- " is a point of a list, any other
    line end stays one. Nothing else has a meaning: no sign is markup.
    """
    return tuple(_blocks(clean(text).split("\n")))


def _blocks(lines: list[str]) -> Iterator[Block]:
    sentences: list[str] = []
    points: list[Words] = []
    for line in [*lines, ""]:
        words = line.strip()
        is_point = words.startswith("- ")
        if sentences and (is_point or not words):
            yield Paragraph("\n".join(sentences))
            sentences = []
        # A blank line between two points leaves one list: people space their points out.
        if points and words and not is_point:
            yield BulletList(tuple(points))
            points = []
        if is_point:
            points.append(words[2:].strip())
        elif words:
            sentences.append(words)
    if points:
        yield BulletList(tuple(points))
