"""Word, Excel and OpenDocument files: zip files, unpacked piece by piece and thrown away.

The directory of a zip file can lie, so every part is really unpacked and counted.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from precept.foundation.documents.inspection import parts
from precept.foundation.documents.inspection.signatures import is_program
from precept.foundation.documents.kinds import KINDS, LIMITS
from precept.foundation.documents.rules import Unfit

_BROKEN = "is damaged and cannot be opened. Save it again from the program it was made with."
_SWELLS = (
    "unpacks to far more than its size. Save it again from the program it was made with, with smaller"
    " pictures, and add that."
)
_EMBEDS = "has another file embedded. Replace it by a picture or a table, and add it again."
_LOCAL, _PIECE, _END = 30, 262_144, b"PK\x05\x06"
_EMBEDDED = re.compile(r"(?:word|xl|ppt)/embeddings/[^/]+\.(docx|xlsx)")
_RUNS = re.compile(
    r"\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs?|vbe|js|jse|wsf|wsh|hta|lnk|jar|class|msi|sh|py|php|html?|"
    r"mht|swf|cpl|pif|reg|zip|rar|7z|docm|xlsm|xll|xlam|dotm)"
)


@dataclass
class Unpacking:
    """What is left of the limits while a file and those embedded in it are unpacked."""

    left: int = LIMITS.most_unpacked
    parts_left: int = LIMITS.most_parts
    hidden: set[str] = field(default_factory=set)


def inspect(content: bytes, expected: str) -> tuple[str, ...]:
    """Look a package through; says what it hides. Unfit where it is broken, swells, runs or reaches out."""
    so_far = Unpacking()
    found = _inspect(content, so_far, is_embedded=False)
    if found != expected:
        what = f"a file of another kind (.{found})" if found else "a zip file of something else"
        raise Unfit(
            f"is called .{expected}, but inside it is {what}. Save it as {KINDS[expected].title}, and"
            " add that."
        )
    return tuple(sorted(so_far.hidden))


def _inspect(content: bytes, so_far: Unpacking, *, is_embedded: bool) -> str | None:
    """The kind of a package by what it says inside."""
    kind: str | None = None
    for entry in _entries(content, so_far):
        name = entry.filename
        _check_name(entry.orig_filename)
        reader = parts.reader_of(name)
        embedded = _EMBEDDED.fullmatch(name)
        if "/embeddings/" in f"/{name.lower()}" and (is_embedded or not embedded):
            raise Unfit(_EMBEDS)
        if embedded and entry.file_size > LIMITS.most_bytes:
            raise Unfit(_SWELLS)
        kept, start = [], b""
        for piece in _pieces(content, entry, so_far):
            if len(start) < 8:
                start = (start + piece)[:8]
                _check_start(start, is_package=bool(embedded))
            if embedded:
                kept.append(piece)
            if reader:
                reader.read(piece)
        if reader:
            reader.end()
            if kind and reader.kind and reader.kind != kind:
                raise Unfit(_BROKEN)  # two kinds in one
            kind = reader.kind or kind
            so_far.hidden |= reader.hidden
        if embedded and _inspect(b"".join(kept), so_far, is_embedded=True) != embedded[1]:
            raise Unfit(_EMBEDS)
    return kind


def _entries(content: bytes, so_far: Unpacking) -> list[zipfile.ZipInfo]:
    """The parts by the directory, after everything that the directory alone gives away."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as problem:
        raise Unfit(_BROKEN) from problem
    so_far.parts_left -= len(entries)
    if so_far.parts_left < 0:
        raise Unfit(
            f"holds more than {LIMITS.most_parts:,} parts. Copy what is needed to a new document."
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Unfit("has a password. Save a copy without one, and add that.")
    if any(entry.file_size > so_far.left or _swells(entry) for entry in entries):
        raise Unfit(_SWELLS)
    if sum(entry.file_size for entry in entries) > so_far.left:
        raise Unfit(_SWELLS)
    by_place = sorted(entries, key=lambda entry: entry.header_offset)
    if not by_place or by_place[0].header_offset != 0 or content[-22:-18] != _END:
        raise Unfit(_BROKEN)  # something before the first part, or behind the directory
    at = 0
    for entry in by_place:
        if entry.header_offset < at:
            raise Unfit(_BROKEN)  # parts that overlap unpack to more than they are
        at = entry.header_offset + _LOCAL + entry.compress_size
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        raise Unfit(_BROKEN)
    return entries


def _swells(entry: zipfile.ZipInfo) -> bool:
    return (
        entry.file_size > LIMITS.swelling_from
        and entry.file_size > entry.compress_size * LIMITS.most_swelling
    )


def _check_name(name: str) -> None:
    pieces = name.rstrip("/").split("/")
    if "\\" in name or ":" in name or "" in pieces or ".." in pieces or not name.isprintable():
        raise Unfit(_BROKEN)
    parts.check_place(name)
    if _RUNS.fullmatch(name[name.rfind(".") :].lower()):
        raise Unfit(
            "has a program or another file embedded. Remove it from the document, and add it again."
        )


def _check_start(start: bytes, *, is_package: bool) -> None:
    if is_program(start) or start.startswith((b"Rar!", b"7z\xbc\xaf")):
        raise Unfit(
            "has a program or another file embedded. Remove it from the document, and add it again."
        )
    if start.startswith(b"PK\x03\x04") and not is_package:
        raise Unfit(_EMBEDS)


def _pieces(content: bytes, entry: zipfile.ZipInfo, so_far: Unpacking) -> Iterator[bytes]:
    """A part, at most 256 KB at a time. Unfit where it is not what the directory says."""
    at = entry.header_offset
    head = content[at : at + _LOCAL]
    if len(head) < _LOCAL or head[:4] != b"PK\x03\x04":
        raise Unfit(_BROKEN)
    name_length = int.from_bytes(head[26:28], "little")
    start = at + _LOCAL + name_length + int.from_bytes(head[28:30], "little")
    encoding = "utf-8" if entry.flag_bits & 0x800 else "cp437"
    told = content[at + _LOCAL : at + _LOCAL + name_length]
    end = start + entry.compress_size
    if told.decode(encoding, "replace") != entry.orig_filename or end > len(content):
        raise Unfit(_BROKEN)
    size = checksum = 0
    for piece in _unpacked(content, start, end, entry.compress_type):
        size += len(piece)
        so_far.left -= len(piece)
        if size > entry.file_size or so_far.left < 0:
            raise Unfit(_SWELLS)
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if size != entry.file_size or checksum != entry.CRC:
        raise Unfit(_BROKEN)


def _unpacked(content: bytes, start: int, end: int, how: int) -> Iterator[bytes]:
    if how == zipfile.ZIP_STORED:
        for at in range(start, end, _PIECE):
            yield content[at : min(at + _PIECE, end)]
        return
    if how != zipfile.ZIP_DEFLATED:
        raise Unfit(_BROKEN)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    at = start
    try:
        while not inflater.eof:
            given = inflater.unconsumed_tail
            if not given:
                given, at = content[at : min(at + _PIECE, end)], at + _PIECE
                if not given:
                    return
            if piece := inflater.decompress(given, _PIECE):
                yield piece
    except zlib.error as problem:
        raise Unfit(_BROKEN) from problem
