"""Which files are taken, what they are called then, and that nothing but a refusal keeps one out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.documents.inspection import inspect
from precept.foundation.documents.kinds import (
    BY_ENDING,
    KINDS,
    LIMITS,
    accepted_in_words,
    spoken_size,
)
from precept.foundation.documents.rules import Unfit, about_kind, disposition, name_of
from tests.foundation.documents import built_files as built

CHART = {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": built.xlsx()}
GOOD: list[tuple[str, bytes, str, tuple[str, ...]]] = [
    ("Budget 2026.pdf", built.pdf(built.catalogue()), "pdf", ()),
    (
        "LibreOffice.pdf",
        built.pdf(built.catalogue(b"/OpenAction[3 0 R /XYZ null null 0]")),
        "pdf",
        (),
    ),
    (
        "LaTeX.pdf",
        built.pdf(built.catalogue(b"/OpenAction 2 0 R"), b"<</S/GoTo/D[3 0 R/Fit]>>"),
        "pdf",
        (),
    ),
    (
        "packed.pdf",
        built.pdf(built.catalogue(b"/OpenAction 9 0 R"), built.object_stream(9, b"[3 0 R/Fit]")),
        "pdf",
        (),
    ),
    (
        "noted.pdf",
        built.pdf(built.catalogue(), b"<</Type/Annot/Subtype /Text>>"),
        "pdf",
        ("comments",),
    ),
    ("Bid.DOCX", built.docx(), "docx", ()),
    ("chart.docx", built.docx(CHART), "docx", ()),
    (
        "linked.docx",
        built.docx(
            {
                "word/_rels/document.xml.rels": built.relationships(
                    "hyperlink", "https://opcc.example"
                ),
                "word/_rels/settings.xml.rels": built.relationships(
                    "attachedTemplate", "file:///C:\\Users\\A\\Letter.dotx"
                ),
            }
        ),
        "docx",
        (),
    ),
    (
        "tracked.docx",
        built.docx(
            {
                "docProps/core.xml": b"<p xmlns:dc='d'><dc:creator>A Person</dc:creator></p>",
                "word/comments.xml": f"<w:c {built.WORD_NAMES}><w:comment/></w:c>".encode(),
            },
            text=built.word_text("<w:ins><w:t>more</w:t></w:ins>"),
        ),
        "docx",
        ("comments", "the name of its author", "tracked changes"),
    ),
    ("budget.xlsx", built.xlsx(), "xlsx", ()),
    (
        "hiding.xlsx",
        built.zipped(
            {
                "[Content_Types].xml": built.content_types(built.EXCEL),
                "xl/workbook.xml": b"<w><sheets><sheet name='Pay' state='veryHidden'/></sheets></w>",
            }
        ),
        "xlsx",
        ("hidden sheets",),
    ),
    (
        "bid.odt",
        built.open_document(inside="<text:a xlink:href='https://opcc.example'/>"),
        "odt",
        (),
    ),
    ("budget.ods", built.open_document("spreadsheet"), "ods", ()),
    ("pay.csv", "Name,Pay\nAnn,£1\n".encode(), "csv", ()),
    ("windows.csv", "Name,Pay\nAnn,£1\n".encode("cp1252"), "csv", ()),
    ("sums.csv", b"a,b,total\n1,2,=A2+B2\n-3,+4,@x\n", "csv", ()),
    ("notes.txt", "Notes".encode("utf-16"), "txt", ()),
    ("logo.png", built.png(), "png", ()),
    ("photo.jpg", built.jpeg(), "jpeg", ()),
    (
        "phone.jpeg",
        built.jpeg(more=built.exif(built.PLACE)),
        "jpeg",
        ("the place where it was taken",),
    ),
    ("samsung.jpg", built.jpeg(behind=b"SEFT trailer of the phone"), "jpeg", ()),
]


@pytest.mark.parametrize(("name", "content", "kind", "hidden"), GOOD, ids=[row[0] for row in GOOD])
def test_an_honest_file_is_taken_and_what_it_hides_is_named(
    name: str, content: bytes, kind: str, hidden: tuple[str, ...]
) -> None:
    found = inspect(name, content)

    assert (found.name.kind.key, found.hidden) == (kind, hidden)


NAMES = [
    ("Budget 2026.pdf", "Budget 2026.pdf"),
    ("C:\\Users\\ann\\Budget.pdf", "Budget.pdf"),
    ("../../etc/passwd.txt", "passwd.txt"),
    ("  Q1\treturn\n.csv ", "Q1return.csv"),
    ("a\u200bb.PDF", "ab.pdf"),
    ("report.v1.2.pdf", "report.v1.2.pdf"),
    ("report.pdf. .", "report.pdf"),
    ("what?*<now>.pdf", "what___now_.pdf"),
    ("www.opcc.example.com.pdf", "www.opcc.example.com.pdf"),
    ("js.pdf", "js.pdf"),
    (".pdf", "file.pdf"),
    ("CON.txt", "file CON.txt"),
    ("é" * 300 + ".pdf", "é" * 116 + ".pdf"),
    ("Cyllideb – Cymraeg ŵ.pdf", "Cyllideb – Cymraeg ŵ.pdf"),
]


@pytest.mark.parametrize(("given_name", "clean"), NAMES)
def test_a_name_is_cleaned(given_name: str, clean: str) -> None:
    assert name_of(given_name).clean == clean


def test_a_name_is_kept_as_given_with_what_cannot_be_printed_made_visible() -> None:
    assert name_of("a\x00b\x1b.pdf").given == "a\ufffdb\ufffd.pdf"


@given(st.text(max_size=400), st.sampled_from(sorted(BY_ENDING)))
def test_a_clean_name_can_lie_in_any_folder_and_header(stem: str, ending: str) -> None:
    try:
        found = name_of(f"{stem}.{ending}")
    except Unfit:
        return

    assert not set(found.clean) & set('/\\<>:"|?*%\r\n\x00')
    assert 0 < len(found.clean) <= LIMITS.longest_name
    assert found.kind.key == BY_ENDING[ending].key
    assert name_of(found.clean).clean == found.clean
    assert disposition(found.clean).isascii()
    assert disposition(found.clean).isprintable()


@given(st.binary(max_size=3_000), st.sampled_from(sorted(KINDS)))
def test_no_bytes_make_a_look_through_fail_otherwise_than_by_a_refusal(
    content: bytes, kind: str
) -> None:
    starts = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
    for start in (b"", starts.get(kind, b"PK\x03\x04")):
        assert built.words_on(f"a.{KINDS[kind].endings[0]}", start + content) != ""


@given(st.data())
def test_a_good_file_with_a_changed_byte_is_taken_or_refused_and_nothing_else(
    data: st.DataObject,
) -> None:
    name, content, _, _ = data.draw(st.sampled_from(GOOD))
    changed = bytearray(content)
    changed[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert built.words_on(name, bytes(changed)) != ""


def test_a_download_has_a_plain_and_a_full_name() -> None:
    assert disposition('Ŵythnos "1"; £5.pdf') == (
        "attachment; filename=\"Wythnos 1 5.pdf\"; filename*=UTF-8''%C5%B4ythnos%20%221%22%3B%20%C2%A35.pdf"
    )
    assert (
        disposition("会.pdf") == "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E4%BC%9A.pdf"
    )


def test_what_is_taken_is_said_in_words() -> None:
    assert accepted_in_words() == (
        "The file must be a .pdf, .docx, .xlsx, .odt, .ods, .csv, .txt, .png, .jpg or .jpeg and no larger"
        " than 10 MB"
    )
    assert [spoken_size(size) for size in (1, 812, 34_567, 10_276_045)] == [
        "1 byte",
        "812 bytes",
        "34 KB",
        "9.8 MB",
    ]


@pytest.mark.parametrize("about", ["", "bid", "bid:", ":CSF", "bid:" + "x" * 150])
def test_a_file_is_about_a_subject(about: str) -> None:
    with pytest.raises(ValueError, match="a file is about a subject"):
        about_kind(about)
