"""A document on paper: PDF/UA-1, made by Typst from JSON, the same bytes on every machine."""

import json
import logging
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from precept.foundation.documents.drawing import drawing_markup, drawing_width
from precept.foundation.documents.glyphs import printable
from precept.foundation.documents.model import (
    Block,
    BulletList,
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
    Run,
    Strong,
    Table,
    Text,
    Unfit,
    Words,
    is_colour,
    one_line,
    runs_of,
    whole_address,
)
from precept.foundation.documents.widths import fit

logger = logging.getLogger(__name__)

FONTS = Path(__file__).parent / "fonts"
TEMPLATE = Path(__file__).parent / "pdf.typ"

_KINDS: dict[type[Run], str] = {Text: "text", Strong: "strong", Emphasis: "emphasis"}
_WORDS = {"en": {"page": "Page", "of": "of"}, "cy": {"page": "Tudalen", "of": "o"}}


def write_pdf(
    document: Document, *, colour: str = "#1f4e79", site: str = "", lines: tuple[str, ...] = ()
) -> bytes:
    """The document as tagged PDF/UA-1 (ISO 14289-1), A4, with no date but its own.

    `colour` is the office's, as #rrggbb. `site` is where this site is, such as
    https://commissioning.example: links to our own pages lead there, or are plain words without it.
    `lines` stand under the office's name. Raises `Unfit` for another form of colour.
    """
    if not is_colour(colour):
        raise Unfit("A colour is written like #1f4e79.")
    paper = _Paper(site)
    under = [_line(line) for line in lines]
    return _compiled({**paper.cover(document), "colour": colour, "lines": under})


def _compiled(data: dict[str, Any]) -> bytes:
    dated = data["dated"]
    # With no date of its own the file states none, and this only keeps today's out of it.
    moment = datetime.combine(date(*dated) if dated else date(2000, 1, 1), time(), UTC)
    pdf, warnings = typst.compile_with_warnings(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=moment,
    )
    for warning in warnings:
        logger.warning("Typst warns of %s: %s", TEMPLATE.name, warning.message)
    assert isinstance(pdf, bytes)
    return pdf


@cache
def _fonts() -> typst.Fonts:
    # Neither the machine's fonts nor Typst's own: the same letters everywhere.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def write_picture(svg: str, description: str) -> bytes:
    """A figure's drawing as PNG, 200 dots to the inch, for files that cannot hold a drawing."""
    source = (
        "#set page(width: 160mm, height: auto, margin: 0pt)\n"
        '#set text(font: "Liberation Sans", fallback: false)\n'
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    png = typst.compile(
        source.encode(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="png",
        ppi=200,
        sys_inputs={"svg": printable(drawing_markup(svg, description))},
    )
    assert isinstance(png, bytes)
    return png


class _Paper:
    """The blocks as data for the template, with our own addresses made whole."""

    def __init__(self, site: str) -> None:
        self.site = site

    def cover(self, document: Document) -> dict[str, Any]:
        language, _, region = document.language.partition("-")
        title = _line(document.title)
        return {
            "title": title,
            "short_title": title if len(title) <= 90 else f"{title[:88].rstrip()}…",
            "subtitle": _line(document.subtitle),
            "office": _line(document.office),
            "language": language,
            "region": region or None,
            "version_line": _line(document.version_line),
            "date_line": _line(document.date_line),
            "dated": list(document.dated.timetuple()[:3]) if document.dated else None,
            "words": _WORDS.get(language, _WORDS["en"]),
            "blocks": [self.block(block) for block in document.blocks],
        }

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Heading():
                return {"kind": "heading", "level": block.level, "text": _line(block.text)}
            case Paragraph():
                return {"kind": "paragraph", "words": self.words(block.words)}
            case BulletList():
                return {"kind": "bullets", "items": self.each(block.items)}
            case NumberedList():
                return {"kind": "numbers", "items": self.each(block.items)}
            case Table():
                return self.table(block)
            case KeyFacts():
                facts = [
                    {"label": _line(label), "value": self.words(value)}
                    for label, value in block.facts
                ]
                return {"kind": "facts", "facts": facts}
            case Figure():
                description = _line(block.description)
                return {
                    "kind": "figure",
                    "svg": printable(drawing_markup(block.svg, description)),
                    "description": description,
                    "width": drawing_width(block.svg),
                    "table": self.table(block.table),
                }
            case Note():
                return {"kind": "note", "words": self.words(block.words)}
            case PageBreak():
                return {"kind": "page break"}

    def table(self, table: Table) -> dict[str, Any]:
        fitted = fit(table)
        return {
            "kind": "table",
            "wide": table.is_wide,
            "caption": "" if table.has_title_above else _line(table.caption),
            "rows_have_headings": table.rows_have_headings,
            "size": fitted.size,
            "columns": [
                {
                    "text": _line(column.text),
                    "numeric": column.is_numeric,
                    "width": width,
                    "longest": longest,
                }
                for column, width, longest in zip(
                    table.columns, fitted.widths, fitted.longest, strict=True
                )
            ],
            "rows": [self.each(row) for row in table.rows],
            "totals": [self.each(row) for row in table.totals],
            "notes": self.each(table.notes),
        }

    def each(self, many: Iterable[Words]) -> list[list[dict[str, str]]]:
        return [self.words(words) for words in many]

    def words(self, words: Words) -> list[dict[str, str]]:
        return [self.run(run) for run in runs_of(words)]

    def run(self, run: Run) -> dict[str, str]:
        text = printable(run.text)
        if isinstance(run, Link):
            href = whole_address(run, self.site)
            return {"kind": "link" if href else "text", "text": text, "href": href}
        return {"kind": _KINDS[type(run)], "text": text}


def _line(words: str) -> str:
    return printable(one_line(words))
