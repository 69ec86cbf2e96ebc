"""What a sheet lacks, what markers are not told, when marking goes on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.assessment.rules import (
    Asked,
    Given,
    done,
    is_checked,
    is_marked,
    is_read,
    lacking,
    progress_words,
    withheld,
)
from precept.do.opportunities.rules import STAGES

CRITERIA = [Asked("need", "Need", (0, 1, 2)), Asked("value", "Value", (0, 1, 2))]


@pytest.mark.parametrize(
    ("mark", "lacks"),
    [
        (Given(2, "Good"), []),
        (Given(0, "None at all"), []),
        (Given(None, "Good"), ["score"]),
        (Given(2, "  \n"), ["reason"]),
        (Given(5, "Too good"), ["score"]),
        (Given(), ["score", "reason"]),
    ],
    ids=["whole", "nought is a score", "no score", "blank reason", "no such score", "nothing"],
)
def test_a_mark_needs_a_score_of_the_list_and_a_reason(mark: Given, lacks: list[str]) -> None:
    found = lacking(CRITERIA, {"need": mark, "value": Given(1, "Fair")})

    assert [(one.key, one.what) for one in found] == [("need", what) for what in lacks]
    assert done(CRITERIA, {"need": mark, "value": Given(1, "Fair")}) == (1 if lacks else 2)


def test_a_sheet_that_says_nothing_lacks_everything_in_order() -> None:
    assert [(one.key, one.what) for one in lacking(CRITERIA, {})] == [
        ("need", "score"),
        ("need", "reason"),
        ("value", "score"),
        ("value", "reason"),
    ]


@pytest.mark.parametrize(
    ("words", "names", "left"),
    [
        ("Larkmantle Youth will walk", ["Larkmantle Youth"], "[the applicant] will walk"),
        ("LARKMANTLE  youth's plan", ["Larkmantle Youth"], "[the applicant]'s plan"),
        ("Larkmantle\nYouth", ["Larkmantle Youth"], "[the applicant]"),
        (
            "We (Larkmantle Youth) and others",
            ["Larkmantle Youth"],
            "We ([the applicant]) and others",
        ),
        (
            "Larkmantle Youth Trust",
            ["Larkmantle Youth", "Larkmantle Youth Trust"],
            "[the applicant]",
        ),
        ("A plan at Ox", ["Ox"], "A plan at Ox"),
        ("Artful starts", ["Art"], "Artful starts"),
        ("C.A.T. (Kent) helps", ["C.A.T. (Kent)"], "[the applicant] helps"),
        ("Nothing to hide", [], "Nothing to hide"),
    ],
    ids=[
        "plain",
        "case and spaces",
        "over a line",
        "in brackets",
        "longest first",
        "too short",
        "inside a word",
        "with signs",
        "no names",
    ],
)
def test_a_withheld_name_is_gone_however_it_is_written(
    words: str, names: list[str], left: str
) -> None:
    assert withheld(words, names) == left


@given(
    before=st.text(alphabet="abc .,\n", max_size=20),
    after=st.text(alphabet="abc .,\n", max_size=20),
    name=st.lists(st.text(alphabet="defgh", min_size=3, max_size=6), min_size=1, max_size=3),
)
def test_no_name_is_left_between_other_words(before: str, after: str, name: list[str]) -> None:
    spelled = " ".join(name)

    assert spelled not in withheld(f"{before} {spelled} {after}", [spelled])


@pytest.mark.parametrize("stage", STAGES)
def test_whatever_is_marked_is_also_read_and_allocated(stage: str) -> None:
    for rolling in (False, True):
        if is_marked(stage, is_rolling=rolling):
            assert is_read(stage, is_rolling=rolling)
            assert is_checked(stage, is_rolling=rolling)


def test_a_round_is_marked_at_one_stage_and_a_rolling_one_while_open() -> None:
    assert [one for one in STAGES if is_marked(one, is_rolling=False)] == ["marking"]
    assert [one for one in STAGES if is_marked(one, is_rolling=True)] == [
        "published",
        "opened",
        "marking",
    ]


def test_progress_is_told_in_words() -> None:
    assert [progress_words(0, 0), progress_words(2, 8)] == ["Nothing to mark", "2 of 8 submitted"]
