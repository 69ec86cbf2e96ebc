"""The form as a Word file: blank, or with what is answered so far."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from precept.foundation.clock import spoken
from precept.foundation.documents.model import Document, Heading, Paragraph, clean
from precept.foundation.documents.word import write_word
from precept.foundation.money import Money
from precept.foundation.questions.rules.answers import Answers, day_of, is_whole
from precept.foundation.questions.sets import Question, QuestionSet
from precept.foundation.questions.telling import told
from precept.foundation.questions.word.layout import (
    ADDRESS,
    BOXES,
    CODE_LINE,
    COLUMNS,
    CONFIRM,
    FILES_LINE,
    Placed,
    bookmark,
    placed,
    row_count,
)
from precept.foundation.questions.wording import around_worded

_LINE: Final = 9400
"""The width of the page between its margins, in twentieths of a point."""
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_HOW: Final = (
    "Write your answers in the boxes. Do not change the questions: what stands outside the boxes is not "
    "read. Save the file as a Word document (.docx) and upload it where you got it. You can go on "
    "changing your answers online after that.",
    "Leave a box empty where you do not know the answer yet.",
)


def blank_form(
    question_set: QuestionSet,
    answers: Answers | None = None,
    *,
    title: str,
    code: str,
    office: str = "Application form",
    language: str = "",
) -> bytes:
    """The form as DOCX, with the answers so far. ``code`` says whose form it is when it comes back.

    The same form has the same bytes. Files are not part of it: they are added online.
    """
    paper = Document(
        title=title,
        office=office,
        blocks=(
            Heading(1, "How to use this form"),
            *(Paragraph(words) for words in _HOW),
        ),
        date_line=f"{CODE_LINE}: {code}",
        language="cy-GB" if language == "cy" else "en-GB",
    )
    file = docx.Document(io.BytesIO(write_word(paper)))
    file.core_properties.identifier = code
    file.core_properties.keywords = question_set.digest
    form = _Form(file)
    asked = list(placed(question_set, language))
    for section in around_worded(question_set, language).sections:
        file.add_paragraph(clean(section.title) or "Questions", style="Heading 1")
        for line in section.words.splitlines():
            file.add_paragraph(clean(line))
        for one in asked:
            if one.section == section.key:
                form.ask(one, (answers or {}).get(one.question.key))
    written = io.BytesIO()
    file.save(written)
    return _with_fixed_dates(written)


def _with_fixed_dates(written: io.BytesIO) -> bytes:
    """The file without the moment of its writing in its directory."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return fixed.getvalue()


class _Form:
    """A Word file as it grows by a table for each question."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.marks = 1000

    def ask(self, one: Placed, value: Any) -> None:
        """One question with its box."""
        question = one.question
        if question.kind == "files":
            self.file.add_paragraph(clean(FILES_LINE.format(one.number, one.asks.label)))
            return
        if question.kind == "group":
            rows = value if isinstance(value, list) else []
            for time in range(row_count(question, len(rows))):
                answered = rows[time] if time < len(rows) else {}
                body = [
                    [_labelled(inner, asks, question), _spelled(inner, answered.get(inner.key))]
                    for inner, asks in zip(question.questions, one.asks.questions, strict=True)
                ]
                heading = f"{one.heading} – {time + 1}"
                explained = one.explained if time == 0 else ()
                self._table(heading, explained, bookmark(question, time + 1), [2, 3], body)
            return
        widths, head, body = _body(question, one.asks, value)
        self._table(one.heading, one.explained, bookmark(question), widths, body, head)

    def _table(
        self,
        heading: str,
        explained: Sequence[str],
        name: str,
        widths: Sequence[int],
        body: Sequence[Sequence[str]],
        head: Sequence[str] = (),
    ) -> None:
        self.marks += 1
        twips = [_LINE * width // sum(widths) for width in widths]
        mark = (
            f'<w:bookmarkStart w:id="{self.marks}" w:name={quoteattr(name)}/>'
            f'<w:bookmarkEnd w:id="{self.marks}"/>'
        )
        title = _paragraph(heading, bold=True, before=mark)
        top = _cell(
            [title, *(_paragraph(words, grey=True) for words in explained)],
            sum(twips),
            len(widths),
            is_top=True,
        )
        rows = [_row([top], is_head=True)]
        if head:
            cells = [
                _cell([_paragraph(words, bold=True)], width)
                for words, width in zip(head, twips, strict=True)
            ]
            rows.append(_row(cells))
        for texts in body:
            cells = [
                _cell([_paragraph(line) for line in text.split("\n")], width)
                for text, width in zip(texts, twips, strict=True)
            ]
            rows.append(_row(cells))
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="505A5F"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
        table = parse_xml(
            f"<w:tbl {nsdecls('w')}><w:tblPr>"
            f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCaption w:val={quoteattr(clean(heading))}/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )
        body_element = self.file.element.body
        body_element.insert(len(body_element) - 1, table)
        self.file.add_paragraph()


def _paragraph(text: str, *, bold: bool = False, grey: bool = False, before: str = "") -> str:
    look = "<w:b/>" if bold else '<w:color w:val="505A5F"/><w:sz w:val="19"/>' if grey else ""
    words = escape(clean(text))
    run = (
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>' if words else ""
    )
    return f'<w:p><w:pPr><w:spacing w:after="40"/></w:pPr>{before}{run}</w:p>'


def _cell(paragraphs: Sequence[str], width: int, span: int = 1, *, is_top: bool = False) -> str:
    shade = '<w:shd w:val="clear" w:fill="F3F2F1"/>' if is_top else ""
    spans = f'<w:gridSpan w:val="{span}"/>{shade}' if span > 1 else shade
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}</w:tcPr>'
        f"{''.join(paragraphs)}</w:tc>"
    )


def _row(cells: Sequence[str], *, is_head: bool = False) -> str:
    settings = "<w:trPr><w:cantSplit/></w:trPr>" if is_head else ""
    return f"<w:tr>{settings}{''.join(cells)}</w:tr>"


def _labelled(inner: Question, asks: Question, group: Question) -> str:
    """What stands beside the box of a question in a group."""
    choices = f"({' / '.join(one.label for one in asks.options)})" if asks.options else ""
    lines = (asks.label, asks.hint, choices, told(inner, group))
    return "\n".join(line for line in lines if line)


def _body(
    question: Question, asks: Question, value: Any
) -> tuple[Sequence[int], Sequence[str], list[list[str]]]:
    """The widths of the columns, their headings, and what stands in the rows."""
    if question.kind in BOXES:
        rows = [row for row in value or [] if isinstance(row, Mapping)]
        empty: list[Mapping[str, Any]] = [{}] * (row_count(question, len(rows)) - len(rows))
        body = [
            [_cost_words(box, row.get(box)) for box in BOXES[question.kind]]
            for row in [*rows, *empty]
        ]
        columns = COLUMNS[question.kind]
        return [width for _, width in columns], [words for words, _ in columns], body
    if question.kind == "address":
        row = value if isinstance(value, Mapping) else {}
        return [1, 4], (), [[words, str(row.get(box) or "")] for words, box in ADDRESS]
    if question.kind == "declaration":
        return [1, 9], (), [["X" if value is True else "", CONFIRM]]
    if question.options:
        chosen = value if isinstance(value, list) else [value]
        body = [
            ["X" if {old.key, old.label} & set(map(str, chosen)) else "", new.label]
            for old, new in zip(question.options, asks.options, strict=True)
        ]
        return [1, 9], (), body
    return [1], (), [[_spelled(question, value)]]


def _cost_words(box: str, value: Any) -> str:
    if box == "pence" and is_whole(value):
        return Money(value).short
    return "" if value is None else str(value)


def _spelled(question: Question, value: Any) -> str:
    """What stands in a box of one answer, as people write it."""
    if value is None:
        return ""
    if question.kind == "money" and is_whole(value):
        return Money(value).short
    if question.kind == "date" and (day := day_of(value)):
        return spoken(day)
    said = {one.key: one.label for one in question.options}
    if isinstance(value, list):
        return "\n".join(said.get(str(one), str(one)) for one in value)
    if isinstance(value, Mapping):
        return "\n".join(str(value[box]) for _, box in ADDRESS if value.get(box))
    if value is True:
        return "Yes"
    return said.get(str(value), str(value))
