"""Reading CSV as offices really have it: any of four encodings, three separators, and line breaks in cells."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Final

from precept.foundation.intake.reading.shape import FileRead, Line, Unfit, kept_line

SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
_LOOKED_AT: Final = 100
_LONGEST_FIELD: Final = 131_072


def read_delimited(content: bytes) -> FileRead:
    """The rows of a CSV file; Unfit where it is no text or a quotation mark is never closed."""
    text, encoding = decoded(content)
    named, text, before = _named_separator(text)
    separator = named or likely_separator(text)
    lines: list[Line] = []
    for number, cells in _records(text, separator, before):
        line = kept_line(number, list(cells), place=len(lines))
        if line is not None:
            lines.append(line)
    if not lines:
        raise Unfit("This file is empty. Choose one with a heading row and rows below it.")
    how = (encoding, f"Cells are separated by {SEPARATORS[separator]}.")
    return FileRead(how=how, tabs=(), tab="", lines=tuple(lines))


def decoded(content: bytes) -> tuple[str, str]:
    """The text of a file, and in words which encoding it was read as."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return _without_nothing(content.decode("utf-16")), "Read as UTF-16 text."
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252")
            return _without_nothing(text), (
                "Read as Windows-1252 text, as older spreadsheets save CSV:"
                " check that pound signs and accents are right."
            )
        return _without_nothing(text), "Read as UTF-8 text."
    except UnicodeDecodeError as error:
        raise Unfit(
            "This file is not text that can be read. Save it from the spreadsheet as CSV (UTF-8) or"
            " XLSX and try again."
        ) from error


def _without_nothing(text: str) -> str:
    if "\x00" in text:
        raise Unfit(
            "This file is not a CSV file. Save it from the spreadsheet as CSV (UTF-8) or XLSX and"
            " try again."
        )
    return text


def _named_separator(text: str) -> tuple[str | None, str, int]:
    """The separator that a first line «sep=;» names, the text after it, and how many lines it took."""
    first = text[:10].splitlines()[0] if text else ""
    if first.lower().startswith("sep=") and first[4:5] in SEPARATORS:
        _, _, rest = text.partition("\n")
        return first[4], rest, 1
    return None, text, 0


def likely_separator(text: str) -> str:
    """The separator under which most of the first rows are equally wide; a comma where none is."""
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            for _, cells in _records(text, separator, 0):
                if any(cell.strip() for cell in cells):
                    widths[len(cells)] += 1
                if widths.total() == _LOOKED_AT:
                    break
        except Unfit:
            continue
        wide = {width: rows for width, rows in widths.items() if width > 1}
        if not wide:
            continue
        width, rows = max(wide.items(), key=lambda one: (one[1], one[0]))
        score = (rows / widths.total(), width)
        if score > best_score:
            best, best_score = separator, score
    return best


def _records(text: str, separator: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """Each record under the number of the line on which it starts.

    A record with line breaks in its cells takes several lines, so the next one's number jumps.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        start = reader.line_num + 1 + before
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unfit(
                f"The quotation marks that begin in line {start} do not match, so the file cannot"
                " be read from there on. Correct that line, or save the file as XLSX, and try again."
            ) from error
        yield start, cells
