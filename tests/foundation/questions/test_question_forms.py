"""The form of a section: each kind on a page, what is typed is kept, what is wrong is beside its box."""

import json
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import engines
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.questions import rules
from precept.foundation.questions.forms import SectionForm, as_sent, section_form
from precept.foundation.questions.sets import Question, QuestionSet, Section
from precept.foundation.questions.starting import starting_sets
from tests.foundation.questions.every_kind import ANSWERS, EVERY_KIND, FACTS, SLOWLY

PAGE = (
    '{% from "questions/form.html" import question_fields %}'
    '{% from "web/forms.html" import error_summary %}'
    "{{ error_summary(form) }}{{ question_fields(form) }}"
)
SECTIONS = [one.key for one in EVERY_KIND.sections]


def shown(form: SectionForm) -> str:
    environment: Any = engines["jinja2"] if "jinja2" in engines else engines.all()[0]
    return str(environment.env.from_string(PAGE).render(form=form))


class Page(HTMLParser):
    """The ids, labels and boxes of a page."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.described: set[str] = set()
        self.links: set[str] = set()
        self.boxes: list[dict[str, str]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.ids += [said["id"]] if "id" in said else []
        self.labels |= {said["for"]} if tag == "label" else set()
        self.described |= set(said.get("aria-describedby", "").split())
        self.links |= {said["href"][1:]} if said.get("href", "").startswith("#") else set()
        if tag in {"input", "textarea", "select"} and said.get("type") != "hidden":
            self.boxes.append(said)


def forms_in_every_state() -> list[Any]:
    nothing: dict[str, str] = {}
    made = []
    for key in SECTIONS:
        for state, form in (
            ("empty", section_form(EVERY_KIND, key, answers={})),
            ("filled", section_form(EVERY_KIND, key, answers=ANSWERS)),
            ("wrong", section_form(EVERY_KIND, key, answers={}, data=nothing, is_complete=True)),
        ):
            made.append(pytest.param(form, id=f"{key}-{state}"))
    for key in [one.key for one in starting_sets()[0].question_set.sections]:
        form = section_form(starting_sets()[0].question_set, key, answers={}, language="plain")
        made.append(pytest.param(form, id=f"plain-{key}"))
    return made


@pytest.mark.parametrize("form", forms_in_every_state())
def test_ids_are_unique_and_everything_is_tied_to_its_box(form: SectionForm) -> None:
    page = Page(shown(form))

    assert [one for one, count in Counter(page.ids).items() if count > 1] == []
    assert [box["id"] for box in page.boxes if box["id"] not in page.labels] == []
    assert page.described <= set(page.ids)
    assert page.links <= set(page.ids)
    assert all(box["name"].startswith("q-") for box in page.boxes)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("title", r'<input[^>]*id="id_q-title"[^>]*type="text"'),
        ("story", r'data-maxwords="10"'),
        ("people", r'<input[^>]*id="id_q-people"[^>]*inputmode="numeric"'),
        ("under_18s", r'type="radio" value="yes"'),
        ("aims", r'type="checkbox" value="calm"'),
        ("places", r'type="checkbox" value="Ashfield"'),
        ("asked", r"govuk-input__prefix[^>]*>£</div>"),
        ("costs", r'value="costs"[^>]*name="q-more"|name="q-more"[^>]*value="costs"'),
        ("starts", r'name="q-starts-month"'),
        ("outcomes", r'name="q-outcomes-0-people"'),
        ("base", r'name="q-base-postcode"'),
        ("papers", r'type="file"[^>]*multiple'),
        ("team", r'name="q-team-0-paid"'),
        ("true", r'type="checkbox" value="on"'),
    ],
)
def test_each_kind_has_its_boxes(key: str, expected: str) -> None:
    section = EVERY_KIND.section_of(key)
    assert section is not None

    assert re.search(expected, shown(section_form(EVERY_KIND, section.key, answers={})))


@pytest.mark.parametrize("key", SECTIONS)
def test_answers_survive_the_page_and_the_database(key: str) -> None:
    form = section_form(EVERY_KIND, key, answers=ANSWERS)
    sent = section_form(
        EVERY_KIND, key, answers=ANSWERS, data=as_sent(form), is_complete=True, facts=FACTS
    )

    expected = {one.key: ANSWERS.get(one.key) for one in EVERY_KIND.section(key).questions}
    assert sent.is_valid(), sent.errors
    assert json.loads(json.dumps(sent.typed())) == expected
    assert sent.answers() == {name: value for name, value in expected.items() if value}
    assert sent.taken() == {"answers": expected}


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
ANSWERED = st.fixed_dictionaries(
    {
        "asked": st.none() | st.integers(0, 10**11) | TEXTS,
        "starts": st.none() | st.dates().map(str),
        "costs": st.lists(
            st.fixed_dictionaries({"item": TEXTS, "pence": st.none() | st.integers(0, 10**9)}),
            max_size=6,
        ),
        "outcomes": st.lists(
            st.fixed_dictionaries(
                {
                    "people": st.none() | st.integers(0, 10**6),
                    "percent": st.none() | st.integers(0, 100),
                    "change": TEXTS,
                    "measure": TEXTS,
                }
            ),
            max_size=4,
        ),
    }
)


def sent_again(answers: dict[str, Any]) -> dict[str, Any]:
    """What is kept when somebody sends the page as it stands there."""
    page = section_form(EVERY_KIND, "money", answers=answers)
    return section_form(EVERY_KIND, "money", answers={}, data=as_sent(page)).typed()


@SLOWLY
@given(ANSWERED)
def test_whatever_was_kept_is_typed_again_by_sending_the_page(answers: dict[str, Any]) -> None:
    kept = sent_again(answers)

    assert sent_again(kept) == kept
    assert json.loads(json.dumps(kept)) == kept


def test_no_text_is_lost_where_another_answer_is_wrong() -> None:
    sent = {
        "q-asked": "about five hundred",
        "q-starts-day": "31",
        "q-starts-month": "",
        "q-starts-year": "soon",
        "q-costs-0-item": "",
        "q-costs-0-pence": "",
        "q-costs-1-item": "Hall",
        "q-costs-1-pence": "not yet",
        "q-outcomes-0-people": "lots",
        "q-outcomes-0-percent": "",
        "q-outcomes-0-change": "feel safer",
        "q-outcomes-0-measure": "",
    }
    form = section_form(EVERY_KIND, "money", answers={}, data=sent)
    page = shown(form)

    assert not form.is_valid()
    assert form.typed() == {
        "asked": "about five hundred",
        "costs": [{"item": "Hall", "pence": "not yet"}],
        "starts": "31//soon",
        "ends": None,
        "outcomes": [{"people": "lots", "percent": None, "change": "feel safer", "measure": ""}],
    }
    assert form.answers() == {}
    for typed in ("about five hundred", "31", "soon", "Hall", "not yet", "lots", "feel safer"):
        assert f'value="{typed}"' in page
    assert 'href="#id_q-costs-1-pence">Row 2: “not yet” is not an amount.' in page
    assert 'href="#id_q-outcomes-0-people">Outcome 1: enter how many people' in page
    assert "The date must include a month" in page


def test_saving_does_not_ask_for_what_is_missing_and_finishing_does() -> None:
    saving = section_form(EVERY_KIND, "project", answers={}, data={"q-title": "T"})
    finishing = section_form(
        EVERY_KIND, "project", answers={}, data={"q-title": "T"}, is_complete=True
    )

    assert saving.is_valid()
    assert not finishing.is_valid()
    assert finishing.errors["story"] == ["Answer “What will you do?”"]


def test_what_was_answered_can_be_looked_at_as_if_it_had_been_sent() -> None:
    form = section_form(
        EVERY_KIND, "money", answers={**ANSWERS, "asked": 5}, is_complete=True, facts=FACTS
    )

    assert form.errors == {
        "asked": ["Enter an amount that is at least £100"],
        "costs": ["The costs must add up to the amount. £1,234.56 is £1,234.51 more than £0.05"],
    }


def test_a_row_is_added_without_anything_being_wrong_yet() -> None:
    sent = {"q-costs-0-item": "Hall", "q-costs-0-pence": "x", "q-more": "costs"}
    form = section_form(EVERY_KIND, "money", answers={}, data=sent, is_complete=True)

    assert form.wants_more
    assert not form.is_valid()
    assert form.errors == {}
    assert 'name="q-costs-1-item"' in shown(form)
    assert "Add another cost" in shown(form)
    assert form.typed()["costs"] == [{"item": "Hall", "pence": "x"}]


def test_no_row_is_offered_beyond_the_most() -> None:
    sent = {f"q-costs-{n}-item": "x" for n in range(4)} | {"q-more": "costs"}
    form = section_form(EVERY_KIND, "money", answers={}, data=sent)

    assert form.counts["costs"] == 4
    assert "Add another cost" not in shown(form)


def test_rows_sent_beyond_the_most_are_kept_and_complained_of() -> None:
    sent = {f"q-costs-{n}-{box}": "5" for n in range(6) for box in ("item", "pence")}
    form = section_form(EVERY_KIND, "money", answers={}, data=sent)

    assert len(form.typed()["costs"]) == 6
    assert form.errors["costs"] == ["Give at most 4 costs. There are 6"]


def test_a_row_is_taken_out_and_those_below_move_up() -> None:
    sent = {f"q-costs-{n}-item": f"Thing {n}" for n in range(3)} | {"q-remove": "costs:1"}
    form = section_form(EVERY_KIND, "money", answers={}, data=sent)

    assert form.wants_more
    assert [row["item"] for row in form.typed()["costs"]] == ["Thing 0", "Thing 2"]
    assert form.counts["costs"] == 2


@pytest.mark.parametrize("nonsense", ["costs", "costs:x", ":1", "costs:-1", "x" * 500])
def test_a_row_that_is_not_there_is_not_taken_out(nonsense: str) -> None:
    sent = {"q-costs-0-item": "Hall", "q-remove": nonsense}
    form = section_form(EVERY_KIND, "money", answers={}, data=sent)

    assert form.typed()["costs"] == [{"item": "Hall", "pence": None}]


def test_enter_presses_no_button_that_takes_a_row_out() -> None:
    page = shown(section_form(EVERY_KIND, "money", answers=ANSWERS))

    assert page.index('aria-hidden="true">Save') < page.index('name="q-remove"')


def test_a_question_that_depends_on_the_same_page_says_when_to_answer_it() -> None:
    page = shown(section_form(EVERY_KIND, "project", answers={}))

    assert "Answer this only if “Work with under-18s?” is “Yes”." in page
    assert "[[&#34;q-under_18s&#34;, &#34;is&#34;, &#34;yes&#34;]]" in page


def test_a_question_that_depends_on_another_page_is_shown_where_it_is_asked() -> None:
    moved = rules.move_to_section(EVERY_KIND, "safe", "you")

    def is_there(answers: dict[str, Any], **options: Any) -> bool:
        return "q-safe" in shown(section_form(moved, "you", answers=answers, **options))

    assert not is_there({"under_18s": "no"})
    assert is_there({"under_18s": "yes"})
    assert is_there({}, shows_all=True)


def test_files_are_handed_over_and_can_be_taken_out() -> None:
    one = {"reference": "F1", "name": "accounts.pdf", "sha256": "a" * 64, "size": 5}
    two = {**one, "reference": "F2", "name": "policy.pdf"}
    data = QueryDict(mutable=True)
    data.setlist("q-papers-remove", ["F1"])
    given_now = SimpleUploadedFile("constitution.pdf", b"%PDF")
    form = section_form(
        EVERY_KIND,
        "you",
        answers={"papers": [one, two]},
        data=data,
        files=MultiValueDict({"q-papers": [given_now]}),
    )

    assert form.typed()["papers"] == [two]
    assert [file.name for file in form.uploads()["papers"]] == ["constitution.pdf"]
    assert "Take out policy.pdf" in shown(form)
    assert form.is_multipart()


def test_a_file_that_is_sent_now_counts_for_a_required_question() -> None:
    asks = QuestionSet(
        sections=(
            Section(key="s", title="S", questions=(Question(key="p", kind="files", label="P"),)),
        )
    )
    files = MultiValueDict({"q-p": [SimpleUploadedFile("a.pdf", b"x")]})
    with_file = section_form(asks, "s", answers={}, data={}, files=files, is_complete=True)
    without = section_form(asks, "s", answers={}, data={}, is_complete=True)

    assert with_file.is_valid()
    assert without.errors == {"p": ["Add a file for “P”"]}


def test_a_page_in_plain_words_stores_the_same_answers() -> None:
    asks = starting_sets()[0].question_set
    page = section_form(asks, "your_project", answers={}, language="plain")

    assert "What is the name of your project?" in shown(page)
    assert "q-project_title" in shown(page)


def test_line_ends_and_unprintable_signs_are_made_storable() -> None:
    form = section_form(EVERY_KIND, "project", answers={}, data={"q-story": "a\r\nb\x00c\ud800 "})

    assert form.typed()["story"] == "a\nbc"


def test_an_unknown_section_is_a_fault() -> None:
    with pytest.raises(KeyError):
        section_form(EVERY_KIND, "gone", answers={})
