"""What a file says of itself in its first bytes, whatever its name says."""

import io
import re
import zipfile
from dataclasses import dataclass

from precept.foundation.documents.rules import Unfit


@dataclass(frozen=True)
class Signature:
    """A family of files and what people call it."""

    family: str
    title: str


_PROGRAM = Signature("program", "a program")
_WEB_PAGE = Signature("web page", "a web page")
_STARTS = (
    (b"%PDF-", Signature("pdf", "a PDF")),
    (b"PK\x03\x04", Signature("package", "a Word, Excel, OpenDocument or zip file")),
    (b"\x89PNG\r\n\x1a\n", Signature("png", "a PNG picture")),
    (b"\xff\xd8\xff", Signature("jpeg", "a JPEG picture")),
    (b"PK\x05\x06", Signature("archive", "an empty zip file")),
    (b"\xd0\xcf\x11\xe0", Signature("old office", "an old or password-protected Office file")),
    (b"{\\rtf", Signature("rich text", "a rich text file")),
    (b"GIF8", Signature("gif", "a GIF picture")),
    (b"Rar!", Signature("archive", "a packed file")),
    (b"7z\xbc\xaf", Signature("archive", "a packed file")),
    (b"\x1f\x8b", Signature("archive", "a packed file")),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"#!", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xce\xfa\xed\xfe", _PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", _PROGRAM),
)
_MARKUP = re.compile(
    rb"<(?:!doctype|\?php|\?xml|html|body|script|svg|iframe|object|embed|img)(?=[\s>/]|$)",
    re.IGNORECASE,
)
_MARKUP_IN_PICTURES = re.compile(
    rb"<(?:!doctype|script|html|svg|iframe|\?php)[\s>/]", re.IGNORECASE
)
_HEAD = 1024


def signature_of(content: bytes) -> Signature:
    """What a file is by its first bytes; text where nothing else claims it."""
    for start, signature in _STARTS:
        if content.startswith(start):
            return signature
    if is_markup(content[:_HEAD]):
        return _WEB_PAGE
    return Signature("text", "plain text" if b"\x00" not in content[:_HEAD] else "not readable")


def is_markup(head: bytes) -> bool:
    """Whether a browser could take this for a web page or a drawing, also where it is in UTF-16."""
    return bool(_MARKUP.search(head) or _MARKUP.search(head.replace(b"\x00", b"")))


def is_program(start: bytes) -> bool:
    """Whether bytes begin as something that runs, or as an old Office file, which may hold macros."""
    return any(
        start.startswith(begin)
        for begin, signature in _STARTS
        if signature is _PROGRAM or signature.family == "old office"
    )


def refuse_second_face(content: bytes, *, is_picture: bool) -> None:
    """Unfit where a file is also something else: a zip file, a web page, a drawing (a polyglot)."""
    is_page = (
        _MARKUP_IN_PICTURES.search(content) is not None
        if is_picture
        else _MARKUP_IN_PICTURES.search(content[:_HEAD]) is not None
    )
    if is_page or zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit(
            "holds a second file inside that opens in another program. Save it again from the program"
            " it was made with, and add that."
        )
