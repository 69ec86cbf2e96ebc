"""Pictures: how many pixels they claim, from their headers alone, and whether they are whole."""

import struct
import zlib

from precept.foundation.documents.inspection.findings import PLACE_TAKEN
from precept.foundation.documents.inspection.signatures import refuse_second_face
from precept.foundation.documents.kinds import LIMITS
from precept.foundation.documents.rules import Unfit

_BROKEN = "is damaged and cannot be opened. Save the picture again, and add that."
_STARTS_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


def check_pixels(width: int, height: int) -> None:
    """Unfit where a picture claims no pixels, or more than any screen or printer needs."""
    if not width or not height:
        raise Unfit(_BROKEN)
    if max(width, height) > LIMITS.longest_side or width * height > LIMITS.most_pixels:
        raise Unfit(
            f"has {width:,} by {height:,} pixels, more than can be shown. Make the picture smaller, and"
            " add it again."
        )


def inspect_png(content: bytes) -> tuple[str, ...]:
    """Look a PNG picture through, chunk by chunk. Unfit where it is broken, too large or two files."""
    at = 8
    names: list[bytes] = []
    hidden: set[str] = set()
    while at < len(content):
        if at + 12 > len(content):
            raise Unfit(_BROKEN)
        (length,) = struct.unpack_from(">I", content, at)
        name, end = content[at + 4 : at + 8], at + 12 + length
        if end > len(content):
            raise Unfit(_BROKEN)
        (told,) = struct.unpack_from(">I", content, end - 4)
        if zlib.crc32(memoryview(content)[at + 4 : end - 4]) != told:
            raise Unfit(_BROKEN)
        if not names:
            if name != b"IHDR" or length != 13:
                raise Unfit(_BROKEN)
            check_pixels(*struct.unpack_from(">II", content, at + 8))
        if name == b"eXIf" and _has_place(content[at + 8 : end - 4]):
            hidden.add(PLACE_TAKEN)
        names.append(name)
        at = end
        if name == b"IEND":
            break
    if names[-1:] != [b"IEND"] or b"IDAT" not in names or content[at:].strip(b"\x00\r\n "):
        raise Unfit(_BROKEN)
    refuse_second_face(content, is_picture=True)
    return tuple(sorted(hidden))


def inspect_jpeg(content: bytes) -> tuple[str, ...]:
    """Look a JPEG picture through, segment by segment, up to its pixels. Unfit as for PNG.

    What phones put behind the picture stays: it is looked at for web pages and zip files alone.
    """
    at, has_frame = 2, False
    hidden: set[str] = set()
    while True:
        if at + 4 > len(content) or content[at] != 0xFF:
            raise Unfit(_BROKEN)
        marker = content[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise Unfit(_BROKEN)
        if marker in _STARTS_OF_FRAME:
            if length < 8:
                raise Unfit(_BROKEN)
            height, width = struct.unpack_from(">HH", content, at + 5)
            check_pixels(width, height)
            has_frame = True
        elif marker == 0xE1 and content[at + 4 : at + 10] == b"Exif\x00\x00":
            if _has_place(content[at + 10 : end]):
                hidden.add(PLACE_TAKEN)
        elif marker == 0xDA:
            break
        at = end
    if not has_frame or content.rfind(b"\xff\xd9") < end:
        raise Unfit(_BROKEN)
    refuse_second_face(content, is_picture=True)
    return tuple(sorted(hidden))


def _has_place(exif: bytes) -> bool:
    """Whether the first directory of Exif data points to one with a place (tag 0x8825)."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 8:
        return False
    (start,) = struct.unpack_from(f"{order}I", exif, 4)
    if start + 2 > len(exif):
        return False
    (entries,) = struct.unpack_from(f"{order}H", exif, start)
    fields = (start + 2 + 12 * number for number in range(min(entries, 500)))
    return any(
        at + 12 <= len(exif) and struct.unpack_from(f"{order}H", exif, at)[0] == 0x8825
        for at in fields
    )
