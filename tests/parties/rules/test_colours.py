"""Whether text can be read in the office's colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.parties import rules

COLOURS = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("typed", "colour"),
    [("#1D3557", "#1d3557"), (" 1d3557 ", "#1d3557"), ("#abc", "#aabbcc"), ("FFF", "#ffffff")],
)
def test_a_colour_is_read_in_any_usual_spelling(typed: str, colour: str) -> None:
    assert rules.read_colour(typed) == colour


@pytest.mark.parametrize("typed", ["", "blue", "#12", "#12345", "#1234567", "#gggggg", "#١٢٣"])
def test_what_is_no_colour_is_refused(typed: str) -> None:
    with pytest.raises(rules.NotAColour):
        rules.read_colour(typed)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_what_the_guidelines_say(one: str, other: str, ratio: float) -> None:
    assert round(rules.contrast(one, other), 2) == ratio


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_either_way_round(one: str, other: str) -> None:
    assert rules.contrast(one, other) == rules.contrast(other, one)
    assert 1 <= rules.contrast(one, other) <= 21


@given(COLOURS)
def test_a_colour_that_will_do_carries_white_text_that_can_be_read(colour: str) -> None:
    will_do = rules.colour_problem(colour) is None

    assert will_do == (rules.contrast(colour, "#ffffff") >= 4.5)
    assert rules.contrast(colour, rules.text_upon(colour)) >= 4.5


def test_the_words_say_what_the_contrast_is_and_never_more() -> None:
    assert rules.colour_problem("#777777") == (
        "Choose a darker colour: its contrast with white is 4.4:1, and text needs 4.5:1 or more"
    )
