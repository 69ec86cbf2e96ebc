"""A document as a part of one of our pages: semantic HTML in the design system's classes."""

import re
import unicodedata
from collections.abc import Iterable

from markupsafe import Markup

from precept.foundation.documents.drawing import drawing_markup
from precept.foundation.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Emphasis,
    Figure,
    Heading,
    KeyFacts,
    Link,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    Text,
    Words,
    one_line,
    runs_of,
)

_SIZES = {1: "xl", 2: "l", 3: "m", 4: "s", 5: "s", 6: "s"}
_NOT_IN_AN_ADDRESS = re.compile(r"[^a-z0-9]+")


def write_html(document: Document, *, heading_offset: int = 0) -> Markup:
    """The whole document: its title block and its blocks.

    With an offset of 0 the title is the page's `h1`; each step moves every heading one deeper.
    """
    level = 1 + heading_offset
    title = one_line(document.title)
    parts = [
        Markup('<header class="precept-document__cover">'),
        _lines(document.office, "govuk-caption-l"),
        Markup('<h{0} class="govuk-heading-{1}">{2}</h{0}>').format(level, _size(level), title),
        _lines(document.subtitle, "govuk-body-l"),
        _lines(document.version_line, "govuk-body-s"),
        _lines(document.date_line, "govuk-body-s"),
        Markup("</header>"),
        write_blocks(document.blocks, heading_offset=heading_offset + 1),
    ]
    return Markup('<article class="precept-document" lang="{}">\n{}\n</article>').format(
        document.language, _joined(parts)
    )


def write_blocks(
    blocks: Iterable[Block], *, heading_offset: int = 1, id_prefix: str = "", smaller: int = 0
) -> Markup:
    """Some blocks as HTML, with a heading of level 1 as `h2` unless the offset says otherwise.

    Headings carry ids made of their words; a prefix keeps apart two texts on one page.
    ``smaller`` is by how many sizes headings look smaller than their level: under a page's own heading.
    Below `h6` there is nothing deeper, and headings stay there.
    """
    page = _Page(heading_offset, id_prefix, smaller)
    return _joined(page.block(block) for block in blocks)


def write_words(words: Words) -> Markup:
    """Some words as HTML inside a line."""
    return Markup("").join(_run(run) for run in runs_of(words))


class _Page:
    """What has to be remembered from block to block: which ids are taken."""

    def __init__(self, heading_offset: int, id_prefix: str, smaller: int) -> None:
        self.heading_offset = heading_offset
        self.smaller = smaller
        self.id_prefix = id_prefix
        self.ids: set[str] = set()

    def block(self, block: Block) -> Markup:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                return _paragraph(block.words)
            case BulletList():
                return _list("ul", "bullet", block.items)
            case NumberedList():
                return _list("ol", "number", block.items)
            case Table():
                return self.table(block)
            case KeyFacts():
                return _key_facts(block)
            case Figure():
                return self.figure(block)
            case Note():
                return Markup('<div class="govuk-inset-text">{}</div>').format(
                    write_words(block.words)
                )
            case PageBreak():
                return Markup("")

    def heading(self, heading: Heading) -> Markup:
        level = min(heading.level + self.heading_offset, 6)
        return Markup('<h{0} class="govuk-heading-{1}" id="{2}">{3}</h{0}>').format(
            level, _size(level + self.smaller), self.new_id(heading.text), one_line(heading.text)
        )

    def table(self, table: Table) -> Markup:
        caption_id = self.new_id(f"table {table.caption}")
        parts = [
            # A region with a name and a place in the order of tabs: the keyboard scrolls it.
            Markup(
                '<div class="precept-scroll" role="region" aria-labelledby="{0}" tabindex="0">\n'
                '<table class="govuk-table precept-table">\n'
                '<caption class="govuk-table__caption {2}" id="{0}">{1}</caption>'
            ).format(
                caption_id,
                one_line(table.caption),
                "govuk-visually-hidden" if table.has_title_above else "govuk-table__caption--s",
            ),
            Markup(
                '<thead class="govuk-table__head">\n<tr class="govuk-table__row">{}</tr>\n</thead>'
            ).format(Markup("").join(_column_heading(column) for column in table.columns)),
            Markup('<tbody class="govuk-table__body">'),
            *(_row(table, row, table.rows_have_headings) for row in table.rows),
            Markup("</tbody>"),
        ]
        if table.totals:
            parts += [
                Markup('<tfoot class="govuk-table__foot">'),
                *(_row(table, row, True) for row in table.totals),
                Markup("</tfoot>"),
            ]
        parts.append(Markup("</table>\n</div>"))
        parts += [
            Markup('<p class="govuk-body-s precept-table-note">{}</p>').format(write_words(note))
            for note in table.notes
        ]
        return _joined(parts)

    def figure(self, figure: Figure) -> Markup:
        description = one_line(figure.description)
        # Safe to pass on: written anew from the elements and attributes that a figure may hold.
        drawing = Markup(drawing_markup(figure.svg, description))  # noqa: S704
        return Markup(
            '<figure class="precept-figure">\n{}\n'
            '<figcaption class="govuk-body-s">{}</figcaption>\n</figure>\n{}'
        ).format(drawing, description, self.table(figure.table))

    def new_id(self, words: str) -> str:
        plain = unicodedata.normalize("NFKD", one_line(words)).encode("ascii", "ignore").decode()
        stem = _NOT_IN_AN_ADDRESS.sub("-", plain.lower()).strip("-")[:60].strip("-")
        stem = f"{self.id_prefix}{stem or 'section'}"
        name, count = stem, 1
        while name in self.ids:
            count += 1
            name = f"{stem}-{count}"
        self.ids.add(name)
        return name


def _run(run: Text | Strong | Emphasis | Link) -> Markup:
    text = Markup("<br>").join(run.text.split("\n"))
    match run:
        case Strong():
            return Markup("<strong>{}</strong>").format(text)
        case Emphasis():
            return Markup("<em>{}</em>").format(text)
        case Link():
            return Markup('<a class="govuk-link" href="{}">{}</a>').format(run.href, text)
        case Text():
            return text


def _paragraph(words: Words) -> Markup:
    return Markup('<p class="govuk-body">{}</p>').format(write_words(words))


def _list(tag: str, kind: str, items: tuple[Words, ...]) -> Markup:
    points = Markup("").join(Markup("<li>{}</li>").format(write_words(item)) for item in items)
    return Markup('<{0} class="govuk-list govuk-list--{1}">{2}</{0}>').format(tag, kind, points)


def _key_facts(facts: KeyFacts) -> Markup:
    rows = Markup("").join(
        Markup(
            '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt>'
            '<dd class="govuk-summary-list__value">{}</dd></div>'
        ).format(one_line(label), write_words(value))
        for label, value in facts.facts
    )
    return Markup('<dl class="govuk-summary-list">{}</dl>').format(rows)


def _column_heading(column: Column) -> Markup:
    side = " govuk-table__header--numeric" if column.is_numeric else ""
    return Markup('<th scope="col" class="govuk-table__header{}">{}</th>').format(
        side, one_line(column.text)
    )


def _row(table: Table, row: tuple[Words, ...], first_is_heading: bool) -> Markup:
    cells = []
    for place, (column, words) in enumerate(zip(table.columns, row, strict=True)):
        if place == 0 and first_is_heading:
            pattern = Markup('<th scope="row" class="govuk-table__header{}">{}</th>')
            side = " govuk-table__header--numeric" if column.is_numeric else ""
        else:
            pattern = Markup('<td class="govuk-table__cell{}">{}</td>')
            side = " govuk-table__cell--numeric" if column.is_numeric else ""
        cells.append(pattern.format(side, write_words(words)))
    return Markup('<tr class="govuk-table__row">{}</tr>').format(Markup("").join(cells))


def _lines(words: str, css_class: str) -> Markup:
    if not one_line(words):
        return Markup("")
    return Markup('<p class="{}">{}</p>').format(css_class, one_line(words))


def _size(level: int) -> str:
    return _SIZES[min(level, 6)]


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("\n").join(part for part in parts if part)
