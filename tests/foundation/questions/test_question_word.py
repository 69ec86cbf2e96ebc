"""The form as a Word file: the same answers come back, whatever people and programs do to it."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from precept.foundation.documents.inspection import inspect
from precept.foundation.documents.rules import Unfit
from precept.foundation.questions import rules
from precept.foundation.questions.sets import QuestionSet
from precept.foundation.questions.starting import starting_sets
from precept.foundation.questions.word import blank_form, read_form
from tests.foundation.questions.every_kind import ANSWERS, EVERY_KIND, FACTS

FORM = {"title": "Apply to a round", "code": "CSF-2026-0042", "office": "An office"}
MARKER = "x"


def form(answers: dict[str, Any] | None = None, **options: Any) -> bytes:
    return blank_form(EVERY_KIND, answers, **{**FORM, **options})


def changed(content: bytes, change: Callable[[Document], None]) -> bytes:
    """The file after somebody opened it, did something, and saved it."""
    file = docx.Document(io.BytesIO(content))
    change(file)
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def table(file: Document, number: int) -> Any:
    """The table of a question by its number on paper."""
    return next(one for one in file.tables if one.rows[0].cells[0].text.startswith(f"{number}."))


def without_marks(file: Document) -> None:
    """What some programs make of a file: its bookmarks and properties are gone."""
    body = file.element.body
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        for mark in list(body.iter(qn(name))):
            mark.getparent().remove(mark)
    file.core_properties.identifier = ""
    file.core_properties.keywords = ""


def test_the_same_answers_come_back() -> None:
    read = read_form(EVERY_KIND, form(ANSWERS), facts=FACTS)

    assert read.answers == ANSWERS
    assert read.problems == ()
    assert (read.code, read.is_other_version) == ("CSF-2026-0042", False)


def test_a_blank_form_says_what_is_missing_and_nothing_else() -> None:
    read = read_form(EVERY_KIND, form(), facts=FACTS)

    assert read.answers == {}
    assert list(read.problems) == rules.problems(EVERY_KIND, {}, FACTS)


def test_the_same_form_has_the_same_bytes_and_is_taken_as_a_file() -> None:
    assert form(ANSWERS) == form(ANSWERS)
    assert inspect("form.docx", form(ANSWERS)).name.kind.key == "docx"


def test_answers_come_back_where_a_program_dropped_every_mark() -> None:
    read = read_form(EVERY_KIND, changed(form(ANSWERS), without_marks), facts=FACTS)

    assert read.answers == ANSWERS
    assert read.problems == ()
    assert read.code == "CSF-2026-0042"


def test_somebody_fills_it_in_by_hand() -> None:
    def fill(file: Document) -> None:
        table(file, 1).rows[1].cells[0].text = "The barn"
        table(file, 3).rows[1].cells[0].text = "about eighty"
        table(file, 4).rows[2].cells[0].text = MARKER
        table(file, 6).rows[1].cells[0].text = "✓"
        costs = table(file, 9)
        costs.rows[2].cells[0].text, costs.rows[2].cells[1].text = "Hall", "£1,000"
        costs.rows[4].cells[0].text, costs.rows[4].cells[1].text = "Gloves", "lots"
        table(file, 10).rows[1].cells[0].text = "1st April 2027"
        outcome = table(file, 12).rows[2].cells
        outcome[0].text, outcome[1].text, outcome[2].text = "80 people", "feel safer", "75%"
        address = table(file, 13)
        address.rows[1].cells[1].text, address.rows[2].cells[1].text = "1 Barn Lane", "le1 1aa"

    read = read_form(EVERY_KIND, changed(form(), fill), facts=FACTS)

    assert read.answers == {
        "title": "The barn",
        "people": "about eighty",
        "under_18s": "no",
        "aims": ["calm"],
        "costs": [{"item": "Hall", "pence": 100_000}, {"item": "Gloves", "pence": "lots"}],
        "starts": "2027-04-01",
        "outcomes": [{"people": 80, "change": "feel safer", "percent": 75, "measure": ""}],
        "base": {"lines": "1 Barn Lane", "postcode": "LE1 1AA"},
    }
    told = {one.told for one in read.problems}
    assert "Enter a whole number, like 80" in told
    assert "Row 3: “lots” is not an amount. Enter an amount of money, like £1,234.56" in told


def test_two_marks_beside_one_choice_are_told() -> None:
    def mark(file: Document) -> None:
        for row in table(file, 4).rows[1:]:
            row.cells[0].text = MARKER

    read = read_form(EVERY_KIND, changed(form(), mark))

    assert "under_18s" not in read.answers
    assert "2 answers are marked. Mark one" in {one.words for one in read.problems}


@pytest.mark.parametrize(
    ("mark", "is_chosen"),
    [("X", True), ("yes", True), ("☒", True), ("☐", False), ("no", False), ("  ", False)],
)
def test_marks_are_read_as_people_make_them(mark: str, is_chosen: bool) -> None:
    def put(file: Document) -> None:
        table(file, 16).rows[1].cells[0].text = mark

    assert read_form(EVERY_KIND, changed(form(), put)).answers.get("true", False) is is_chosen


def test_what_stands_outside_the_boxes_is_told_with_its_place() -> None:
    def write(file: Document) -> None:
        table(file, 2)._tbl.getnext().append(docx.oxml.parse_xml(PARAGRAPH_RUN))
        table(file, 8).rows[0].cells[0].add_paragraph("We ask for £500")

    read = read_form(EVERY_KIND, changed(form(), write))
    told = {one.question: one.words for one in read.problems if "outside" in one.words}

    assert told == {
        "story": "“We run a club” stands outside the box of question 2 and was not read. "
        "Copy it into a box, or take it out",
        "asked": "“We ask for £500” stands outside the box of question 8 and was not read. "
        "Copy it into a box, or take it out",
    }


PARAGRAPH_RUN = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:t>We run a club</w:t></w:r>"
)


def test_rows_that_were_added_and_a_copied_group_are_read() -> None:
    from copy import deepcopy

    def add(file: Document) -> None:
        costs = table(file, 9)
        row = costs.add_row().cells
        row[0].text, row[1].text = "Lights", "50"
        people = next(one for one in file.tables if "– 2" in one.rows[0].cells[0].text)
        another = deepcopy(people._tbl)
        people._tbl.addnext(another)
        for one in file.tables:
            if one._tbl is another:
                one.rows[1].cells[1].text = "Cy Example"

    read = read_form(EVERY_KIND, changed(form(ANSWERS), add))

    assert read.answers["costs"][-1] == {"item": "Lights", "pence": 5_000}
    assert [one["name"] for one in read.answers["team"]] == [
        "Ada Example",
        "Bo Example",
        "Cy Example",
    ]


def test_a_box_that_was_taken_out_is_told() -> None:
    def drop(file: Document) -> None:
        gone = table(file, 1)._tbl
        gone.getparent().remove(gone)

    read = read_form(EVERY_KIND, changed(form(ANSWERS), drop), facts=FACTS)

    assert [(one.question, one.words) for one in read.problems] == [
        ("title", "Its box is not in the file. Download the form again, or answer it online"),
        ("title", "Answer “What is it called?”"),
    ]


def test_struck_out_words_are_not_read_and_bullets_stay() -> None:
    def track(file: Document) -> None:
        cell = table(file, 2).rows[1].cells[0]
        cell.text = "kept "
        cell.paragraphs[0]._p.append(docx.oxml.parse_xml(DELETED))
        cell.add_paragraph("a point")
        point = cell.paragraphs[1]._p.get_or_add_pPr()
        point.get_or_add_numPr()

    read = read_form(EVERY_KIND, changed(form(), track))

    assert read.answers["story"] == "kept \n- a point"


DELETED = (
    '<w:del xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1" w:author="A">'
    "<w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>"
)


def test_a_form_of_other_questions_says_so_and_is_read_by_what_is_the_same() -> None:
    newer = rules.change_question(EVERY_KIND, "title", label="Its name?")
    read = read_form(newer, form(ANSWERS), facts=FACTS)

    assert read.is_other_version
    assert read.answers["title"] == ANSWERS["title"]


def test_the_form_in_plain_words_gives_the_same_answers() -> None:
    asks = starting_sets()[0].question_set
    content = blank_form(asks, {"project_title": "The barn"}, language="plain", **FORM)
    plain = read_form(asks, content, language="plain")

    assert plain.answers == {"project_title": "The barn"}
    assert (
        "What is the name of your project?"
        in table(docx.Document(io.BytesIO(content)), 1).rows[0].cells[0].text
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 not word", "inside it is"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
    ids=["empty", "pdf", "broken"],
)
def test_what_is_no_word_file_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Unfit) as refused:
        read_form(EVERY_KIND, content)

    assert words in refused.value.words


def repacked(parts: dict[str, bytes]) -> bytes:
    """The form with some of its parts replaced."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(form())) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in set(parts) - set(old.namelist()):
            new.writestr(name, parts[name])
    return written.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOMB = (
    b"<w:document " + W.encode() + b"><w:body>" + b"<w:p/>" * 4_000_000 + b"</w:body></w:document>"
)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"word/document.xml": BOMB}, "unpacks to far more"),
        ({"word/vbaProject.bin": b"x"}, "holds macros"),
        (
            {
                "word/document.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document '
                + W.encode()
                + b"><w:body>&a;</w:body></w:document>"
            },
            "damaged",
        ),
        (
            {
                "word/document.xml": b"<w:document "
                + W.encode()
                + b"><w:body><w:p/></w:body></w:document>"
            },
            "is not a form of this round",
        ),
        (
            {"word/document.xml": b"<w:document " + W.encode() + b"/>"},
            "is not a form of this round",
        ),
        (
            {
                "word/document.xml": b"<w:document "
                + W.encode()
                + b"><w:body>"
                + b"<w:sdt>" * 300
                + b"</w:sdt>" * 300
                + b"</w:body></w:document>"
            },
            "is not a form of this round",
        ),
    ],
    ids=["bomb", "macros", "entities", "no boxes", "no body", "nested"],
)
def test_a_hostile_file_is_refused(parts: dict[str, bytes], words: str) -> None:
    with pytest.raises(Unfit) as refused:
        read_form(EVERY_KIND, repacked(parts))

    assert words in refused.value.words


def test_a_form_of_no_questions_is_still_a_file() -> None:
    assert inspect("form.docx", blank_form(QuestionSet(), **FORM)).name.kind.key == "docx"
