"""Which rule a change of an agreement comes under, by table and by property."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.do.agreements import rules
from precept.do.agreements.rules import Proposed, Standing
from precept.foundation.money import Money

TODAY = date(2026, 11, 16)
BEGAN = date(2025, 6, 2)
OPEN = Standing(
    kind="contract",
    category="goods and services",
    began=BEGAN,
    starts=date(2026, 1, 1),
    ends=date(2027, 12, 31),
    latest_end=date(2028, 12, 31),
    awarded=Money.of(400_000),
    value=Money.of(400_000),
    vat="excluding",
)
LIGHT = replace(OPEN, category="light touch", awarded=Money.of(598_488), value=Money.of(598_488))
OLD = replace(OPEN, began=date(2022, 5, 2))


def verdicts(of: Standing, wanted: Proposed, today: date = TODAY) -> list[tuple[str, str]]:
    return [(one.rule, one.verdict) for one in rules.findings(of, wanted, today=today)]


def worth(pounds: int, **rest: object) -> Proposed:
    return replace(Proposed("value"), value=Money.of(pounds), **rest)  # type: ignore[arg-type] # a shorthand


def longer(ends: date, **rest: object) -> Proposed:
    return replace(Proposed("extension"), ends=ends, **rest)  # type: ignore[arg-type] # a shorthand


@pytest.mark.parametrize(
    ("of", "wanted", "found"),
    [
        # 109 days of 1,096 are 9.9% of the longest term at award; 110 are 10.04%.
        (OPEN, longer(date(2028, 4, 18)), [("change-not-substantial", "allowed")]),
        (
            OPEN,
            longer(date(2028, 4, 19)),
            [("change-below-threshold", "allowed"), ("uk10-contract-change", "doubt")],
        ),
        (
            OPEN,
            longer(date(2028, 12, 31), uses_option=True),
            [("change-provided-for", "allowed"), ("uk10-contract-change", "doubt")],
        ),
        (OPEN, worth(440_000), [("change-not-substantial", "allowed")]),
        (
            OPEN,
            worth(440_001, favours_provider=True),
            [
                ("change-not-substantial", "not allowed"),
                ("change-below-threshold", "not allowed"),
                ("", "not allowed"),
            ],
        ),
        (OPEN, worth(440_000, favours_provider=True), [("change-below-threshold", "allowed")]),
        (OPEN, worth(600_000, ground="change-additional"), [("change-additional", "allowed")]),
        (OPEN, worth(600_001, ground="change-additional"), [("change-additional", "not allowed")]),
        (OPEN, worth(900_000, ground="change-urgency"), [("change-urgency", "allowed")]),
        (
            OPEN,
            Proposed("novation", ground="change-restructuring"),
            [("change-restructuring", "allowed"), ("uk10-contract-change", "duty")],
        ),
        (OPEN, Proposed("termination", ends=TODAY), [("uk11-contract-termination", "duty")]),
        (LIGHT, worth(2_000_000, changes_scope=True), [("change-light-touch", "allowed")]),
        (
            LIGHT,
            Proposed("termination", ends=TODAY),
            [("change-light-touch", "allowed"), ("uk11-contract-termination", "duty")],
        ),
        # A procurement begun before the Act stays under the Regulations, light touch or not.
        (OLD, worth(439_999, favours_provider=True), [("change-below-threshold", "allowed")]),
        (OLD, worth(440_000), [("change-not-substantial", "allowed")]),
        (OLD, longer(date(2028, 12, 31)), [("change-not-substantial", "allowed")]),
        (OLD, Proposed("termination", ends=TODAY), [("", "allowed")]),
        (OLD, worth(500_000, ground="change-known-risk"), [("change-known-risk", "not allowed")]),
        (replace(OPEN, kind="grant agreement"), worth(9_000_000), [("", "allowed")]),
        (replace(OPEN, began=None), worth(410_000), [("", "doubt")]),
        (replace(OPEN, category="not stated"), worth(410_000), [("", "doubt")]),
    ],
)
def test_each_change_comes_under_its_rule(
    of: Standing, wanted: Proposed, found: list[tuple[str, str]]
) -> None:
    said = verdicts(of, wanted)
    assert said[: len(found)] == found


def test_a_change_of_exactly_a_tenth_is_small_under_the_act_alone() -> None:
    tenth = worth(440_000, favours_provider=True)
    assert rules.worst(rules.findings(OPEN, tenth, today=TODAY)) != rules.REFUSED
    assert rules.worst(rules.findings(OLD, tenth, today=TODAY)) == rules.REFUSED


def test_small_changes_are_measured_alone_under_the_act_and_together_under_the_regulations() -> (
    None
):
    third = worth(460_000, favours_provider=True)
    earlier = (Money.of(20_000), Money.of(20_000))
    act = replace(OPEN, value=Money.of(440_000), earlier=earlier)
    assert ("change-below-threshold", "allowed") in verdicts(act, third)
    regulations = replace(OLD, value=Money.of(440_000), earlier=earlier)
    assert ("change-below-threshold", "not allowed") in verdicts(regulations, third)


def test_small_changes_together_stay_below_the_threshold_with_vat() -> None:
    big = replace(
        OPEN,
        awarded=Money.of(4_000_000),
        value=Money.of(4_150_000),
        earlier=(Money.of(150_000),),
    )
    # £173,100 with VAT is the threshold of £207,720.
    assert ("change-below-threshold", "allowed") in verdicts(
        big, worth(4_173_099, favours_provider=True)
    )
    assert ("change-below-threshold", "not allowed") in verdicts(
        big, worth(4_173_100, favours_provider=True)
    )


def test_a_small_contract_that_grows_to_the_threshold_becomes_a_public_one() -> None:
    small = replace(OPEN, awarded=Money.of(150_000), value=Money.of(150_000))
    below, at = worth(173_099), worth(173_100)
    assert verdicts(small, below) == [("threshold-goods-and-services", "allowed")]
    assert verdicts(small, at)[0] == ("convertible-contract", "duty")


def test_a_value_whose_vat_is_not_stated_is_a_doubt_only_where_vat_decides() -> None:
    near = replace(OPEN, awarded=Money.of(200_000), value=Money.of(200_000), vat="not stated")
    assert verdicts(near, worth(201_000))[0] == ("threshold-goods-and-services", "doubt")
    far = replace(near, awarded=Money.of(100_000), value=Money.of(100_000))
    assert verdicts(far, worth(101_000)) == [("threshold-goods-and-services", "allowed")]


def test_a_late_notice_of_an_option_is_said() -> None:
    late = longer(date(2028, 12, 31), uses_option=True, notice_by=TODAY - timedelta(days=1))
    assert "Notice is late" in [one.title for one in rules.findings(OPEN, late, today=TODAY)]


@given(
    pounds=st.integers(min_value=1, max_value=5_000_000),
    began=st.dates(min_value=date(2022, 1, 1), max_value=date(2026, 11, 1)),
    category=st.sampled_from(["goods and services", "light touch", "works"]),
    kind=st.sampled_from([key for key, _ in rules.variation_kinds]),
    favours=st.booleans(),
)
def test_every_change_has_a_verdict_with_its_source(
    pounds: int, began: date, category: str, kind: str, favours: bool
) -> None:
    of = replace(OPEN, began=began, category=category)
    wanted = Proposed(kind, value=Money.of(pounds), ends=TODAY, favours_provider=favours)
    found = rules.findings(of, wanted, today=TODAY)
    assert found
    assert all(one.source and one.says for one in found)
    assert rules.worst(found) in rules.VERDICTS


@given(more=st.integers(min_value=0, max_value=400_000_00))
def test_one_change_never_adds_more_than_half_on_a_capped_ground(more: int) -> None:
    wanted = Proposed("value", value=Money(400_000_00 + more), ground="change-unforeseeable")
    found = rules.findings(OPEN, wanted, today=TODAY)
    is_within = Fraction(more, 400_000_00) <= Fraction(1, 2)
    assert (rules.worst(found) != rules.REFUSED) is is_within
