"""Weighted scores, bands, ranks and marks that are far apart."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.assessment import rules
from precept.do.assessment.rules import Weighing

CRITERIA = (Weighing("need", 40, 5), Weighing("plan", 35, 5), Weighing("value", 25, 4))
SCORES = st.decimals(0, 100, places=3, allow_nan=False, allow_infinity=False)
EDGES = st.lists(st.integers(1, 99), min_size=1, max_size=5, unique=True)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((5, 5, 4), "100.000"),
        ((0, 0, 0), "0.000"),
        ((4, 3, 2), "65.500"),
        ((1, 1, 1), "21.250"),
        ((3, 2, 1), "44.250"),
    ],
)
def test_a_score_is_weighted_out_of_100(scores: tuple[int, ...], expected: str) -> None:
    given = dict(zip(("need", "plan", "value"), scores, strict=True))

    assert rules.weighted_score(given, CRITERIA) == Decimal(expected)
    assert str(rules.weighted_score(given, CRITERIA)) == expected


def test_a_score_is_rounded_once_at_the_end_halves_upwards() -> None:
    thirds = [Weighing("a", 50, 3), Weighing("b", 50, 3)]
    eighths = [Weighing("a", 1, 16), Weighing("b", 999, 1)]

    assert rules.weighted_score({"a": 1, "b": 1}, thirds) == Decimal("33.333")
    assert rules.weighted_score({"a": 2, "b": 2}, thirds) == Decimal("66.667")
    # 100 × 1/16 of a thousandth is 0.00625, and 0.0125 is twice that: halves go up.
    assert rules.weighted_score({"a": 2, "b": 0}, eighths) == Decimal("0.013")


def test_weights_that_do_not_add_up_to_100_are_taken_in_proportion() -> None:
    criteria = [Weighing("a", 1, 5), Weighing("b", 1, 5)]

    assert rules.weighted_score({"a": 5, "b": 0}, criteria) == Decimal("50.000")


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ({"need": 5, "plan": 5}, "There is no score for “value”."),
        ({"need": 6, "plan": 5, "value": 4}, "The score for “need” must be between 0 and 5."),
        ({"need": -1, "plan": 5, "value": 4}, "The score for “need” must be between 0 and 5."),
    ],
)
def test_a_score_that_cannot_be_worked_out_says_why(scores: dict[str, int], words: str) -> None:
    with pytest.raises(rules.NoScore) as refused:
        rules.weighted_score(scores, CRITERIA)

    assert refused.value.words == words


def test_criteria_without_weights_or_levels_give_no_score() -> None:
    for criteria in ([], [Weighing("a", 0, 5)], [Weighing("a", 100, 0)]):
        with pytest.raises(rules.NoScore, match="no weights or no score levels"):
            rules.weighted_score({"a": 0}, criteria)


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(1, 10)), min_size=1, max_size=6))
def test_a_weighted_score_is_between_nothing_and_100(parts: list[tuple[int, int]]) -> None:
    criteria = [Weighing(str(at), weight, best) for at, (weight, best) in enumerate(parts)]
    best = {one.key: one.highest for one in criteria}
    middle = {one.key: one.highest // 2 for one in criteria}

    assert rules.weighted_score(best, criteria) == 100
    assert 0 <= rules.weighted_score(middle, criteria) <= 100


@pytest.mark.parametrize(
    ("score", "words"),
    [
        ("72.500", "72.5"),
        ("65.000", "65"),
        ("100.000", "100"),
        ("33.333", "33.333"),
        (None, "No score"),
    ],
)
def test_a_score_is_written_without_idle_noughts(score: str | None, words: str) -> None:
    assert rules.score_words(None if score is None else Decimal(score)) == words


def test_the_bands_of_the_published_round() -> None:
    scores = [Decimal(one) for one in (82, 70, 69, 68, 66, 65, 60, 59, 51, 44, 40, 39)]
    counted = rules.bands(scores, [40, 70, 60])

    assert rules.bands_sentence(counted) == "2 at 70 or more, 5 at 60, 4 at 40, 1 below"
    assert [one.words for one in counted] == [
        "70 or more",
        "60 to below 70",
        "40 to below 60",
        "below 40",
    ]


@given(st.lists(SCORES, max_size=40), EDGES)
def test_every_score_is_in_one_band(scores: list[Decimal], edges: list[int]) -> None:
    counted = rules.bands(scores, edges)

    assert sum(one.count for one in counted) == len(scores)
    assert len(counted) == len(edges) + 1


@given(SCORES, EDGES)
def test_a_score_is_at_or_above_the_edge_of_its_band_and_below_the_next(
    score: Decimal, edges: list[int]
) -> None:
    ordered = [100.001, *sorted(edges, reverse=True), 0]
    band = rules.band_of(score, edges)

    assert ordered[band + 1] <= score < Decimal(str(ordered[band]))


@pytest.mark.parametrize(
    ("edges", "words"),
    [
        ([70, 60, 40], ""),
        ([], "Enter at least one lower edge, such as 70"),
        ([0], "Each lower edge must be between 1 and 99"),
        ([100], "Each lower edge must be between 1 and 99"),
        ([60, 60], "Each lower edge must be a different number"),
    ],
)
def test_lower_edges_are_different_numbers_between_1_and_99(edges: list[int], words: str) -> None:
    assert rules.check_bands(edges) == words


def test_a_tie_has_one_rank_and_the_next_is_skipped() -> None:
    scores = [Decimal(70), Decimal(80), None, Decimal(70), Decimal("69.999")]

    assert rules.ranks(scores) == [2, 1, None, 2, 4]


@given(st.lists(st.one_of(st.none(), SCORES), max_size=30))
def test_a_rank_counts_those_who_did_better(scores: list[Decimal | None]) -> None:
    for score, rank in zip(scores, rules.ranks(scores), strict=True):
        better = sum(1 for one in scores if one is not None and score is not None and one > score)
        assert rank == (None if score is None else better + 1)


@pytest.mark.parametrize(
    ("scores", "places"),
    [
        ([4, 4, 4], []),
        ([4, 3, 4], []),
        ([4, 1, 4], [1]),
        ([5, 3], [0, 1]),
        ([5], []),
        ([], []),
        ([3, 3, 3, 3, 3, 4], [5]),
        ([3, 3, 3, 3, 4], []),
        ([1, 3, 4, 5], [0]),
        ([1, 1, 5, 5], [0, 1, 2, 3]),
    ],
)
def test_a_mark_stands_out_two_levels_from_the_others_or_far_outside_the_middle_half(
    scores: list[int], places: list[int]
) -> None:
    assert [one.place for one in rules.outliers(scores)] == places


def test_levels_count_and_not_points() -> None:
    assert rules.outliers([0, 4], levels=[0, 4, 8]) == []
    assert [one.place for one in rules.outliers([0, 8], levels=[0, 4, 8])] == [0, 1]


def test_an_outlier_is_explained_in_words() -> None:
    (found,) = rules.outliers([4, 1, 5])
    (far,) = rules.outliers([3, 3, 3, 3, 3, 4])

    assert found.words == "Gave 1, where the others gave 4, 5: two levels or more apart"
    assert far.words == "Gave 4, where the others gave 3, 3, 3, 3, 3: far outside the middle half"


def test_how_strict_each_marker_is_beside_those_who_marked_the_same() -> None:
    marks = [
        ("Ada", "B1", "need", 2),
        ("Ben", "B1", "need", 4),
        ("Ada", "B2", "need", 3),
        ("Ben", "B2", "need", 4),
        ("Cai", "B3", "need", 5),
    ]

    assert {one.marker: one.words for one in rules.severities(marks)} == {
        "Ada": "1.5 stricter than the others on average",
        "Ben": "1.5 more generous than the others on average",
        "Cai": "Nobody else marked the same bids",
    }
    same = rules.severities([("Ada", "B1", "need", 2), ("Ben", "B1", "need", 2)])
    assert same[0].words == "The same as the others on average"


@pytest.mark.parametrize(
    ("agreed", "given", "expected"),
    [(4, [4, 4], False), (4, [4, 3], True), (5, [4, 4], True), (4, [], True)],
)
def test_a_reason_is_needed_wherever_a_score_moves(
    agreed: int, given: list[int], expected: bool
) -> None:
    assert rules.needs_reason(agreed, given) is expected


@given(st.lists(st.integers(0, 5), min_size=1, max_size=5))
def test_the_spread_is_between_the_lowest_and_the_highest(scores: list[int]) -> None:
    assert rules.spread(scores) == max(scores) - min(scores)
    assert rules.spread([]) == 0
