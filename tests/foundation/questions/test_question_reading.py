"""Answers as people read them, on a page and on paper, without what they may not see."""

from typing import Any, cast

import pytest
from django.template import engines
from hypothesis import given

from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.pdf import write_pdf
from precept.foundation.questions import printing, rules
from precept.foundation.questions.reading import for_reading
from precept.foundation.questions.starting import starting_sets
from tests.foundation.questions.every_kind import ANSWERS, EVERY_KIND, SLOWLY
from tests.foundation.questions.test_question_rules import ANYTHING

PAGE: Any = cast(Any, engines["jinja2"]).env.from_string(
    '{% from "questions/reading.html" import answers_read %}{{ answers_read(sections, links=links) }}'
)


def words(**options: Any) -> dict[str, str]:
    return {
        row.question.key: row.words
        for section in for_reading(EVERY_KIND, ANSWERS, **options)
        for row in section.rows
    }


def test_each_kind_reads_as_the_office_writes_it() -> None:
    assert words() == {
        "title": "Boxing & football at the barn",
        "story": "Two evenings a week.\n\nFor everyone.",
        "people": "80",
        "under_18s": "Yes",
        "safe": "Our coaches are checked.",
        "aims": "Calmer streets\nCare for victims",
        "places": "Bexley End",
        "asked": "£1,234.56",
        "costs": "Hall <hire>: £1,000\nGloves: £234.56\nTotal: £1,234.56",
        "starts": "1 April 2027",
        "ends": "31 March 2028",
        "outcomes": "80 people; 75% feel safer (known by: a survey)",
        "base": "1 Barn Lane\nAshfield\nLE1 1AA",
        "papers": "Not answered",
        "team": (
            "Name: Ada Example\nPaid?: Yes\nHow much are they paid?: £200.50"
            "\n\nName: Bo Example\nPaid?: No"
        ),
        "true": "Confirmed",
    }


def test_what_is_hidden_from_somebody_is_not_there() -> None:
    assert "team" not in words(hide={"markers"})
    assert "base" in words(hide={"markers"})
    assert "base" not in words(hide={"personal"})


def test_the_public_reads_what_is_marked_as_public_alone() -> None:
    assert words(public_only=True) == {"title": "Boxing & football at the barn"}


def test_a_question_that_is_not_asked_is_not_read() -> None:
    sections = for_reading(EVERY_KIND, {**ANSWERS, "under_18s": "no"})

    assert "safe" not in {row.question.key for one in sections for row in one.rows}


def test_an_answer_that_could_not_be_read_is_shown_as_it_was_typed() -> None:
    sections = for_reading(EVERY_KIND, {"asked": "about 500", "starts": "soon"})
    said = {row.question.key: row.words for one in sections for row in one.rows}

    assert (said["asked"], said["starts"], said["ends"]) == ("about 500", "soon", "Not answered")


def test_tables_and_files_are_given_as_what_they_are() -> None:
    answers = {
        **ANSWERS,
        "papers": [{"reference": "F1", "name": "a.pdf", "sha256": "ab", "size": 5}],
    }
    rows = {row.question.key: row for one in for_reading(EVERY_KIND, answers) for row in one.rows}

    table, files = rows["costs"].table, rows["papers"].files
    assert table is not None
    assert table.rows == (("Hall <hire>", "£1,000"), ("Gloves", "£234.56"))
    assert (files[0].reference, files[0].name) == ("F1", "a.pdf")
    assert rows["story"].word_count == 6


def test_answers_are_shown_on_a_page_as_text_and_never_as_markup() -> None:
    files = [{"reference": "F1", "name": "a.pdf", "sha256": "ab", "size": 5}]
    sections = for_reading(EVERY_KIND, {**ANSWERS, "papers": files, "story": "<script>x</script>"})
    page = PAGE.render(sections=sections, links={"money": "/money"})

    assert "Hall &lt;hire&gt;" in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert 'href="/files/F1">a.pdf</a>' in page
    assert 'href="/money">Change' in page
    assert "<strong>Name</strong>: Bo Example" in page
    assert "<li>Calmer streets</li>" in page
    assert "£1,234.56" in page


def test_another_language_says_the_same_answers() -> None:
    rows = for_reading(EVERY_KIND, ANSWERS, language="plain")[0].rows

    assert (rows[0].label, rows[0].words) == ("Its name?", ANSWERS["title"])
    assert rows[1].label == "What will you do?"


@SLOWLY
@given(ANYTHING)
def test_nothing_that_is_stored_breaks_the_reading(answers: dict[str, Any]) -> None:
    rows = [row for one in for_reading(EVERY_KIND, answers) for row in one.rows]

    assert all(isinstance(row.words, str) and row.words for row in rows)


def test_the_blank_form_asks_everything_and_says_how() -> None:
    paper = printing.document(
        EVERY_KIND, title="A round", office="An office", facts=[("Closes", "5pm")]
    )
    said = write_blocks(paper.blocks)

    for part in (
        "1. What is it called?",
        "Up to 6 words",
        "Answer this only if “Work with under-18s?” is “Yes”.",
        "☐ Calmer streets",
        "At most 4 rows",
        "Personal data: we do not publish it",
        "Markers do not see it",
        "What we check across your answers",
    ):
        assert part in said


def test_a_filled_form_prints_the_answers() -> None:
    paper = printing.document(EVERY_KIND, title="A bid", office="An office", answers=ANSWERS)
    said = write_blocks(paper.blocks)

    assert "Hall &lt;hire&gt;" in said
    assert "£1,234.56" in said
    assert write_pdf(paper)[:5] == b"%PDF-"


@pytest.mark.parametrize("one", starting_sets(), ids=lambda one: one.key)
def test_ready_made_sets_can_be_published_as_they_are(one: Any) -> None:
    asks = one.question_set
    meant = {question.meaning for question in asks.questions()}

    assert rules.set_problems(asks) == []
    assert {"title", "summary", "amount", "costs", "starts", "ends", "areas", "outcomes"} <= meant
    assert all(question.wordings for section in asks.sections for question in section.questions)


def test_the_safety_fund_asks_about_safeguarding_only_where_it_matters() -> None:
    asks = starting_sets()[0].question_set
    with_children = rules.problems(asks, {"works_with_under_18s": "yes"}, {})
    without = rules.problems(asks, {"works_with_under_18s": "no"}, {})

    assert "keeping_people_safe" in {one.question for one in with_children}
    assert "keeping_people_safe" not in {one.question for one in without}
    assert (len(asks.sections), len([q for s in asks.sections for q in s.questions])) == (6, 16)


def test_a_ready_made_set_takes_the_offices_own_areas_and_priorities() -> None:
    one = starting_sets(areas=["Upper Town", "Lower Town"], priorities=[("calm", "Calm")])[0]
    areas, aims = one.question_set.meaning("areas"), one.question_set.meaning("priorities")

    assert areas is not None
    assert aims is not None
    assert [option.label for option in areas.options] == ["Upper Town", "Lower Town"]
    assert [(option.key, option.label) for option in aims.options] == [("calm", "Calm")]
