"""Areas that follow and hold one another, and need beside what is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.understand.rules import areas, coverage
from precept.understand.rules.coverage import Needing, Offer


def test_the_national_list_hangs_together() -> None:
    listed = areas.standard_areas().areas
    by_code = {one.code: one for one in listed}
    tiles = [(one.row, one.column) for one in listed if one.row]

    assert len(by_code) == len(listed)
    assert len(set(tiles)) == len(tiles) == 9
    seen: set[str] = set()
    for one in listed:
        assert areas.clean_code(one.code) == one.code
        assert one.kind in areas.KINDS
        assert {one.parent, *one.successors} - {""} <= seen
        assert bool(one.ends) == bool(one.successors)
        seen.add(one.code)
    districts = [one for one in listed if one.parent == "E10000018"]
    assert [one.code for one in districts] == [f"E0700{number:04}" for number in range(129, 136)]


def test_an_old_code_is_read_as_what_follows_it() -> None:
    assert areas.read_as(1, {1: [2], 2: [3]}) == 3
    assert areas.read_as(1, {}) == 1
    assert areas.read_as(1, {1: [2, 3]}) is None
    assert areas.read_as(1, {1: [2], 2: [1]}) is None


@given(st.dictionaries(st.integers(0, 8), st.lists(st.integers(0, 8), max_size=3), max_size=9))
def test_whatever_follows_what_reading_ends_at_an_area_that_goes_on(
    successors: dict[int, list[int]],
) -> None:
    for area in range(9):
        now = areas.read_as(area, successors)
        assert now is None or not successors.get(now)


def test_an_area_and_what_holds_it_are_not_both_counted() -> None:
    parents = {1: None, 2: 1, 3: 2, 4: 1}

    assert areas.held_twice([3, 4], parents) == []
    assert areas.held_twice([1, 3], parents) == [(1, 3)]
    assert areas.above(3, {1: 3, 2: 1, 3: 2}) == [2, 1, 3]


@pytest.mark.parametrize("typed", ["e07000129", " E0700 0129 ", "31ub"])
def test_a_code_has_one_spelling(typed: str) -> None:
    assert areas.clean_code(typed) in {"E07000129", "31UB"}
    assert areas.clean_code("not-a-code") == ""


AREAS = [Needing(1, 100, 10_000), Needing(2, 100, 40_000), Needing(3, 90, 10_000)]


def test_cold_spots_come_first_and_those_with_nothing_before_those_with_little() -> None:
    rows = coverage.coverage(
        AREAS, [Offer(frozenset({1}), 10), Offer(frozenset({2}), 200)], {1: (), 2: (), 3: ()}
    )

    assert [(one.key, one.is_cold, one.reach) for one in rows] == [
        (3, True, coverage.NOTHING),
        (1, True, coverage.LITTLE),
        (2, False, coverage.SOME),
    ]


def test_a_service_for_a_county_reaches_its_districts_by_their_counts() -> None:
    rows = coverage.coverage(
        [Needing(1, 30, 1_000), Needing(2, 10, 1_000)],
        [Offer(frozenset({9}), 80)],
        {1: [9], 2: [9]},
    )

    assert {one.key: one.places for one in rows} == {1: 60, 2: 20}


def test_what_is_not_known_is_said_so() -> None:
    (row,) = coverage.coverage([Needing(1, 10, None)], [Offer(frozenset({1}), None)], {})
    assert (row.reach, row.places, row.need) == (coverage.NOT_STATED, None, coverage.LOWER)
    (row,) = coverage.coverage([Needing(1, None, 100)], [Offer(frozenset({1}), 5)], {})
    assert (row.reach, row.places, row.need) == (coverage.UNTOLD, None, coverage.UNKNOWN)


def test_where_people_are_not_known_counts_are_held_against_their_mean() -> None:
    rows = coverage.coverage([Needing(1, 30, None), Needing(2, 10, 5)], [], {})

    assert {one.key: one.need for one in rows} == {1: coverage.HIGH, 2: coverage.LOWER}


NEEDING = st.lists(
    st.tuples(st.none() | st.integers(0, 500), st.none() | st.integers(1, 9_000)), max_size=6
)
OFFERS = st.lists(
    st.tuples(st.frozensets(st.integers(0, 8)), st.none() | st.integers(0, 300)), max_size=5
)


@given(NEEDING, OFFERS)
def test_every_area_stands_once_and_what_nothing_reaches_is_never_said_to_be_covered(
    said: list[tuple[int | None, int | None]],
    offered: list[tuple[frozenset[int], int | None]],
) -> None:
    needing = [Needing(key, count, people) for key, (count, people) in enumerate(said)]
    offers = [Offer(reached, capacity) for reached, capacity in offered]
    above = {key: [7] for key in range(len(said))}

    rows = coverage.coverage(needing, offers, above)

    assert sorted(one.key for one in rows) == list(range(len(said)))
    for one in rows:
        reached = sum(bool(offer.areas & {one.key, 7}) for offer in offers)
        assert one.services == reached
        assert (one.reach == coverage.NOTHING) == (reached == 0)
        assert reached or one.places == 0
    cold = [one.is_cold for one in rows]
    assert cold == sorted(cold, reverse=True)
