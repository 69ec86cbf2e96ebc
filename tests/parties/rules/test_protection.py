"""What of a protected address must go, and what would give it away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.parties import rules

KNOWN = ("Larkmantle Refuge", "Leicestershire")


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        (
            "71 Hollow Lane\nOxenmere\nLE15 9ZZ",
            ["71 Hollow Lane Oxenmere LE15 9ZZ", "71 Hollow Lane", "LE15 9ZZ", "LE159ZZ"],
        ),
        (
            "71, Hollow Lane, Leicester",
            ["71, Hollow Lane, Leicester", "71, Hollow Lane", "71 Hollow Lane"],
        ),
        ("Flat 2, 14a Quiet Lane", ["Flat 2, 14a Quiet Lane", "14a Quiet Lane"]),
        ("Rose Cottage\nChurch Lane", ["Rose Cottage Church Lane", "Rose Cottage"]),
        ("Larkmantle Refuge\nLeicester", ["Larkmantle Refuge Leicester"]),
        ("", []),
    ],
)
def test_the_parts_that_lead_to_the_door_are_taken_out(address: str, parts: list[str]) -> None:
    assert rules.parts_to_remove(address, known=KNOWN) == parts


def test_what_somebody_adds_is_taken_out_too() -> None:
    assert rules.parts_to_remove("", known=KNOWN, also=["Hollow  Lane"]) == ["Hollow Lane"]


def test_the_name_and_the_area_stay() -> None:
    assert rules.parts_to_remove("Leicestershire", known=KNOWN, also=["Larkmantle"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "We are at 71 Hollow Lane.",
        "71, hollow lane",
        "71 HOLLOW\nLANE",
        "https://x.example/71-hollow-lane",
        "le15 9zz",
        "LE159ZZ",
    ],
)
def test_the_address_is_found_however_it_is_spelled(text: str) -> None:
    parts = rules.parts_to_remove("71 Hollow Lane\nOxenmere\nLE15 9ZZ", known=KNOWN)

    assert rules.gives_away(text, parts)
    assert not rules.gives_away(rules.without_parts(text, parts), parts)


def test_taking_out_leaves_the_rest() -> None:
    assert (
        rules.without_parts("Meet at 71, Hollow Lane at noon", ["71 Hollow Lane"])
        == "Meet at [removed] at noon"
    )
    assert not rules.gives_away("Meet at noon", ["71 Hollow Lane"])


def test_a_text_that_shows_it_in_an_unknown_spelling_goes_altogether() -> None:
    assert rules.without_parts("At 71 Höllow Lane", ["71 Hollow Lane"]) == "[removed]"


@given(
    st.text(max_size=80),
    st.text(max_size=80),
    st.sampled_from(["71 Hollow Lane", "LE15 9ZZ", "Rose Cottage"]),
)
def test_whatever_stands_around_it_the_address_goes(before: str, after: str, part: str) -> None:
    assert not rules.gives_away(rules.without_parts(f"{before} {part} {after}", [part]), [part])


@pytest.mark.parametrize(
    ("address", "will_do"),
    [
        ("71 Hollow Lane", True),
        ("Rose Cottage\nChurch Lane", True),
        ("Leicester", False),
        ("", False),
        (" \n", False),
    ],
)
def test_a_town_alone_is_no_address(address: str, will_do: bool) -> None:
    assert (rules.address_problem(address) is None) == will_do


@pytest.mark.parametrize(
    ("area", "will_do"),
    [("Leicestershire", True), ("", False), ("71 Hollow Lane", False), ("LE15 9ZZ", False)],
)
def test_an_area_is_wide(area: str, will_do: bool) -> None:
    assert (rules.area_problem(area) is None) == will_do


@pytest.mark.parametrize(
    ("words", "will_do"),
    [([], True), (["Hollow Lane"], True), (["of a"], False), (["Hollow Lane", "a"], False)],
)
def test_words_that_stand_everywhere_are_not_taken_out(words: list[str], will_do: bool) -> None:
    assert (rules.words_problem(words) is None) == will_do
