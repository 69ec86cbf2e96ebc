"""The pages of the question builder: who sees what, what is frozen, the preview, and every page's form."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.do.opportunities import actions
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import QuestionSet
from tests.do.opportunities.question_builder.doing import MOST_QUERIES, at, freeze, fresh, send
from tests.reading import words

pytestmark = pytest.mark.django_db


def test_published_questions_stay_as_they_are_and_say_how_to_correct(
    runner: Client, call: Call, asks: QuestionSet
) -> None:
    freeze(call)
    text = runner.get(at(call)).content.decode()

    assert "These questions are published, and stay as they are." in words(runner.get(at(call)))
    assert "Add a question" not in text
    assert "Move up" not in text
    looked = runner.get(at(call, "/ask/project_title/words"))
    assert (looked.status_code, looked.headers["Location"]) == (302, at(call))
    tried = send(runner, call, "/ask/project_title/words", label="Other", hint="")
    assert tried.status_code == 422
    assert "published" in words(tried)
    assert fresh(call).asks == asks


def test_those_who_do_not_run_rounds_read_and_change_nothing(
    call: Call, asks: QuestionSet, reader: Person, client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(reader)

    assert browser.get(at(call)).status_code == 200
    assert "Add a question" not in browser.get(at(call)).content.decode()
    for end in ("/start", "/sections/new", "/ask/project_title/words", "/checks/new"):
        assert browser.get(at(call, end)).status_code == 403
        assert browser.post(at(call, end), {}).status_code == 403
    assert fresh(call).draft == asks


@pytest.mark.parametrize(
    "end",
    [
        "/ask/gone",
        "/ask/gone/words",
        "/sections/gone/change",
        "/preview/gone",
        "/checks/gone/change",
        "/checks/new/nonsense",
        "/ask/project_title/language/xx",
        "/sections/money/language/xx",
        "/sections/gone/language",
        "/sections/gone/language/plain",
        "/checks/costs_add_up/language/xx",
        "/checks/gone/language",
        "/checks/gone/language/plain",
        "/ask/project_title/asked-if/declaration",
        "/ask/project_title/asked-if/7/remove",
        "/ask/project_title/add",
        "/paper.exe",
    ],
)
def test_what_is_not_there_is_not_found(
    runner: Client, call: Call, asks: QuestionSet, end: str
) -> None:
    assert runner.get(at(call, end)).status_code == 404


def test_a_preview_is_what_an_applicant_meets_and_keeps_nothing(
    runner: Client, call: Call, asks: QuestionSet
) -> None:
    version = fresh(call).version
    seen = runner.get(at(call, "/preview/money"))
    tried = runner.post(
        at(call, "/preview/money"),
        {"q-amount_asked_for": "500", "q-costs-0-item": "Hall", "q-costs-0-pence": "499"},
    )

    assert "What will you spend our money on?" in words(seen)
    assert tried.status_code == 422
    assert "The costs must add up to the amount you ask us for. £499 is £1 less than £500" in words(
        tried
    )
    fine = runner.post(
        at(call, "/preview/money"),
        {"q-amount_asked_for": "500", "q-costs-0-item": "Hall", "q-costs-0-pence": "500"},
    )
    assert fine.status_code == 200
    assert "This page is complete" in words(fine)
    assert fresh(call).version == version


def test_a_preview_in_plain_words(runner: Client, call: Call, asks: QuestionSet) -> None:
    plain = words(runner.get(at(call, "/preview/your_project") + "?language=plain"))
    other = words(runner.get(at(call, "/preview/your_project") + "?language=nonsense"))

    assert "What is the name of your project?" in plain
    assert "Tell us what you want to do. Use your own words." in plain
    assert "What is your project called?" in other
    assert "What you want to do, in your own words." in other


def test_the_overview_is_a_list_that_stacks_on_a_small_screen(
    runner: Client, call: Call, asks: QuestionSet
) -> None:
    shown = runner.get(at(call)).content.decode()

    assert "<table" not in shown
    assert "precept-scroll" not in shown
    rows = re.findall(r'<div class="govuk-summary-list__row" id="ask-([a-z0-9_]+)">', shown)
    assert rows == [one.key for one in asks.questions()]


def test_adding_a_row_in_the_preview_is_no_error(
    runner: Client, call: Call, asks: QuestionSet
) -> None:
    page = runner.post(at(call, "/preview/money"), {"q-costs-0-item": "Hall", "q-more": "costs"})

    assert page.status_code == 200
    assert 'name="q-costs-1-item"' in page.content.decode()
    assert "There is a problem" not in words(page)


@pytest.mark.parametrize(("ending", "start"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_the_questions_can_be_printed(
    runner: Client, call: Call, asks: QuestionSet, ending: str, start: bytes
) -> None:
    answer = runner.get(at(call, f"/paper.{ending}"))

    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer.headers["Content-Disposition"].endswith(f".{ending}")


EVERY_PAGE = [
    "",
    "/start",
    "/preview/your_project",
    "/preview/difference",
    "/preview/about_you",
    "/sections/new",
    "/sections/money/change",
    "/sections/money/move",
    "/sections/money/remove",
    "/sections/money/add",
    "/ask/contact",
    "/ask/contact/add",
    "/ask/contact_name",
    "/ask/project_title/words",
    "/ask/project_title/kind",
    "/ask/costs/limits",
    "/ask/priorities/options",
    "/ask/project_title/readers",
    "/ask/project_title/meaning",
    "/ask/project_title/section",
    "/ask/project_title/language",
    "/ask/priorities/language/plain",
    "/ask/project_title/move",
    "/ask/project_title/remove",
    "/ask/declaration/asked-if",
    "/ask/project_title/asked-if",
    "/ask/declaration/asked-if/amount_asked_for",
    "/ask/keeping_people_safe/asked-if/0/remove",
    "/checks/new",
    "/checks/new/lasts-at-most",
    "/checks/costs_add_up/change",
    "/checks/costs_add_up/remove",
    "/checks/costs_add_up/language",
    "/checks/costs_add_up/language/plain",
    "/sections/money/language",
    "/sections/money/language/plain",
]


@pytest.mark.parametrize("end", EVERY_PAGE)
def test_every_page_has_unique_ids_one_heading_and_bounded_queries(
    runner: Client, call: Call, asks: QuestionSet, counted: Any, end: str
) -> None:
    runner.get(at(call, end))
    with counted() as taken:
        page = runner.get(at(call, end))
    markup = page.content.decode()

    assert page.status_code == 200
    assert len(taken) <= MOST_QUERIES
    ids = Counter(re.findall(r'\bid="([^"]+)"', markup))
    assert [one for one, count in ids.items() if count > 1] == []
    assert len(re.findall(r"<h1", markup)) == 1


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("/sections/new", "Enter the title of the section"),
        ("/sections/money/add", "Choose how it is answered"),
        ("/ask/project_title/words", "Enter the question"),
        ("/start", "Choose a set of questions"),
        ("/checks/new", "Choose what is checked"),
        ("/checks/new/adds-up-to", "Enter what people read where it does not hold"),
        ("/ask/declaration/asked-if", "Choose a question"),
        ("/ask/project_title/language", "Choose the words"),
        ("/sections/money/language", "Choose the words"),
        ("/checks/costs_add_up/language", "Choose the words"),
    ],
)
def test_an_empty_form_says_what_to_enter(
    runner: Client, call: Call, asks: QuestionSet, end: str, told: str
) -> None:
    answer = send(runner, call, end)

    assert answer.status_code == 422
    assert told in words(answer)


def test_a_group_asks_only_what_can_be_repeated(
    runner: Client, call: Call, asks: QuestionSet
) -> None:
    send(runner, call, "/ask/contact/add", label="Their role", kind="line")
    refused = send(runner, call, "/ask/contact/add", label="Their costs", kind="costs")

    group = fresh(call).draft.question("contact")
    assert group is not None
    assert [one.label for one in group.questions][-1] == "Their role"
    assert refused.status_code == 422


def test_a_copied_round_never_uses_a_published_key_for_something_else(
    runner: Client, call: Call, asks: QuestionSet, officer: Person
) -> None:
    freeze(call)
    copy = actions.copy_call(by=officer, call=fresh(call), theme="Again")
    send(runner, copy, "/ask/why_needed/remove")
    again = send(runner, copy, "/sections/need/add", label="Why needed", kind="line")
    other = send(runner, copy, "/ask/what_you_will_do/kind", kind="number")

    assert again.headers["Location"].endswith("/ask/why_needed_2")
    assert other.status_code == 422
    assert "was published as another kind of question (long text)" in words(other)
