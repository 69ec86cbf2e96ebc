"""A form that came back as a Word file: its answers, and what in it could not be read."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from precept.foundation.documents.inspection import inspect
from precept.foundation.documents.rules import Unfit
from precept.foundation.questions.rules import typed
from precept.foundation.questions.rules.answers import Facts, cleaned, is_answered
from precept.foundation.questions.rules.problems import Problem, problems
from precept.foundation.questions.sets import Option, Question, QuestionSet
from precept.foundation.questions.word.layout import (
    BOXES,
    CODE_LINE,
    FILES_LINE,
    Placed,
    bookmark,
    placed,
)
from precept.foundation.questions.wording import around_worded

MOST_UNPACKED: Final = 16 * 1024 * 1024
"""Of the words of a form; the longest answers to every question are far less."""
MOST_TABLES: Final = 400
_TOO_LARGE: Final = (
    "is far longer than any form of ours. Download the form again, and copy your answers into it."
)
_NO_FORM: Final = (
    "is not a form of this round: it has none of our boxes. Download the form, and fill that in."
)
_CODE: Final = re.compile(rf"{CODE_LINE}:\s*(\S{{1,100}})")
_MARKS: Final = "xX✓✔☒☑[]()"
_SHOWN: Final = 80


@dataclass(frozen=True)
class ReadForm:
    """What a form says: its answers by question, everything that stands against them, and its code.

    ``is_other_version`` says that it was made from other questions than those it was read against.
    """

    answers: dict[str, Any]
    problems: tuple[Problem, ...]
    code: str
    is_other_version: bool = False


@dataclass
class _Found:
    """What was found of one question: the rows of its table; of a group, one list for each time."""

    tables: list[list[list[str]]] = field(default_factory=list)


def read_form(
    question_set: QuestionSet,
    content: bytes,
    *,
    facts: Facts | None = None,
    language: str = "",
) -> ReadForm:
    """Read a form that came back. Its problems are those of the same answers typed online, and its own.

    Files are added online: whether they are there is not asked here.
    Unfit (words that follow the file's name) where it is no Word file, hides something harmful, swells, or
    is no form of ours.
    """
    inspect("form.docx", content)
    document, properties = _unpacked(content)
    asked = list(placed(question_set, language))
    around = around_worded(question_set, language)
    lying = _Lying(around, asked)
    for element in _blocks(document.find(qn("w:body"))):
        lying.take(element)
    if not lying.found:
        raise Unfit(_NO_FORM)
    answers: dict[str, Any] = {}
    told = list(lying.problems)
    for one in asked:
        key = one.question.key
        if key in lying.found:
            value, wrong = _answer(one, lying.found[key].tables)
            if is_answered(value):
                answers[key] = value
            told += wrong
        elif one.question.kind != "files":
            words = "Its box is not in the file. Download the form again, or answer it online"
            told.append(Problem(one.section, key, words))
    digest = properties.get("keywords", "")
    online = {one.question.key for one in asked if one.question.kind == "files"}
    told += [one for one in problems(around, answers, facts or {}) if one.question not in online]
    return ReadForm(
        answers={key: _tidy(value) for key, value in answers.items()},
        problems=tuple(told),
        code=properties.get("identifier", "") or lying.code,
        is_other_version=bool(digest) and digest != question_set.digest,
    )


def _tidy(value: Any) -> Any:
    """An answer without rows of nothing: their places matter only to say where something is wrong."""
    return [row for row in value if is_answered(row)] if isinstance(value, list) else value


def _unpacked(content: bytes) -> tuple[Any, dict[str, str]]:
    """The document and its properties; the file was looked through before, so its sizes are true."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sizes = {one.filename: one.file_size for one in archive.infolist()}
        if sizes.get("word/document.xml", MOST_UNPACKED + 1) > MOST_UNPACKED:
            raise Unfit(_TOO_LARGE)
        try:
            document = parse_xml(archive.read("word/document.xml"))
            properties = {}
            if 0 < sizes.get("docProps/core.xml", 0) < 100_000:
                for one in parse_xml(archive.read("docProps/core.xml")):
                    name = str(one.tag).rpartition("}")[2]
                    properties[name] = cleaned(one.text or "")[:200]
        except (ValueError, SyntaxError) as problem:
            raise Unfit(_NO_FORM) from problem
    if document.find(qn("w:body")) is None:
        raise Unfit(_NO_FORM)
    return document, properties


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in their order, also within content controls and what was tracked in."""
    stack = [iter(body)]
    while stack:
        for element in stack[-1]:
            if element.tag in {qn("w:p"), qn("w:tbl")}:
                yield element
            elif element.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")}:
                stack.append(iter(element))
                break
        else:
            stack.pop()


def _text(element: Any) -> str:
    """The words of a paragraph, a cell or a table as they are seen: without what was struck out."""
    skipped = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr")}
    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    pieces: list[str] = []
    is_later = False
    stack = [element]
    while stack:
        one = stack.pop()
        if one.tag == qn("w:p"):
            pieces += ["\n"] if is_later else []
            is_later = True
        if one.tag == qn("w:p") and one.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
            pieces.append("- ")
        if one.tag == qn("w:t"):
            pieces.append(one.text or "")
        elif one.tag in {qn("w:br"), qn("w:cr")}:
            pieces.append("\n")
        elif one.tag == qn("w:tab"):
            pieces.append(" ")
        elif one.tag == qn("w:noBreakHyphen"):
            pieces.append("-")
        stack.extend(
            child for child in reversed(one) if child.tag not in skipped and child.tag != fallback
        )
    return cleaned("".join(pieces))


def _cells(table: Any) -> list[list[str]]:
    return [[_text(cell) for cell in row.iter(qn("w:tc"))] for row in table.findall(qn("w:tr"))]


class _Lying:
    """Where things lie in the file, block after block."""

    def __init__(self, question_set: QuestionSet, asked: Sequence[Placed]) -> None:
        self.asked = asked
        self.by_name = {}
        self.found: dict[str, _Found] = {}
        self.problems: list[Problem] = []
        self.code = ""
        self.last: Placed | None = None
        self.tables = 0
        for one in asked:
            self.by_name[bookmark(one.question)] = one
            for time in range(1, 60):
                self.by_name[bookmark(one.question, time)] = one
        self.known = {_bare(section.title) for section in question_set.sections} | {
            _bare(line) for section in question_set.sections for line in section.words.splitlines()
        }
        self.known |= {
            _bare(FILES_LINE.format(one.number, one.asks.label))
            for one in asked
            if one.question.kind == "files"
        }

    def take(self, element: Any) -> None:
        """Take in the next paragraph or table."""
        if element.tag == qn("w:tbl"):
            self._table(element)
            return
        text = _text(element)
        if found := _CODE.search(text):
            self.code = self.code or found[1]
        # What stands before the first box is how to use the form.
        if self.last is not None and text and _bare(text) not in self.known:
            self._outside(text)

    def _table(self, table: Any) -> None:
        self.tables += 1
        if self.tables > MOST_TABLES:
            raise Unfit(_TOO_LARGE)
        rows = _cells(table)
        one = self._asked_in(table, rows)
        if one is None:
            text = _text(table)
            if self.last is not None and text:
                self._outside(text)
            return
        self.last = one
        head = rows[0][0] if rows and rows[0] else ""
        known = {_bare(line) for line in one.explained}
        beside = [
            line
            for line in head.split("\n")
            if line.strip() and _bare(line) not in known and not self._is_heading(line, one)
        ]
        self.found.setdefault(one.question.key, _Found()).tables.append(rows[1:])
        if beside:
            self._outside(" ".join(beside))

    def _asked_in(self, table: Any, rows: list[list[str]]) -> Placed | None:
        for mark in table.iter(qn("w:bookmarkStart")):
            if one := self.by_name.get(mark.get(qn("w:name"), "")):
                return one
        head = rows[0][0].split("\n")[0] if rows and rows[0] else ""
        return next((one for one in self.asked if self._is_heading(head, one)), None)

    def _is_heading(self, line: str, one: Placed) -> bool:
        return re.sub(r" – \d+$", "", _bare(line)) == _bare(one.heading)

    def _outside(self, text: str) -> None:
        assert self.last is not None
        shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
        words = (
            f"“{' '.join(shown.split())}” stands outside the box of question {self.last.number} and was not "
            "read. Copy it into a box, or take it out"
        )
        self.problems.append(Problem(self.last.section, self.last.question.key, words))


def _bare(text: str) -> str:
    return " ".join(text.split())


def _answer(one: Placed, tables: list[list[list[str]]]) -> tuple[Any, list[Problem]]:
    """What the rows of a question say, as it is stored."""
    question, rows = one.question, tables[0]
    if question.kind in BOXES:
        # A table that was split in two by a page or a person is one.
        several = [row for part in tables for row in part]
        return list(_table(question, several)), []
    if question.kind == "group":
        return [
            row for part in tables if is_answered(row := dict(_members(question, one.asks, part)))
        ], []
    if question.kind == "address":
        said = dict(map(_pair, rows))
        postcode = typed.read_postcode(said.get("Postcode", ""))
        return {"lines": said.get("Address", ""), "postcode": postcode}, []
    if question.kind == "declaration":
        return any(_is_marked(row) for row in rows) or None, []
    if question.options:
        return _chosen(one, rows)
    return _single(question, "\n".join(text for row in rows for text in row)), []


def _pair(row: Sequence[str]) -> tuple[str, str]:
    return (row[0] if row else "", "\n".join(row[1:]))


def _table(question: Question, rows: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    boxes = BOXES[question.kind]
    for row in rows[1:]:
        texts = [*row, *([""] * len(boxes))][: len(boxes)]
        said: dict[str, Any] = dict(zip(boxes, texts, strict=True))
        if "pence" in said:
            said["pence"] = typed.read_pence(said["pence"])
            said["item"] = _bare(said["item"])
        else:
            said["people"] = typed.read_number(re.sub(r"(?i)\s*people$", "", said["people"]))
            said["percent"] = typed.read_number(said["percent"].removesuffix("%"))
            said["change"], said["measure"] = _bare(said["change"]), _bare(said["measure"])
        yield said


def _members(
    group: Question, asks: Question, rows: Sequence[Sequence[str]]
) -> Iterator[tuple[str, Any]]:
    named = {_bare(text.split("\n")[0]): rest for text, rest in map(_pair, rows)}
    for place, (question, shown) in enumerate(zip(group.questions, asks.questions, strict=True)):
        at_place = _pair(rows[place])[1] if place < len(rows) else ""
        text = named.get(_bare(shown.label), at_place)
        value = _of_words(question, shown.options, text) if question.options else None
        value = _single(question, text) if value is None else value
        if is_answered(value):
            yield question.key, value


def _of_words(question: Question, shown: Sequence[Option], text: str) -> Any:
    """Which answers a text names, by their words; the text itself where it names none."""
    keys = {one.label.casefold(): old.key for old, one in zip(question.options, shown, strict=True)}
    if question.kind == "choice":
        return keys.get(_bare(text).casefold(), cleaned(text))
    parts = [part for part in re.split(r"[\n;]", text) if part.strip()]
    return [keys.get(_bare(part).casefold(), cleaned(part)) for part in parts]


def _single(question: Question, text: str) -> Any:
    """One answer of the kind of its question."""
    match question.kind:
        case "money":
            return typed.read_pence(text)
        case "number":
            return typed.read_number(text)
        case "date":
            return typed.read_day(_bare(text))
        case "line":
            return _bare(text)
        case "declaration":
            return typed.is_yes(text) or None
        case "areas":
            return [_bare(line) for line in text.split("\n") if line.strip()]
        case "address":
            lines = [line for line in text.split("\n") if line.strip()]
            last = typed.read_postcode(lines[-1]) if lines else ""
            if typed.is_postcode(last):
                return {"lines": "\n".join(lines[:-1]), "postcode": last}
            return {"lines": text, "postcode": ""}
        case _:
            return cleaned(text)


def _is_marked(row: Sequence[str]) -> bool:
    """Whether a row is marked: something beside it that is not a no, or a mark before its words."""
    mark = _bare(row[0]) if row else ""
    if mark and mark.strip("[]() ").lower() not in {"", "no", "n", "☐", "-"}:
        return True
    return len(row) > 1 and row[1].strip() != row[1].strip().strip(_MARKS).strip()


def _chosen(one: Placed, rows: Sequence[Sequence[str]]) -> tuple[Any, list[Problem]]:
    question = one.question
    places = {_bare(option.label).casefold(): at for at, option in enumerate(one.asks.options)}
    chosen: list[str] = []
    for at, row in enumerate(rows):
        words = _bare(row[-1] if row else "").casefold()
        place = places.get(words, places.get(words.strip(_MARKS.casefold()).strip(), at))
        is_own = len(row) > 1 and words in places
        if place < len(question.options) and _is_marked(row[:1] if is_own else row):
            option = question.options[place]
            chosen.append(option.label if question.kind == "areas" else option.key)
    if question.kind != "choice":
        return chosen, []
    if len(chosen) > 1:
        words = f"{len(chosen)} answers are marked. Mark one"
        return None, [Problem(one.section, question.key, words)]
    return (chosen[0] if chosen else None), []
