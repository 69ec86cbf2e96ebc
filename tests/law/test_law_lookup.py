"""Which rule applies on the day that matters, and on which side of it an amount falls."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.money import Money
from precept.law import rules
from precept.law.rules import Category
from precept.law.rules.loading import book

GOODS, LIGHT, WORKS = Category.GOODS_AND_SERVICES, Category.LIGHT_TOUCH, Category.WORKS
DAYS = st.dates(min_value=date(2005, 1, 1), max_value=date(2060, 12, 31))
HELD = sorted(book().versions)


@pytest.mark.parametrize(
    ("day", "goods", "light_touch", "works"),
    [
        (date(2022, 1, 1), "213477", "663540", "5336937"),
        (date(2023, 12, 31), "213477", "663540", "5336937"),
        (date(2024, 1, 1), "214904", "663540", "5372609"),
        (date(2025, 2, 23), "214904", "663540", "5372609"),
        (date(2025, 2, 24), "214904", "663540", "5372609"),
        (date(2025, 12, 31), "214904", "663540", "5372609"),
        (date(2026, 1, 1), "207720", "663540", "5193000"),
        (date(2027, 12, 31), "207720", "663540", "5193000"),
    ],
)
def test_each_threshold_is_the_one_of_its_day(
    day: date, goods: str, light_touch: str, works: str
) -> None:
    found = [rules.threshold(category, on=day) for category in (GOODS, LIGHT, WORKS)]
    assert found == [Money.of(goods), Money.of(light_touch), Money.of(works)]


def test_the_procurement_act_takes_over_on_24_february_2025() -> None:
    before = rules.rule("threshold-light-touch", on=date(2025, 2, 23))
    after = rules.rule("threshold-light-touch", on=date(2025, 2, 24))
    assert before.source == (
        "Public Contracts Regulations 2015, regulation 5, "
        "with the amounts in force from 1 January 2024 (SI 2023/1117)"
    )
    assert after.source == "Procurement Act 2023, sections 3 and 9 and Schedule 1"


def test_the_next_revision_of_the_thresholds_is_known() -> None:
    for category in Category:
        identity = f"threshold-{category.value.replace(' ', '-')}"
        assert rules.rule(identity, on=date(2026, 6, 1)).revision_due == date(2028, 1, 1)


def test_vat_alone_takes_a_contract_over_the_light_touch_threshold() -> None:
    day = date(2026, 1, 14)
    assert not rules.is_over_threshold(Money.of("598488"), LIGHT, on=day)
    assert rules.is_over_threshold(Money.of("718186"), LIGHT, on=day)


@pytest.mark.parametrize(
    ("value", "day", "over"),
    [
        ("207719.99", date(2026, 1, 1), False),
        ("207720", date(2026, 1, 1), True),
        ("207720", date(2025, 12, 31), False),
        ("214903.99", date(2025, 12, 31), False),
        ("214904", date(2025, 12, 31), True),
    ],
)
def test_a_value_equal_to_the_threshold_is_over_it(value: str, day: date, over: bool) -> None:
    assert rules.is_over_threshold(Money.of(value), GOODS, on=day) is over


@pytest.mark.parametrize(
    ("value", "category", "notifiable"),
    [
        ("29999.99", GOODS, False),
        ("30000", GOODS, True),
        ("207719.99", GOODS, True),
        ("207720", GOODS, False),
        ("207720", LIGHT, True),
        ("663539.99", LIGHT, True),
        ("663540", LIGHT, False),
    ],
)
def test_a_contract_is_notifiable_from_30_000_up_to_its_threshold(
    value: str, category: Category, notifiable: bool
) -> None:
    assert rules.is_notifiable(Money.of(value), category, on=date(2026, 3, 1)) is notifiable


def test_nothing_is_said_of_notifiable_contracts_before_the_act() -> None:
    with pytest.raises(rules.NoRule) as refusal:
        rules.is_notifiable(Money.of("40000"), GOODS, on=date(2025, 2, 23))
    assert str(refusal.value) == (
        "No rule “notifiable-below-threshold” applied on 23 February 2025: "
        "the earliest version held begins on 24 February 2025."
    )


def test_a_rule_asked_for_after_its_end_says_when_it_ended() -> None:
    with pytest.raises(rules.NoRule) as refusal:
        rules.rule("safety-fund-cap-2022-23-round-5", on=date(2023, 4, 1))
    assert str(refusal.value) == (
        "No rule “safety-fund-cap-2022-23-round-5” applied on 1 April 2023: "
        "it ended on 31 March 2023."
    )


def test_a_rule_nobody_wrote_is_refused_in_words() -> None:
    with pytest.raises(rules.NoRule) as refusal:
        rules.versions("threshold-of-dreams")
    assert str(refusal.value) == "There is no rule called “threshold-of-dreams”."


@pytest.mark.parametrize(
    ("value", "day", "asked"),
    [
        ("50000", date(2026, 3, 1), False),
        ("50000.01", date(2026, 3, 1), True),
        ("50000.01", date(2022, 11, 28), True),
        ("50000.01", date(2022, 11, 27), False),
    ],
)
def test_social_value_is_asked_over_50_000_while_the_policy_stands(
    value: str, day: date, asked: bool
) -> None:
    assert rules.asks_social_value(Money.of(value), on=day) is asked


def test_the_safety_fund_caps_are_the_fund_s_and_the_round_s() -> None:
    day = date(2022, 10, 24)
    fund = rules.rule("safety-fund-cap", on=day)
    this_round = rules.rule("safety-fund-cap-2022-23-round-5", on=day)
    assert fund.money("most for one project") == Money.of("10000")
    assert fund.figure("longest project").number == 12
    assert this_round.money("most for one project") == Money.of("20000")


def test_a_figure_that_is_not_there_or_not_money_is_refused_in_words() -> None:
    cap = rules.rule("safety-fund-cap", on=date(2023, 1, 1))
    with pytest.raises(rules.NoFigure) as missing:
        cap.money("cap")
    with pytest.raises(rules.NoFigure) as not_money:
        cap.money("longest project")
    with pytest.raises(rules.NoFigure) as not_a_number:
        _ = cap.figure("most for one project").number
    assert [str(refused.value) for refused in (missing, not_money, not_a_number)] == [
        "The rule “safety-fund-cap” has no figure “cap”. "
        "It has: “most for one project”, “longest project”.",
        "The figure “longest project” of “safety-fund-cap” is not an amount of money.",
        "“most for one project” is an amount of money, not a number.",
    ]


def test_rules_are_read_by_kind_then_with_uk2_before_uk10() -> None:
    in_force = rules.rules_on(date(2026, 5, 1))
    kinds = list(dict.fromkeys(rule.kind for rule in in_force))
    assert kinds == ["threshold", "duty", "period", "power", "policy"]
    notices = [rule.notice for rule in rules.rules_on(date(2026, 5, 1), "duty") if rule.notice]
    assert list(dict.fromkeys(notices)) == [f"UK{number}" for number in range(1, 18)]


@pytest.mark.parametrize(
    ("day", "missing"),
    [
        (date(2025, 2, 23), [f"UK{number}" for number in range(1, 18)]),
        (date(2025, 2, 24), ["UK8", "UK9", "UK17"]),
        (date(2026, 1, 1), ["UK8"]),
        (date(2026, 4, 1), []),
    ],
)
def test_each_notice_begins_on_its_own_day(day: date, missing: list[str]) -> None:
    held = {rule.notice for rule in rules.rules_on(day)}
    numbers = [f"UK{number}" for number in range(1, 18)]
    assert [number for number in numbers if number not in held] == missing


@given(DAYS)
def test_at_most_one_version_of_each_rule_applies_on_any_day(day: date) -> None:
    in_force = [rule.id for rule in rules.rules_on(day)]
    assert len(in_force) == len(set(in_force))


@given(DAYS, st.sampled_from(HELD))
def test_a_rule_is_found_exactly_while_one_of_its_versions_stands(day: date, identity: str) -> None:
    held = rules.versions(identity)
    first, last = held[0].applies_from, held[-1].applies_to or date.max
    if first <= day <= last:
        found = rules.rule(identity, on=day)
        assert found.applies_from <= day
        assert found in rules.rules_on(day, found.kind)
    else:
        with pytest.raises(rules.NoRule):
            rules.rule(identity, on=day)


@given(
    st.dates(min_value=date(2022, 1, 1), max_value=date(2060, 1, 1)),
    st.sampled_from(list(Category)),
    st.integers(min_value=0, max_value=900_000_000),
)
def test_over_the_threshold_and_notifiable_never_go_together(
    day: date, category: Category, pence: int
) -> None:
    value = Money.of(f"{pence // 100}.{pence % 100:02d}")
    over = rules.is_over_threshold(value, category, on=day)
    assert over is (value >= rules.threshold(category, on=day))
    if day >= date(2025, 2, 24):
        notifiable = rules.is_notifiable(value, category, on=day)
        assert notifiable is (not over and pence >= 3_000_000)


def test_versions_of_a_rule_follow_one_another_without_a_day_between() -> None:
    held = rules.versions("threshold-works")
    assert [version.applies_from for version in held] == [
        date(2022, 1, 1),
        date(2024, 1, 1),
        date(2025, 2, 24),
        date(2026, 1, 1),
    ]
    ends = [version.applies_to for version in held]
    assert ends == [*(v.applies_from - timedelta(days=1) for v in held[1:]), None]
