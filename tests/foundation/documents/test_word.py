"""The Word file is made of real styles, can be edited, and names nobody."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from hypothesis import example, given, settings
from hypothesis import strategies as st

from precept.foundation.documents.model import (
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
    Unfit,
    clean,
)
from precept.foundation.documents.word import write_word

OFFICE = "Office of the Commissioner"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><path d="M0 0h90v9"/></svg>'
SPEND = Table(
    "Spend by theme",
    (Column("Theme"), Column("Spend", is_numeric=True)),
    (("Victims", "£2,100,000"),),
    totals=(("Total", "£2,100,000"),),
    notes=("Without VAT.",),
    rows_have_headings=True,
)


def document(*blocks: Any, **more: Any) -> Document:
    return Document("Award of grants", OFFICE, blocks, **more)


def opened(*blocks: Any, site: str = "", **more: Any) -> WordDocument:
    return docx.Document(BytesIO(write_word(document(*blocks, **more), site=site)))


def styled(file: WordDocument) -> list[tuple[str, str]]:
    return [(each.style.name, each.text) for each in file.paragraphs if each.text]


def test_each_block_has_its_style():
    file = opened(
        Heading(1, "What was decided"),
        Paragraph("Plain\nwords."),
        Heading(2, "Why"),
        BulletList(("point",)),
        NumberedList(("first", "second")),
        Note("Apart."),
        subtitle="Decision",
        version_line="Version 2",
        date_line="9 December 2022",
    )
    assert styled(file) == [
        ("Normal", OFFICE),
        ("Title", "Award of grants"),
        ("Subtitle", "Decision"),
        ("Normal", "Version 2\n9 December 2022"),
        ("Heading 1", "What was decided"),
        ("Normal", "Plain\nwords."),
        ("Heading 2", "Why"),
        ("List Bullet", "point"),
        ("List Number", "first"),
        ("List Number", "second"),
        ("Normal", "Apart."),
    ]


def test_stress_is_kept():
    words = (Text("a"), Strong("b"), Emphasis("c"))
    runs = opened(Paragraph(words)).paragraphs[-1].runs
    assert [(run.text, run.bold, run.italic) for run in runs] == [
        ("a", None, None),
        ("b", True, None),
        ("c", None, True),
    ]


def test_links_are_links_and_ours_need_to_know_where_we_are():
    block = Paragraph((Link("ours", "/register"), Link("theirs", "https://x.example/a")))

    def links(site: str) -> list[tuple[str, str]]:
        return [
            (link.text, link.url) for link in opened(block, site=site).paragraphs[-1].hyperlinks
        ]

    assert links("") == [("theirs", "https://x.example/a")]
    assert links("https://o.example") == [
        ("ours", "https://o.example/register"),
        ("theirs", "https://x.example/a"),
    ]
    assert opened(block).paragraphs[-1].text == "ourstheirs"


def test_a_table_has_a_heading_row_that_repeats_and_numbers_to_the_right():
    table = opened(SPEND).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Theme", "Spend"],
        ["Victims", "£2,100,000"],
        ["Total", "£2,100,000"],
    ]
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, False, False]
    sides = [[cell.paragraphs[0].alignment for cell in row.cells] for row in table.rows]
    assert sides == [[None, 2], [None, 2], [None, 2]]
    heavy = [[cell.paragraphs[0].runs[0].bold for cell in row.cells] for row in table.rows]
    assert heavy == [[True, True], [True, None], [True, True]]


def test_the_settings_of_a_table_stand_in_the_order_of_the_schema():
    # ECMA-376, part 1, 17.4.59: Word calls a file broken where they do not.
    names = [child.tag.split("}")[1] for child in opened(SPEND).tables[0]._tbl.tblPr]
    assert names == ["tblW", "jc", "tblBorders", "tblLayout", "tblLook", "tblCaption"]


def test_a_table_has_its_caption_above_and_its_notes_beneath():
    assert styled(opened(SPEND))[-2:] == [("Caption", "Spend by theme"), ("Normal", "Without VAT.")]


def test_a_caption_that_the_heading_above_says_is_not_written_twice():
    file = opened(replace(SPEND, has_title_above=True))
    assert styled(file)[-1:] == [("Normal", "Without VAT.")]
    assert "Caption" not in [style for style, _ in styled(file)]
    assert file.tables[0]._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Spend by theme"


def test_key_facts_are_labels_beside_values():
    table = opened(KeyFacts((("Reference", "CSF-2026-0042"),))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Reference", "CSF-2026-0042"]
    ]
    assert table.rows[0].cells[0].paragraphs[0].runs[0].bold is True


def test_each_numbered_list_counts_from_one():
    file = opened(NumberedList(("a", "b")), Paragraph("between"), NumberedList(("c",)))
    numbers = [
        each._p.pPr.numPr.numId.val for each in file.paragraphs if each.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1]
    assert numbers[1] != numbers[2]
    numbering = file.part.numbering_part.element
    starts = [
        numbering.num_having_numId(number).find(f".//{qn('w:startOverride')}").get(qn("w:val"))
        for number in (numbers[0], numbers[2])
    ]
    assert starts == ["1", "1"]


def test_a_figure_is_a_picture_with_its_description_and_its_table():
    file = opened(Figure(SVG, "One bar.", SPEND))
    pictures = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert pictures == ["One bar."]
    assert [table.rows[1].cells[0].text for table in file.tables] == ["Victims"]


def test_a_wide_table_turns_the_paper_and_turns_it_back():
    wide = Table("Wide", (Column("a"),), (("b",),), is_wide=True)
    shapes = [
        section.page_width > section.page_height
        for section in opened(wide, wide, Paragraph("after")).sections
    ]
    assert shapes == [False, True, False]
    assert len(opened(wide).sections) == 2


def test_a_page_break_breaks_the_page():
    assert opened(PageBreak()).element.xml.count('<w:br w:type="page"/>') == 1


def test_the_file_names_nobody_and_no_machine():
    properties = opened(Paragraph("a"), subtitle="Decision", dated=date(2022, 12, 9))
    core = properties.core_properties
    assert (core.author, core.last_modified_by, core.comments, core.keywords) == ("", "", "", "")
    assert (core.title, core.subject, core.language) == ("Award of grants", "Decision", "en-GB")
    assert core.created == core.modified
    assert core.created.isoformat()[:19] == "2022-12-09T00:00:00"
    names = zipfile.ZipFile(BytesIO(write_word(document()))).namelist()
    assert [name for name in names if "thumbnail" in name] == []


def test_the_language_is_the_documents():
    for language in ("en-GB", "cy"):
        styles = opened(language=language).styles.element
        found = [each.get(qn("w:val")) for each in styles.iter(qn("w:lang"))]
        assert found == [language]


def test_the_foot_counts_the_pages():
    foot = opened().sections[0].footer.paragraphs[0]
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert foot.text.startswith(f"{OFFICE}\tPage ")


def test_the_same_document_gives_the_same_bytes():
    one = document(SPEND, Figure(SVG, "One bar.", SPEND), NumberedList(("a",)))
    assert write_word(one) == write_word(one)
    dates = {entry.date_time for entry in zipfile.ZipFile(BytesIO(write_word(one))).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_a_colour_is_a_colour():
    with pytest.raises(Unfit, match="A colour is written like"):
        write_word(document(), colour="red")


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1))
@example("\x00\x0b\x1f\ud800\ufffe <w:p> ]]> &amp; {=1+1}")
def test_any_text_comes_back_as_it_was(text):
    written = opened(Paragraph("A" + text + "Z"))
    assert written.paragraphs[-1].text == clean(f"A{text}Z")
