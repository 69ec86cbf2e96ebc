"""Words, terms and places in order."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.search import rules
from precept.foundation.search.entries import Entry, Wanted
from precept.foundation.search.rules import Sought, Term


def entry(**what: Any) -> Entry:
    """An entry of which only what is named matters."""
    plain = {"scope": "public", "kind": "award", "key": "K1", "title": "", "href": "/"}
    return Entry(**{**plain, **what})


def words_kept(made: Entry) -> set[str]:
    """The terms of an entry that are words."""
    return {term for term in rules.terms_of(made).split() if not term.startswith("_")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Violence Reduction Network", ["violence", "reduction", "network"]),
        ("Café—Élan, naïve", ["cafe", "elan", "naive"]),
        ("women’s aid / Women's Aid", ["womens", "aid", "womens", "aid"]),
        ("CSF-2026-0042", ["csf", "2026", "0042"]),
        ("under_score", ["under", "score"]),
        ("Straße ﬁre ½", ["strasse", "fire", "1", "2"]),
        ("\x00 \ud800 !?", []),
    ],
)
def test_words_are_folded_and_split(text: str, found: list[str]) -> None:
    assert rules.words(text) == found


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("services", "service"),
        ("policies", "policy"),
        ("branches", "branch"),
        ("churches", "church"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("women", "woman"),
        ("womens", "woman"),
        ("children", "child"),
        ("childrens", "child"),
        ("criteria", "criterion"),
        ("bus", "bus"),
        ("business", "business"),
        ("analysis", "analysis"),
        ("status", "status"),
        ("gas", "gas"),
        ("ties", "tie"),
        ("vrn001s", "vrn001s"),
        ("2022", "2022"),
    ],
)
def test_a_plural_meets_its_singular(word: str, one: str) -> None:
    assert rules.singular(word) == one


@given(st.text())
def test_a_term_is_safe_whatever_was_typed(text: str) -> None:
    made = entry(title=text, text=text, key="K", facets={"fund": (text,)})
    for term in rules.terms_of(made).split(" ")[1:-1]:
        assert term
        assert term.removeprefix("_").isalnum()
        assert term.isprintable()


@given(st.text())
def test_what_is_typed_finds_the_title_it_was_copied_from(title: str) -> None:
    kept = words_kept(entry(title=title))
    looked_for = rules.sought(Wanted(scope="public", words=title))
    for group in looked_for.groups[:-1] if looked_for and rules.words(title) else ():
        if not all(term.text in rules.UNSAID for term in group):
            assert any(
                any(word.startswith(term.text) for word in kept)
                if term.begins
                else term.text in kept
                for term in group
            )


def test_an_entry_is_found_by_its_key_in_pieces_and_whole() -> None:
    assert words_kept(entry(key="CSF-2026-0042")) == {"csf", "2026", "0042", "csf20260042"}
    assert words_kept(entry(key="VRN001 and VRN002")) == {"vrn001", "vrn002", "vrn001andvrn002"}


def test_long_texts_and_words_are_cut() -> None:
    assert words_kept(entry(key="K", title="x" * 100)) == {"k", "x" * rules.LONGEST_WORD}
    many = entry(text=" ".join(f"w{number}" for number in range(9_000)))
    assert len(rules.terms_of(many).split()) == rules.MOST_TERMS


def test_a_search_for_nothing_but_kinds_needs_no_words() -> None:
    assert rules.sought(Wanted(scope="public", kinds=("award",), words=" &! ")) is None
    assert rules.sought(Wanted(scope="public", facets={"fund": ()})) is None


def test_all_words_are_meant_and_the_last_also_begins() -> None:
    assert rules.sought(Wanted(scope="public", words="Services for the chil")) == Sought(
        (
            (Term("service"),),
            (Term("chil", begins=True),),
            (Term(rules.token("s", "public")),),
        )
    )


def test_unsaid_words_are_not_looked_for() -> None:
    with_and = rules.sought(Wanted(scope="public", words="children and young people"))
    without = rules.sought(Wanted(scope="public", words="children young people"))
    assert with_and == without


def test_an_unsaid_last_word_closes_the_word_before_it() -> None:
    found = rules.sought(Wanted(scope="public", words="aid for"))
    assert found is not None
    assert found.groups[0] == (Term("aid"),)


def test_a_lone_unsaid_word_is_the_beginning_of_another() -> None:
    found = rules.sought(Wanted(scope="public", words="for"))
    assert found is not None
    assert found.groups[0] == (Term("for", begins=True),)


def test_a_plural_that_is_typed_last_finds_its_singular_too() -> None:
    found = rules.sought(Wanted(scope="public", words="policies"))
    assert found is not None
    assert found.groups[0] == (Term("policy"), Term("policies", begins=True))


def test_a_single_letter_begins_nothing() -> None:
    found = rules.sought(Wanted(scope="public", words="x"))
    assert found is not None
    assert found.groups[0] == (Term("x"),)


def test_facets_name_their_scope_and_kinds_theirs() -> None:
    found = rules.sought(
        Wanted(scope="public", kinds=("award", "round"), facets={"fund": ("Core", "Safety")})
    )
    assert found == Sought(
        (
            (
                Term(rules.token("f", "public", "fund", "Core")),
                Term(rules.token("f", "public", "fund", "Safety")),
            ),
            (
                Term(rules.token("k", "public", "award")),
                Term(rules.token("k", "public", "round")),
            ),
        )
    )
    assert rules.token("f", "public", "fund", "Core") != rules.token("f", "office", "fund", "Core")


@given(st.lists(st.integers(0, 10**11), unique=True, max_size=8))
def test_keys_stand_in_the_order_of_their_numbers(numbers: list[int]) -> None:
    keys = [f"CORE{number}" for number in numbers]
    ordered = sorted(keys, key=lambda key: rules.natural(key, 240))
    assert ordered == [f"CORE{number}" for number in sorted(numbers)]


def test_titles_are_ordered_without_their_quotes_and_capitals() -> None:
    titles = ["Élan", "“Blue” lights", "Round 10", "round 2", "apple"]
    assert sorted(titles, key=lambda title: rules.natural(title, 120)) == [
        "apple",
        "“Blue” lights",
        "Élan",
        "round 2",
        "Round 10",
    ]


@given(st.lists(st.none() | st.dates(), max_size=8))
def test_what_has_no_date_comes_last_in_either_direction(days: list[date | None]) -> None:
    known = sorted(day for day in days if day)
    unknown = [None] * (len(days) - len(known))
    assert sorted(days, key=rules.newest_place) == [*reversed(known), *unknown]
    assert sorted(days, key=rules.oldest_place) == [*known, *unknown]


@given(st.lists(st.none() | st.integers(-(10**15), 10**15), max_size=8))
def test_what_has_no_amount_comes_last_in_either_direction(amounts: list[int | None]) -> None:
    known = sorted(amount for amount in amounts if amount is not None)
    unknown = [None] * (len(amounts) - len(known))
    assert sorted(amounts, key=rules.dearest_place) == [*reversed(known), *unknown]
    assert sorted(amounts, key=rules.cheapest_place) == [*known, *unknown]


@pytest.mark.parametrize(
    "misfit",
    [
        {"scope": ""},
        {"kind": "k" * 41},
        {"key": ""},
        {"key": "a\x00b"},
        {"key": "k" * 201},
        {"facets": {"f" * 41: ("x",)}},
        {"amount": 2**62},
    ],
)
def test_a_name_that_cannot_be_kept_whole_is_refused(misfit: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="search cannot keep"):
        rules.refuse_misfits(entry(**misfit))


def test_facet_values_are_counted_most_first_and_cut() -> None:
    counted = [("b", 2), ("Round 10", 1), ("Round 2", 1), ("a", 5_000)]
    assert rules.most_first(counted) == [("a", 1_001), ("b", 2), ("Round 2", 1), ("Round 10", 1)]
