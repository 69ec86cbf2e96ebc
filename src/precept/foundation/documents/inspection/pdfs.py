"""PDFs: nothing that runs, starts a program, plays, sends a form, or carries another file.

The names of such things are looked for in the whole file, also inside what looks like a picture, because
a reader goes wherever the file's own table points; and in object streams, which are packed.
"""

import re
import zlib
from collections.abc import Iterator

from precept.foundation.documents.inspection.findings import COMMENTS
from precept.foundation.documents.inspection.signatures import refuse_second_face
from precept.foundation.documents.kinds import LIMITS
from precept.foundation.documents.rules import Unfit

_BLANK = rb"[\s\x00]*"
_ENDS_NAME = rb"(?=[\s\x00()<>\[\]{}/%]|$)"
_REFERENCE = rb"\d{1,10}[\s\x00]+\d{1,5}[\s\x00]+R"


def _name(*names: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"/(?:" + b"|".join(names) + rb")" + _ENDS_NAME)


def _holder(*names: bytes) -> re.Pattern[bytes]:
    # Names so short that packed bytes hold them by chance: only where a value follows.
    # A comment may stand between; it is bounded, so that no file makes the search slow.
    return re.compile(
        rb"/(?:"
        + b"|".join(names)
        + rb")(?:[\s\x00]*%[^\r\n]{0,20}[\r\n])?[\s\x00]*(?:<<|"
        + _REFERENCE
        + rb")"
    )


_SAVE_AGAIN = "Print it to PDF, or export it again without that, and add the new PDF."
_REFUSED = (
    (_name(b"JavaScript"), "holds a program (JavaScript)."),
    (_name(b"Launch"), "starts another program when it is opened."),
    (_name(b"EmbeddedFiles?", b"FileAttachment"), "has another file attached inside it."),
    (_holder(b"EF"), "has another file attached inside it."),
    (_name(b"RichMedia", b"Rendition", b"Movie", b"Sound"), "plays sound or film."),
    (_name(b"SubmitForm", b"ImportData"), "has a form that sends or fetches what is typed."),
    (_name(b"GoToE"), "opens a file inside itself."),
    (
        re.compile(rb"/XFA[\s\x00]*(?:\[[\s\x00]*\(|" + _REFERENCE + rb")"),
        "has a form of a kind that holds programs (XFA).",
    ),
    (_holder(b"AA"), "does something by itself while it is read."),
)
_ENCRYPTED = _name(b"Encrypt")
_OPENS = re.compile(rb"/OpenAction" + _BLANK)
_GOES_TO_PAGE = re.compile(
    rb"\[|<<(?![^>]{0,400}/Next)(?=[^>]{0,400}/S[\s\x00]{0,9}/GoTo" + _ENDS_NAME + rb")"
)
_UNPACKS_PLAINLY = re.compile(
    rb"/Filter"
    + _BLANK
    + rb"(\[)?"
    + _BLANK
    + rb"/Fl(?:ateDecode)?"
    + _BLANK
    + rb"(?(1)\]|(?=[/>]))"
)
_IS_REFERENCE = re.compile(rb"(\d{1,10})[\s\x00]+(\d{1,5})[\s\x00]+R")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_COMMENT = re.compile(
    rb"/Subtype" + _BLANK + rb"/(?:Text|FreeText|Highlight|StrikeOut)" + _ENDS_NAME
)
_TAIL = 1024
_PIECE, _MOST_AT_ONCE = 16_384, 1_048_576
_MOST_OPENINGS, _MOST_DOUBTFUL = 8, 5_000
_BROKEN = "is damaged, or holds something behind its end. Export the PDF again, and add that."
_UNCHECKABLE = "is packed in a way that cannot be checked. Print it to PDF, and add the new PDF."


def inspect(content: bytes) -> tuple[str, ...]:
    """Look a PDF through. Unfit for what it could do by itself, a password, or a second file in it."""
    end = content.rfind(b"%%EOF", -_TAIL - 5)
    if end < 0 or content[end + 5 :].strip(b"\x00\r\n\t "):
        raise Unfit(_BROKEN)
    refuse_second_face(content, is_picture=False)
    texts = [_unescaped(content)]
    if _ENCRYPTED.search(texts[0]):
        raise Unfit(
            "has a password or is protected, so it cannot be checked. Save a copy without, and add that."
        )
    texts.extend(_object_streams(content))
    for text in texts:
        for pattern, words in _REFUSED:
            if pattern.search(text):
                raise Unfit(f"{words} {_SAVE_AGAIN}")
    if not _opens_plainly(texts):
        raise Unfit(f"does something by itself when it is opened. {_SAVE_AGAIN}")
    return (COMMENTS,) if any(_COMMENT.search(text) for text in texts) else ()


def _unescaped(text: bytes) -> bytes:
    """The text with names spelled out: /J#61vaScript is /JavaScript."""
    if b"#" not in text:
        return text
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _object_streams(content: bytes) -> Iterator[bytes]:
    """What is packed in object streams, names spelled out. Unfit where one cannot be unpacked."""
    left, doubtful_left, before, doubtful = LIMITS.most_objects, LIMITS.most_objects, 0, 0
    for found in _STREAM.finditer(content):
        ahead = _unescaped(content[before : found.start()])
        described = ahead[ahead.rfind(b"obj") + 3 :]
        before = found.end()
        is_one = b"/ObjStm" in described
        # Some readers take a stream for one by its /First alone, wherever its description began.
        if not is_one and b"/ObjStm" not in ahead and b"/First" not in ahead:
            continue
        if not is_one:
            if not _is_packed(content[before : before + 2]):
                continue
            doubtful += 1
            if doubtful > _MOST_DOUBTFUL:
                raise Unfit(_UNCHECKABLE)
            unpacked = _inflated(content, before, doubtful_left)
            doubtful_left -= len(unpacked)
            yield _unescaped(unpacked)
            continue
        if b"/Filter" not in described:
            continue  # not packed: the whole file was looked at
        unpacked = _inflated(content, before, left + 1)
        if not unpacked or b"/Predictor" in described or not _UNPACKS_PLAINLY.search(described):
            raise Unfit(_UNCHECKABLE)
        left -= len(unpacked)
        if left < 0:
            raise Unfit("unpacks to far more than its size. Print it to PDF, and add the new PDF.")
        yield _unescaped(unpacked)


def _is_packed(start: bytes) -> bool:
    """Whether two bytes begin packed content (RFC 1950, section 2.2)."""
    return len(start) == 2 and start[0] & 15 == 8 and int.from_bytes(start, "big") % 31 == 0


def _inflated(content: bytes, start: int, most: int) -> bytes:
    """The first ``most`` bytes that unpack from here; none where nothing does."""
    inflater = zlib.decompressobj()
    pieces, size = [], 0
    whole = memoryview(content)
    try:
        while size < most and not inflater.eof:
            given = inflater.unconsumed_tail or whole[start : start + _PIECE]
            if not given:
                break
            start += 0 if inflater.unconsumed_tail else _PIECE
            piece = inflater.decompress(given, min(_MOST_AT_ONCE, most - size))
            pieces.append(piece)
            size += len(piece)
    except zlib.error:  # a reader shows what came before the fault, so that is looked at too
        pass
    return b"".join(pieces)


def _opens_plainly(texts: list[bytes]) -> bool:
    """Whether all that opening does is to show a page: LibreOffice and LaTeX write that into every PDF."""
    references: set[tuple[bytes, bytes]] = set()
    for text in texts:
        for found in _OPENS.finditer(text):
            if reference := _IS_REFERENCE.match(text, found.end()):
                references.add((reference[1], reference[2]))
            elif not _GOES_TO_PAGE.match(text, found.end()):
                return False
            # Every saved change of a document may name another; nobody saves so many.
            if len(references) > _MOST_OPENINGS:
                return False
    return all(_goes_to_page(texts, *reference) for reference in references)


def _goes_to_page(texts: list[bytes], number: bytes, generation: bytes) -> bool:
    """Whether an object, wherever it is defined, only says which page to show."""
    defined = re.compile(
        rb"(?<!\d)" + number + rb"[\s\x00]+" + generation + rb"[\s\x00]+obj" + _BLANK
    )
    places = [(texts[0], found.end()) for found in defined.finditer(texts[0])]
    for packed in texts[1:]:
        places.extend((packed, place) for place in _packed_places(packed, int(number)))
    return bool(places) and all(_GOES_TO_PAGE.match(where, place) for where, place in places)


def _packed_places(packed: bytes, number: int) -> Iterator[int]:
    """Where an object stream holds the object of this number: its head is pairs of number and place."""
    head = re.match(rb"[\s\x00]*((?:\d+[\s\x00]+\d+[\s\x00]+)+)", packed)
    if head is None:
        return
    numbers = [int(one) for one in re.split(rb"[\s\x00]+", head[1].strip(b"\x00 \r\n\t"))]
    for one, place in zip(numbers[::2], numbers[1::2], strict=False):
        if one == number:
            yield head.end() + place
