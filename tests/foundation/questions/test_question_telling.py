"""Who reads an answer is told wherever the question is read: on the form, on paper and in the Word file."""

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from precept.foundation.questions import printing, telling
from precept.foundation.questions.forms import section_form
from precept.foundation.questions.sets import Question, QuestionSet
from precept.foundation.questions.word import blank_form
from tests.foundation.questions.every_kind import EVERY_KIND

PUBLIC = "We publish the answer if you are awarded money"
PERSONAL = "Personal data: we do not publish it"
HIDDEN = "Markers do not see it"


def group(of: QuestionSet) -> Question:
    found = of.question("team")
    assert found is not None
    return found


def test_the_marks_of_a_question_are_told_in_words() -> None:
    told = {one.key: telling.marks(one) for one in EVERY_KIND.questions()}

    assert told["title"] == [PUBLIC]
    assert told["base"] == [PERSONAL]
    assert told["team"] == [PERSONAL, HIDDEN]
    assert told["story"] == []


@pytest.mark.parametrize(
    ("inner", "outer", "told"),
    [
        ({"is_personal": True}, {"is_personal": True}, []),
        ({"is_personal": True}, {}, [PERSONAL]),
        ({"hidden_from": ("markers",)}, {"is_personal": True}, [HIDDEN]),
        ({"is_public": True}, {}, []),
        ({"is_public": True}, {"is_public": True}, []),
    ],
)
def test_in_a_group_only_what_the_group_has_not_said_is_told(
    inner: dict[str, Any], outer: dict[str, Any], told: list[str]
) -> None:
    asks = Question(key="name", kind="line", label="Name", **inner)
    within = Question(key="team", kind="group", label="Team", questions=(asks,), **outer)

    assert telling.marks(asks, within) == told


def test_limits_are_told_of_one_and_of_several() -> None:
    files = Question(key="papers", kind="files", label="Papers", least=1, most=3)

    assert telling.told(files) == "At least 1 file. At most 3 files."


def test_the_form_tells_who_reads_an_answer_beside_its_box() -> None:
    asked = {
        one.question.key: one
        for section in EVERY_KIND.sections
        for one in section_form(EVERY_KIND, section.key, answers={}).asked
    }

    title = asked["title"]
    assert title.box is not None
    assert title.box.help_text == f"We publish this. Up to 6 words. {PUBLIC}."
    assert asked["base"].hint == f"{PERSONAL}."
    assert asked["team"].hint == f"{PERSONAL}. {HIDDEN}."
    (row,) = asked["team"].rows
    assert [one.hint for one in row.asked] == ["", "", ""]


def test_paper_and_the_word_file_tell_the_same_inside_groups_too() -> None:
    printed = str(printing.document(EVERY_KIND, title="Form", office="Office").blocks)
    file = docx.Document(io.BytesIO(blank_form(EVERY_KIND, title="Form", code="X")))
    written = " ".join(one.text or "" for one in file.element.body.iter(qn("w:t")))

    for text in (printed, written):
        assert text.count(PUBLIC) == 1
        assert text.count(HIDDEN) == 1
        assert text.count(PERSONAL) == 2
    assert "Answer this only if “Paid?” is “Yes”" in printed


def test_everything_that_is_told_of_a_group_is_told_in_the_words_chosen() -> None:
    told = telling.all_told(EVERY_KIND, group(EVERY_KIND), "plain")

    assert [one.question.label for one in told.inside] == [
        "Name",
        "Paid?",
        "How much are they paid?",
    ]
    assert told.inside[2].only_if == "“Paid?” is “Yes”"
    assert told.told == f"At most 3 times. {PERSONAL}. {HIDDEN}."
