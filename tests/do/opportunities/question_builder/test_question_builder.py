"""The question builder: what the office does to the questions of a round, without code."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.do.opportunities import queries
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import Question, QuestionSet, Section
from precept.foundation.questions.starting import starting_sets
from tests.do.opportunities.question_builder.doing import MOST_QUERIES, at, fresh, put, send
from tests.reading import words

pytestmark = pytest.mark.django_db


def test_a_round_that_asks_nothing_says_what_to_do(runner: Client, call: Call) -> None:
    text = words(runner.get(at(call)))

    assert "There are no questions yet. Add a section, and its first question." in text
    assert "Start from ready-made questions, or add a section" in text


def test_ready_made_questions_are_a_start(
    runner: Client, call: Call, event_types: Callable[[str], list[str]]
) -> None:
    page = words(runner.get(at(call, "/start")))
    answer = send(runner, call, "/start", key="safety-fund")

    assert "Nine short questions on three pages" in page
    assert answer.status_code == 302
    assert fresh(call).draft == starting_sets()[0].question_set
    assert event_types(call.subject)[-1] == "questions edited"


def test_ready_made_questions_offer_the_priorities_that_the_round_serves(
    runner: Client, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = [("calm", "Calmer streets"), ("care", "Care for victims"), ("speed", "Slower cars")]
    monkeypatch.setattr(queries, "priority_choices", lambda: plan)
    Opportunity.objects.filter(pk=call.opportunity_id).update(priorities=["calm", "speed"])
    send(runner, call, "/start", key="safety-fund")

    question = fresh(call).draft.meaning("priorities")
    assert question is not None
    assert [(one.key, one.label) for one in question.options] == [plan[0], plan[2]]


def test_the_overview_shows_everything_that_matters_at_a_glance(
    runner: Client, call: Call, asks: QuestionSet
) -> None:
    text = words(runner.get(at(call)))

    assert "16 questions in 6 sections" in text
    assert "Asked only if “Will you work with under-18s, or with adults at risk?” is “Yes”" in text
    assert "Up to 400 words" in text
    for tag in (
        "Public",
        "Personal data",
        "Hidden from markers",
        "The amount asked for",
        "Optional",
    ):
        assert tag in text
    assert "“How much do you ask us for?” is no more than the most that one award may be" in text
    assert "can’t be published yet" not in text


def test_the_overview_takes_as_many_queries_for_many_questions_as_for_one(
    runner: Client, call: Call, officer: Person, counted: Any
) -> None:
    one = QuestionSet(
        sections=(
            Section(key="s", title="S", questions=(Question(key="a", kind="line", label="A"),)),
        )
    )
    taken = []
    for asked in (one, starting_sets()[0].question_set):
        put(call, officer, asked)
        runner.get(at(call))
        with counted() as found:
            runner.get(at(call))
        taken.append(len(found))

    assert taken[0] == taken[1] <= MOST_QUERIES


def test_a_section_and_a_question_are_added_moved_changed_and_taken_out(
    runner: Client, call: Call
) -> None:
    send(runner, call, "/sections/new", title="Your project", words="Tell us.")
    send(runner, call, "/sections/new", title="Money", words="")
    added = send(
        runner, call, "/sections/your_project/add", label="What is it called?", kind="line"
    )
    send(runner, call, "/sections/your_project/add", label="How many?", kind="number")

    assert added.headers["Location"] == at(call, "/ask/what_is_it_called")
    assert [one.key for one in fresh(call).draft.questions()] == ["what_is_it_called", "how_many"]

    send(runner, call, "/ask/how_many/move", way="up")
    send(runner, call, "/sections/money/move", way="up")
    draft = fresh(call).draft
    assert [one.key for one in draft.sections] == ["money", "your_project"]
    assert [one.key for one in draft.questions()] == ["how_many", "what_is_it_called"]

    send(runner, call, "/ask/how_many/section", section="money")
    send(runner, call, "/ask/how_many/words", label="How many people?", hint="Roughly.")
    send(runner, call, "/ask/how_many/limits", is_required="no", least="5", most="1000")
    send(runner, call, "/sections/money/change", title="The money", words="")
    changed = fresh(call).draft.section("money")
    assert changed.title == "The money"
    question = changed.questions[0]
    assert (question.key, question.label, question.hint) == (
        "how_many",
        "How many people?",
        "Roughly.",
    )
    assert (question.is_required, question.least, question.most) == (False, 5, 1000)

    send(runner, call, "/ask/how_many/remove")
    send(runner, call, "/sections/money/remove")
    assert [one.key for one in fresh(call).draft.sections] == ["your_project"]


def test_answers_readers_meaning_and_words_are_set(
    runner: Client, call: Call, asks: QuestionSet
) -> None:
    send(runner, call, "/ask/works_with_under_18s/options", options="Yes, we do\nNo")
    send(
        runner,
        call,
        "/ask/why_needed/readers",
        visibility="personal",
        hidden_from=["markers"],
    )
    send(runner, call, "/ask/project_title/meaning", meaning="nothing")
    send(
        runner,
        call,
        "/ask/works_with_under_18s/language/cy",
        label="Gyda phlant?",
        hint="",
        options="Ydym\nNac ydym",
    )

    draft = fresh(call).draft
    choice, need = draft.question("works_with_under_18s"), draft.question("why_needed")
    assert choice is not None
    assert need is not None
    assert [(one.key, one.label) for one in choice.options] == [("yes", "Yes, we do"), ("no", "No")]
    assert (need.is_personal, need.is_public, need.hidden_from) == (True, False, ("markers",))
    assert draft.meaning("title") is None
    welsh = choice.wordings[-1]
    assert (welsh.language, welsh.label) == ("cy", "Gyda phlant?")
    assert [one.label for one in welsh.options] == ["Ydym", "Nac ydym"]


def test_a_section_and_a_check_are_said_in_another_language_and_taken_out_again(
    runner: Client, call: Call, asks: QuestionSet
) -> None:
    section, check = "/sections/money/language", "/checks/costs_add_up/language"
    chosen = [
        send(runner, call, end, language="cy").headers["Location"] for end in (section, check)
    ]
    assert chosen == [at(call, f"{section}/cy"), at(call, f"{check}/cy")]

    send(runner, call, f"{section}/cy", title="Yr arian", words="Gofynnwch.")
    send(runner, call, f"{check}/cy", words="Rhaid iddo gyfateb")

    draft = fresh(call).draft
    assert draft.section("money").wordings[-1].model_dump() == {
        "language": "cy",
        "title": "Yr arian",
        "words": "Gofynnwch.",
    }
    assert draft.checks[0].wordings[-1].model_dump() == {
        "language": "cy",
        "words": "Rhaid iddo gyfateb",
    }
    overview = runner.get(at(call)).content.decode()
    assert '<span lang="cy">Yr arian</span>' in overview
    assert '<span lang="cy">Rhaid iddo gyfateb</span>' in overview
    assert 'value="Yr arian"' in runner.get(at(call, f"{section}/cy")).content.decode()
    assert 'value="Rhaid iddo gyfateb"' in runner.get(at(call, f"{check}/cy")).content.decode()

    send(runner, call, f"{section}/cy", title="", words="Gofynnwch.")
    send(runner, call, f"{check}/cy", words="")
    assert fresh(call).draft == asks


def test_money_limits_are_typed_as_pounds(runner: Client, call: Call, asks: QuestionSet) -> None:
    page = runner.get(at(call, "/ask/amount_asked_for/limits")).content.decode()
    send(runner, call, "/ask/amount_asked_for/limits", is_required="yes", least="£250.50", most="")

    assert 'value="100"' in page
    question = fresh(call).draft.question("amount_asked_for")
    assert question is not None
    assert (question.least, question.most) == (25_050, None)


def test_a_condition_is_a_plain_row(runner: Client, call: Call, asks: QuestionSet) -> None:
    chosen = send(runner, call, "/ask/starts/asked-if", on="works_with_under_18s")
    page = words(runner.get(chosen.headers["Location"]))
    send(runner, call, "/ask/starts/asked-if/works_with_under_18s", comparison="is", value="yes")
    shown = words(runner.get(at(call, "/ask/starts/asked-if")))

    assert "Ask this question if the answer" in page
    assert "If “Will you work with under-18s, or with adults at risk?” is “Yes”" in shown

    send(runner, call, "/ask/starts/asked-if/0/remove")
    question = fresh(call).draft.question("starts")
    assert question is not None
    assert question.shown_if == ()


@pytest.mark.parametrize(
    ("on", "typed", "stored"),
    [
        ("amount_asked_for", {"comparison": "is at least", "value": "£5,000"}, "500000"),
        ("ends", {"comparison": "is at most", "value": "31 March 2028"}, "2028-03-31"),
        ("project_title", {"comparison": "is answered", "value": ""}, ""),
        ("priorities", {"comparison": "includes", "value": "rural_policing"}, "rural_policing"),
    ],
)
def test_a_condition_is_typed_as_people_write(
    runner: Client, call: Call, asks: QuestionSet, on: str, typed: dict[str, str], stored: str
) -> None:
    send(runner, call, f"/ask/declaration/asked-if/{on}", **typed)

    question = fresh(call).draft.question("declaration")
    assert question is not None
    assert [one.value for one in question.shown_if] == [stored]


@pytest.mark.parametrize(
    ("on", "typed", "told"),
    [
        (
            "amount_asked_for",
            {"comparison": "is at least", "value": "lots"},
            "“lots” is not an amount",
        ),
        ("ends", {"comparison": "is at most", "value": "soon"}, "“soon” is not a date"),
        ("project_title", {"comparison": "is", "value": ""}, "Enter what it is compared with"),
        ("project_title", {}, "Choose how it is compared"),
    ],
)
def test_a_condition_that_cannot_be_read_says_so_beside_its_box(
    runner: Client, call: Call, asks: QuestionSet, on: str, typed: dict[str, str], told: str
) -> None:
    answer = send(runner, call, f"/ask/declaration/asked-if/{on}", **typed)

    assert answer.status_code == 422
    assert told in words(answer)


def test_a_check_is_added_changed_and_taken_out(
    runner: Client, call: Call, asks: QuestionSet
) -> None:
    chosen = send(runner, call, "/checks/new", kind="is at most")
    send(
        runner,
        call,
        chosen.headers["Location"].removeprefix(at(call)),
        left="money_from_elsewhere",
        right="amount_asked_for",
        words="Match no more than you ask for",
    )
    made = fresh(call).draft.checks[-1]
    assert (made.left, made.right) == ("money_from_elsewhere", "amount_asked_for")

    send(
        runner,
        call,
        f"/checks/{made.key}/change",
        left="costs",
        right="cap",
        words="Within the cap",
    )
    assert fresh(call).draft.checks[-1].left == "costs"
    send(runner, call, f"/checks/{made.key}/remove")
    assert fresh(call).draft == asks


def test_a_question_that_others_depend_on_stays(
    runner: Client, call: Call, asks: QuestionSet
) -> None:
    answer = send(runner, call, "/ask/works_with_under_18s/remove")

    assert answer.status_code == 422
    assert "“How will you keep them safe?” is shown only for some answers to it" in words(answer)
    assert fresh(call).draft == asks


def test_what_is_missing_is_listed(runner: Client, call: Call, asks: QuestionSet) -> None:
    send(runner, call, "/sections/money/add", label="Which day?", kind="choice")

    text = words(runner.get(at(call)))
    assert "These questions can’t be published yet" in text
    assert "“Which day?” needs at least two answers to choose from." in text


def test_somebody_else_was_first_and_both_texts_are_shown(
    runner: Client, call: Call, officer: Person, asks: QuestionSet
) -> None:
    read = fresh(call).version
    send(runner, call, "/ask/project_title/words", label="Their words", hint="")
    late = runner.post(
        at(call, "/ask/project_title/words"), {"version": read, "label": "My words", "hint": ""}
    )

    assert late.status_code == 409
    text = late.content.decode()
    assert "Their words" in text
    assert 'value="My words"' in text
    question = fresh(call).draft.question("project_title")
    assert question is not None
    assert question.label == "Their words"


def test_two_who_move_at_once_do_not_move_twice(
    runner: Client, call: Call, asks: QuestionSet
) -> None:
    typed = {"version": fresh(call).version, "way": "down"}
    first = runner.post(at(call, "/ask/project_title/move"), typed)
    second = runner.post(at(call, "/ask/project_title/move"), typed)

    assert (first.status_code, second.status_code) == (302, 409)
    keys = [one.key for one in fresh(call).draft.sections[0].questions]
    assert keys.index("project_title") == 1
