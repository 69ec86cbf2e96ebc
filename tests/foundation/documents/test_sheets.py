"""No cell of any spreadsheet we give is taken for a formula, and every cell is what it was."""

import ast
import csv
import io
import tempfile
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from precept.foundation.documents.sheets import (
    LONGEST_TEXT,
    Cell,
    Sheet,
    csv_lines,
    guarded,
    write_csv,
    write_xlsx,
)
from precept.foundation.money import Money

SOURCE = Path(__file__).parents[3] / "src" / "precept"
DANGEROUS = "=+-@\t\r\n＝＋－＠"
NOON = datetime(2022, 7, 1, 11, 0, tzinfo=UTC)

texts = st.one_of(
    st.text(),
    st.builds(str.__add__, st.sampled_from(DANGEROUS + " \x00\ufeff'"), st.text()),
    st.sampled_from(['=HYPERLINK("http://x")', "@SUM(A1)", "+44 20", "-5", "https://x.example"]),
)


def read_csv(written: bytes) -> list[list[str]]:
    text = written.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def read_xlsx(written: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written))


def one_cell(cell: Cell) -> tuple[object, str, str]:
    page = read_xlsx(write_xlsx([Sheet("s", ["a"], [[cell]])])).active
    assert page is not None
    found = page.cell(2, 1)
    return found.value, found.data_type, found.number_format


@pytest.mark.parametrize("sign", DANGEROUS)
def test_text_that_begins_like_a_formula_is_guarded(sign):
    assert guarded(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("before", [" ", "\u00a0", "\u200b", "\ufeff", "\x00", "\x1b", "  \x00 "])
def test_nothing_unseen_hides_the_sign(before):
    assert guarded(f"{before}=1+1").startswith("'")


@pytest.mark.parametrize("text", ["", "a", "a=b", "'=1", "1-2", "£5", " a", "é", "a\n=b"])
def test_other_text_is_left_as_it_is(text):
    assert guarded(text) == text


@given(st.lists(st.lists(texts, min_size=2, max_size=2), max_size=5))
@example([["\x00=1", "\ud800+1"], ["\r\n", '"=1,2"']])
def test_no_cell_of_a_csv_begins_like_a_formula_and_all_rows_come_back(rows):
    columns = ["=a", "b"]
    read = read_csv(write_csv(columns, rows))
    assert read == [[guarded(cell) for cell in row] for row in [columns, *rows]]
    assert not [cell for row in read for cell in row if cell[:1] in tuple(DANGEROUS)]


@given(st.lists(texts, min_size=1, max_size=5))
@example(["=1+1", "{=1+1}", "=A1", "https://x.example", "mailto:a@b.example", "internal:a", "TRUE"])
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(cells):
    written = write_xlsx([Sheet("s", ["=a"] * len(cells), [cells])])
    page = read_xlsx(written).active
    assert page is not None
    found = [cell for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in found} <= {"s", "inlineStr", "n"}
    assert [cell.value for cell in found if cell.data_type == "n" and cell.value is not None] == []
    assert [cell.hyperlink for cell in found if cell.hyperlink] == []
    xml = zipfile.ZipFile(io.BytesIO(written)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    assert b"<hyperlink" not in xml


def test_a_csv_is_rfc_4180_in_utf_8():
    rows = [["a,b", 'say "x"'], ["two\nlines", "£"]]
    assert write_csv(["One", "Two"], rows, with_bom=False) == (
        'One,Two\r\n"a,b","say ""x"""\r\n"two\nlines",£\r\n'.encode()
    )
    assert write_csv(["One"], []) == b"\xef\xbb\xbfOne\r\n"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (Money(123450), "1234.50"),
        (Money(-5), "-0.05"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.10"), "-0.10"),
        (-5, "-5"),
        (date(2022, 12, 9), "2022-12-09"),
        (NOON, "2022-07-01T12:00:00+01:00"),
        (datetime(2022, 12, 1, 12, 0, tzinfo=UTC), "2022-12-01T12:00:00+00:00"),
        ("-5", "'-5"),
    ],
)
def test_each_kind_of_cell_has_one_form_in_csv(cell, written):
    assert read_csv(write_csv(["a", "b"], [[cell, "x"]]))[1] == [written, "x"]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (True, (True, "b", "General")),
        (Money(123450), (1234.5, "n", "£#,##0.00")),
        (Money(-5), (-0.05, "n", "£#,##0.00")),
        (7, (7, "n", "General")),
        (Decimal("0.25"), (0.25, "n", "General")),
        (date(2022, 12, 9), (datetime.fromisoformat("2022-12-09"), "d", "d mmmm yyyy")),
        (NOON, (datetime.fromisoformat("2022-07-01T12:00"), "d", "d mmmm yyyy hh:mm:ss")),
        ("=1+1", ("=1+1", "s", "@")),
        ("007", ("007", "s", "@")),
        (None, (None, "n", "General")),
        (date(1899, 12, 31), ("1899-12-31", "s", "@")),
        (12345678901234567, ("12345678901234567", "s", "General")),
        (Decimal("NaN"), ("NaN", "s", "General")),
    ],
)
def test_each_kind_of_cell_is_what_it_is_in_a_workbook(cell, read):
    value, kind, form = one_cell(cell)
    assert (value, "s" if kind == "inlineStr" else kind, form) == read


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_no_penny_is_lost_in_either(pence):
    money = Money(pence)
    assert Decimal(read_csv(write_csv(["a"], [[money]]))[1][0]) == money.pounds
    value, _, _ = one_cell(money)
    assert Decimal(str(value)) == money.pounds


def test_a_moment_without_its_time_zone_is_refused():
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="needs its time zone"):
        write_csv(["a"], [[naive]])
    with pytest.raises(ValueError, match="needs its time zone"):
        write_xlsx([Sheet("s", ["a"], [[naive]])])


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="Row 2 has 1 cells under 2 columns"):
        write_csv(["a", "b"], [["x", "y"], ["x"]])
    with pytest.raises(ValueError, match="Row 1 has 3 cells under 2 columns"):
        write_xlsx([Sheet("s", ["a", "b"], [["x", "y", "z"]])])


def test_a_refused_row_leaves_no_rows_behind_on_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ValueError, match="Row 2"):
        write_xlsx([Sheet("s", ["a"], [["private"], []])])
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_needs_a_sheet():
    with pytest.raises(ValueError, match="at least one sheet"):
        write_xlsx([])


def test_lines_come_one_by_one():
    def rows():
        yield ["1"]
        raise AssertionError("read further than asked")

    lines = csv_lines(["a"], rows(), with_bom=False)
    assert [next(lines), next(lines)] == [b"a\r\n", b"1\r\n"]


def test_text_too_long_for_a_cell_is_cut_and_says_so():
    longest = "a" * LONGEST_TEXT
    assert one_cell(longest)[0] == longest
    value = str(one_cell("😀" * 20_000)[0])
    assert value.endswith("😀… [cut: the cell holds no more; the CSV file has it all]")
    assert LONGEST_TEXT - 1 <= len(value.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_sheets_have_names_that_a_spreadsheet_takes():
    wanted = ["Spend: 2022/23", "a" * 40, "a" * 40, "", "'q'", "History", "spend  2022 23", "[x]"]
    names = read_xlsx(write_xlsx(Sheet(name, ["a"], []) for name in wanted)).sheetnames
    assert names == [
        *("Spend  2022 23", "a" * 31, "a" * 27 + " (2)", "Sheet", "q", "History of it"),
        *("spend  2022 23 (2)", "x"),
    ]


def test_the_heading_stays_in_sight_and_columns_are_wide_enough():
    rows = [["a" * 30, Money(1)], ["b" * 500, Money(100_000_000)]]
    page = read_xlsx(write_xlsx([Sheet("s", ["Provider", "Value"], rows)])).active
    assert page is not None
    assert page.freeze_panes == "A2"
    assert page.cell(1, 1).font.bold is True
    widths = [page.column_dimensions[letter].width for letter in "AB"]
    assert [round(width) for width in widths] == [61, 16]


def test_the_same_rows_give_the_same_workbook_and_name_nobody():
    sheets = [Sheet("s", ["a"], [["b"]])]
    written = write_xlsx(sheets, title="Register", dated=date(2022, 12, 9))
    assert written == write_xlsx(sheets, title="Register", dated=date(2022, 12, 9))
    properties = read_xlsx(written).properties
    assert (properties.title, properties.creator, properties.lastModifiedBy) == (
        "Register",
        None,
        None,
    )
    assert str(properties.created)[:10] == "2022-12-09"


def writers_in(source: str) -> list[str]:
    """What a module uses of the two libraries that write spreadsheets."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.split(".")[0] == "xlsxwriter"]
        elif isinstance(node, ast.ImportFrom):
            names = [name.name for name in node.names]
            if (node.module or "").split(".")[0] == "xlsxwriter":
                found.append("xlsxwriter")
            if node.module == "csv":
                found += [name for name in names if name.lower().endswith("writer") or name == "*"]
        elif isinstance(node, ast.Attribute) and node.attr in ("writer", "DictWriter"):
            found.append(node.attr)
    return found


@pytest.mark.parametrize(
    "source",
    [
        *("import csv\ncsv.writer(f)", "import csv as c\nc.DictWriter(f, [])", "import xlsxwriter"),
        *("from csv import DictWriter", "from csv import *", "from xlsxwriter import Workbook"),
        "import xlsxwriter.workbook",
    ],
)
def test_another_writer_would_be_found(source):
    assert len(writers_in(source)) == 1


def test_nothing_else_writes_spreadsheets():
    modules = sorted(SOURCE.rglob("*.py"))
    others = {
        path.relative_to(SOURCE).as_posix(): writers_in(path.read_text(encoding="utf-8"))
        for path in modules
    }
    assert [name for name, found in others.items() if found] == ["foundation/documents/sheets.py"]
