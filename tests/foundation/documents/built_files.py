"""Files made for the tests of uploads: good ones of every kind, and what hostile people would send."""

import io
import struct
import zipfile
import zlib

from precept.foundation.documents.inspection import inspect
from precept.foundation.documents.rules import Unfit

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OPEN_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)
# The European standard test file of virus scanners, in two halves so that no scanner minds this one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def zipped(parts: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def content_types(main: str, *more: str) -> bytes:
    """The part of an Office file that says what its parts are."""
    said = "".join(
        f'<Override PartName="/p{at}" ContentType="{one}"/>' for at, one in enumerate(more)
    )
    return (
        f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/main.xml" ContentType="{main}"/>{said}</Types>'
    ).encode()


def relationships(sort: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    """A part that points to another, by default outside the file."""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{RELATIONSHIPS}/{sort}" Target="{target}"{mode}/></Relationships>'
    ).encode()


def word_text(inside: str = "<w:t>We ask for £1,000.</w:t>") -> bytes:
    """The text of a Word document."""
    return f"<w:document {WORD_NAMES}><w:body>{inside}</w:body></w:document>".encode()


def docx(more: dict[str, bytes] | None = None, *types: str, text: bytes | None = None) -> bytes:
    """A Word document, with more parts."""
    return zipped(
        {
            "[Content_Types].xml": content_types(WORD, *types),
            "word/document.xml": text or word_text(),
            **(more or {}),
        }
    )


def xlsx(more: dict[str, bytes] | None = None, *types: str) -> bytes:
    """An Excel workbook, with more parts."""
    return zipped(
        {
            "[Content_Types].xml": content_types(EXCEL, *types),
            "xl/workbook.xml": b"<workbook><sheets><sheet name='Budget'/></sheets></workbook>",
            **(more or {}),
        }
    )


def open_document(
    what: str = "text", inside: str = "", more: dict[str, bytes] | None = None
) -> bytes:
    """An OpenDocument text or spreadsheet."""
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{what}".encode(),
            "content.xml": f"<office:document {OPEN_NAMES}>{inside}</office:document>".encode(),
            **(more or {}),
        }
    )


def pdf(*objects: bytes, end: bytes = b"\n%%EOF\n") -> bytes:
    """A PDF of these objects, numbered from 1."""
    numbered = (b"%d 0 obj\n%b\nendobj\n" % (at, one) for at, one in enumerate(objects, start=1))
    return b"%PDF-1.7\n" + b"".join(numbered) + b"trailer <</Root 1 0 R>>" + end


def catalogue(inside: bytes = b"") -> bytes:
    """The first object of a PDF."""
    return b"<</Type/Catalog/Pages 2 0 R" + inside + b">>"


def object_stream(number: int, held: bytes, *, filters: bytes = b"/Filter/FlateDecode") -> bytes:
    """An object of a PDF that holds another, packed."""
    head = b"%d 0 " % number
    packed = zlib.compress(head + held)
    return b"<</Type/ObjStm/N 1/First %d%b/Length %d>>\nstream\n%b\nendstream" % (
        len(head),
        filters,
        len(packed),
        packed,
    )


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG picture."""
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def png(width: int = 2, height: int = 2, more: bytes = b"") -> bytes:
    """A PNG picture that claims this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\xff" * 2)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + more
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


PLACE = b"II*\x00" + struct.pack("<IHHHII", 8, 1, 0x8825, 4, 1, 26)


def jpeg(width: int = 2, height: int = 2, more: bytes = b"", behind: bytes = b"") -> bytes:
    """A JPEG picture that claims this size; ``more`` are segments, ``behind`` comes after its end."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0\x00\x04JF"
        + more
        + b"\xff\xc0"
        + struct.pack(">H", len(frame) + 2)
        + frame
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
        + b"\x12\x34\xff\xd9"
        + behind
    )


def exif(content: bytes) -> bytes:
    """The segment of a JPEG picture that says how it was taken."""
    return b"\xff\xe1" + struct.pack(">H", len(content) + 8) + b"Exif\x00\x00" + content


def lying_bomb(claimed: int = 1_000, real: int = 300_000_000) -> bytes:
    """A Word document whose directory claims a part to be small that unpacks to ``real`` bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = bytes(1_000_000)
    packed = b"".join(packer.compress(piece) for _ in range(real // len(piece))) + packer.flush()
    name = b"word/document.xml"
    common = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, 0, len(packed), claimed)
    local = b"PK\x03\x04" + common + struct.pack("<HH", len(name), 0) + name + packed
    entry = (
        b"PK\x01\x02\x14\x00" + common + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    )
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + end


def words_on(name: str, content: bytes) -> str:
    """Why a file is not taken, or "taken"."""
    try:
        inspect(name, content)
    except Unfit as refused:
        return refused.words
    return "taken"
