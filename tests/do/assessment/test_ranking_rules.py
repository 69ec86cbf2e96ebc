"""The ranked list against the money: shares to the penny, cut-offs, what stands against freezing."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.assessment import rules
from precept.do.assessment.rules import Entry, Funder
from precept.foundation.money import Money

OPCC = Funder("CSF", "OPCC", Money.of("100000.00"))
VRN = Funder("VRN", "VRN", Money.of("104030.33"))
POT = (OPCC, VRN)
PENCE = st.integers(0, 2_000_000)
FUNDERS = st.lists(st.integers(0, 3_000_000), min_size=1, max_size=4).map(
    lambda found: [Funder(str(at), str(at), Money(pence)) for at, pence in enumerate(found)]
)
SHARINGS = st.sampled_from(["ratio", "order"])


def entry(
    reference: str, score: int | str | None, asked: int | None = 10_000, **more: object
) -> Entry:
    """A bid that asks for so many pounds."""
    return Entry(
        reference=reference,
        title=f"Project {reference}",
        asked=None if asked is None else Money.of(asked),
        score=None if score is None else Decimal(score),
        **more,  # type: ignore[arg-type]  # each test names the fields it needs
    )


def test_an_award_is_shared_in_proportion_to_the_penny() -> None:
    paid = rules.split(Money.of("9999.99"), POT)

    assert paid == [Money.of("4901.23"), Money.of("5098.76")]
    assert sum(paid, Money(0)) == Money.of("9999.99")


def test_an_award_is_paid_by_the_first_fund_first() -> None:
    assert rules.split(Money.of(120_000), POT, "order") == [Money.of(100_000), Money.of(20_000)]


def test_more_than_the_pot_cannot_be_shared() -> None:
    with pytest.raises(rules.OverThePot):
        rules.split(Money.of("204030.34"), POT)


def test_what_is_allowed_above_the_pot_is_shared_as_the_pot_was() -> None:
    over = rules.split(Money.of("204030.33") + Money.of(100), POT, "ratio", Money.of(100))

    assert over == [Money.of("100049.01"), Money.of("104081.32")]
    assert rules.split(Money.of("204130.33"), POT, "order", Money.of(100)) == [
        Money.of(100_000),
        Money.of("104130.33"),
    ]


@given(st.lists(PENCE, max_size=12), FUNDERS, SHARINGS, PENCE)
def test_shares_always_add_up_and_no_fund_pays_more_than_its_share(
    amounts: list[int], funders: list[Funder], sharing: str, over: int
) -> None:
    awards = [Money(one) for one in amounts]
    for allowed in (Money(0), Money(over)):
        shares = rules.split_all(awards, funders, sharing, allowed)
        paid = [Money(0)] * len(funders)
        for award, parts in zip(awards, shares, strict=True):
            if parts is not None:
                assert sum(parts, Money(0)) == award
                assert all(part.pence >= 0 for part in parts)
                paid = [one + more for one, more in zip(paid, parts, strict=True)]
        pot = sum((one.amount for one in funders), Money(0))
        assert sum(paid, Money(0)) <= pot + allowed
        if not allowed.pence:
            assert all(one <= f.amount for one, f in zip(paid, funders, strict=True))


def test_awards_that_come_to_the_whole_pot_use_every_share_to_the_penny() -> None:
    awards = [Money.of("68010.11")] * 3
    shares = rules.split_all(awards, POT)

    assert [sum(parts, Money(0)) for parts in zip(*(one or () for one in shares), strict=True)] == [
        OPCC.amount,
        VRN.amount,
    ]


def test_a_tie_is_shown_as_a_tie_and_stands_in_one_order_always() -> None:
    rows = rules.ranked(
        [entry("C", 70), entry("A", 65), entry("B", 70), entry("D", None)], POT, bands=(70, 60)
    )

    assert [(one.entry.reference, one.rank, one.is_tie, one.band) for one in rows] == [
        ("B", 1, True, 0),
        ("C", 1, True, 0),
        ("A", 3, False, 1),
        ("D", None, False, None),
    ]


def test_the_running_totals_follow_the_list_and_leave_out_the_ineligible() -> None:
    rows = rules.ranked(
        [
            entry("A", 70, 5_000, placing="fund", amount=Money.of(5_000)),
            entry("B", 60, 4_000, placing="part", amount=Money.of(1_000)),
            entry("C", 90, 3_000, placing="ineligible"),
        ],
        POT,
    )

    assert [one.entry.reference for one in rows] == ["A", "B", "C"]
    assert [one.asked_so_far.short for one in rows] == ["£5,000", "£9,000", "£9,000"]
    assert [one.awarded_so_far.short for one in rows] == ["£5,000", "£6,000", "£6,000"]
    assert rows[2].rank is None


def test_a_cut_off_funds_the_best_while_the_pot_lasts_and_the_rest_wait_in_order() -> None:
    entries = [entry("A", 80), entry("B", 75), entry("C", 70, 2_000), entry("D", 50)]
    tried = rules.what_if(entries, Money.of(15_000), 65)

    assert [(one.reference, one.placing, one.reserve_place) for one in tried.placed] == [
        ("A", "fund", None),
        ("B", "reserve", 1),
        ("C", "reserve", 2),
        ("D", "decline", None),
    ]
    assert (tried.funded, tried.total, tried.left) == (1, Money.of(10_000), Money.of(5_000))
    assert tried.in_part == "B"
    assert not tried.is_tie_at_the_line


def test_money_that_runs_out_between_two_of_the_same_score_is_said() -> None:
    tried = rules.what_if([entry("A", 80), entry("B", 80)], Money.of(10_000), 65)

    assert tried.is_tie_at_the_line
    assert tried.in_part == ""


def test_what_was_placed_by_hand_stays_and_its_money_is_set_aside_first() -> None:
    by_hand = entry("C", 40, placing="part", amount=Money.of(6_000), by_hand=True)
    waits = entry("D", 70, placing="reserve", reserve_place=1, by_hand=True)
    tried = rules.what_if([entry("A", 80), by_hand, waits, entry("E", 75)], Money.of(15_000), 65)

    assert {one.reference: (one.placing, one.reserve_place) for one in tried.placed} == {
        "A": ("reserve", 2),
        "E": ("reserve", 3),
    }
    assert (tried.funded, tried.total) == (1, Money.of(6_000))


def test_a_bid_above_the_cap_is_funded_in_part_with_that_reason() -> None:
    (placed,) = rules.what_if(
        [entry("A", 80, 12_000)], Money.of(50_000), 65, cap=Money.of(10_000)
    ).placed

    assert (placed.placing, placed.amount) == ("part", Money.of(10_000))
    assert placed.why == "It asks for more than the most that one award may be."


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(0, 20_000)), max_size=12),
    st.integers(0, 100),
    st.integers(0, 60_000),
)
def test_no_cut_off_funds_more_than_the_pot_or_a_bid_before_a_better_one(
    bids: list[tuple[int, int]], cut_off: int, pounds: int
) -> None:
    entries = [entry(f"B{at:02}", score, asked) for at, (score, asked) in enumerate(bids)]
    tried = rules.what_if(entries, Money.of(pounds), cut_off)
    score = {one.reference: one.score or Decimal(0) for one in entries}
    funded = [score[one.reference] for one in tried.placed if one.placing == "fund"]
    waiting = [score[one.reference] for one in tried.placed if one.placing == "reserve"]

    assert tried.total <= Money.of(pounds)
    assert all(one >= cut_off for one in [*funded, *waiting])
    assert not funded or not waiting or min(funded) >= max(waiting)
    places = [one.reserve_place for one in tried.placed if one.placing == "reserve"]
    assert places == list(range(1, len(places) + 1))


FUND = {"placing": "fund", "amount": Money.of(10_000)}
PART = {"placing": "part", "amount": Money.of(4_000)}


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (entry("A", 80, **FUND), []),
        (entry("A", 80, **PART, why="Two of three groups"), []),
        (entry("A", 80, **PART), ["It is funded in part, and no reason is stated"]),
        (entry("A", 60, **FUND), ["It is below the cut-off and funded, and no reason is stated"]),
        (entry("A", 60, **FUND, why="The only one for Rutland"), []),
        (entry("A", 80), ["It is at or above the cut-off and not funded, and no reason is stated"]),
        (entry("A", 80, why="Paid for by another fund"), []),
        (entry("A", 60), []),
        (
            entry("A", 80, 9_000, **FUND),
            ["It is given £10,000 and asks for £9,000"],
        ),
        (
            entry("A", 80, 11_000, **FUND),
            ["It is given less than the £11,000 it asks for: fund it in part"],
        ),
        (
            entry("A", 80, 12_000, placing="fund", amount=Money.of(12_000)),
            ["It is given £12,000: one award may be £10,000 at the most"],
        ),
        (entry("A", None, **FUND), ["It is funded without a score"]),
        (
            entry("A", 80, placing="fund"),
            ["It is funded, and no amount is stated"],
        ),
        (
            entry("A", 80, placing="reserve", reserve_place=1),
            ["It is on the reserve list while £204,030.33 is left, and no reason is stated"],
        ),
        (
            entry("A", 80, placing="reserve", why="Waits for a licence"),
            ["It has no place on the reserve list"],
        ),
        (entry("A", 80, placing="ineligible"), ["It is not eligible, and no reason is stated"]),
    ],
    ids=str,
)
def test_what_stands_against_freezing_a_bid(one: Entry, words: list[str]) -> None:
    rows = rules.ranked([one], POT)
    found = rules.problems(rows, cut_off=65, pot=Money.of("204030.33"), cap=Money.of(10_000))

    assert [problem.words for problem in found] == words
    assert {problem.reference for problem in found} <= {"A"}


@pytest.mark.parametrize("placing", ["reserve", "decline"])
def test_between_bids_of_one_score_the_money_is_given_with_a_reason(placing: str) -> None:
    place = 1 if placing == "reserve" else None
    pot = Money.of(15_000)

    def found(why: str = "") -> list[tuple[str, str]]:
        tied = entry("B", 80, placing=placing, reserve_place=place, why=why)
        rows = rules.ranked([entry("A", 80, **FUND), tied], POT)
        return [(one.reference, one.words) for one in rules.problems(rows, cut_off=65, pot=pot)]

    same = "It scored the same as a bid that is funded, and no reason is stated"
    assert found() == [("B", same)]
    assert found("The other reaches more people") == []


def test_a_bid_that_a_check_failed_is_not_funded() -> None:
    rows = rules.ranked([entry("A", 80, **FUND)], POT)
    found = rules.problems(rows, cut_off=65, pot=Money.of(50_000), failed={"A"})

    assert [one.words for one in found] == ["It is funded, and a check found it not eligible"]


def test_awards_above_the_pot_need_authority() -> None:
    funders = (Funder("CSF", "OPCC", Money.of(15_000)),)
    entries = [entry("A", 80, **FUND), entry("B", 70, **FUND)]
    pot = Money.of(15_000)
    without = rules.problems(rules.ranked(entries, funders), cut_off=65, pot=pot)
    allowed = Money.of(5_000)
    with_it = rules.problems(
        rules.ranked(entries, funders, over=allowed), cut_off=65, pot=pot, over=allowed
    )

    assert [(one.reference, one.words) for one in without] == [
        ("", "The awards come to £20,000: £5,000 more than the pot of £15,000"),
        ("B", "No fund has enough left to pay for it"),
    ]
    assert with_it == []


def test_a_recommendation_needs_its_cut_off_and_one_bid_a_reserve_place() -> None:
    waits = entry("A", 80, placing="reserve", reserve_place=1, why="No money")
    rows = rules.ranked([waits, replace(waits, reference="B")], POT)
    found = rules.problems(rows, cut_off=None, pot=Money(0))

    assert [(one.reference, one.words) for one in found] == [
        ("", "Choose the cut-off, with its reason"),
        ("A", "Another bid has place 1 on the reserve list too"),
        ("B", "Another bid has place 1 on the reserve list too"),
    ]
