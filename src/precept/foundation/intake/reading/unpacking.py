"""What a workbook would unpack to, found before anything of it is unpacked into memory.

The reader of workbooks makes room for a whole rectangle of cells: one stray cell in the last corner of
an otherwise empty sheet would end the process. So the corners are looked up here first.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from precept.foundation.intake.reading.shape import MOST_COLUMNS, MOST_ROWS, Unfit

MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_PARTS: Final = 2_000
MOST_CELLS: Final = 4_000_000
MOST_TEXT: Final = 100 * 1024 * 1024
LAST_ROW: Final = MOST_ROWS + 1_000
_PIECE: Final = 1024 * 1024
_LOCAL_HEADER: Final = 30

LOCKED: Final = "This file has a password. Save a copy without one and try again."
_TOO_MUCH = (
    "This file unpacks to far more than its size. Save only the sheet that is needed and try again."
)
_BROKEN = (
    "This file is damaged and cannot be opened. Save it again from the spreadsheet and try again."
)
_TOO_FAR = (
    "The sheet “{name}” reaches to row {row:,} and column {column:,}; {rows:,} rows and {columns}"
    " columns are the most that can be read. Delete what stands far below or to the right of the"
    " table (also cells that only look empty) and try again."
)

_ATTRIBUTES = rb"""((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>"""
_CELL = re.compile(rb"<(?:\w+:)?c" + _ATTRIBUTES)
_CELL_BEGUN = re.compile(rb"<(?:\w+:)?c[\s/>]")
_CELL_NAME = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,7})([0-9]{1,20})["']""")
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\sr\s*=\s*["']([0-9]{1,20})["']""")
_SHARED = re.compile(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si\s*>", re.DOTALL)
_IS_SHARED = re.compile(rb"""\st\s*=\s*["']s["']""")
_SHARED_PLACE = re.compile(rb"<(?:\w+:)?v\s*>\s*([0-9]{1,9})")
_ODS_TAG = re.compile(
    rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])" + _ATTRIBUTES
)
_ODS_BEGUN = re.compile(rb"</?table:(?:table-row|table-cell|covered-table-cell|table)[\s/>]")
_ROWS_REPEATED = re.compile(rb"""\stable:number-rows-repeated\s*=\s*["']([0-9]{1,20})["']""")
_COLUMNS_REPEATED = re.compile(rb"""\stable:number-columns-repeated\s*=\s*["']([0-9]{1,20})["']""")
_ODS_VALUE = re.compile(rb"\s(?:calcext|office):(?:value-type|value|string-value|date-value)\s*=")
_ODS_NAME = re.compile(rb"""\stable:name\s*=\s*["']([^"']{0,100})["']""")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The parts of a workbook by name, for as far as they say how large its sheets are."""

    names: tuple[str, ...]
    parts: dict[str, bytes]


def unpacked(content: bytes) -> Unpacked:
    """The parts that describe the sheets; Unfit for what is damaged, encrypted or swells too much.

    Counts what really comes out of every part, because the directory of a zip file can lie.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unfit(_BROKEN) from error
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Unfit(_TOO_MUCH)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Unfit(LOCKED)
    left, parts = MOST_UNPACKED, {}
    for entry in entries:
        wanted = _describes_cells(entry.filename)
        size, pieces = 0, []
        for piece in _pieces(content, entry):
            size += len(piece)
            if size > entry.file_size or size > left:
                raise Unfit(_TOO_MUCH)
            if wanted:
                pieces.append(piece)
        left -= size
        if wanted:
            parts[entry.filename] = b"".join(pieces)
    return Unpacked(tuple(entry.filename for entry in entries), parts)


def _describes_cells(name: str) -> bool:
    lowered = name.lower()
    return lowered in {"content.xml", "meta-inf/manifest.xml"} or (
        lowered.endswith(".xml") and ("worksheets/" in lowered or "sharedstrings" in lowered)
    )


def _pieces(content: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    at = entry.header_offset
    header = content[at : at + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise Unfit(_BROKEN)
    start = at + _LOCAL_HEADER + int.from_bytes(header[26:28], "little")
    start += int.from_bytes(header[28:30], "little")
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise Unfit(_BROKEN)
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while packed:
            piece = inflater.decompress(packed, _PIECE)
            yield piece
            packed = inflater.unconsumed_tail
            if inflater.eof:
                return
    except zlib.error as error:
        raise Unfit(_BROKEN) from error


def check_xlsx(given: Unpacked) -> None:
    """Unfit where a sheet's cells reach too far, or its shared texts would fill the memory."""
    shared: list[int] = []
    for name, part in given.parts.items():
        if "sharedstrings" in name.lower():
            shared = [len(found[0]) for found in _SHARED.finditer(part)]
    for name, part in given.parts.items():
        if "worksheets/" in name.lower():
            _check_xlsx_sheet(name.rsplit("/", 1)[-1].removesuffix(".xml"), part, shared)


def _check_xlsx_sheet(name: str, part: bytes, shared: list[int]) -> None:
    last_row = last_column = cells = text = 0
    are_all_named = True
    for found in _CELL.finditer(part):
        cells += 1
        if found[2]:  # only formatted: nothing stands in it
            continue
        named = [(int(one[2]), _number(one[1])) for one in _CELL_NAME.finditer(found[1])]
        are_all_named = are_all_named and bool(named)
        for row, column in named:
            last_row, last_column = max(last_row, row), max(last_column, column)
        if _IS_SHARED.search(found[1]):
            place = _SHARED_PLACE.search(part, found.end(), found.end() + 2_000)
            if place and int(place[1]) < len(shared):
                text += shared[int(place[1])]
    if cells != sum(1 for _ in _CELL_BEGUN.finditer(part)):
        # A tag that we read otherwise than the reader of workbooks would hide how large the sheet is.
        raise Unfit(_BROKEN)
    if not are_all_named:
        # Cells without a name stand one after the other in their row, wherever that says it is.
        rows = [int(found[1]) for found in _ROW_NUMBER.finditer(part)]
        last_row = max([last_row, *rows])
    if text > MOST_TEXT:
        raise Unfit(_TOO_MUCH)
    _check_corner(name, last_row, last_column)


def _number(column: bytes) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def check_ods(given: Unpacked) -> None:
    """Unfit where a sheet's rows or cells, each repeated as often as it says, reach too far."""
    part = given.parts.get("content.xml", b"")
    if b"encryption-data" in given.parts.get("META-INF/manifest.xml", b""):
        raise Unfit(LOCKED)
    name, row, column, width, rows = "", 0, 0, 0, 1
    tags = 0
    for found in _ODS_TAG.finditer(part):
        tags += 1
        is_end, kind, said, is_alone = bool(found[1]), found[2], found[3], bool(found[4])
        if kind == b"table":
            named = _ODS_NAME.search(said)
            name, row = named[1].decode(errors="replace") if named else "", 0
        elif kind == b"table-row":
            if not is_end:
                rows, column, width = _times(_ROWS_REPEATED, said), 0, 0
            if is_end or is_alone:
                row += rows
                if width:
                    _check_corner(name, row, width)
        elif not is_end:
            column += _times(_COLUMNS_REPEATED, said)
            if not is_alone or _ODS_VALUE.search(said):
                width = column
    if tags != sum(1 for _ in _ODS_BEGUN.finditer(part)):
        raise Unfit(_BROKEN)


def _times(repeated: re.Pattern[bytes], said: bytes) -> int:
    return max([int(found[1]) for found in repeated.finditer(said)], default=1)


def _check_corner(name: str, row: int, column: int) -> None:
    if row > LAST_ROW or column > MOST_COLUMNS or row * column > MOST_CELLS:
        raise Unfit(
            _TOO_FAR.format(name=name, row=row, column=column, rows=MOST_ROWS, columns=MOST_COLUMNS)
        )
