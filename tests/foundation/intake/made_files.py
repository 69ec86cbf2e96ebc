"""The same table as CSV, XLSX and ODS, as other people's programs write it."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

DATA = files("precept.demo") / "data"
Rows = Sequence[Sequence[Any]]


def office_file(name: str) -> bytes:
    """One of the three tables as the office wrote it."""
    return (DATA / f"{name}.csv").read_bytes()


def rows_of(name: str) -> list[list[str]]:
    """The rows of one of the three tables."""
    return list(csv.reader(io.StringIO(office_file(name).decode(), newline="")))


def as_csv(rows: Rows, encoding: str = "utf-8", separator: str = ",") -> bytes:
    """The rows as CSV."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode(encoding)


def as_xlsx(
    rows: Rows, title: str = "Sheet1", before: Sequence[str] = (), hidden: str = ""
) -> bytes:
    """The rows as XLSX; ``before`` are empty sheets that come first, ``hidden`` one that holds words."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    if hidden:
        secret = book.create_sheet(hidden)
        secret["A1"] = "hidden words"
        secret.sheet_state = "hidden"
    for name in before:
        book.create_sheet(name)
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_ods(rows: Rows, title: str = "Sheet1") -> bytes:
    """The rows as ODS, followed by a million blank ones, as spreadsheets write them."""
    document = OpenDocumentSpreadsheet()
    table = Table(name=title)
    for row in rows:
        line = TableRow()
        for value in row:
            line.addElement(_ods_cell(value))
        table.addElement(line)
    blank = TableRow(numberrowsrepeated=1_000_000)
    blank.addElement(TableCell(numbercolumnsrepeated=16_384))
    table.addElement(blank)
    document.spreadsheet.addElement(table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _ods_cell(value: Any) -> TableCell:
    if value in (None, ""):
        return TableCell()
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=str(value))
    else:
        cell = TableCell(valuetype="string")
    for paragraph in str(value).split("\n"):
        cell.addElement(P(text=paragraph))
    return cell
