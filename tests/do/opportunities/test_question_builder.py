"""The question builder: what the office sees and does to the questions of a round, without code."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.do.opportunities import actions, queries
from precept.do.opportunities.models import Call, FrozenQuestions
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import QuestionSet
from precept.foundation.questions.starting import starting_sets
from precept.plan.models import Fund
from tests.reading import words

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def call(officer: Person, funds: dict[str, Fund]) -> Call:
    """A round that is being set up, asking nothing yet."""
    return actions.set_up_call(
        by=officer, fund=funds["CSF"], programme="Safety Fund", year="2026-27", theme="Rural safety"
    )


@pytest.fixture
def runner(officer: Person, client_as: Callable[[Person], Client]) -> Client:
    """The browser of somebody who runs rounds."""
    return client_as(officer)


@pytest.fixture
def asks(call: Call, officer: Person) -> QuestionSet:
    """The Safety Fund's questions, put into the draft."""
    asked = starting_sets()[0].question_set
    put(call, officer, asked)
    return asked


def put(call: Call, officer: Person, question_set: QuestionSet) -> None:
    now = queries.call(call.opportunity.reference)
    actions.edit_questions(
        by=officer, call=now, version=now.version, question_set=question_set, what="Put in"
    )


def at(call: Call, end: str = "") -> str:
    return f"/office/rounds/{call.opportunity.reference}/questions{end}"


def fresh(call: Call) -> Call:
    return queries.call(call.opportunity.reference)


def send(browser: Client, call: Call, end: str, **typed: Any) -> Any:
    """Send a form of the builder as somebody who has just opened it."""
    return browser.post(at(call, end), {"version": fresh(call).version, **typed})


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
    from precept.foundation.questions.sets import Question, Section

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


def freeze(call: Call) -> None:
    draft = fresh(call).draft
    frozen = FrozenQuestions.objects.create(
        digest=draft.digest, content=draft.model_dump(mode="json")
    )
    Call.objects.filter(pk=call.pk).update(frozen=frozen, stage="published")


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
    assert "What is your project called?" in other


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
    assert answer.headers["Content-Disposition"].endswith(f'.{ending}"')


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
