"""The PDF is tagged for screen readers, says what was written, and is the same everywhere."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pypdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from precept.foundation.documents.drawing import drawing_width
from precept.foundation.documents.glyphs import printable
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
from precept.foundation.documents.pdf import write_pdf, write_picture

OFFICE = "Office of the Commissioner"
HOSTILE = (
    '#eval("1+1") #panic() #read("/etc/passwd") $x^2$ *bold* _em_ @ref \\ <label> `raw` '
    "= heading // comment /* c */ -- --- ~ ... 'q' \"q\" [content] {code} #[x] \\u{41} "
    "http://x.example"
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">'
    '<path d="M0 0h90v20h-90z"/><text x="5" y="40" font-size="9">Bars</text></svg>'
)
SPEND = Table(
    "Spend by theme",
    (Column("Theme"), Column("Spend", is_numeric=True)),
    (("Victims", "£2,100,000"), ("Prevention", "£900,000")),
    totals=(("Total", "£3,000,000"),),
    notes=("Without VAT.",),
)
EVERYTHING = (
    Heading(1, "What was decided"),
    KeyFacts((("Reference", "CSF-2026-0042"),)),
    Paragraph((Text("a "), Strong("b"), Emphasis("c"), Link("d", "https://x.example/"))),
    BulletList(("point",)),
    NumberedList(("first", "second")),
    Note("Apart."),
    Heading(2, "Money"),
    SPEND,
    Figure(SVG, "One bar.", SPEND),
    PageBreak(),
    Paragraph("The end."),
)


def document(*blocks: Any, **more: Any) -> Document:
    return Document("Award of grants", OFFICE, blocks, **more)


def opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in opened(pdf).pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def places_of(pdf: bytes) -> dict[str, tuple[float, float]]:
    """The pieces of text with their distance from the left and from the bottom, in points."""
    places: dict[str, tuple[float, float]] = {}

    def note(text: str, page: list[float], matrix: list[float], _font: Any, _size: Any) -> None:
        if text.strip():
            across = matrix[4] * page[0] + matrix[5] * page[2] + page[4]
            up = matrix[4] * page[1] + matrix[5] * page[3] + page[5]
            places[text.strip()] = (across, up)

    for page in opened(pdf).pages:
        page.extract_text(visitor_text=note)
    return places


def tags(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from tags(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node["/K"])


def tags_of(pdf: bytes) -> list[Any]:
    return list(tags(opened(pdf).trailer["/Root"]["/StructTreeRoot"]))


@pytest.fixture(autouse=True)
def _typst_has_nothing_to_warn_of(caplog):
    with caplog.at_level(logging.WARNING):
        yield
    assert [record.message for record in caplog.get_records("call")] == []


def test_the_file_says_that_it_is_pdf_ua_1():
    reader = opened(write_pdf(document(*EVERYTHING, language="en-GB")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata.title == "Award of grants"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.findall(r"<pdfuaid:part>(\d+)</pdfuaid:part>", xmp) == ["1"]
    assert re.findall(r'x-default">([^<]*)<', xmp) == ["Award of grants"]


def test_every_block_has_its_tag():
    kinds = Counter(str(tag["/S"])[1:] for tag in tags_of(write_pdf(document(*EVERYTHING))))
    wanted = {"Document": 1, "Title": 1, "H1": 1, "H2": 1, "L": 3, "LI": 4, "Link": 1, "Em": 1}
    wanted |= {"Table": 2, "THead": 2, "TBody": 2, "TFoot": 2, "TR": 8, "TH": 4, "TD": 12}
    wanted |= {"Figure": 1, "Caption": 3}
    assert {kind: kinds[kind] for kind in wanted} == wanted


def test_a_caption_that_the_heading_above_says_is_not_printed_twice():
    blocks = Heading(1, "Spend by theme"), replace(SPEND, has_title_above=True)
    pdf = write_pdf(document(*blocks))
    assert text_of(pdf).count("Spend by theme") == 1
    assert "/Table" in [tag["/S"] for tag in tags_of(pdf)]


def test_column_headings_say_that_they_head_columns():
    scopes = [
        attribute["/Scope"]
        for tag in tags_of(write_pdf(document(SPEND)))
        if tag["/S"] == "/TH"
        for attribute in tag["/A"]
        if "/Scope" in attribute
    ]
    assert scopes == ["/Column", "/Column"]


def test_a_figure_has_its_description_as_alternative_text():
    figures = [tag for tag in tags_of(write_pdf(document(*EVERYTHING))) if tag["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == ["One bar."]


def test_the_same_document_gives_the_same_bytes():
    one = document(*EVERYTHING, dated=date(2022, 12, 9))
    assert write_pdf(one) == write_pdf(one)


def test_the_only_date_in_the_file_is_the_documents_own():
    dated = opened(write_pdf(document(dated=date(2022, 12, 9)))).metadata
    assert dated["/CreationDate"] == dated["/ModDate"] == "D:20221209000000Z"
    undated = opened(write_pdf(document())).metadata
    assert "/CreationDate" not in undated
    assert "/ModDate" not in undated


def test_the_file_has_one_revision_and_no_script():
    pdf = write_pdf(document(*EVERYTHING))
    assert pdf.count(b"%%EOF") == 1
    assert set(opened(pdf).trailer["/Root"]).isdisjoint({"/OpenAction", "/AA", "/AcroForm"})
    assert b"/JavaScript" not in pdf


def test_the_cover_the_pages_and_the_office_are_printed():
    pdf = write_pdf(
        document(
            Paragraph("First."),
            PageBreak(),
            Paragraph("Second."),
            subtitle="Decision notice",
            version_line="Version 2",
            date_line="9 December 2022",
        )
    )
    first, second = (page.extract_text().split("\n") for page in opened(pdf).pages)
    assert first == [
        *(OFFICE, "Award of grants", "Decision notice", "Version 2", "9 December 2022"),
        *("First.", f"{OFFICE} Page 1 of 2"),
    ]
    assert second == ["Award of grants", "Second.", f"{OFFICE} Page 2 of 2"]


def test_welsh_pages_are_numbered_in_welsh():
    pdf = write_pdf(document(language="cy"))
    assert opened(pdf).trailer["/Root"]["/Lang"] == "cy"
    assert text_of(pdf).endswith("Tudalen 1 o 1")


def test_signs_that_mean_something_to_typst_are_printed_as_they_are():
    table = Table(HOSTILE, (Column(HOSTILE),), ((HOSTILE,),), ((HOSTILE,),), (HOSTILE,))
    blocks = (
        Heading(1, HOSTILE),
        Paragraph((Text(HOSTILE), Strong(HOSTILE), Emphasis(HOSTILE))),
        Paragraph((Link(HOSTILE, "https://x.example/#eval(1)"),)),
        BulletList((HOSTILE,)),
        NumberedList((HOSTILE,)),
        KeyFacts(((HOSTILE, HOSTILE),)),
        Note(HOSTILE),
        Figure(SVG, HOSTILE, table),
    )
    pdf = write_pdf(
        Document(HOSTILE, HOSTILE, blocks, HOSTILE, version_line=HOSTILE, date_line=HOSTILE)
    )
    pages = opened(pdf).pages
    feet = len(pages)
    # On each page after the first the head holds the title cut to one line.
    assert squeezed(text_of(pdf)).count(squeezed(HOSTILE)) == 21 + feet
    assert opened(pdf).metadata.title == HOSTILE


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="#$*@\\<>`_=/[]{}~-'\"()+.:;&%^|ab1 ", min_size=1))
def test_no_row_of_signs_is_anything_but_text(text):
    printed = squeezed(text_of(write_pdf(document(Paragraph(f"A{text}Z")))))
    assert printed == squeezed(f"{OFFICE}Award of grantsA{text}Z{OFFICE}Page 1 of 1")


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1))
@example("\u0600\u070f\u200b\ufe0f\U000e0100\U0001f44d\U0001f3fd\ue000\U0010ffff")
@example("\u05d0\u05b0\u064b\u0301\u1160\u3164\u034f\u00ad\u2028\u0000\ud800")
def test_any_text_at_all_can_be_printed(text):
    pdf = write_pdf(document(Paragraph((Text(text), Strong(text), Emphasis(text)))))
    assert len(opened(pdf).pages) >= 1


def test_a_sign_without_a_shape_is_named():
    assert printable("ŵ £ – ‘’ • 👍") == "ŵ £ – ‘’ • [thumbs up sign]"
    assert printable("\ue000\ufe0f\u3000\u200d") == "[character U+E000] "
    assert printable("cafe\u0301") == "café"


def test_a_word_longer_than_the_line_is_broken_without_a_sign_in_it():
    word = "CANARY" * 40
    rows = ((word, "£1"), ("a", "£2"))
    pdf = write_pdf(document(Paragraph(word), Table("c", SPEND.columns, rows)))
    assert text_of(pdf).replace("\n", "").count(word) == 2
    # 240 capitals need four lines of 10.5 points; run on over the edge they would need one.
    beneath = [
        places_of(write_pdf(document(Paragraph(text), Paragraph("after"))))["after"][1]
        for text in ("CANARY", word)
    ]
    assert beneath[0] - beneath[1] > 3 * 10.5


def test_words_too_long_for_crowded_columns_break_and_do_not_run_into_the_next():
    columns = tuple(Column(f"Responsibilities{place}") for place in range(12))
    row = tuple(f"RECOMMISSIONING{place:02}" for place in range(12))
    pdf = write_pdf(document(Table("Crowded", columns, (row,)), Paragraph("after")))
    one_line_only = Table("Crowded", tuple(Column("a") for _ in row), (("b",) * 12,))
    roomy = places_of(write_pdf(document(one_line_only, Paragraph("after"))))["after"][1]
    # Seventeen capitals of 7.5 points in 29 points of width, and the heading: four lines more.
    assert roomy - places_of(pdf)["after"][1] > 3.5 * 7.5
    assert text_of(pdf).replace("\n", "").count("RECOMMISSIONING11") == 1


def test_a_long_table_repeats_its_heading_and_keeps_every_row():
    rows = tuple((f"CORE{place:03}", f"£{place},000") for place in range(1, 91))
    pdf = write_pdf(document(Table("Register", SPEND.columns, rows, (("Total", "£9"),))))
    pages = [page.extract_text().split("\n") for page in opened(pdf).pages]
    assert len(pages) == 3
    assert [page.count("Theme Spend") for page in pages] == [1, 1, 1]
    printed = [line for page in pages for line in page if line.startswith("CORE")]
    assert printed == [f"{reference} {value}" for reference, value in rows]
    assert sum(page.count("Total £9") for page in pages) == 1
    kinds = Counter(str(tag["/S"])[1:] for tag in tags_of(pdf))
    assert (kinds["Table"], kinds["THead"], kinds["TH"]) == (1, 1, 2)


def test_money_stands_to_the_right():
    rows = (("Victims", "£2,100,000"), ("Other", "£1"))
    places = places_of(write_pdf(document(Table("c", SPEND.columns, rows))))
    assert places["Victims"][0] == places["Other"][0]
    assert places["£1"][0] > places["£2,100,000"][0]


def test_a_wide_table_turns_the_paper_and_turns_it_back():
    wide = Table("Wide", (Column("a"),), (("b",),), is_wide=True)
    pages = opened(write_pdf(document(Paragraph("a"), wide, Paragraph("b")))).pages
    shapes = ["wide" if page.mediabox.width > page.mediabox.height else "tall" for page in pages]
    assert shapes == ["tall", "wide", "tall"]


def test_links_to_our_pages_need_to_know_where_we_are():
    blocks = (Paragraph((Link("ours", "/register"), Link("theirs", "https://x.example/"))),)

    def addresses(pdf: bytes) -> list[str]:
        notes = opened(pdf).pages[0].get("/Annots", [])
        return [note.get_object()["/A"]["/URI"] for note in notes]

    assert addresses(write_pdf(document(*blocks))) == ["https://x.example/"]
    assert addresses(write_pdf(document(*blocks), site="https://o.example")) == [
        "https://o.example/register",
        "https://x.example/",
    ]


def test_only_our_own_fonts_are_in_the_file():
    fonts = set()
    for page in opened(write_pdf(document(*EVERYTHING))).pages:
        for font in page["/Resources"]["/Font"].values():
            fonts.add(str(font.get_object()["/BaseFont"]).split("+")[1])
    assert fonts == {"LiberationSans", "LiberationSans-Bold", "LiberationSans-Italic"}


@pytest.mark.parametrize("colour", ["red", "#fff", "#1f4e7", "#1f4e79; x", ""])
def test_a_colour_is_a_colour(colour):
    with pytest.raises(Unfit, match="A colour is written like"):
        write_pdf(document(), colour=colour)


def test_a_tall_drawing_is_made_to_fit_the_page():
    tall = SVG.replace("0 0 100 50", "0 0 100 400")
    assert drawing_width(SVG) == 166
    assert drawing_width(tall) == 42.5
    pdf = write_pdf(document(Figure(tall, "Tall.", SPEND)))
    assert "Tall." in text_of(pdf).split("\n")


def test_a_drawing_as_a_picture_is_the_same_each_time():
    picture = write_picture(SVG, "One bar.")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert picture == write_picture(SVG, "One bar.")


def test_cleaned_text_is_what_is_printed():
    assert "abc" in text_of(write_pdf(document(Paragraph("a\x00b\u202ec")))).split("\n")
    assert clean("a\x00b\u202ec") == "abc"
