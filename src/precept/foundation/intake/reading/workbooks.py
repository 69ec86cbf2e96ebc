"""Reading XLSX and ODS workbooks, once it is known that they are safe to unpack."""

import io
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from precept.foundation.intake.reading.shape import FileRead, Line, Unfit, kept_line
from precept.foundation.intake.reading.unpacking import (
    LOCKED,
    Unpacked,
    check_ods,
    check_xlsx,
    unpacked,
)

MOST_TABS: Final = 100
_MACROS = "This file has macros, which are never run here. Save it as a plain workbook (XLSX) and try again."
_NOT_A_WORKBOOK = (
    "This file is not an Excel (XLSX) or OpenDocument (ODS) workbook, whatever its name says."
    " Save it again from the spreadsheet and try again."
)


def read_workbook(content: bytes, tab: str = "") -> FileRead:
    """The rows of one sheet of a workbook: the one named, else the first that holds something.

    Unfit where it has macros or a password, is damaged, or holds nothing that can be read.
    """
    given = unpacked(content)
    _check(given)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return _read(book, tab)
    except PasswordError as error:
        raise Unfit(LOCKED) from error
    except CalamineError as error:
        raise Unfit(_NOT_A_WORKBOOK) from error


def _check(given: Unpacked) -> None:
    lowered = [name.lower() for name in given.names]
    if any(name.endswith(("vbaproject.bin", ".bas")) or "macrosheets/" in name for name in lowered):
        raise Unfit(_MACROS)
    if any(name.startswith("basic/") and not name.endswith("-lc.xml") for name in lowered):
        raise Unfit(_MACROS)
    if "xl/workbook.xml" in lowered:
        check_xlsx(given)
    elif "content.xml" in lowered:
        check_ods(given)
    else:
        raise Unfit(_NOT_A_WORKBOOK)


def _read(book: CalamineWorkbook, tab: str) -> FileRead:
    hidden = {one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible}
    names = book.sheet_names
    if len(names) > MOST_TABS:
        raise Unfit(
            f"This file has {len(names):,} sheets; {MOST_TABS} are the most that can be read. Save"
            " only the sheet that is needed and try again."
        )
    tabs = tuple(name for name in names if book.get_sheet_by_name(name).start is not None)
    if not tabs:
        raise Unfit("This file is empty. Choose one with a heading row and rows below it.")
    chosen = tab if tab in tabs else next((name for name in tabs if name not in hidden), tabs[0])
    how = [f"Read the sheet “{chosen}”."]
    if chosen in hidden:
        how.append("That sheet is hidden in the file.")
    sheet = book.get_sheet_by_name(chosen)
    if sheet.merged_cell_ranges:
        how.append("Some cells are merged: only the first of each holds its words.")
    return FileRead(how=tuple(how), tabs=tabs, tab=chosen, lines=_lines(book, chosen))


def _lines(book: CalamineWorkbook, tab: str) -> tuple[Line, ...]:
    sheet = book.get_sheet_by_name(tab)
    above, left = sheet.start or (0, 0)
    before = [None] * left
    lines: list[Line] = []
    for number, cells in enumerate(sheet.to_python(), start=above + 1):
        line = kept_line(number, [*before, *cells], place=len(lines))
        if line is not None:
            lines.append(line)
    return tuple(lines)
