"""From the bytes of a file to its rows, whatever kind of file it is; pure."""

from precept.foundation.intake.reading.delimited import likely_separator, read_delimited
from precept.foundation.intake.reading.shape import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    FileRead,
    Line,
    Unfit,
    letters,
    written,
)
from precept.foundation.intake.reading.workbooks import read_workbook

__all__ = [
    "LONGEST_CELL",
    "MOST_BYTES",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "Cell",
    "FileRead",
    "Line",
    "Unfit",
    "letters",
    "likely_separator",
    "read_file",
    "written",
]

_ZIPPED = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXTS = (".csv", ".txt", ".tsv")
_BOOKS = (".xlsx", ".ods")
_CHOOSE = "Choose a file that ends in .csv, .xlsx or .ods."


def read_file(name: str, content: bytes, tab: str = "") -> FileRead:
    """The rows of a file people gave us; ``tab`` names the sheet of a workbook.

    Unfit, in words fit to show, where it is too large, of another kind, damaged or empty.
    """
    if len(content) > MOST_BYTES:
        raise Unfit(
            f"This file is larger than {MOST_BYTES // 1024 // 1024} MB. Split it into several files"
            " and give each."
        )
    if not content.strip():
        raise Unfit("This file is empty. Choose one with a heading row and rows below it.")
    lowered = name.lower()
    if lowered.endswith((".xlsm", ".xltm", ".xlsb", ".xlam")):
        raise Unfit(
            "This file can hold macros, which are never run here. Save it as a plain workbook (XLSX)"
            " and try again."
        )
    if lowered.endswith((".xls", ".xlt")):
        raise Unfit("This is an old Excel file (.xls). Save it as XLSX and try again.")
    if not lowered.endswith(_TEXTS + _BOOKS):
        raise Unfit(_CHOOSE)
    if content.startswith(_OLD_OFFICE):
        raise Unfit(
            "This file has a password, or is an old Excel file. Save it as XLSX without a password"
            " and try again."
        )
    if content.startswith(_ZIPPED):
        return read_workbook(content, tab)
    if lowered.endswith(_BOOKS):
        raise Unfit(
            "This file is not a workbook, whatever its name says. Save it again from the spreadsheet"
            " and try again."
        )
    return read_delimited(content)
