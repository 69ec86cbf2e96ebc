"""What partners' records rest on: who pays what, who leads, what comes up together, what a formula gives."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.partners import rules
from precept.do.partners.rules.overlaps import compared
from precept.foundation.money import Money

PENCE = st.integers(0, 10**12)
WEIGHTS = {"population": 50, "crime": 25, "demand": 25}


# Shares


def test_an_invoice_is_split_by_contribution_to_the_penny() -> None:
    names = {"a": "A", "b": "B", "c": "C"}
    given_ = {"a": Money(50_00), "b": Money(25_00), "c": Money(25_00)}

    shares = rules.shares_of(Money(100_01), names, given_)

    assert shares == {"a": Money(50_01), "b": Money(25_00), "c": Money(25_00)}


@given(st.integers(1, 10**12), st.lists(PENCE, min_size=1, max_size=8).filter(any))
def test_shares_add_up_and_are_within_a_penny_of_their_proportion(
    pence: int, contributions: list[int]
) -> None:
    names = {str(at): f"Partner {at}" for at in range(len(contributions))}
    given_ = {str(at): Money(one) for at, one in enumerate(contributions)}

    shares = rules.shares_of(Money(pence), names, given_)

    assert sum(shares.values(), Money(0)) == Money(pence)
    for at, one in enumerate(contributions):
        exact = Fraction(pence * one, sum(contributions))
        assert abs(shares[str(at)].pence - exact) < 1


@pytest.mark.parametrize("missing", [{}, {"b": None}])
def test_nothing_is_shared_by_a_contribution_that_nobody_stated(
    missing: dict[str, Money | None],
) -> None:
    with pytest.raises(rules.CannotShare) as refused:
        rules.shares_of(Money(1), {"a": "A", "b": "Borough"}, {"a": Money(1), **missing})

    assert "not stated for Borough" in refused.value.words


def test_no_more_is_shared_back_than_was_put_in() -> None:
    assert rules.underspend_problem(Money(60_00), Money(100_00), Money(40_00)) == ""
    assert "£60 is left of £100" in rules.underspend_problem(
        Money(60_01), Money(100_00), Money(40_00)
    )


# Leading


def standing(
    name: str, pence: int | None, expertise: str = "none", *, office: bool = False
) -> rules.Standing:
    money = None if pence is None else Money(pence)
    return rules.Standing(name.lower(), name, money, expertise, office)


@pytest.mark.parametrize(
    ("partners", "priorities", "lead", "offers", "reason"),
    [
        ([("City", 9), ("County", 5)], [], "city", False, "City puts in most (£0.09)"),
        ([("City", 9), ("Office", 5)], ["Domestic abuse"], "office", True, "The office offers"),
        ([("City", 9), ("Office", 5)], [], "city", False, "does not offer of itself"),
        ([("City", None), ("County", 5)], [], None, False, "not stated for City"),
        ([("City", 0), ("County", 0)], [], None, False, "nobody puts money in"),
        ([("City", 5), ("County", 5)], [], None, False, "City and County invest the same"),
    ],
)
def test_a_lead_is_proposed_with_its_reasons(
    partners: list[tuple[str, int | None]],
    priorities: list[str],
    lead: str | None,
    offers: bool,
    reason: str,
) -> None:
    found = rules.proposed_lead(
        [standing(name, pence, office=name == "Office") for name, pence in partners], priorities
    )

    assert (found.lead, found.office_offers) == (lead, offers)
    assert reason in " ".join(found.reasons)


def test_expertise_decides_where_investment_does_not() -> None:
    unknown = [standing("City", None, "some"), standing("Health", None, "specialist")]
    alike = [standing("City", 5, "some"), standing("Health", 5, "specialist")]

    assert rules.proposed_lead(unknown, []).lead == "health"
    assert rules.proposed_lead(alike, []).lead == "health"


# Overlaps

TODAY = date(2026, 11, 30)


def thing(key: str, body: str, ends: date | None, **said: object) -> rules.Thing:
    plain: dict[str, object] = {
        "key": key,
        "title": key.title(),
        "commissioners": frozenset({body}),
        "priorities": frozenset({"victims"}),
        "areas": frozenset(),
        "starts": None,
        "decides": ends,
    }
    return rules.Thing(**{**plain, **said})


def test_two_that_serve_the_same_and_end_within_a_year_come_up_together() -> None:
    ours = thing("ours", "office", date(2028, 3, 31))
    theirs = thing("theirs", "county", date(2027, 9, 30), areas=frozenset({"rutland"}))

    [found] = rules.overlaps([ours], [theirs], TODAY)

    assert found.is_chance
    assert not found.is_duplicate
    assert found.begin_by == date(2026, 9, 30)
    words = rules.why_words(found, {"victims": "Victims of crime"}, TODAY)
    assert words == (
        "Both serve: Victims of crime.",
        "One of them is for the whole of the office’s area.",
        "They come up on 30 September 2027 and 31 March 2028: begin by 30 September 2026, which has"
        " passed: begin now.",
    )


@pytest.mark.parametrize(
    "said",
    [
        {"priorities": frozenset({"knives"})},
        {"commissioners": frozenset({"office", "county"})},
        {"areas": frozenset({"leicester"})},
        {"decides": date(2026, 11, 29)},
        {"decides": date(2029, 10, 2)},
        {"decides": None},
    ],
    ids=["another purpose", "the same body", "another place", "past", "later", "no end"],
)
def test_what_has_not_purpose_place_and_end_in_common_is_no_chance(said: dict[str, object]) -> None:
    here = frozenset({"rutland"})
    ours = thing("ours", "office", date(2028, 3, 31), areas=here)
    theirs = thing("theirs", "county", date(2028, 3, 31), areas=here)

    assert rules.overlaps([ours], [theirs], TODAY)
    assert rules.overlaps([ours], [rules.Thing(**{**vars_of(theirs), **said})], TODAY) == []


def vars_of(one: rules.Thing) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_what_runs_at_the_same_time_may_be_offered_twice() -> None:
    ours = thing("ours", "office", date(2027, 3, 31), starts=date(2025, 4, 1))
    theirs = thing("theirs", "county", date(2030, 3, 31), starts=date(2026, 4, 1))

    [found] = rules.overlaps([ours], [theirs], TODAY)

    assert found.is_duplicate
    assert not found.is_chance


@given(st.permutations(["a", "b", "c"]))
def test_an_overlap_is_found_once_whichever_is_looked_at_first(order: list[str]) -> None:
    things = {
        "a": thing("a", "x", date(2028, 1, 1)),
        "b": thing("b", "y", date(2028, 2, 1)),
        "c": thing("c", "z", date(2028, 3, 1)),
    }
    found = rules.overlaps([], [things[key] for key in order], TODAY)

    assert {frozenset((one.first.key, one.second.key)) for one in found} == {
        frozenset("ab"),
        frozenset("ac"),
        frozenset("bc"),
    }
    assert [one.begin_by for one in found] == sorted(one.begin_by or date.max for one in found)


THINGS = st.lists(
    st.tuples(
        st.sampled_from(["x", "y", "office"]),
        st.integers(-400, 1_500),
        st.integers(-900, 0),
        st.sets(st.sampled_from("ab"), min_size=1),
        st.sampled_from([frozenset(), frozenset({"here"}), frozenset({"there"})]),
    ),
    max_size=12,
)


@given(THINGS)
def test_looking_only_at_what_is_near_finds_what_looking_at_everything_finds(
    drawn: list[tuple[str, int, int, set[str], frozenset[str]]],
) -> None:
    things = [
        thing(
            f"{body}{at}",
            body,
            TODAY + timedelta(days=ends),
            starts=TODAY + timedelta(days=min(starts, ends)),
            priorities=frozenset(slugs),
            areas=areas,
        )
        for at, (body, ends, starts, slugs, areas) in enumerate(drawn)
    ]
    ours = [one for one in things if "office" in one.commissioners]
    theirs = [one for one in things if "office" not in one.commissioners]
    every = {
        overlap.key
        for one, other in combinations(things, 2)
        if not (one in ours and other in ours)
        and (overlap := compared(one, other, TODAY)) is not None
    }

    assert {one.key for one in rules.overlaps(ours, theirs, TODAY)} == every


def test_it_stops_looking_once_it_has_as_many_as_are_shown() -> None:
    ours = [thing(f"ours{at}", "office", TODAY + timedelta(days=at)) for at in range(400)]
    theirs = [thing(f"theirs{at}", "county", TODAY + timedelta(days=at)) for at in range(400)]

    found = rules.overlaps(ours, theirs, TODAY)

    assert len(found) == rules.MOST
    assert found[0].begin_by == TODAY - timedelta(days=365)


def test_an_area_names_its_places() -> None:
    assert rules.area_names("Leicester, Leicestershire and Rutland") == {
        "leicester",
        "leicestershire",
        "rutland",
    }
    assert rules.area_names("") == frozenset()


# Formula funding


def area(
    key: str, population: int, crime: int, demand: int, previous: int | None = None
) -> rules.AreaFigures:
    had = None if previous is None else Money(previous)
    return rules.AreaFigures(key, key.title(), population, crime, demand, had)


def test_a_formula_weighs_population_crime_and_demand() -> None:
    areas = [area("north", 100_000, 5_000, 100), area("south", 300_000, 5_000, 300)]

    found = rules.allocated(Money(100_000_00), areas, WEIGHTS, 100)

    # North: half of a quarter, a quarter of a half, a quarter of a quarter: 31.25%.
    assert [one.amount for one in found] == [Money(31_250_00), Money(68_750_00)]
    assert rules.percent_words(found[0].by_formula) == "31.25%"


def test_phasing_in_keeps_part_of_what_each_had() -> None:
    areas = [area("north", 1, 1, 1, 90_000_00), area("south", 1, 1, 1, 10_000_00)]

    found = rules.allocated(Money(100_000_00), areas, WEIGHTS, 25)

    assert [one.amount for one in found] == [Money(80_000_00), Money(20_000_00)]


FIGURES = st.lists(
    st.tuples(
        st.integers(1, 10**6), st.integers(1, 10**5), st.integers(1, 10**5), st.integers(1, 10**9)
    ),
    min_size=1,
    max_size=8,
)


@given(st.integers(1, 10**11), FIGURES, st.integers(0, 100))
def test_allocations_add_up_to_what_there_is(
    pence: int, figures: list[tuple[int, int, int, int]], phase: int
) -> None:
    areas = [area(f"a{at}", *one) for at, one in enumerate(figures)]

    found = rules.allocated(Money(pence), areas, WEIGHTS, phase)

    assert sum((one.amount for one in found), Money(0)) == Money(pence)
    assert sum(one.by_formula for one in found) == 1


@pytest.mark.parametrize(
    ("weights", "phase", "previous", "words"),
    [
        ({**WEIGHTS, "crime": 24}, 100, 1, "must add up to 100: they add up to 99"),
        (WEIGHTS, 50, None, "not stated for North"),
        (WEIGHTS, 101, 1, "from 0 to 100"),
        ({"population": 50, "crime": 50, "demand": 0}, 100, 1, "counts for 50% and is nothing"),
    ],
)
def test_a_formula_that_cannot_be_worked_out_says_why(
    weights: dict[str, int], phase: int, previous: int | None, words: str
) -> None:
    crime = 0 if weights["crime"] == 50 else 5

    with pytest.raises(rules.FormulaProblem) as refused:
        rules.allocated(Money(1), [area("north", 5, crime, 5, previous)], weights, phase)

    assert words in refused.value.words


# Bids for government money, and what is due


def test_a_bid_moves_on_and_never_back() -> None:
    allowed = {
        (state, to)
        for state in rules.GRANT_STATES
        for to in rules.GRANT_STATES
        if rules.may_become(state, to)
    }

    assert allowed == {
        ("considering", "drafting"),
        ("considering", "withdrawn"),
        ("drafting", "submitted"),
        ("drafting", "withdrawn"),
        ("submitted", "won"),
        ("submitted", "lost"),
        ("submitted", "withdrawn"),
    }


@pytest.mark.parametrize(
    ("due", "tone"),
    [
        (date(2026, 11, 29), "red"),
        (TODAY, "amber"),
        (date(2026, 12, 14), "amber"),
        (date(2026, 12, 15), "grey"),
    ],
)
def test_what_is_due_presses_more_as_its_day_nears(due: date, tone: str) -> None:
    assert rules.tone_of(due, TODAY) == tone


def test_attendance_counts_the_meetings_at_which_it_is_recorded() -> None:
    assert rules.attendance(["present", "apologies", "present"]).words == "2 of 3"
    assert rules.attendance([]).words == "No meeting is recorded yet"
