"""Whatever is put and asked: the engine finds what a plain reading finds."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.foundation.search import actions, queries, rules
from precept.foundation.search.entries import Entry, Wanted
from tests.foundation.search.entries_made import entry, found_by

pytestmark = pytest.mark.django_db


ALPHABET = ["ab", "abc", "b", "bc", "cab", "cats", "cat", "1", "12"]
FUNDS = ["x", "y y", "z'\"*:&|"]
ENTRIES = st.builds(
    lambda scope, kind, key, title, funds, day, amount: Entry(
        scope=scope,
        kind=kind,
        key=key,
        title=" ".join(title),
        href="/",
        facets={"fund": tuple(funds)},
        date=day,
        amount=amount,
    ),
    scope=st.sampled_from(["public", "office"]),
    kind=st.sampled_from(["award", "round"]),
    key=st.sampled_from([f"k{number}" for number in range(12)]),
    title=st.lists(st.sampled_from(ALPHABET), max_size=4),
    funds=st.lists(st.sampled_from(FUNDS), max_size=2, unique=True),
    day=st.none() | st.dates(date(2022, 1, 1), date(2022, 1, 4)),
    amount=st.none() | st.integers(-1, 2),
)
WANTED = st.builds(
    lambda kinds, words, funds, order, page, size: Wanted(
        "public",
        tuple(kinds),
        " ".join(words),
        {"fund": tuple(funds)},
        order,
        page,
        size,
        ("fund",),
    ),
    kinds=st.lists(st.sampled_from(["award", "round", "none"]), max_size=2),
    words=st.lists(st.sampled_from([*ALPHABET, "c", "ca", "k1", "zz"]), max_size=3),
    funds=st.lists(st.sampled_from(FUNDS), max_size=2),
    order=st.sampled_from(rules.ORDERS),
    page=st.integers(1, 3),
    size=st.integers(1, 5),
)


def naive_match(one: Entry, wanted: Wanted) -> bool:
    """Whether a thing is meant, said as simply as Python can."""
    has = {one.key, *one.title.split()}
    has |= {"cat"} if "cats" in has else set()
    *whole, last = [word.replace("cats", "cat") for word in wanted.words.split()] or [""]
    typed = wanted.words.split()[-1] if wanted.words else ""
    return (
        one.scope == wanted.scope
        and (not wanted.kinds or one.kind in wanted.kinds)
        and all(word in has for word in whole)
        and (
            not last
            or last in has
            or (len(typed) > 1 and any(word.startswith(typed) for word in has))
        )
        and (not wanted.facets["fund"] or bool({*wanted.facets["fund"]} & {*one.facets["fund"]}))
    )


def naive_order(order: str, one: Entry) -> tuple[Any, ...]:
    """Where a thing stands in an order, said as simply as Python can; ties are told by nothing."""
    if order in {"newest", "oldest"}:
        day = one.date.toordinal() if one.date else 0
        return (one.date is None, -day if order == "newest" else day)
    if order in {"dearest", "cheapest"}:
        pence = one.amount or 0
        return (one.amount is None, -pence if order == "dearest" else pence)
    if order == "key":
        return (int(one.key[1:]),)
    return (" ".join(w.zfill(12) if w.isdigit() else w for w in one.title.split()),)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(ENTRIES, max_size=25),
    st.lists(ENTRIES, max_size=3),
    st.lists(WANTED, min_size=4, max_size=4),
)
def test_the_engine_finds_what_a_plain_reading_finds(
    db: None, put: list[Entry], dropped: list[Entry], searches: list[Wanted]
) -> None:
    for kind, scope in product(["award", "round"], ["public", "office"]):
        actions.drop_kind(scope, kind)
    actions.put_many(put)
    kept = {(one.scope, one.kind, one.key): one for one in put}
    for one in dropped:
        actions.drop(one.scope, one.kind, one.key)
        kept.pop((one.scope, one.kind, one.key), None)
    for wanted in searches:
        meant = [one for one in kept.values() if naive_match(one, wanted)]
        found = queries.find(wanted)
        start = (wanted.page - 1) * wanted.size
        places = sorted(naive_order(wanted.order, one) for one in meant)
        on_page = [kept["public", hit.kind, hit.key] for hit in found.hits]
        assert found.count == len(meant)
        assert [naive_order(wanted.order, one) for one in on_page] == places[
            start : start + wanted.size
        ]
        assert found.more == (len(meant) > start + wanted.size)
        assert found.counts_are_exact
        funds = Counter(fund for one in meant for fund in one.facets["fund"])
        assert dict(found.facets["fund"]) == funds
        every, turn = [], found if wanted.page == 1 else queries.find(replace(wanted, page=1))
        for page in range(2, 30):
            every += [(hit.kind, hit.key) for hit in turn.hits]
            if not turn.more:
                break
            turn = queries.find(replace(wanted, page=page))
        assert sorted(every) == sorted((one.kind, one.key) for one in meant)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.text(st.characters()) | st.text("'\"*:&|!()<->\\ aNDORE%_^{}+-", max_size=30),
    facet=st.text(st.characters()),
    kind=st.text(st.characters()) | st.just("a\x00b"),
    order=st.text() | st.sampled_from(rules.ORDERS),
    page=st.integers(),
    size=st.integers(),
)
def test_no_text_is_an_error(
    db: None, words: str, facet: str, kind: str, order: str, page: int, size: int
) -> None:
    actions.put(entry(title="Advice line"))
    for kinds, facets in product([(), (kind,)], [{}, {"fund": (facet,)}]):
        found = queries.find(Wanted("public", kinds, words, facets, order, page, size, ("fund",)))
        assert len(found.hits) <= found.count <= 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    title=st.text(st.characters()),
    text=st.text(st.characters()),
    value=st.text(st.characters()),
    shown=st.text(st.characters()),
)
def test_any_text_can_be_put_and_filtered_by(
    db: None, title: str, text: str, value: str, shown: str
) -> None:
    actions.put(entry(title=title, text=text, facets={"fund": (value,)}, shown={"said": shown}))
    (hit,) = queries.find(Wanted("public")).hits
    assert (hit.title, hit.shown) == (rules.clean(title), {"said": shown})
    chosen = {"fund": (value,)}
    assert found_by("core004", facets=chosen if rules.facet_value(value) else {}) == ["CORE004"]
