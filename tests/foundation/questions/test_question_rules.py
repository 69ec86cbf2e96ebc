"""What stands against an answer, what is asked, what counts, and what the office reads off it."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.questions import rules
from precept.foundation.questions.rules import typed
from precept.foundation.questions.sets import Condition, Question, QuestionSet, Section
from tests.foundation.questions.every_kind import ANSWERS, EVERY_KIND, FACTS, SLOWLY

ONE = st.none() | st.booleans() | st.integers(-5, 2_000_000) | st.text(max_size=12)
BOXES = st.sampled_from(["item", "pence", "lines", "postcode", "people", "name", "paid", "wage"])
ROW = st.dictionaries(BOXES, ONE | st.lists(ONE, max_size=2), max_size=4)
PIECES = ONE | ROW | st.lists(ONE | ROW, max_size=4)
ANYTHING = st.dictionaries(
    st.sampled_from([one.key for one in EVERY_KIND.questions()]), PIECES, max_size=20
)


def told(**changed: Any) -> list[str]:
    return [
        f"{one.question}: {one.told}"
        for one in rules.problems(EVERY_KIND, {**ANSWERS, **changed}, FACTS)
    ]


def test_nothing_stands_against_answers_to_everything() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("title", "", "title: Answer “What is it called?”"),
        (
            "title",
            "one two three four five six seven",
            "title: The answer to “What is it called?” must be 6 words or fewer. It has 7: take out 1 word",
        ),
        ("title", "two\nlines", "title: The answer to “What is it called?” must be on one line"),
        ("people", "many", "people: Enter a whole number, like 80"),
        ("people", 4, "people: Enter a number that is at least 5"),
        ("people", 901, "people: Enter a number that is at most 900"),
        ("under_18s", "perhaps", "under_18s: Choose one of the answers to “Work with under-18s?”"),
        ("aims", [], "aims: Choose at least one answer to “Which aims?”"),
        ("aims", ["calm", "war"], "aims: Choose only from the answers to “Which aims?”"),
        ("places", ["Atlantis"], "places: Choose only from the answers to “Where?”"),
        ("starts", "31/02/2027", "starts: There is no such date as “31/02/2027”"),
        ("starts", "31//2027", "starts: The date must include a month"),
        (
            "starts",
            "4/25/2027",
            "starts: Put the day before the month: “4/25/2027” has 25 as its month, and there are only 12",
        ),
        ("outcomes", [], "outcomes: Enter at least one outcome for “What will change?”"),
        (
            "outcomes",
            [{"people": 80, "change": "x"}, {"people": "lots", "percent": 101, "change": ""}],
            "outcomes: Outcome 2: enter how many people as a whole number, like 80",
        ),
        ("base", {"lines": "1 Barn Lane", "postcode": ""}, "base: Enter the postcode"),
        ("base", {"lines": "x", "postcode": "LE1"}, "base: Enter a full UK postcode, like LE1 1AA"),
        ("team", [{}, {"name": "Bo"}], "team: Number 2: choose an answer to “Paid?”"),
        ("true", False, "true: Tick the box to confirm “It is true”"),
        (
            "asked",
            "about 500",
            "asked: “about 500” is not an amount. Enter an amount of money, like £1,234.56",
        ),
        ("asked", "tbc", "asked: Enter the amount: it has to be known here"),
        ("asked", 9_999, "asked: Enter an amount that is at least £100"),
    ],
)
def test_what_is_wrong_is_said_in_words_that_name_the_place(
    key: str, value: Any, words: str
) -> None:
    assert words in told(**{key: value})


def test_a_cost_table_says_which_row_and_which_box() -> None:
    rows = [
        {"item": "", "pence": None},
        {"item": "Hall", "pence": None},
        {"item": "", "pence": 5},
        {"item": "Gloves", "pence": "x"},
    ]

    found = rules.problems(EVERY_KIND, {**ANSWERS, "costs": rows}, FACTS)

    assert [(one.told, one.path, one.is_missing) for one in found if not one.is_check] == [
        ("Row 2: enter an amount", (1, "pence"), True),
        ("Row 3: enter what the money is for", (2, "item"), True),
        (
            "Row 4: “x” is not an amount. Enter an amount of money, like £1,234.56",
            (3, "pence"),
            False,
        ),
    ]


def test_more_rows_than_allowed_are_counted() -> None:
    rows = [{"item": f"Thing {n}", "pence": 1} for n in range(5)]

    assert "costs: Give at most 4 costs. There are 5" in told(costs=rows)


@pytest.mark.parametrize(
    ("changed", "facts", "words"),
    [
        (
            {"asked": 123_455},
            {},
            "The costs must add up to the amount. £1,234.56 is £0.01 more than £1,234.55",
        ),
        (
            {"asked": 1_000_001, "costs": [{"item": "All", "pence": 1_000_001}]},
            {},
            "Ask for no more. £10,000.01 is £0.01 more than £10,000",
        ),
        ({"ends": "2027-04-01"}, {}, "Start first. It says 1 April 2027 and 1 April 2027"),
        (
            {"ends": "2028-04-01"},
            {},
            "It must not last too long. From 1 April 2027 that is 31 March 2028 at the latest",
        ),
    ],
)
def test_checks_across_answers_say_by_how_much(
    changed: dict[str, Any], facts: dict[str, Any], words: str
) -> None:
    found = rules.problems(EVERY_KIND, {**ANSWERS, **changed}, {**FACTS, **facts})

    assert [one.words for one in found] == [words]
    assert found[0].is_check


@pytest.mark.parametrize("unset", ["cap", "longest months"])
def test_a_limit_that_the_round_does_not_set_is_not_checked(unset: str) -> None:
    over = {
        **ANSWERS,
        "asked": 2_000_000,
        "costs": [{"item": "All", "pence": 2_000_000}],
        "ends": "2030-01-01",
    }
    with_both = {one.words for one in rules.problems(EVERY_KIND, over, FACTS)}
    without = {one.words for one in rules.problems(EVERY_KIND, over, {**FACTS, unset: None})}

    assert len(with_both) == 2
    assert len(without) == 1


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2027, 4, 1), 12, date(2028, 3, 31)),
        (date(2027, 4, 15), 1, date(2027, 5, 14)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 12, 1), 1, date(2027, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_end_on_the_day_before(first: date, months: int, last: date) -> None:
    assert rules.last_day(first, months) == last


def test_a_hidden_question_is_neither_required_nor_kept() -> None:
    without = {**ANSWERS, "under_18s": "no"}

    assert rules.problems(EVERY_KIND, {**without, "safe": ""}, FACTS) == []
    assert "safe" not in rules.for_submission(EVERY_KIND, without)
    assert "safe" in rules.for_submission(EVERY_KIND, ANSWERS)


def test_what_depends_on_a_hidden_answer_is_hidden_too() -> None:
    asks = QuestionSet(
        sections=(
            Section(
                key="s",
                title="S",
                questions=(
                    Question(key="a", kind="line", label="A", is_required=False),
                    Question(
                        key="b",
                        kind="line",
                        label="B",
                        shown_if=(Condition(question="a", value="yes"),),
                    ),
                    Question(
                        key="c",
                        kind="line",
                        label="C",
                        shown_if=(Condition(question="b", comparison="is answered"),),
                    ),
                ),
            ),
        )
    )

    assert rules.problems(asks, {"a": "no", "b": "left over"}, {}) == []
    assert rules.for_submission(asks, {"a": "no", "b": "left over", "c": "x"}) == {"a": "no"}
    assert [one.question for one in rules.problems(asks, {"a": "yes", "b": "x"}, {})] == ["c"]


@pytest.mark.parametrize(
    ("comparison", "value", "answer", "holds"),
    [
        ("is", "yes", "yes", True),
        ("is", "yes", "no", False),
        ("is", "yes", True, True),
        ("is", "80", 80, True),
        ("is not", "yes", "no", True),
        ("is not", "yes", None, False),
        ("includes", "calm", ["calm", "care"], True),
        ("includes", "calm", ["care"], False),
        ("is at least", "500", 500, True),
        ("is at least", "500", 499, False),
        ("is at most", "500", [{"item": "x", "pence": 501}], False),
        ("is at most", "500", [{"item": "x", "pence": 500}], True),
        ("is at least", "2027-04-01", "2027-04-01", True),
        ("is at most", "2027-04-01", "2027-04-02", False),
        ("is at least", "500", "about 500", False),
        ("is answered", "", "x", True),
        ("is answered", "", "  ", False),
        ("is answered", "", 0, True),
    ],
)
def test_conditions_hold_row_by_row(comparison: Any, value: str, answer: Any, holds: bool) -> None:
    asks = Question(
        key="q",
        kind="line",
        label="Q",
        shown_if=(Condition(question="on", comparison=comparison, value=value),),
    )

    assert rules.is_shown(asks, {"on": answer}) is holds


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("  two   words ", 2),
        ("a\nb\tc", 3),
        ("hyphen-ated isn’t two", 3),
        ("no\u00a0break\ufeffspaces", 3),
    ],
)
def test_words_are_counted_as_the_counter_beside_the_box_does(text: str, count: int) -> None:
    assert rules.word_count(text) == count


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("£1,234.56", 123_456),
        (" 500 ", 50_000),
        ("about 500", "about 500"),
        ("tbc", "tbc"),
        ("", None),
    ],
)
def test_an_amount_that_cannot_be_read_stays_what_was_typed(text: str, stored: Any) -> None:
    assert typed.read_pence(text) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [("le11aa", "LE1 1AA"), ("SW1A 2AA", "SW1A 2AA"), ("LE1", "LE1"), ("", "")],
)
def test_postcodes_get_their_usual_form(text: str, stored: str) -> None:
    assert typed.read_postcode(text) == stored


@pytest.mark.parametrize(
    ("meaning", "value"),
    [
        ("title", "Boxing & football at the barn"),
        ("amount", 123_456),
        ("starts", "2027-04-01"),
        ("areas", ["Bexley End"]),
        ("priorities", ["calm", "care"]),
        ("match", None),
        ("", None),
    ],
)
def test_the_office_reads_answers_off_by_what_they_mean(meaning: Any, value: Any) -> None:
    assert rules.meaning(EVERY_KIND, ANSWERS, meaning) == value


def test_an_amount_that_cannot_be_read_is_no_amount() -> None:
    assert rules.meaning(EVERY_KIND, {"asked": "about 500"}, "amount") is None
    assert rules.amount(EVERY_KIND, {"asked": "about 500"}) is None


def test_what_markers_may_not_see_is_left_out_also_inside_groups() -> None:
    kept = rules.without(EVERY_KIND, ANSWERS, {"markers", "personal"})

    assert {"base", "team"}.isdisjoint(kept)
    assert kept["title"] == ANSWERS["title"]


@SLOWLY
@given(ANYTHING)
def test_no_answer_however_strange_breaks_the_rules(answers: dict[str, Any]) -> None:
    found = rules.problems(EVERY_KIND, answers, FACTS)
    kept = rules.for_submission(EVERY_KIND, answers)

    hidden = {
        one.key
        for section in EVERY_KIND.sections
        for one in section.questions
        if not rules.is_shown(one, kept)
    }
    assert hidden.isdisjoint(kept)
    assert hidden.isdisjoint(one.question for one in found)
    assert rules.for_submission(EVERY_KIND, kept) == kept
    assert rules.for_submission(EVERY_KIND, json.loads(json.dumps(answers))) == kept


@SLOWLY
@given(st.lists(st.integers(0, 10**9), max_size=30))
def test_costs_add_up_to_the_penny(pence: list[int]) -> None:
    rows = [{"item": "x", "pence": one} for one in pence]

    assert rules.total({"costs": rows}, "costs") == sum(pence)
    if pence:
        one_off = {**ANSWERS, "costs": rows[:4], "asked": sum(pence[:4]) + 1}
        said = [one for one in rules.problems(EVERY_KIND, one_off, {}) if one.is_check]
        assert [one.question for one in said] == ["costs"]
