"""Every crossing of interests and bidders is found, and none is invented."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.parties.rules.stakes import (
    Known,
    counts_on,
    families,
    recognised,
)
from precept.review.crossings import rules
from precept.review.crossings.rules import Held, Matter

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        (Known(frozenset({1}), frozenset(), frozenset()), Known(frozenset({1, 2})), "body"),
        (Known(frozenset(), frozenset({"a"})), Known(frozenset({1}), frozenset({"a"})), "name"),
        (
            Known(frozenset(), frozenset({"a"}), frozenset({"GB-CHC-1"})),
            Known(frozenset({1}), frozenset({"a"}), frozenset({"GB-CHC-1"})),
            "number",
        ),
        # A company is no charity, though their numbers read alike.
        (
            Known(numbers=frozenset({"GB-CHC-123456"})),
            Known(numbers=frozenset({"GB-COH-123456"})),
            "",
        ),
        (Known(), Known(), ""),
    ],
)
def test_a_body_is_recognised_by_itself_its_number_or_its_name(
    one: Known, other: Known, by: str
) -> None:
    assert recognised(one, other) == by
    assert recognised(other, one) == by


@pytest.mark.parametrize(
    ("sort", "starts", "ends", "answer", "counts"),
    [
        ("interest", None, None, "", True),
        ("interest", DAY - timedelta(days=4000), DAY, "", True),
        ("interest", None, DAY - timedelta(days=1), "", False),
        ("gift", date(2023, 11, 2), None, "accepted", True),
        ("gift", date(2023, 11, 1), None, "accepted", False),
        ("gift", DAY, None, "declined", False),
        ("gift", DAY, None, "passed on", True),
        ("gift", DAY, None, "offered", True),
    ],
)
def test_an_interest_counts_until_its_end_and_a_gift_for_three_years(
    sort: str, starts: date | None, ends: date | None, answer: str, counts: bool
) -> None:
    assert counts_on(sort, starts, ends, answer, DAY) is counts


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=12))
def test_a_line_of_organisations_is_the_same_from_each_of_them(
    pairs: list[tuple[int, int]],
) -> None:
    found = families(pairs)
    for earlier, later in pairs:
        assert found[earlier] == found[later]
        assert {earlier, later} <= found[earlier]
    for one, line in found.items():
        assert all(found[other] == line for other in line)
        # Whoever is in a line is reached by successions alone.
        reached, waiting = {one}, [one]
        while waiting:
            at = waiting.pop()
            for pair in pairs:
                if at in pair:
                    new = set(pair) - reached
                    reached |= new
                    waiting += new
        assert reached == line


SMALL = st.frozensets(st.integers(1, 4), max_size=2)
WORDS = st.frozensets(st.sampled_from("abcd"), max_size=2)
KNOWN = st.builds(Known, SMALL, WORDS, WORDS)
DAYS = st.dates(date(2021, 1, 1), date(2027, 1, 1))
HELD = st.builds(
    Held,
    st.integers(1, 5),
    st.integers(1, 3),
    st.sampled_from(["interest", "gift"]),
    st.none() | DAYS,
    st.none() | DAYS,
    st.sampled_from(["", "accepted", "declined"]),
)
MATTERS = st.builds(
    Matter,
    st.sampled_from(["bid:A", "bid:B", "decision:C", "agreement:D"]),
    st.integers(1, 5),
    DAYS,
    st.dictionaries(st.integers(1, 3), st.just(("marks",)), max_size=3),
)


@given(
    st.lists(HELD, max_size=5, unique_by=lambda one: one.stake),
    st.dictionaries(st.integers(1, 5), KNOWN, max_size=5),
    st.lists(MATTERS, max_size=8),
    st.dictionaries(st.integers(1, 5), KNOWN, max_size=5),
)
def test_every_crossing_in_any_set_is_found_and_none_is_invented(
    held: list[Held],
    stakes: dict[int, Known],
    matters: list[Matter],
    bodies: dict[int, Known],
) -> None:
    found = rules.crossings(held, stakes, matters, bodies)
    wanted = {
        (one.stake, matter.subject)
        for one in held
        for matter in matters
        if one.person in matter.hands
        and recognised(stakes.get(one.stake, Known()), bodies.get(matter.body, Known()))
        and counts_on(one.sort, one.starts, one.ends, one.answer, matter.day)
    }

    assert {(one.stake, one.subject) for one in found} == wanted
    assert len(found) == len(wanted)
    by_stake = {one.stake: one for one in held}
    for one in found:
        assert one.person == by_stake[one.stake].person
        assert one.by == recognised(stakes[one.stake], bodies[one.body])


def test_what_was_declared_is_closed_and_what_another_explained_is_explained() -> None:
    one = rules.Crossing(1, 7, "bid:A", 3, "name", ("marks",))
    assert rules.state_of(one, set(), set()) == "open"
    assert rules.state_of(one, set(), {(1, "bid:A")}) == "explained"
    assert rules.state_of(one, {("bid:A", 7)}, {(1, "bid:A")}) == "closed"
    assert rules.state_of(one, {("bid:A", 8)}, {(1, "bid:B"), (2, "bid:A")}) == "open"
