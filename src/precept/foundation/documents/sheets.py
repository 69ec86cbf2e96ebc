"""The one writer of spreadsheets: CSV and XLSX whose cells are never taken for formulas.

Nothing else in Precept writes either (a test sees to it), so that the guard cannot be forgotten.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from precept.foundation.money import Money

Cell = Money | date | datetime | Decimal | int | str | bool | None

UK = ZoneInfo("Europe/London")
MOST_ROWS = 1_048_575
LONGEST_TEXT = 32_767

# What a spreadsheet takes for the start of a formula (OWASP, CSV injection), also in full width.
_DANGEROUS = "=+-@\t\r\n＝＋－＠"
_UNSEEN = " \u00a0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u3000"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_FIRST_DAY = date(1900, 3, 1)
_EXACT_DIGITS = 15
_NO_DATE = date(2000, 1, 1)
_NARROWEST, _WIDEST, _LOOKED_AT = 8, 60, 200
_CUT = "… [cut: the cell holds no more; the CSV file has it all]"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook: its name, the headings of its columns, and its rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula.

    Control signs go first, or one of them could stand before the sign that matters.
    """
    text = _UNPRINTABLE.sub("", text)
    if text[:1] and (text[0] in _DANGEROUS or text.lstrip(_UNSEEN)[:1] in tuple(_DANGEROUS)):
        return f"'{text}"
    return text


def write_csv(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, with_bom: bool = True
) -> bytes:
    """A table as CSV: RFC 4180, UTF-8, with the mark that makes Excel read it as such.

    Money is pounds with two decimals (1234.50), dates are ISO 8601, moments too, with their UK
    offset; true and false are words; nothing is an empty cell. Numbers keep their minus: only text
    is guarded. Raises `ValueError` for a row of another length or a moment without a time zone.
    """
    return b"".join(csv_lines(columns, rows, with_bom=with_bom))


def csv_lines(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, with_bom: bool = True
) -> Iterator[bytes]:
    """The same as `write_csv`, line by line, for tables that are better not held in memory."""
    line = io.StringIO()
    # RFC 4180 ends lines with CRLF; quoting follows the same document.
    writer = csv.writer(line, lineterminator="\r\n")
    if with_bom:
        yield b"\xef\xbb\xbf"
    for row in _checked(columns, rows):
        writer.writerow([_in_csv(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _checked(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield columns
    for place, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise ValueError(f"Row {place} has {len(row)} cells under {len(columns)} columns.")
        yield row


def _in_csv(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Money():
            return f"{cell.pounds:.2f}"
        case datetime():
            return _uk(cell).isoformat()
        case date():
            return cell.isoformat()
        case Decimal():
            return f"{cell:f}"
        case int():
            return str(cell)
        case str():
            return guarded(cell)


def _uk(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment in a spreadsheet needs its time zone.")
    return moment.astimezone(UK)


def write_xlsx(sheets: Iterable[Sheet], *, title: str = "", dated: date | None = None) -> bytes:
    """Some sheets as an XLSX workbook: text as text, money, numbers and dates as what they are.

    Moments are UK wall time. Raises `ValueError` where there is no sheet, a sheet has more than
    1,048,575 rows (give CSV), a row is of another length, or a moment lacks its time zone.
    Text over 32,767 characters is cut, and says so.
    """
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {"title": title, "author": "", "created": datetime.combine(dated or _NO_DATE, time(), UTC)}
    )
    formats = _Formats(
        heading=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        text=book.add_format({"num_format": "@", "valign": "top"}),
        money=book.add_format({"num_format": "£#,##0.00", "valign": "top"}),
        number=book.add_format({"num_format": "General", "valign": "top"}),
        date=book.add_format({"num_format": "d mmmm yyyy", "valign": "top"}),
        moment=book.add_format({"num_format": "d mmmm yyyy hh:mm:ss", "valign": "top"}),
    )
    names: set[str] = set()
    try:
        for sheet in sheets:
            name = _sheet_name(sheet.name, names)
            names.add(name.casefold())
            _write_sheet(book.add_worksheet(name), sheet, formats)
    finally:
        # Also after a refused row: rows wait in files of their own, which only this takes away.
        book.close()
    if not names:
        raise ValueError("A workbook needs at least one sheet.")
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    heading: Format
    text: Format
    money: Format
    number: Format
    date: Format
    moment: Format


def _write_sheet(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    widths = [_NARROWEST] * len(sheet.columns)
    for place, row in enumerate(_checked(sheet.columns, sheet.rows)):
        if place > MOST_ROWS:
            raise ValueError(f"A sheet holds at most {MOST_ROWS:,} rows: give this table as CSV.")
        for column, cell in enumerate(row):
            if place == 0:
                page.write_string(0, column, _fitting(str(cell)), formats.heading)
            else:
                _write_cell(page, place, column, cell, formats)
            if place <= _LOOKED_AT:
                widths[column] = max(widths[column], min(_shown(cell) + 2, _WIDEST))
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    match cell:
        case None | "":
            return
        case bool():
            page.write_boolean(row, column, cell)
        case Money():
            _write_number(page, row, column, cell.pounds, formats.money)
        case datetime():
            wall = _uk(cell).replace(tzinfo=None)
            if wall.date() < _FIRST_DAY:
                page.write_string(row, column, wall.isoformat(" "), formats.text)
            else:
                page.write_datetime(row, column, wall, formats.moment)
        case date():
            if cell < _FIRST_DAY:
                page.write_string(row, column, cell.isoformat(), formats.text)
            else:
                page.write_datetime(row, column, cell, formats.date)
        case Decimal() | int():
            _write_number(page, row, column, Decimal(cell), formats.number)
        case str():
            page.write_string(row, column, _fitting(cell), formats.text)


def _write_number(page: Worksheet, row: int, column: int, number: Decimal, format_: Format) -> None:
    """A number as a number, or as text where a spreadsheet would change its last digits."""
    if number.is_finite() and len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS:
        page.write_number(row, column, float(number), format_)
    else:
        page.write_string(row, column, f"{number:f}")


def _fitting(text: str) -> str:
    """Text as a cell can hold it: a spreadsheet counts in UTF-16."""
    text = _UNPRINTABLE.sub("", text)
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return text
    room = (LONGEST_TEXT - len(_CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def _shown(cell: Cell) -> int:
    match cell:
        case None | bool():
            return 5
        case datetime():
            return 26
        case date():
            return 17
        case Money():
            return len(f"£{cell.pounds:,.2f}")
        case str():
            return max(map(len, cell.split("\n")))
        case _:
            return len(str(cell))


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that a spreadsheet takes: 31 characters, none of []:*?/\\, each but once."""
    stem = _NOT_IN_A_NAME.sub(" ", _UNPRINTABLE.sub("", wanted)).strip(" '\t\r\n") or "Sheet"
    if stem.casefold() == "history":
        stem = "History of it"
    name, count = stem[:31].rstrip(" '"), 1
    while name.casefold() in taken:
        count += 1
        ending = f" ({count})"
        name = stem[: 31 - len(ending)].rstrip(" '") + ending
    return name
