"""The pure rules under the books: parts add up, years are kept, hands differ."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.spending import rules
from precept.foundation.money import Money, share

pennies = st.integers(min_value=1, max_value=10**7)


@given(st.lists(pennies, min_size=1, max_size=4), st.lists(pennies, min_size=1, max_size=4))
def test_what_is_split_over_funds_and_years_adds_up_on_both_sides(
    weights: list[int], by_year: list[int]
) -> None:
    whole = Money(sum(by_year))
    shares = [(f"F{place}", one) for place, one in enumerate(share(whole, weights))]
    years = [(f"20{20 + place}-{21 + place}", Money(one)) for place, one in enumerate(by_year)]

    parts = rules.split(shares, years)

    for fund, amount in shares:
        assert sum(one.amount.pence for one in parts if one.fund == fund) == amount.pence
    for year, amount in years:
        assert sum(one.amount.pence for one in parts if one.year == year) == amount.pence
    assert all(one.amount.pence > 0 for one in parts)


parts = st.lists(
    st.builds(
        rules.Part,
        st.sampled_from(["CORE", "VRN"]),
        st.sampled_from(["2025-26", "2026-27", "2027-28"]),
        st.builds(Money, pennies),
    ),
    max_size=6,
    unique_by=lambda one: (one.fund, one.year),
)


@given(parts, pennies)
def test_what_is_taken_is_the_whole_of_what_was_asked_and_never_of_a_later_year(
    held: list[rules.Part], pence: int
) -> None:
    found, problem = rules.taken(held, Money(pence), "2026-27")

    there = {(one.fund, one.year): one.amount.pence for one in held}
    reachable = sum(pence for (_, year), pence in there.items() if year <= "2026-27")
    if problem:
        assert found == []
        assert reachable < pence
    else:
        assert sum(one.amount.pence for one in found) == pence
        assert all(one.amount.pence <= there[one.fund, one.year] for one in found)
        assert all(one.year <= "2026-27" for one in found)


@given(parts, parts)
def test_what_moves_makes_of_what_is_promised_what_is_wanted(
    wanted: list[rules.Part], promised: list[rules.Part]
) -> None:
    after = {(one.fund, one.year): one.amount.pence for one in promised}
    for fund, year, pence in rules.in_line(wanted, promised):
        after[fund, year] = after.get((fund, year), 0) + pence

    assert {key: pence for key, pence in after.items() if pence} == {
        (one.fund, one.year): one.amount.pence for one in wanted
    }


def test_a_fund_pays_for_what_its_giver_allows() -> None:
    only = [rules.Restriction("priorities", ("victims",), "For services for victims.")]

    assert rules.restriction_problem(only, rules.Paid("contract", ("victims", "rural"))) is None
    problem = rules.restriction_problem(only, rules.Paid("contract", ("rural",)))
    assert problem == "The fund may not pay for this: “For services for victims.”"


@pytest.mark.parametrize(
    ("year", "allowed"),
    [("2021-22", False), ("2022-23", True), ("2024-25", True), ("2025-26", False)],
)
def test_a_fund_promises_nothing_outside_its_own_time(year: str, allowed: bool) -> None:
    period = rules.FundPeriod("VRN", date(2022, 4, 1), date(2025, 3, 31))

    assert (rules.year_problem(period, year) is None) == allowed


def test_the_year_of_a_payment_is_that_of_its_day() -> None:
    planned = [
        (date(2026, 4, 1), Money.of(10)),
        (date(2027, 3, 31), Money.of(20)),
        (date(2027, 4, 1), Money.of(30)),
        (None, Money.of(5)),
    ]

    assert rules.by_year(planned, date(2027, 6, 1)) == [
        ("2026-27", Money.of(30)),
        ("2027-28", Money.of(35)),
    ]


@pytest.mark.parametrize(("checked_by", "allowed"), [(None, False), (1, False), (2, True)])
def test_whoever_checked_does_not_approve(checked_by: int | None, allowed: bool) -> None:
    assert (rules.hands_problem(checked_by, 1) is None) == allowed
