"""An office's own Word letterhead: its head and foot stand around what we write, and nothing else of it does."""

import zipfile
from io import BytesIO
from typing import Any

import docx
import pypdf
import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from precept.foundation.documents import letterheads, pdf, word
from precept.foundation.documents.inspection import inspect
from precept.foundation.documents.model import Column, Document, Paragraph, Table
from precept.foundation.documents.rules import Unfit
from tests.foundation.documents import built_files as built

OFFICE = "Office of the Commissioner for Borderland"
WIDE = Table("Wide", (Column("One"),), (("1",),), is_wide=True)


def saved(file: WordDocument) -> bytes:
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def letterhead(**more: Any) -> bytes:
    """What an office has: a crest and its address above, legal words with a link below, in a style of its own."""
    file = docx.Document()
    file.core_properties.author = "Whoever made it"
    file.add_paragraph("Dear ……, this text of the template is left out")
    style = file.styles.add_style("Crest line", 1)
    style.font.size, style.font.name = Pt(8), "Georgia"
    section = file.sections[0]
    section.left_margin, section.top_margin = Mm(31), Mm(47)
    head = section.header.paragraphs[0]
    head.add_run().add_picture(BytesIO(built.png(40, 30)), width=Mm(20))
    section.header.add_paragraph("Guardians of Borderland since 1836", style="Crest line")
    foot = section.footer.paragraphs[0]
    foot.add_run("Registered under number 7")
    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"),
        section.footer.part.relate_to(
            "https://borderland.example/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        ),
    )
    foot._p.append(link)
    if more.get("first"):
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "The first page alone"
    return saved(file)


def written(on: bytes, *blocks: Any) -> WordDocument:
    paper = Document("A letter", OFFICE, (Paragraph("Dear reader"), *blocks))
    return docx.Document(BytesIO(word.write_word(paper, lines=("1 High Street",), letterhead=on)))


def test_the_head_and_the_foot_of_the_office_stand_around_the_letter() -> None:
    file = written(letterhead())
    section = file.sections[0]
    assert [one.text for one in section.header.paragraphs] == [
        "",
        "Guardians of Borderland since 1836",
    ]
    style = section.header.paragraphs[1].style
    assert (style.name, style.font.size, style.font.name) == (
        "Letterhead Crest line",
        Pt(8),
        "Georgia",
    )
    assert section.footer.paragraphs[0].text == "Registered under number 7"
    assert [round(one / Mm(1)) for one in (section.left_margin, section.top_margin)] == [31, 47]
    pictures = [
        one.target_part.blob
        for one in section.header.part.rels.values()
        if one.reltype == RELATIONSHIP_TYPE.IMAGE
    ]
    assert pictures == [built.png(40, 30)]
    links = [one.target_ref for one in section.footer.part.rels.values() if one.is_external]
    assert links == ["https://borderland.example/"]


def test_nothing_else_of_the_file_comes_along() -> None:
    content = word.write_word(
        Document("A letter", OFFICE, (Paragraph("Dear reader"),)), letterhead=letterhead()
    )
    with zipfile.ZipFile(BytesIO(content)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"left out" not in whole
    assert b"Whoever made it" not in whole
    inspect("letter.docx", content)  # our own house would take it


def test_the_name_and_the_addresses_give_way_to_the_head_alone() -> None:
    texts = [one.text for one in written(letterhead()).paragraphs]
    assert OFFICE not in texts
    assert "1 High Street" not in texts
    plain = [one.text for one in written(b"").paragraphs]
    assert plain[:3] == [OFFICE, "1 High Street", "A letter"]
    only_foot = docx.Document()
    only_foot.sections[0].footer.paragraphs[0].text = "Registered"
    assert [one.text for one in written(saved(only_foot)).paragraphs][:2] == [
        OFFICE,
        "1 High Street",
    ]


def test_without_a_foot_of_its_own_pages_are_counted() -> None:
    only_head = docx.Document()
    only_head.sections[0].header.paragraphs[0].text = "Borderland"
    foot = written(saved(only_head)).sections[0].footer
    assert [one.get(qn("w:instr")) for one in foot._element.iter(qn("w:fldSimple"))] == [
        "PAGE",
        "NUMPAGES",
    ]


def test_a_first_page_of_its_own_stays_one_when_the_paper_is_turned() -> None:
    file = written(letterhead(first=True), WIDE)
    first, turned = file.sections[0], file.sections[1]
    assert first.different_first_page_header_footer
    assert first.first_page_header.paragraphs[0].text == "The first page alone"
    assert not turned.different_first_page_header_footer
    assert turned.header.paragraphs[1].text == "Guardians of Borderland since 1836"


def test_tables_end_where_lines_do() -> None:
    file = written(letterhead(), Table("Narrow", (Column("One"), Column("Two")), (("1", "2"),)))
    section = file.sections[0]
    assert section.page_width is not None
    room = section.page_width - (section.left_margin or 0) - (section.right_margin or 0)
    assert sum(column.width for column in file.tables[0].columns) <= room


def test_the_same_letter_has_the_same_bytes() -> None:
    paper, on = Document("A letter", OFFICE, ()), letterhead()
    assert word.write_word(paper, letterhead=on) == word.write_word(paper, letterhead=on)


def test_lists_and_data_of_the_template_do_not_dangle() -> None:
    file = docx.Document(BytesIO(letterhead()))
    head = file.sections[0].header
    head.add_paragraph("A point", style="List Bullet")
    properties = head.paragraphs[0]._p.get_or_add_pPr()
    properties.get_or_add_numPr().get_or_add_numId().val = 7
    taken = written(saved(file)).sections[0].header
    assert not list(taken._element.iter(qn("w:numPr")))
    assert "A point" in [one.text for one in taken.paragraphs]


def no_head(file: WordDocument) -> None:
    """Nothing stands in its head or foot."""


def chart(file: WordDocument) -> None:
    """Something that is neither a picture nor a link."""
    part = file.sections[0].header.part
    key = part.relate_to(file.part, RELATIONSHIP_TYPE.CHART)
    drawing = OxmlElement("w:drawing")
    drawing.set(qn("r:id"), key)
    part.element.append(drawing)


def dangling(file: WordDocument) -> None:
    """A picture that is not in the file."""
    drawing = OxmlElement("w:drawing")
    drawing.set(qn("r:embed"), "rId99")
    file.sections[0].header.part.element.append(drawing)


def narrow(file: WordDocument) -> None:
    """No room for a letter between its margins."""
    file.sections[0].header.paragraphs[0].text = "Head"
    file.sections[0].left_margin = file.sections[0].right_margin = Mm(60)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (no_head, "has nothing in the head or foot"),
        (chart, "such as a chart"),
        (dangling, "can't be read"),
        (narrow, "leaves less than 10 centimetres"),
    ],
)
def test_what_will_not_do_as_a_letterhead_is_said(spoil: Any, words: str) -> None:
    file = docx.Document()
    spoil(file)
    with pytest.raises(Unfit, match=words):
        letterheads.check(saved(file))


def test_what_is_no_word_file_is_said() -> None:
    with pytest.raises(Unfit, match="can't be read as a Word file"):
        letterheads.check(b"PK\x03\x04 and nothing more")


def test_the_lines_stand_under_the_name_in_a_pdf() -> None:
    paper = Document("A letter", OFFICE, (Paragraph("Dear reader"),))
    with_lines = pdf.write_pdf(paper, lines=("1 High Street", "01632 960000"))
    assert with_lines != pdf.write_pdf(paper)
    text = pypdf.PdfReader(BytesIO(with_lines)).pages[0].extract_text()
    assert text.index(OFFICE) < text.index("1 High Street") < text.index("A letter")
