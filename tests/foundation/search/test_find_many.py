"""Finding among more than a thousand: in order, counted to a thousand, and at a fixed cost."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from precept.foundation.search import actions, engines, queries, rules
from precept.foundation.search.entries import Wanted
from tests.foundation.search.entries_made import entry, keys

pytestmark = pytest.mark.django_db


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
