"""What is put is found, on whichever database the suite runs."""

from collections import Counter
from dataclasses import asdict, replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.foundation.search import actions, engines, queries, rules
from precept.foundation.search.entries import Entry, Found, Wanted
from precept.foundation.search.models import EntryRow, FacetRow

pytestmark = pytest.mark.django_db


def entry(key: str = "CORE004", **what: Any) -> Entry:
    """An agreement of the public register."""
    plain = {
        "scope": "public",
        "kind": "agreement",
        "title": "Advice line",
        "href": f"/register/{key}",
    }
    return Entry(**{**plain, "key": key, **what})


def keys(found: Found) -> list[str]:
    """The keys on a page, in order."""
    return [hit.key for hit in found.hits]


def found_by(words: str, **what: Any) -> list[str]:
    """The keys that these words find."""
    return keys(queries.find(Wanted(scope="public", words=words, order="key", **what)))


def test_a_hit_carries_what_a_list_shows() -> None:
    shown = {"recipient": "Women’s Aid", "tbc": None, "lines": ["a", 1]}
    actions.put(entry(shown=shown, date=date(2022, 12, 9), amount=5_600_000))
    (hit,) = queries.find(Wanted(scope="public")).hits
    assert asdict(hit) == {
        "kind": "agreement",
        "key": "CORE004",
        "title": "Advice line",
        "href": "/register/CORE004",
        "shown": shown,
        "date": date(2022, 12, 9),
        "amount": 5_600_000,
    }
    assert queries.find(Wanted(scope="public", words="advice")).hits == [hit]


@pytest.mark.parametrize("words", ["CORE004", "core004", "core0", "CO", "/core004!", "“Core004”"])
def test_a_reference_is_found_by_its_key_and_its_beginning(words: str) -> None:
    actions.put(entry("CORE004"))
    actions.put(entry("VRN001 and VRN002"))
    assert found_by(words) == ["CORE004"]


@pytest.mark.parametrize("words", ["VRN001 and VRN002", "vrn002 vrn001", "vrn001", "VRN001 AND V"])
def test_a_double_reference_is_found_by_either(words: str) -> None:
    actions.put(entry("CORE004"))
    actions.put(entry("VRN001 and VRN002"))
    assert found_by(words) == (["VRN001 and VRN002"] if words[-1] != "V" else [])


@pytest.mark.parametrize(
    "words",
    [
        "service",
        "services",
        "policies",
        "policy serv",
        "womens",
        "women’s",
        "Woman",
        "cafe",
        "CAFÉ",
        "children and young people",
        "child young persons",
    ],
)
def test_plurals_accents_and_small_words_do_not_hide_a_thing(words: str) -> None:
    actions.put(entry(title="Services & policy", text="Women's Café for children, young people"))
    actions.put(entry("OTHER", title="Nothing of the kind"))
    assert found_by(words) == ["CORE004"]


def test_all_words_must_be_there() -> None:
    actions.put(entry("A", title="violence reduction"))
    actions.put(entry("B", title="violence"))
    assert found_by("violence") == ["A", "B"]
    assert found_by("violence reduction") == ["A"]
    assert found_by("viol reduction") == []
    assert found_by("reduction viol") == ["A"]


def test_put_twice_is_put_once_and_the_last_holds() -> None:
    actions.put(entry(title="Old name", facets={"fund": ("Core",)}, date=date(2020, 1, 1)))
    actions.put(entry(title="New name", facets={"fund": ("Safety",)}, date=date(2024, 1, 1)))
    actions.put(entry(title="New name", facets={"fund": ("Safety",)}, date=date(2024, 1, 1)))
    assert found_by("old") == []
    assert found_by("new") == ["CORE004"]
    assert found_by("", facets={"fund": ("Core",)}) == []
    assert found_by("", facets={"fund": ("Safety",)}) == ["CORE004"]
    assert queries.facets("public", ["fund"]) == {"fund": [("Safety", 1)]}
    assert EntryRow.objects.count() == 1


def test_the_same_thing_twice_in_one_batch_is_kept_once() -> None:
    assert actions.put_many([entry(title="first"), entry(title="second")]) == 2
    assert found_by("first") == []
    assert found_by("second") == ["CORE004"]


def test_nothing_to_put_is_nothing_put() -> None:
    assert actions.put_many([]) == 0


def test_drop_removes_one_thing_and_its_facets() -> None:
    actions.put_many([entry(key, facets={"fund": ("Core",)}) for key in ("A", "B")])
    actions.drop("public", "agreement", "A")
    actions.drop("public", "agreement", "A")
    assert found_by("advice") == ["B"]
    assert found_by("") == ["B"]
    assert queries.facets("public", ["fund"]) == {"fund": [("Core", 1)]}


def test_drop_kind_removes_a_kind_of_one_scope() -> None:
    many = [
        entry(f"N{number}", facets={"fund": ("Core",)}) for number in range(actions.AT_ONCE + 1)
    ]
    actions.put_many([*many, entry("A", kind="round"), entry("B", scope="office")])
    actions.drop_kind("public", "agreement")
    assert found_by("advice") == ["A"]
    assert keys(queries.find(Wanted(scope="office", words="advice"))) == ["B"]
    assert FacetRow.objects.count() == 0


def test_a_change_that_is_undone_is_not_found() -> None:
    with transaction.atomic():
        actions.put(entry())
        transaction.set_rollback(True)
    assert found_by("advice") == []


def test_scopes_never_mix() -> None:
    facets = {"fund": ("Core",)}
    actions.put(entry("A", scope="public", facets=facets))
    actions.put(entry("B", scope="office", facets=facets))
    for scope, key in (("public", "A"), ("office", "B")):
        for words, chosen, kinds in product(
            ("", "advice", "adv"), ({}, facets), ((), ("agreement",), ("agreement", "round"))
        ):
            found = queries.find(
                Wanted(scope, kinds=kinds, words=words, facets=chosen, counted=("fund",))
            )
            assert (keys(found), found.count, found.facets) == ([key], 1, {"fund": [("Core", 1)]})
    assert queries.find(Wanted("nowhere", words="advice")).count == 0


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


def test_kinds_can_be_several_in_one_order() -> None:
    actions.put(entry("A", kind="round", date=date(2022, 1, 2)))
    actions.put(entry("B", date=date(2022, 1, 3)))
    actions.put(entry("C", kind="decision", date=date(2022, 1, 4)))
    actions.put(entry("D", date=date(2022, 1, 1)))
    found = queries.find(Wanted("public", kinds=("round", "agreement")))
    assert (keys(found), found.count) == (["B", "A", "D"], 3)


@pytest.fixture
def many(db: None) -> None:
    """1,500 agreements: 1,200 of the fund Core, 300 of the fund Safety; every tenth says ‘rare’."""
    actions.put_many(
        entry(
            f"N{number}",
            title=f"Grant {number}",
            text="rare bird" if number % 10 == 0 else "bird",
            facets={"fund": ("Core",) if number < 1_200 else ("Safety",)},
            date=date.fromordinal(700_000 + number),
            amount=number * 7 % 1_500,
        )
        for number in range(1_500)
    )


@pytest.mark.parametrize("order", rules.ORDERS)
@pytest.mark.usefixtures("many")
def test_more_than_a_thousand_are_still_in_order(order: str) -> None:
    numbers = list(range(1_500))
    by_amount = sorted(numbers, key=lambda number: number * 7 % 1_500)
    in_order = {
        "newest": numbers[::-1],
        "oldest": numbers,
        "title": numbers,
        "key": numbers,
        "dearest": by_amount[::-1],
        "cheapest": by_amount,
    }[order]
    core = [number for number in in_order if number < 1_200]
    for page, (words, facets, meant) in product(
        (1, 3, 15, 24, 25, 31),
        (
            ("", {}, in_order),
            ("bird", {}, in_order),
            ("grant bi", {"fund": ("Core",)}, core),
        ),
    ):
        start = (page - 1) * 50
        found = queries.find(Wanted("public", ("agreement",), words, facets, order, page))
        assert keys(found) == [f"N{number}" for number in meant[start : start + 50]]
        assert found.count == 1_001
        assert found.more == (len(meant) > start + 50)


@pytest.mark.usefixtures("many")
def test_what_stands_at_the_far_end_of_an_order_is_found_by_sorting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engines.in_use(), "WALKED", 10)
    core = {"fund": ("Core",)}
    for order, first in (("newest", range(1_199, 1_149, -1)), ("oldest", range(50))):
        found = queries.find(Wanted("public", ("agreement",), facets=core, order=order))
        assert (keys(found), found.more) == ([f"N{number}" for number in first], True)
    found = queries.find(Wanted("public", words="bird", facets=core, order="title", page=24))
    assert (keys(found), found.more) == ([f"N{number}" for number in range(1_150, 1_200)], False)


@pytest.mark.usefixtures("many")
def test_counts_stop_after_a_thousand_and_say_so() -> None:
    everything = queries.find(Wanted("public", counted=("fund",)))
    assert everything.count == 1_001
    assert everything.counts_are_exact
    assert everything.facets == {"fund": [("Core", 1_001), ("Safety", 300)]}
    few = queries.find(Wanted("public", words="rare", counted=("fund", "area")))
    assert (few.count, few.counts_are_exact) == (150, True)
    assert few.facets == {"fund": [("Core", 120), ("Safety", 30)], "area": []}
    crowd = queries.find(Wanted("public", words="bird", counted=("fund",)))
    assert (crowd.count, crowd.counts_are_exact) == (1_001, False)
    assert sum(number for _, number in crowd.facets["fund"]) == 1_000


def test_facets_of_several_kinds_are_added_up() -> None:
    actions.put(entry("A", facets={"fund": ("Core", "Core", ""), "year": ("2022-23",)}))
    actions.put(entry("B", kind="round", facets={"fund": ("Core", "Safety")}))
    actions.put(entry("C", kind="decision", facets={"fund": ("Other",)}))
    names = ["fund", "year", "area"]
    assert queries.facets("public", names, ["agreement", "round"]) == {
        "fund": [("Core", 2), ("Safety", 1)],
        "year": [("2022-23", 1)],
        "area": [],
    }
    assert queries.facets("public", ["fund"]) == {
        "fund": [("Core", 2), ("Other", 1), ("Safety", 1)]
    }
    assert queries.facets("public", []) == {}


SEARCHES = [
    Wanted("public", ("agreement",), counted=("fund",)),
    Wanted("public", ("agreement", "round"), counted=("fund", "area")),
    Wanted("public", words="grant bird", counted=("fund",)),
    Wanted("public", ("agreement",), facets={"fund": ("Core",)}, counted=("fund",), order="title"),
    Wanted(
        "public", ("agreement",), facets={"fund": ("Core",)}, counted=("fund",), order="cheapest"
    ),
]


@pytest.mark.parametrize("wanted", SEARCHES)
def test_a_page_takes_three_queries_at_most_at_one_row_and_at_many(
    wanted: Wanted, django_assert_max_num_queries: Any, many: None
) -> None:
    with django_assert_max_num_queries(3):
        assert len(queries.find(wanted).hits) == 50
    actions.drop_kind("public", "agreement")
    actions.put(entry("N1", title="Grant bird", facets={"fund": ("Core",)}))
    with django_assert_max_num_queries(3):
        assert keys(queries.find(wanted)) == ["N1"]


def test_putting_takes_three_statements_whatever_the_number(many: None) -> None:
    for number in (1, 300):
        with CaptureQueriesContext(connection) as captured:
            actions.put_many(entry(f"M{n}", facets={"fund": ("Core",)}) for n in range(number))
        asked = [q for q in captured if "SAVEPOINT" not in q["sql"]]
        assert len(asked) == 3


@pytest.mark.usefixtures("many")
def test_every_order_is_read_off_an_index() -> None:
    actions.put_many(entry(f"R{number}", kind="round") for number in range(100))
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE search_entry")
        for order, kind in product(rules.ORDERS, (None, "round")):
            place = f"{order}_place"
            sql, given = queries._stacked(f"id, {place} AS place", "public", [kind], 51, place)
            cursor.execute(f"{explain} {sql}", given)
            plan = "\n".join(str(row) for row in cursor.fetchall()).upper()
            assert f"SEARCH_{'K' if kind else 'S'}_{order.upper()}" in plan
            assert "B-TREE" not in plan  # SQLite's word for sorting
            assert "SORT" not in plan
