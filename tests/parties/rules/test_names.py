"""One spelling of a name to compare by, and whether two organisations are alike."""

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.parties import rules
from precept.parties.rules import Entered, Known, Likeness

SAME = [
    ("Withywick Support", "WITHYWICK   support"),
    ("Withywick Support", "The Withywick Support Ltd."),
    ("Withywick Support", "Withywick Support Limited"),
    ("Withywick Support", "Withywick Support CIC"),
    ("Withywick Support", "Withywick Support C.I.C."),
    ("Withywick Support", "Withywick Support Community Interest Company"),
    ("Withywick Support", "Withywick Support (Registered Charity)"),
    ("Withywick Support", "Withywick Support Charity Ltd"),
    ("Withywick Support", "Withywick-Support, CIO"),
    ("Salt & Light", "Salt and Light"),
    ("Salt + Light", "Salt and Light"),
    ("Women's Aid", "Womens Aid"),
    ("Women’s Aid", "Women's Aid"),
    ("Café Refuge", "Cafe Refuge"),
    ("St. John", "St John"),
]
OTHER = [
    ("Withywick Support", "Withywick Supports"),
    ("Charity Bank Trust", "Bank Trust"),
    ("Limited", "Charity"),
    ("The", "Limited"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_name_spelled_otherwise_has_the_same_key(one: str, other: str) -> None:
    assert rules.name_key(one) == rules.name_key(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert rules.name_key(one) != rules.name_key(other)


def test_a_name_without_letters_has_no_key() -> None:
    assert rules.name_key("!!! —") == ""


LATIN = st.text(st.characters(max_codepoint=0x24F, exclude_categories=["Cc"]), max_size=250)


@given(LATIN)
def test_a_key_fits_its_column_and_is_its_own_key(name: str) -> None:
    key = rules.name_key(name)

    assert len(key) <= rules.LONGEST_KEY
    assert rules.name_key(key) == key


@given(st.lists(st.sampled_from(["the", "ltd", "and", "cic", "support", "x" * 90]), max_size=9))
def test_a_key_of_words_that_say_little_settles_too(words: list[str]) -> None:
    key = rules.name_key(" ".join(words))

    assert rules.name_key(key) == key
    assert bool(key) == bool(words)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Withywick Support", "withywick-support"),
        ("Women’s Aid & Refuge", "womens-aid-and-refuge"),
        ("Café", "cafe"),
        ("!!!", "organisation"),
        ("x" * 100, "x" * 80),
    ],
)
def test_a_reference_says_the_name(name: str, slug: str) -> None:
    assert rules.slug(name) == slug


@given(LATIN, st.integers(min_value=0, max_value=30))
def test_a_free_reference_is_free_and_fits(name: str, others: int) -> None:
    taken: set[str] = set()
    for _ in range(others):
        taken.add(rules.free_reference(name, taken))

    found = rules.free_reference(name, taken)

    assert len(taken) == others
    assert found not in taken | {"new"}
    assert rules.slug(found) == found
    assert len(found) <= 80


SHARED = frozenset({("GB-CHC", "1234567")})


@pytest.mark.parametrize(
    ("known", "likeness"),
    [
        (Known("quite another", (), SHARED), Likeness.CERTAIN),
        (Known("withywick support"), Likeness.LIKELY),
        (Known("listening service", ("withywick support",)), Likeness.LIKELY),
        (Known("withiwick support"), Likeness.POSSIBLE),
        (Known("support withywick"), Likeness.POSSIBLE),
        (Known("listening service", ("withywick suport",)), Likeness.POSSIBLE),
        (Known("brindlewater recovery"), None),
        (Known("support"), None),
        (Known("", ("",), frozenset({("GB-CHC", "7654321")})), None),
    ],
)
def test_how_alike_two_organisations_are(known: Known, likeness: Likeness | None) -> None:
    found = rules.likeness(Entered("withywick support", SHARED), known)

    assert (found.likeness if found else None) == likeness


def test_organisations_without_a_key_are_not_alike() -> None:
    assert rules.likeness(Entered(""), Known("", ("",))) is None


def test_short_names_are_not_close_to_each_other() -> None:
    assert rules.likeness(Entered("vrn"), Known("vrm")) is None


@given(st.text(ascii_lowercase, min_size=8, max_size=60), st.data())
def test_one_wrong_letter_in_a_longer_name_is_still_possible(
    name: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(min_value=0, max_value=len(name) - 1))
    typed = name[:at] + "é" + name[at + 1 :]

    found = rules.likeness(Entered(typed), Known(name))

    assert found is not None
    assert found.likeness == Likeness.POSSIBLE


def test_names_like_it_are_looked_up_by_its_longest_words() -> None:
    assert rules.search_words("aid for families of leicestershire and rutland") == [
        "leicestershire",
        "families",
        "rutland",
    ]
