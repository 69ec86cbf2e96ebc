"""What a year comes to, fund by fund; what was typed, and whether it adds up."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.money import TBC, Money
from precept.plan import rules
from precept.plan.published import LinePublished, SlicePublished, TotalPublished
from tests.plan.appendix import appendix
from tests.plan.making import line, of_register

NAMES = {"CORE": "Core budget", "VRN": "Violence Reduction Network", "CSF": "Safety Fund"}


def test_the_year_of_the_appendix_is_sliced_by_fund_and_kind() -> None:
    lines = [of_register(one) for one in appendix("2022-23")]

    assert rules.slices(lines, NAMES) == (
        part("CORE", "contract", 358_661_500, 1),
        part("CSF", "round", 38_941_447, 1),
        part("VRN", "contract", 111_833_300, 0),
        part("VRN", "round", 10_403_033, 0),
    )


def part(fund: str, kind: str, pence: int, unknown: int) -> SlicePublished:
    return SlicePublished(
        fund=fund,
        fund_name=NAMES[fund],
        kind=kind,
        kind_title=dict(rules.line_kinds)[kind],
        total=TotalPublished(pence=pence, unknown=unknown),
    )


def test_a_split_that_is_not_stated_belongs_to_no_fund() -> None:
    split = line(100, shares=[("CORE", "OPCC", None), ("VRN", "VRN", 40)])

    (only,) = rules.slices([split], NAMES)

    assert (only.fund, only.fund_name) == ("", "Fund not stated")
    assert only.total == TotalPublished(pence=100, unknown=0)


def test_the_only_share_pays_the_whole_line() -> None:
    assert [one.fund for one in rules.slices([line(100, shares=[("VRN", "VRN", None)])], {})] == [
        "VRN"
    ]


def test_a_line_without_an_amount_is_in_no_slice() -> None:
    assert rules.slices([line()], NAMES) == ()


funds = st.sampled_from(["CORE", "VRN", "CSF", ""])
amounts = st.one_of(st.none(), st.integers(0, 10**10))
shares = st.lists(st.tuples(st.sampled_from(["CORE", "VRN"]), st.just("Name"), amounts), max_size=2)
lines = st.builds(
    lambda pence, fund, parts, kind: line(*pence, fund=fund, shares=parts, kind=kind),
    st.lists(amounts, max_size=2),
    funds,
    shares,
    st.sampled_from([key for key, _ in rules.line_kinds]),
)


@given(st.lists(lines, max_size=10))
def test_the_slices_together_are_the_total_no_more_and_no_less(
    given_lines: list[LinePublished],
) -> None:
    parts = rules.slices(given_lines, NAMES)
    total = rules.total_of(given_lines)

    assert sum(one.total.pence for one in parts) == total.pence
    assert sum(one.total.unknown for one in parts) == total.unknown
    assert len({(one.fund, one.kind) for one in parts}) == len(parts)


@given(st.integers(0, 10**10), st.integers(0, 10**10), st.integers(-3, 3))
def test_shares_add_up_to_the_penny_or_not_at_all(first: int, second: int, off: int) -> None:
    whole = first + second + off
    if whole < 0:
        return
    problem = rules.shares_problem(
        line(whole, shares=[("CORE", "OPCC", first), ("VRN", "VRN", second)])
    )

    assert (problem is None) == (off == 0)


def test_shares_that_do_not_add_up_say_by_how_much() -> None:
    wrong = line(20_403_033, shares=[("CSF", "OPCC", 10_000_000), ("VRN", "VRN", 10_403_032)])

    assert rules.shares_problem(wrong) == (
        "The shares add up to £204,030.32, which is £0.01 less than £204,030.33."
    )


@pytest.mark.parametrize(
    "unknown",
    [
        line(None, shares=[("CSF", "OPCC", 1), ("VRN", "VRN", 2)]),
        line(100, shares=[("CSF", "OPCC", None), ("VRN", "VRN", 2)]),
        line(100),
        line(shares=[("CSF", "OPCC", 5)]),
    ],
)
def test_what_is_not_known_needs_not_add_up(unknown: LinePublished) -> None:
    assert rules.shares_problem(unknown) is None


def test_over_programming_is_a_warning_in_words() -> None:
    parts = rules.slices([line(15_000), line(5_050), line(100, fund="VRN")], NAMES)
    uses = rules.fund_uses(parts, {"CORE": Money(20_000), "VRN": Money(100)})

    assert [use.over for use in uses] == [Money(50), None]
    assert rules.over_programmed(uses, "2022-23") == [
        "Core budget: £200.50 is intended, £0.50 more than its budget of £200 for 2022–23."
        " Values of contracts may be for more than this year."
    ]


def test_a_budget_that_is_not_known_is_never_over_programmed() -> None:
    uses = rules.fund_uses(rules.slices([line(15_000)], NAMES), {"CORE": TBC})

    assert rules.over_programmed(uses, "2022-23") == []
    assert rules.over_programmed(rules.fund_uses(rules.slices([line(1)], {}), {}), "2022-23") == []


def typed(**fields: Any) -> rules.TypedLine:
    return rules.TypedLine(**{"kind": "project", "name": "A project", "fund": "CORE", **fields})


def split(first: int, second: int, other: str = "VRN") -> tuple[rules.TypedShare, ...]:
    return (
        rules.TypedShare("CORE", "OPCC", Money(first)),
        rules.TypedShare(other, other, Money(second)),
    )


@pytest.mark.parametrize(
    ("given_line", "problem"),
    [
        (typed(), None),
        (typed(fund=""), None),
        (typed(amount=TBC), None),
        (typed(amount=Money(3), shares=split(1, 2)), None),
        (typed(kind="gift"), ("kind", "Choose what this line is.")),
        (typed(name="  "), ("name", "Enter what this line is for.")),
        (typed(fund="NONE"), ("fund", "Choose one of the office’s funds.")),
        (
            typed(amount=Money(3), shares=split(1, 2, "CORE")),
            ("other_fund", "Choose two different funds."),
        ),
        (
            typed(amount=Money(400), shares=split(100, 200)),
            ("other_amount", "The shares add up to £3.00, which is £1.00 less than £4.00."),
        ),
        (
            typed(amount=Money(400), shares=(rules.TypedShare("CORE", "OPCC", TBC),)),
            ("other_amount", "Enter what each fund pays: the whole amount is known."),
        ),
    ],
)
def test_a_typed_line_is_checked_before_it_stands(
    given_line: rules.TypedLine, problem: tuple[str, str] | None
) -> None:
    assert rules.typed_problem(given_line, ["CORE", "VRN"]) == problem
