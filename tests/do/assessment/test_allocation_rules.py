"""Sharing bids out among markers: by property, whatever the conflicts."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from precept.do.assessment.rules import share_out

BIDS = st.integers(min_value=0, max_value=14)
MARKERS = st.integers(min_value=0, max_value=7)
PAIRS = st.sets(st.tuples(st.integers(0, 13), st.integers(0, 6)), max_size=30)


@given(bids=BIDS, markers=MARKERS, each=st.integers(1, 3), barred=PAIRS)
def test_every_bid_gets_as_many_markers_as_are_free_for_it(
    bids: int, markers: int, each: int, barred: set[tuple[int, int]]
) -> None:
    shared = share_out(range(bids), range(markers), each=each, barred=barred)

    for bid in range(bids):
        free = [one for one in range(markers) if (bid, one) not in barred]
        got = [marker for at, marker in shared.pairs if at == bid]
        assert len(got) == len(set(got)) == min(each, len(free))
        assert shared.short.get(bid, 0) == each - len(got)
    assert not barred & set(shared.pairs)


@given(bids=BIDS, markers=MARKERS, each=st.integers(1, 3), barred=PAIRS)
def test_loads_differ_by_at_most_one_among_those_free_of_conflict(
    bids: int, markers: int, each: int, barred: set[tuple[int, int]]
) -> None:
    shared = share_out(range(bids), range(markers), each=each, barred=barred)
    conflicted = {marker for bid, marker in barred if bid < bids}
    load = {
        one: sum(marker == one for _, marker in shared.pairs)
        for one in range(markers)
        if one not in conflicted
    }

    assert all(abs(load[a] - load[b]) <= 1 for a, b in combinations(load, 2))


@given(bids=BIDS, markers=MARKERS, each=st.integers(1, 3), barred=PAIRS)
def test_nobody_could_hand_a_bid_to_somebody_with_two_fewer(
    bids: int, markers: int, each: int, barred: set[tuple[int, int]]
) -> None:
    shared = share_out(range(bids), range(markers), each=each, barred=barred)
    held = {one: {bid for bid, marker in shared.pairs if marker == one} for one in range(markers)}

    for giver in held:
        for taker in held:
            if len(held[giver]) >= len(held[taker]) + 2:
                assert all((bid, taker) in barred for bid in held[giver] - held[taker])


@given(bids=BIDS, markers=MARKERS, each=st.integers(1, 3), barred=PAIRS, already=PAIRS)
def test_what_somebody_has_stays_theirs_and_is_not_given_twice(
    bids: int,
    markers: int,
    each: int,
    barred: set[tuple[int, int]],
    already: set[tuple[int, int]],
) -> None:
    shared = share_out(range(bids), range(markers), each=each, barred=barred, already=already)

    assert not already & set(shared.pairs)
    for bid in range(bids):
        had = len({marker for at, marker in already if at == bid})
        got = sum(at == bid for at, _ in shared.pairs)
        assert got <= max(each - had, 0)


def test_a_bid_reaches_the_idle_marker_through_another() -> None:
    # The first two may not take from the third's pile directly: it goes round.
    shared = share_out(
        ["a", "b", "c", "d"],
        ["Ada", "Bel", "Cy"],
        each=1,
        barred={("a", "Cy"), ("b", "Cy"), ("c", "Bel"), ("d", "Bel"), ("c", "Cy")},
    )

    load = {one: sum(marker == one for _, marker in shared.pairs) for one in ("Ada", "Bel", "Cy")}
    assert sorted(load.values()) == [1, 1, 2]
    assert shared.short == {}


def test_the_same_markers_given_twice_count_once() -> None:
    shared = share_out(["a"], ["Ada", "Ada"], each=2)

    assert shared.pairs == (("a", "Ada"),)
    assert shared.short == {"a": 1}
