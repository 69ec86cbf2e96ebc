"""Texts that are nearly the same are found, whatever order they come in (security: A29)."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precept.parties.rules import NEAR, likeness_of_texts, near_duplicates

LEXICON = [
    "".join(pair)
    for pair in zip(
        [f"{a}{b}" for a in "bcdfglmnprst" for b in ("a", "e", "i", "o", "u", "ai", "ou")] * 6,
        [f"{c}{d}" for d in ("n", "rd", "ll", "st", "m", "ght", "ck") for c in "aeiou"] * 15,
        strict=False,
    )
]
COMMON = "the of and to in our with for people we will who young on is a by be that group".split()  # noqa: SIM905 - a list of words


def text_of(chance: random.Random, words: int) -> list[str]:
    """Words as bids have them: half of them common ones."""
    return [
        chance.choice(COMMON) if chance.random() < 0.45 else chance.choice(LEXICON)
        for _ in range(words)
    ]


def reworded(chance: random.Random, words: list[str], share: float) -> list[str]:
    """The same text with a share of its words changed, dropped or added, here and there."""
    said: list[str] = []
    for word in words:
        how = chance.random()
        if how < share * 0.6:
            said.append(chance.choice(LEXICON))
        elif how < share * 0.8:
            continue
        else:
            said.append(word)
            if how > 1 - share * 0.2:
                said.append(chance.choice(LEXICON))
    return said


def seeded(texts: int, copies: int, words: int) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """Texts of their own, and copies of some of them that were worked over."""
    chance = random.Random(2611)
    own = [text_of(chance, words + chance.randrange(-words // 5, words // 5)) for _ in range(texts)]
    said = {f"own-{number:04}": " ".join(one) for number, one in enumerate(own)}
    planted = set()
    for number in range(copies):
        source = own[number]
        changed = reworded(chance, source, (0.02, 0.05, 0.08, 0.1)[number % 4])
        if number % 3 == 0:  # its paragraphs in another order
            half = len(changed) // 2
            changed = changed[half:] + changed[:half]
        if number % 5 == 0:  # something of its own put before it
            changed = text_of(chance, words // 5) + changed
        said[f"z-copy-{number:04}"] = " ".join(changed)
        planted.add((f"own-{number:04}", f"z-copy-{number:04}"))
    return said, planted


@pytest.mark.parametrize("words", [60, 200, 500], ids=str)
def test_nearly_all_copies_that_were_worked_over_are_found_and_nothing_else(words: int) -> None:
    texts, planted = seeded(texts=300, copies=100, words=words)

    found = {(one, other) for one, other, _ in near_duplicates(texts)}

    assert len(found & planted) >= 0.95 * len(planted)
    assert found - planted == set()


def test_many_copies_of_one_text_are_each_found() -> None:
    chance = random.Random(7)
    source = text_of(chance, 300)
    texts = {f"bid-{number:03}": " ".join(reworded(chance, source, 0.03)) for number in range(200)}
    texts["own"] = " ".join(text_of(chance, 300))

    found = near_duplicates(texts)

    assert {key for one, other, _ in found for key in (one, other)} == set(texts) - {"own"}
    assert len(found) < 200 * 12


def test_capitals_signs_and_accents_change_nothing() -> None:
    one = "We shall open the hall, each Friday evening, for young people who box."
    other = "WE SHALL OPEN the hall – each Fríday evening for young people who box!"

    assert likeness_of_texts(one, other) == 1.0
    assert near_duplicates({"a": one, "b": other}) == [("a", "b", 1.0)]


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"a": ""},
        {"a": "", "b": ""},
        {"a": "Too short to say", "b": "Too short to say"},
        {"a": "£1,000.00", "b": "£1,000.00"},
    ],
    ids=["none", "one", "empty", "short", "signs"],
)
def test_what_is_too_short_says_nothing(texts: dict[str, str]) -> None:
    assert near_duplicates(texts) == []


def test_a_short_text_that_stands_in_a_long_one_is_found() -> None:
    chance = random.Random(11)
    long = text_of(chance, 800)

    (found,) = near_duplicates({"long": " ".join(long), "short": " ".join(long[100:220])})

    assert found == ("long", "short", 1.0)


sentences = st.lists(st.sampled_from(LEXICON[:60]), min_size=0, max_size=40).map(" ".join)


@settings(max_examples=50, deadline=None)
@given(sentences, sentences)
def test_likeness_is_the_same_both_ways_and_between_nought_and_one(one: str, other: str) -> None:
    score = likeness_of_texts(one, other)

    assert score == likeness_of_texts(other, one)
    assert 0 <= score <= 1


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(LEXICON), min_size=8, max_size=300).map(" ".join))
def test_a_text_is_as_like_itself_as_can_be(text: str) -> None:
    assert likeness_of_texts(text, text) == 1.0
    assert near_duplicates({"a": text, "b": text}) == [("a", "b", 1.0)]


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), sentences, max_size=6))
def test_what_is_found_is_near_in_order_and_does_not_hang_on_the_order_given(
    texts: dict[str, str],
) -> None:
    found = near_duplicates(texts)

    assert found == near_duplicates(dict(reversed(texts.items())))
    assert all(score >= NEAR and one < other for one, other, score in found)
    assert all(score == likeness_of_texts(texts[one], texts[other]) for one, other, score in found)
