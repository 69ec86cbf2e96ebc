"""A document as an editable Word file, with real styles and no name of a person in it."""

import io
import zipfile
from datetime import date, datetime, time

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from precept.foundation.documents.drawing import drawing_width
from precept.foundation.documents.letterheads import Dressed, dress
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
    Strong,
    Table,
    Unfit,
    Words,
    is_colour,
    one_line,
    runs_of,
    whole_address,
)
from precept.foundation.documents.pdf import write_picture
from precept.foundation.documents.widths import fit

# Word has this one everywhere, and it has the measures of the font of our PDFs.
FONT = "Arial"
_SMALL, _GREY = Pt(9), RGBColor(0x50, 0x5A, 0x5F)
_NO_DATE = date(2000, 1, 1)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write_word(
    document: Document,
    *,
    colour: str = "#1f4e79",
    site: str = "",
    lines: tuple[str, ...] = (),
    letterhead: bytes = b"",
) -> bytes:
    """The document as DOCX, A4, the same bytes for the same document.

    `colour` is the office's, as #rrggbb; `site` is the address of this site, for links to us. `lines` stand
    under the office's name; `letterhead` is a DOCX of the office, whose head and foot stand around it instead.
    Raises `Unfit` for another form of colour.
    """
    if not is_colour(colour):
        raise Unfit("A colour is written like #1f4e79.")
    paper = _Paper(docx.Document(), RGBColor.from_string(colour[1:].upper()), site)
    paper.prepare(document)
    dressed = dress(paper.file, letterhead) if letterhead else Dressed(False, False)
    if not dressed.has_foot:
        paper.foot(document)
    paper.cover(document, () if dressed.has_head else (document.office, *lines))
    for block in document.blocks:
        paper.block(block)
    return _with_fixed_dates(paper.file)


def _with_fixed_dates(file: WordDocument) -> bytes:
    """The file with the moment of writing taken out of its zip directory."""
    written, fixed = io.BytesIO(), io.BytesIO()
    file.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return fixed.getvalue()


class _Paper:
    """A Word file as it grows."""

    def __init__(self, file: WordDocument, colour: RGBColor, site: str) -> None:
        self.file = file
        self.colour = colour
        self.site = site
        self.is_turned = False

    def prepare(self, document: Document) -> None:
        """Paper, styles, language and properties."""
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(24)
        self._style("Normal", 10.5, None)
        self._style("Title", 24, RGBColor(0, 0, 0))
        self._style("Subtitle", 13, _GREY)
        self._style("Caption", 10.5, RGBColor(0, 0, 0))
        for level, size in enumerate((17, 13, 11.5, 10.5), start=1):
            self._style(f"Heading {level}", size, self.colour if level == 1 else RGBColor(0, 0, 0))
        for border in self.file.styles["Title"].element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
        for language in self.file.styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), document.language)
        self._properties(document)

    def foot(self, document: Document) -> None:
        section = self.file.sections[0]
        section.footer.is_linked_to_previous = False
        foot = section.footer.paragraphs[0]
        foot.paragraph_format.tab_stops.clear_all()
        foot.paragraph_format.tab_stops.add_tab_stop(Mm(self.line()), WD_ALIGN_PARAGRAPH.RIGHT)
        foot.add_run(f"{one_line(document.office)}\t").font.size = _SMALL
        for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
            foot.add_run(words).font.size = _SMALL
            _field(foot, field)

    def _style(self, name: str, size: float, colour: RGBColor | None) -> None:
        style = self.file.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.italic = False
        if colour is not None:
            style.font.color.rgb = colour
        fonts = style.element.rPr.rFonts
        for attribute in list(fonts.attrib):
            if attribute.endswith("Theme"):
                del fonts.attrib[attribute]
        fonts.set(qn("w:cs"), FONT)
        fonts.set(qn("w:eastAsia"), FONT)

    def _properties(self, document: Document) -> None:
        properties = self.file.core_properties
        properties.title = one_line(document.title)[:255]
        properties.subject = one_line(document.subtitle)[:255]
        properties.language = document.language
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.created = properties.modified = datetime.combine(
            document.dated or _NO_DATE, time()
        )
        properties.revision = 1
        package = self.file.part.package
        assert package is not None
        # The picture of the first page that comes with the empty file is not of this document.
        for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("thumbnail")]:
            del package.rels[key]

    def cover(self, document: Document, above: tuple[str, ...]) -> None:
        """The title and what belongs to it; ``above`` it the office and what stands under its name."""
        for place, line in enumerate(above):
            written = self.file.add_paragraph()
            run = written.add_run(one_line(line))
            if place == 0:
                run.bold, run.font.color.rgb = True, self.colour
            else:
                run.font.size, run.font.color.rgb = _SMALL, _GREY
            if place < len(above) - 1:
                written.paragraph_format.space_after = Pt(0)
        self.file.add_paragraph(one_line(document.title), style="Title")
        if one_line(document.subtitle):
            self.file.add_paragraph(one_line(document.subtitle), style="Subtitle")
        small = [one_line(line) for line in (document.version_line, document.date_line)]
        last = self.file.add_paragraph()
        last.add_run("\n".join(line for line in small if line)).font.size = _SMALL
        last.paragraph_format.space_after = Pt(18)
        _border(last, "bottom", f"{self.colour}", 16)

    def line(self) -> float:
        """How long a line is between the margins, in millimetres."""
        section = self.file.sections[-1]
        width, left, right = section.page_width, section.left_margin, section.right_margin
        assert width is not None
        return ((width - (left or 0) - (right or 0)) / Mm(1)) // 1

    def block(self, block: Block) -> None:
        if not (isinstance(block, Table) and block.is_wide):
            self._turn(is_wide=False)
        match block:
            case Heading():
                self.file.add_paragraph(one_line(block.text), style=f"Heading {block.level}")
            case Paragraph():
                self.words(self.file.add_paragraph(), block.words)
            case BulletList():
                for item in block.items:
                    self.words(self.file.add_paragraph(style="List Bullet"), item)
            case NumberedList():
                self.numbered(block)
            case Table():
                self.table(block)
            case KeyFacts():
                self.key_facts(block)
            case Figure():
                self.figure(block)
            case Note():
                note = self.file.add_paragraph()
                note.paragraph_format.left_indent = Mm(5)
                _border(note, "left", "B1B4B6", 24)
                self.words(note, block.words)
            case PageBreak():
                self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def words(self, paragraph: WordParagraph, words: Words, *, is_heavy: bool = False) -> None:
        for run in runs_of(words):
            href = whole_address(run, self.site) if isinstance(run, Link) else ""
            written = paragraph.add_run(run.text)
            written.bold = True if is_heavy or isinstance(run, Strong) else None
            written.italic = True if isinstance(run, Emphasis) else None
            if href:
                written.font.underline, written.font.color.rgb = True, self.colour
                link = OxmlElement("w:hyperlink")
                link.set(
                    qn("r:id"),
                    paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
                )
                written._r.addprevious(link)
                link.append(written._r)

    def numbered(self, block: NumberedList) -> None:
        """Each list counts from 1: in Word that takes a numbering of its own."""
        numbering = self.file.part.numbering_part.element
        style = self.file.styles["List Number"].element
        kind = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
        number = numbering.add_num(kind)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        for item in block.items:
            paragraph = self.file.add_paragraph(style="List Number")
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number.numId
            self.words(paragraph, item)

    def table(self, table: Table) -> None:
        self._turn(is_wide=table.is_wide)
        if not table.has_title_above:
            self.file.add_paragraph(
                one_line(table.caption), style="Caption"
            ).paragraph_format.keep_with_next = True
        headings: tuple[Words, ...] = tuple(column.text for column in table.columns)
        rows = [headings, *table.rows, *table.totals]
        written = self.file.add_table(rows=0, cols=len(table.columns))
        line = self.line()
        shares = fit(table).widths
        widths = [Mm(line * share / sum(shares)) for share in shares]
        first_total = 1 + len(table.rows)
        for place, row in enumerate(rows):
            is_heavy = place == 0 or place >= first_total
            cells = written.add_row().cells
            for column, cell in enumerate(cells):
                self._cell(
                    cell,
                    row[column],
                    is_numeric=table.columns[column].is_numeric,
                    is_heavy=is_heavy or (column == 0 and table.rows_have_headings),
                )
        self._dress(written, widths, table.caption)
        for note in table.notes:
            paragraph = self.file.add_paragraph()
            self.words(paragraph, note)
            for run in paragraph.runs:
                run.font.size, run.font.color.rgb = _SMALL, _GREY
        if not table.notes:
            self.file.add_paragraph()

    def _cell(self, cell: _Cell, words: Words, *, is_numeric: bool, is_heavy: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        if is_numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.words(paragraph, words, is_heavy=is_heavy)
        for run in paragraph.runs:
            run.font.size = _SMALL

    def _dress(self, table: WordTable, widths: list[Mm], caption: str = "") -> None:
        """Rules between rows, rows kept whole; with a caption, a heading row that repeats."""
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        properties = table._tbl.tblPr
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "bottom", "insideH"):
            borders.append(_line_element(f"w:{side}", "B1B4B6", 4))
        # The order is the schema's: borders, layout, look, caption.
        properties.insert_element_before(borders, "w:tblLayout", "w:tblLook")
        for look in properties.findall(qn("w:tblLook")):
            properties.remove(look)
        look = OxmlElement("w:tblLook")
        look.set(qn("w:val"), "0020" if caption else "0080")
        look.set(qn("w:firstRow" if caption else "w:firstColumn"), "1")
        properties.append(look)
        if caption:
            named = OxmlElement("w:tblCaption")
            named.set(qn("w:val"), one_line(caption))
            properties.append(named)
        for place, row in enumerate(table.rows):
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
            settings = row._tr.get_or_add_trPr()
            settings.append(OxmlElement("w:cantSplit"))
            if place == 0 and caption:
                settings.append(OxmlElement("w:tblHeader"))

    def key_facts(self, facts: KeyFacts) -> None:
        written = self.file.add_table(rows=0, cols=2)
        widths = [Mm(52), Mm(self.line() - 52)]
        for label, value in facts.facts:
            cells = written.add_row().cells
            self._cell(cells[0], one_line(label), is_numeric=False, is_heavy=True)
            self._cell(cells[1], value, is_numeric=False, is_heavy=False)
        self._dress(written, widths)
        self.file.add_paragraph()

    def figure(self, figure: Figure) -> None:
        description = one_line(figure.description)
        picture = io.BytesIO(write_picture(figure.svg, description))
        shape = self.file.add_picture(picture, width=Mm(drawing_width(figure.svg)))
        shape._inline.docPr.set("descr", description)
        words = self.file.add_paragraph().add_run(description)
        words.font.size, words.font.color.rgb = _SMALL, _GREY
        self.table(figure.table)

    def _turn(self, *, is_wide: bool) -> None:
        if is_wide == self.is_turned:
            return
        self.is_turned = is_wide
        section = self.file.add_section()
        section.different_first_page_header_footer = False
        long, short = Mm(297), Mm(210)
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if is_wide else (short, long)


def _field(paragraph: WordParagraph, name: str) -> None:
    """A number that Word works out, such as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    run.font.size = _SMALL
    run._r.addprevious(field)
    field.append(run._r)


def _line_element(name: str, colour: str, eighths: int) -> BaseOxmlElement:
    line = OxmlElement(name)
    for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "4"), ("color", colour)):
        line.set(qn(f"w:{key}"), value)
    return line


def _border(paragraph: WordParagraph, side: str, colour: str, eighths: int) -> None:
    """A rule at one side of a paragraph, in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    borders.append(_line_element(f"w:{side}", colour, eighths))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
