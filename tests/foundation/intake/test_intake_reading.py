"""From bytes to rows: encodings, separators, sheets, line numbers, limits, hostile files."""

import io
import zipfile
import zlib
from contextlib import suppress
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.intake.reading import (
    LONGEST_CELL,
    MOST_BYTES,
    FileRead,
    Line,
    Unfit,
    letters,
    read_file,
    unpacking,
    written,
)
from tests.foundation.intake.made_files import as_csv, as_ods, as_xlsx, office_file, rows_of

# As a spreadsheet holds it: wall time without a zone.
HALF_PAST_TWELVE = datetime.fromisoformat("2023-04-01T12:30")
TABLES = ["contracts", "safety-fund-rounds", "violence-reduction-network"]


def words_of(read: FileRead) -> list[list[str]]:
    return [[written(cell) for cell in line.cells] for line in read.lines]


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Unfit) as refused:
        read_file(name, content)
    return refused.value.words


@pytest.mark.parametrize("name", TABLES)
def test_the_office_tables_read_the_same_from_csv_xlsx_and_ods(name: str) -> None:
    rows = rows_of(name)

    assert words_of(read_file("a.csv", office_file(name))) == rows
    assert words_of(read_file("a.xlsx", as_xlsx(rows))) == rows
    assert words_of(read_file("a.ods", as_ods(rows))) == rows


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "Read as UTF-8 text."),
        ("utf-8-sig", "Read as UTF-8 text."),
        ("utf-16", "Read as UTF-16 text."),
        (
            "cp1252",
            "Read as Windows-1252 text, as older spreadsheets save CSV:"
            " check that pound signs and accents are right.",
        ),
    ],
)
def test_an_encoding_is_found_and_said(encoding: str, said: str) -> None:
    read = read_file("a.csv", as_csv([["Name", "Value"], ["Café – PAVE", "£105,000"]], encoding))

    assert read.how == (said, "Cells are separated by commas.")
    assert words_of(read) == [["Name", "Value"], ["Café – PAVE", "£105,000"]]


@pytest.mark.parametrize(
    ("separator", "said"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")]
)
def test_a_separator_is_found_and_said(separator: str, said: str) -> None:
    rows = [
        ["Number", "Name", "Value"],
        ["1", "Help; advice, and support", "£1,000"],
        ["2", "B", ""],
    ]

    read = read_file("a.csv", as_csv(rows, separator=separator))

    assert read.how[1] == f"Cells are separated by {said}."
    assert [line.cells[:2] for line in read.lines] == [
        ("Number", "Name"),
        ("1", "Help; advice, and support"),
        ("2", "B"),
    ]


def test_one_column_is_read_with_commas() -> None:
    read = read_file("a.csv", b"Number\r\n1\r\n2\r\n")

    assert read.lines == (Line(1, ("Number",)), Line(2, ("1",)), Line(3, ("2",)))


def test_a_first_line_that_names_the_separator_is_taken_at_its_word() -> None:
    read = read_file("a.csv", b"sep=;\r\nNumber;Name\r\n1;a,b,c\r\n")

    assert read.lines == (Line(2, ("Number", "Name")), Line(3, ("1", "a,b,c")))


def test_lines_keep_the_numbers_that_people_see_in_their_file() -> None:
    content = b'Number;Name\r\n1;"two\r\nlines; here"\r\n\r\n;;\r\n2;last\r\n'

    read = read_file("a.csv", content)

    assert read.lines == (
        Line(1, ("Number", "Name")),
        Line(2, ("1", "two\r\nlines; here")),
        Line(6, ("2", "last")),
    )


def test_rows_of_a_workbook_keep_their_numbers_and_kinds() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B3"], sheet["C3"] = "Number", "Due"
    sheet["B6"], sheet["C6"] = "00123", date(2023, 4, 1)
    sheet["B7"], sheet["C7"], sheet["D7"] = 56000.0, HALF_PAST_TWELVE, True
    sheet["E8"] = 0.1
    file = io.BytesIO()
    book.save(file)

    read = read_file("a.xlsx", file.getvalue())

    assert read.lines == (
        Line(3, (None, "Number", "Due")),
        Line(6, (None, "00123", date(2023, 4, 1))),
        Line(7, (None, 56000, HALF_PAST_TWELVE, True)),
        Line(8, (None, None, None, None, 0.1)),
    )
    assert words_of(read)[1:] == [
        ["", "00123", "01/04/2023"],
        ["", "56000", "01/04/2023 12:30", "TRUE"],
        ["", "", "", "", "0.1"],
    ]


def test_texts_that_a_workbook_shares_between_cells_are_read() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for row in range(3):
        sheet.write_row(row, 0, ["PAVE", "£105,000"])
    book.close()

    assert words_of(read_file("a.xlsx", file.getvalue())) == [["PAVE", "£105,000"]] * 3


def test_the_first_sheet_that_holds_something_and_can_be_seen_is_read() -> None:
    content = as_xlsx([["Number"], ["1"]], "Contracts", before=["Cover"], hidden="Working")

    read = read_file("a.xlsx", content)
    hidden = read_file("a.xlsx", content, "Working")

    assert (read.tabs, read.tab) == (("Working", "Contracts"), "Contracts")
    assert read.how == ("Read the sheet “Contracts”.",)
    assert hidden.lines == (Line(1, ("hidden words",)),)
    assert hidden.how == ("Read the sheet “Working”.", "That sheet is hidden in the file.")


def test_merged_cells_are_said() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "Contracts of the year", "Number"
    book.active.merge_cells("A1:D1")
    file = io.BytesIO()
    book.save(file)

    assert read_file("a.xlsx", file.getvalue()).how == (
        "Read the sheet “Sheet”.",
        "Some cells are merged: only the first of each holds its words.",
    )


@given(
    st.lists(
        st.lists(
            st.text(
                st.characters(
                    codec="utf-8", exclude_categories=["Cc", "Zs", "Cf"], exclude_characters=";"
                ),
                min_size=1,
            ),
            min_size=2,
            max_size=5,
        ),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_written_as_csv_is_read_back(rows: list[list[str]]) -> None:
    """Without semicolons: ``;,;`` is two cells parted by a comma or three by semicolons, and nobody can tell."""
    width = max(len(row) for row in rows)
    even = [row + ["x"] * (width - len(row)) for row in rows]

    read = read_file("a.csv", as_csv(even))

    assert words_of(read) == even
    assert [line.number for line in read.lines] == list(range(1, len(even) + 1))


def test_semicolons_in_some_cells_do_not_part_a_file_of_commas() -> None:
    rows = [["Number", "Name"], ["CORE901", "Shelter; night"], ["CORE902", "Court transport"]]

    assert words_of(read_file("a.csv", as_csv(rows))) == rows


@given(st.binary(max_size=400))
def test_no_bytes_are_worse_than_refused(content: bytes) -> None:
    for name in ("a.csv", "a.xlsx", "a.ods"):
        for bytes_given in (content, b"PK\x03\x04" + content):
            with suppress(Unfit):
                assert read_file(name, bytes_given).lines


@pytest.mark.parametrize(
    ("place", "named"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")]
)
def test_columns_are_lettered_as_spreadsheets_do(place: int, named: str) -> None:
    assert letters(place) == named


def test_what_is_too_much_is_refused_in_words() -> None:
    assert refusal("a.csv", b"x" * (MOST_BYTES + 1)) == (
        "This file is larger than 10 MB. Split it into several files and give each."
    )
    assert refusal("a.csv", b"a,b\r\n" * 50_051) == (
        "This file has more than 50,000 rows. Split it into several files and give each."
    )
    assert refusal("a.csv", b"a\r\n" + b"x," * 200 + b"x") == (
        "Line 2 has 201 columns; 200 are the most that can be read. Delete the columns that are"
        " not needed and try again."
    )
    assert refusal("a.csv", b"a,b\r\n1," + b"x" * (LONGEST_CELL + 1)) == (
        "Line 2, column B, holds 5,001 characters; 5,000 are the most that can be read. Shorten it"
        " and try again."
    )


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"  \r\n", "This file is empty. "),
        ("a.csv", b",,\r\n,\r\n", "This file is empty. "),
        ("a.xlsx", as_xlsx([]), "This file is empty. "),
        ("a.pdf", b"%PDF-1.7", "Choose a file that ends in .csv, .xlsx or .ods."),
        ("a.xlsm", as_xlsx([["a"]]), "This file can hold macros"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is an old Excel file (.xls)."),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "This file has a password"),
        ("a.xlsx", b"Number,Name", "This file is not a workbook, whatever its name says."),
        ("a.csv", b"a,b\x00c\r\n", "This file is not a CSV file."),
        ("a.csv", b"\x81\x8d\x8f\x90", "This file is not text that can be read."),
        ("a.csv", b"\xff\xfea", "This file is not text that can be read."),
        ("a.xlsx", b"PK\x03\x04 nothing more", "This file is damaged and cannot be opened."),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(name: str, content: bytes, said: str) -> None:
    assert refusal(name, content).startswith(said)


def test_an_open_quotation_mark_is_refused_with_its_line() -> None:
    assert refusal("a.csv", b'a,b\r\n1,"never closed\r\n2,x\r\n3,y\r\n').startswith(
        "The quotation marks that begin in line 2 do not match"
    )


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def changed(content: bytes, part: str, change: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    """A workbook with some bytes of one part replaced, or with a part added."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts.get(part, b"")
    parts[part] = before.replace(*change) if change[0] else change[1]
    assert parts[part] != before
    return zipped(parts)


SHEET = "xl/worksheets/sheet1.xml"
DAMAGED = "This file is damaged and cannot be opened."
SWELLS = "This file unpacks to far more than its size."


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "Basic/Standard/Module1.xml", "xl/macrosheets/sheet1.xml"]
)
def test_a_workbook_with_macros_is_refused(part: str) -> None:
    content = changed(as_xlsx([["a"]]), part, (b"", b"Sub AutoOpen"))

    assert refusal("a.xlsx", content).startswith("This file has macros, which are never run here.")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refusal("a.xlsx", zipped({SHEET: b"\0" * (101 * 1024 * 1024)})).startswith(SWELLS)
    assert refusal("a.xlsx", zipped({f"{n}.xml": b"" for n in range(2_001)})).startswith(SWELLS)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    honest = zipped({SHEET: b"\0" * 30_000_000})
    true, lie = (30_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    checks = (
        zlib.crc32(b"\0" * 30_000_000).to_bytes(4, "little"),
        zlib.crc32(b"\0" * 10).to_bytes(4, "little"),
    )

    assert refusal("a.xlsx", honest.replace(true, lie).replace(*checks)).startswith(SWELLS)


def test_a_password_is_refused_in_words() -> None:
    content = bytearray(zipped({SHEET: b"x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    manifest = b"<manifest:encryption-data/>"

    assert refusal("a.xlsx", bytes(content)) == unpacking.LOCKED
    assert refusal("a.ods", changed(as_ods([["a"]]), "META-INF/manifest.xml", (b"", manifest))) == (
        unpacking.LOCKED
    )


TOO_FAR = "The sheet “sheet1” reaches to row 1,048,576 and column 16,384;"


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b"<c t='n' r='XFD1048576'><v>1</v></c>",
        b'<x:c r = "xfd1048576" ><v>1</v></x:c>',
        b'<c s="1" r="XFD1048576" t="a/>"><v>1</v></c>',
    ],
)
def test_a_stray_cell_in_the_last_corner_is_refused(cell: bytes) -> None:
    # The reader of workbooks would make room for 17 thousand million cells, and end the process.
    content = changed(as_xlsx([["a"]]), SHEET, (b"</row>", b"</row><row>" + cell + b"</row>"))

    assert refusal("a.xlsx", content).startswith(TOO_FAR)


@pytest.mark.parametrize(
    "hides",
    [
        b"""<c a="<c r='XFD1048576'><v>1</v></c>"></c>""",
        b"""<!-- <c a="--><c r='XFD1048576'><v>1</v></c><c b="></c>""",
    ],
)
def test_a_cell_hidden_from_our_own_reading_is_refused(hides: bytes) -> None:
    content = changed(as_xlsx([["a"]]), SHEET, (b"</row>", hides + b"</row>"))

    assert refusal("a.xlsx", content).startswith(DAMAGED)


def test_cells_without_a_name_count_as_far_down_as_their_row_says() -> None:
    content = changed(
        as_xlsx([["a"]]), SHEET, (b"</row>", b'</row><row r="900000"><c><v>1</v></c></row>')
    )

    assert refusal("a.xlsx", content).startswith("The sheet “sheet1” reaches to row 900,000")


def test_cells_that_are_only_formatted_may_reach_anywhere() -> None:
    content = changed(
        as_xlsx([["a"]]),
        SHEET,
        (b"</row>", b'</row><row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    )

    assert read_file("a.xlsx", content).lines == (Line(1, ("a",)),)


def test_one_long_text_used_in_many_cells_is_refused() -> None:
    long, cells = b"<si><t>" + b"x" * 30_000 + b"</t></si>", b'<c r="A2" t="s"><v>0</v></c>'
    content = changed(as_xlsx([["a"]]), "xl/sharedStrings.xml", (b"", b"<sst>" + long + b"</sst>"))
    content = changed(content, SHEET, (b"</row>", b"</row><row>" + cells * 4_000 + b"</row>"))

    assert refusal("a.xlsx", content).startswith(SWELLS)


@pytest.mark.parametrize(
    ("rows", "columns"), [(1_000_000, 1), (1, 16_384), (50_000, 200), (10**15, 10**15)]
)
def test_a_cell_that_is_repeated_without_end_is_refused(rows: int, columns: int) -> None:
    repeated = (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell'
        f' office:value-type="string" table:number-columns-repeated="{columns}"><text:p>z</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    ).encode()
    content = changed(as_ods([["a"]]), "content.xml", (b"</table:table>", repeated))

    assert refusal("a.ods", content).startswith(
        f"The sheet “Sheet1” reaches to row {rows + 1_000_001:,} and column {columns:,};"
    )
