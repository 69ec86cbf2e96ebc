"""A set in plainer words or another language: its sections and checks, wherever they are read."""

import io
from typing import Any

import docx
import pytest

from precept.foundation.documents.html import write_blocks
from precept.foundation.questions import printing, rules
from precept.foundation.questions.forms import section_form
from precept.foundation.questions.reading import for_reading
from precept.foundation.questions.sets import (
    Check,
    CheckWording,
    Question,
    QuestionSet,
    Section,
    SectionWording,
)
from precept.foundation.questions.starting import starting_sets
from precept.foundation.questions.word import blank_form, read_form
from precept.foundation.questions.wording import around_worded, languages
from tests.foundation.questions.every_kind import ANSWERS, EVERY_KIND

PLAIN = SectionWording(language="plain", title="What you do", words="Just tell us.")
LESS = CheckWording(language="plain", words="That is too much")


@pytest.fixture
def asks() -> QuestionSet:
    """Every kind of question, with its first section and one check in plain words too."""
    told = rules.set_section_wording(EVERY_KIND, "project", PLAIN)
    return rules.set_check_wording(told, "cap", LESS)


def test_a_section_and_a_check_are_said_in_the_words_chosen(asks: QuestionSet) -> None:
    plain, welsh = around_worded(asks, "plain"), around_worded(asks, "cy")

    section, check = plain.section("project"), plain.checks[1]
    assert (section.title, section.words) == ("What you do", "Just tell us.")
    assert check.words == "That is too much"
    assert (section.wordings, check.wordings) == ((PLAIN,), (LESS,))
    assert welsh.section("project").title == "Your project"
    assert welsh == around_worded(asks, "")
    assert all(not one.wordings for one in (*welsh.sections, *welsh.checks))
    assert list(plain.questions()) == list(asks.questions())


def test_an_introduction_without_other_words_stays(asks: QuestionSet) -> None:
    bare = SectionWording(language="plain", title="What you do")

    told = around_worded(rules.set_section_wording(asks, "project", bare), "plain")

    assert told.section("project").words == "In your own words."


def test_words_are_given_anew_and_taken_out(asks: QuestionSet) -> None:
    welsh = SectionWording(language="cy", title="Eich prosiect")
    both = rules.set_section_wording(asks, "project", welsh)
    anew = rules.set_section_wording(both, "project", PLAIN.model_copy(update={"title": "New"}))

    assert [one.title for one in anew.section("project").wordings] == ["Eich prosiect", "New"]
    bare = asks
    for key in ("plain", "cy"):
        bare = rules.set_section_wording(bare, "project", SectionWording(language=key, title=" "))
    assert (
        rules.set_check_wording(bare, "cap", CheckWording(language="plain", words="")) == EVERY_KIND
    )
    with pytest.raises(rules.NotPossible):
        rules.set_check_wording(asks, "gone", LESS)
    with pytest.raises(rules.NotPossible):
        rules.set_section_wording(asks, "gone", PLAIN)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("section", SectionWording(language="cy", title="Eich prosiect")),
        ("check", CheckWording(language="cy", words="Gormod")),
    ],
)
def test_a_language_that_only_a_section_or_a_check_has_is_offered(kind: str, said: Any) -> None:
    give = {"section": rules.set_section_wording, "check": rules.set_check_wording}[kind]
    told = give(EVERY_KIND, {"section": "project", "check": "cap"}[kind], said)

    assert set(languages(told)) == set(languages(EVERY_KIND)) | {"cy"}


def test_a_set_without_other_words_is_stored_and_known_as_before_there_were_any() -> None:
    title = Question(key="title", kind="line", label="Title?")
    cap = Check(key="cap", kind="is at most", left="title", right="cap", words="Less")
    section = Section(key="about", title="About", words="Hello", questions=(title,))
    asked = QuestionSet(sections=(section,), checks=(cap,))

    assert asked.digest == "33abb6b07e035d8ed642f3485289a2f16f8bb0f08ae08651434e0a4eaecff7f1"
    stored = asked.model_dump(mode="json")
    assert "wordings" not in stored["sections"][0]
    assert "wordings" not in stored["checks"][0]


def test_a_set_with_other_words_is_read_back_as_it_was(asks: QuestionSet) -> None:
    read = QuestionSet.model_validate(asks.model_dump(mode="json"))

    assert read == asks
    assert read.digest == asks.digest != EVERY_KIND.digest


def test_answers_are_read_under_the_title_chosen(asks: QuestionSet) -> None:
    assert for_reading(asks, ANSWERS, language="plain")[0].title == "What you do"
    assert for_reading(asks, ANSWERS)[0].title == "Your project"


def test_paper_says_sections_and_checks_in_the_words_chosen(asks: QuestionSet) -> None:
    def said(language: str) -> str:
        paper = printing.document(asks, title="A bid", office="An office", language=language)
        return write_blocks(paper.blocks)

    assert all(one in said("plain") for one in ("What you do", "Just tell us.", "That is too much"))
    assert all(one in said("") for one in ("Your project", "In your own words.", "Ask for no more"))
    assert "That is too much" not in said("")


def test_the_word_form_says_its_sections_in_the_words_chosen_and_is_read_back(
    asks: QuestionSet,
) -> None:
    answers = {**ANSWERS, "asked": 100}
    form = blank_form(asks, answers, title="Apply", code="CSF-1", language="plain")
    said = [one.text for one in docx.Document(io.BytesIO(form)).paragraphs]
    read = read_form(asks, form, facts={"cap": 50}, language="plain")

    assert "What you do" in said
    assert "Just tell us." in said
    assert "Your project" not in said
    assert not read.is_other_version
    assert [one.words for one in read.problems if "outside the box" in one.words] == []
    assert any(one.words.startswith("That is too much. ") for one in read.problems)


def test_a_page_of_the_form_says_its_title_and_what_does_not_hold_in_the_words_chosen() -> None:
    asks = starting_sets()[0].question_set
    form = section_form(
        asks,
        "money",
        data={"q-amount_asked_for": "500", "q-costs-0-item": "Hall", "q-costs-0-pence": "499"},
        answers={},
        language="plain",
        is_complete=True,
    )

    assert not form.is_valid()
    assert form.section.words.startswith("Ask for the money that you need.")
    assert any(
        words.startswith("All your costs together must be the same as the money you ask for. £499")
        for words in form.errors["costs"]
    )


@pytest.mark.parametrize("one", starting_sets(), ids=lambda one: one.key)
def test_ready_made_sets_are_all_there_in_plain_words(one: Any) -> None:
    asks = one.question_set
    parts = (*asks.sections, *asks.checks)

    assert all([said.language for said in part.wordings] == ["plain"] for part in parts)
    assert all(bool(part.wordings[0].words) == bool(part.words) for part in parts)


def test_other_words_that_change_are_told(asks: QuestionSet) -> None:
    assert rules.differences(EVERY_KIND, asks) == [
        "The section “Your project”: its plainer words or other languages are changed",
        "The check “Ask for no more”: its plainer words or other languages are changed",
    ]


def test_other_words_that_are_empty_or_there_twice_stand_against_publishing() -> None:
    empty = SectionWording(language="cy", title=" ")
    first, *others = EVERY_KIND.sections
    section = first.model_copy(update={"wordings": (PLAIN, PLAIN, empty)})
    asks = EVERY_KIND.model_copy(update={"sections": (section, *others)})
    asks = rules.change_check(asks, "cap", wordings=(LESS, LESS))

    assert rules.set_problems(asks) == [
        "The section “Your project” has words in “plain” twice.",
        "The section “Your project”: its words in “cy” are empty.",
        "The check “Ask for no more” has words in “plain” twice.",
    ]
