"""Editing a draft set: a question keeps its identity, and nothing is left dangling."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.questions import rules
from precept.foundation.questions.sets import (
    Check,
    Option,
    Question,
    QuestionSet,
    Section,
    Wording,
)
from tests.foundation.questions.every_kind import EVERY_KIND, SLOWLY


def test_the_set_of_every_kind_can_be_published() -> None:
    assert rules.set_problems(EVERY_KIND) == []


def test_a_question_keeps_its_key_whatever_changes() -> None:
    changed = rules.change_question(EVERY_KIND, "title", label="Name it")

    assert changed.question("title").label == "Name it"  # type: ignore[union-attr]
    assert [one.key for one in changed.questions()] == [one.key for one in EVERY_KIND.questions()]


def test_moving_keeps_everything_and_stops_at_the_end() -> None:
    moved = rules.move_question(EVERY_KIND, "title", 1)
    back = rules.move_question(moved, "title", -1)

    assert [one.key for one in moved.sections[0].questions][:2] == ["story", "title"]
    assert back == EVERY_KIND
    assert rules.move_question(EVERY_KIND, "title", -1) == EVERY_KIND
    assert rules.move_section(rules.move_section(EVERY_KIND, "you", -1), "you", 1) == EVERY_KIND


def test_a_question_of_a_group_moves_inside_it() -> None:
    moved = rules.move_question(EVERY_KIND, "name", 1)

    assert [one.key for one in moved.question("team").questions] == ["paid", "name", "wage"]  # type: ignore[union-attr]


def test_a_question_goes_to_another_section() -> None:
    moved = rules.move_to_section(EVERY_KIND, "people", "you")

    assert moved.section_of("people").key == "you"  # type: ignore[union-attr]
    assert sorted(rules.keys_of(moved)) == sorted(rules.keys_of(EVERY_KIND))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (
            lambda: rules.remove_question(EVERY_KIND, "under_18s"),
            "“How will you keep them safe?” is shown only for some answers to it. Change that first.",
        ),
        (
            lambda: rules.remove_question(EVERY_KIND, "ends"),
            "The check “Start first” compares it. Take that out first.",
        ),
        (
            lambda: rules.remove_section(EVERY_KIND, "money"),
            "The check “The costs must add up to the amount” compares it. Take that out first.",
        ),
        (lambda: rules.remove_question(EVERY_KIND, "gone"), "This question is no longer there."),
        (lambda: rules.change_section(EVERY_KIND, "gone"), "This section is no longer there."),
        (lambda: rules.change_check(EVERY_KIND, "gone"), "This check is no longer there."),
        (
            lambda: rules.change_question(EVERY_KIND, "story", meaning="title"),
            "“What is it called?” is read as that already.",
        ),
        (
            lambda: rules.change_question(EVERY_KIND, "team", kind="line"),
            "Take the questions of the group out first.",
        ),
        (
            lambda: rules.add_question(
                EVERY_KIND, "you", Question(key="title", kind="line", label="Again")
            ),
            "There is a question “Again” already.",
        ),
        (
            lambda: rules.add_question(
                EVERY_KIND, "you", Question(key="x", kind="line", label="X"), "title"
            ),
            "“What is it called?” is not a group.",
        ),
    ],
    ids=[
        "condition",
        "check",
        "section",
        "no question",
        "no section",
        "no check",
        "meaning twice",
        "full group",
        "key taken",
        "not a group",
    ],
)
def test_an_edit_that_would_leave_something_dangling_is_refused(edit: Any, words: str) -> None:
    with pytest.raises(rules.NotPossible) as refused:
        edit()

    assert refused.value.words == words


def test_answers_to_choose_from_keep_their_keys_in_new_words() -> None:
    before = (Option(key="calm", label="Calm"), Option(key="care", label="Care"))

    assert rules.options_of("Calm\nCaring for victims", before) == (
        Option(key="calm", label="Calm"),
        Option(key="care", label="Caring for victims"),
    )
    assert [one.key for one in rules.options_of("Care\nCalm\nCourage", before)] == [
        "care",
        "calm",
        "courage",
    ]
    assert [one.key for one in rules.options_of("Calm\n\n  \n", before)] == ["calm"]


@pytest.mark.parametrize(
    ("words", "taken", "key"),
    [
        ("What is your project called?", (), "what_is_your_project_called"),
        ("What", ("what",), "what_2"),
        ("What", ("what", "what_2"), "what_3"),
        ("125 years", (), "years"),
        ("Où?", (), "ou"),
        ("…", (), "question"),
    ],
)
def test_a_new_key_is_made_of_words_and_unlike_all_others(
    words: str, taken: tuple[str, ...], key: str
) -> None:
    assert rules.new_key(words, taken) == key


def test_plain_words_are_given_and_taken_out() -> None:
    given_words = rules.set_wording(EVERY_KIND, "story", Wording(language="plain", label="Do?"))
    taken_out = rules.set_wording(given_words, "story", Wording(language="plain", label=" "))

    assert given_words.question("story").wordings[0].label == "Do?"  # type: ignore[union-attr]
    assert taken_out == EVERY_KIND


def broken(**changes: Any) -> list[str]:
    question = Question.model_validate({"key": "q", "kind": "line", "label": "Q?", **changes})
    other = Question(
        key="other",
        kind="choice",
        label="Other?",
        options=(Option(key="a", label="A"), Option(key="b", label="B")),
    )
    asks = QuestionSet(sections=(Section(key="s", title="S", questions=(other, question)),))
    return rules.set_problems(asks)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"label": " "}, "A question has no words."),
        ({"kind": "choice"}, "“Q?” needs at least two answers to choose from."),
        ({"kind": "group"}, "The group “Q?” asks nothing yet. Add a question to it."),
        ({"kind": "number", "least": 5, "most": 4}, "“Q?”: the least is more than the most."),
        ({"most_words": 0}, "“Q?”: the word limit must be at least 1."),
        (
            {"is_public": True, "is_personal": True},
            "“Q?” is marked as both personal and public. It can be one of them.",
        ),
        (
            {"meaning": "title", "is_personal": True},
            "“Q?” is published with an award. It can’t be personal data.",
        ),
        (
            {"shown_if": [{"question": "gone", "value": "a"}]},
            "“Q?” depends on a question that is no longer there.",
        ),
        (
            {"shown_if": [{"question": "q", "value": "a"}]},
            "“Q?” depends on “Q?”, which is not asked before it.",
        ),
        (
            {"shown_if": [{"question": "other", "value": "z"}]},
            "“Q?”: “Other?” has no such answer any more.",
        ),
        (
            {"shown_if": [{"question": "other", "comparison": "is at least", "value": "1"}]},
            "“Q?”: “Other?” can’t be compared by “is at least”.",
        ),
        (
            {"meaning": "amount"},
            "“Q?” can’t be read as “the amount asked for”: it is another kind of question.",
        ),
        (
            {"key": "Bad-Key"},
            "The key “Bad-Key” of the questions is not made of small letters, digits and “_”.",
        ),
        (
            {"key": "other"},
            "Two questions have the same key, “other”. Take one of them out and add it again.",
        ),
        (
            {"options": [{"key": "a", "label": "A"}]},
            "“Q?” has answers to choose from and is not a choice.",
        ),
        (
            {"kind": "group", "questions": [{"key": "t", "kind": "costs", "label": "T"}]},
            "“T” can’t stand in a group: a group asks no tables, areas, files or groups.",
        ),
    ],
)
def test_a_set_that_cannot_be_published_says_why(changes: dict[str, Any], words: str) -> None:
    assert words in broken(**changes)


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ({"left": "gone", "right": "cap"}, "The check “C” compares a question that is not there."),
        (
            {"left": "asked", "right": "gone"},
            "The check “C” compares with a question that is not there.",
        ),
        (
            {"left": "title", "right": "cap"},
            "The check “C” compares amounts or numbers, and does not name them.",
        ),
        ({"left": "people", "right": "asked"}, "The check “C” compares money with a number."),
        ({"left": "people", "right": "cap"}, "The check “C” compares a number with money."),
        (
            {"kind": "is before", "left": "starts", "right": "asked"},
            "The check “C” compares two dates, and does not name them.",
        ),
        (
            {"kind": "lasts at most", "left": "starts", "right": "longest months"},
            "The check “C” compares two dates, and does not name them.",
        ),
        (
            {"kind": "lasts at most", "left": "starts", "until": "ends", "right": "cap"},
            "The check “C” needs a number of months.",
        ),
    ],
)
def test_a_check_that_compares_nothing_is_told(check: dict[str, Any], words: str) -> None:
    made = Check.model_validate({"key": "c", "kind": "is at most", "words": "C", **check})

    assert words in rules.set_problems(rules.add_check(EVERY_KIND, made))


def test_an_empty_set_says_what_to_do() -> None:
    assert rules.set_problems(QuestionSet()) == [
        "There are no questions yet. Add a section, and its first question."
    ]


def test_differences_are_told_in_words() -> None:
    new = rules.change_question(EVERY_KIND, "title", label="Its name?", most_words=8)
    new = rules.change_question(new, "asked", least=20_000)
    new = rules.remove_question(new, "story")
    new = rules.add_section(new, "More")
    new = rules.add_question(
        new, "more", Question(key="extra", kind="line", label="Anything else?")
    )
    new = rules.change_question(new, "aims", options=(Option(key="calm", label="Calm"),))
    new = rules.remove_check(new, "cap")

    assert rules.differences(EVERY_KIND, new) == [
        "New section “More”",
        "“What is it called?” now says “Its name?”",
        "“Its name?”: the word limit was “6”, and is “8”",
        "“Which aims?”: the answer “Calmer streets” now says “Calm”",
        "“Which aims?”: the answer “Care for victims” is taken out",
        "“How much?”: the least was “£100”, and is “£200”",
        "New question “Anything else?” in “More”",
        "The question “What will you do?” is taken out",
        "The check “Ask for no more” is taken out",
    ]
    assert rules.differences(EVERY_KIND, EVERY_KIND) == []


def test_a_published_question_cannot_become_something_else() -> None:
    other_kind = rules.change_question(EVERY_KIND, "story", kind="line")
    only_words = rules.change_question(EVERY_KIND, "story", label="Tell us")

    assert rules.changed_meaning(EVERY_KIND, only_words) == []
    assert rules.changed_meaning(EVERY_KIND, other_kind) == [
        "“What will you do?” was published as another kind of question (long text). "
        "Take it out, and add a new question."
    ]


def test_a_copy_keeps_every_identity() -> None:
    copy = QuestionSet.model_validate(EVERY_KIND.model_dump(mode="json"))

    assert copy == EVERY_KIND
    assert copy.digest == EVERY_KIND.digest


@SLOWLY
@given(
    st.lists(st.sampled_from(["Yes", "No", "Perhaps", " ", "Yes please"]), max_size=6, unique=True)
)
def test_options_are_never_two_with_one_key(labels: list[str]) -> None:
    before = (Option(key="yes", label="Yes"), Option(key="no", label="No"))
    made = rules.options_of("\n".join(labels), before)

    assert len({one.key for one in made}) == len(made)
    assert [one.label for one in made] == [label.strip() for label in labels if label.strip()]
